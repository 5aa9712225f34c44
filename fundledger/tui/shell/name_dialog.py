"""A box in which something is given a name."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from fundledger.errors import N_
from fundledger.tui.kit.fields import Prompt
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.dialogs import Dialog
from fundledger.tui.shell.host import Hosted


class NameDialog(Dialog):
    """Gives the name that was typed; None where it is left."""

    DEFAULT_CSS = "NameDialog > #box { height: 5; }"

    def __init__(self, below: Hosted, title: str) -> None:
        """Ask for a name."""
        super().__init__(below)
        self.called = title

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="box"):
            yield OneLine(lambda _width: [[Span(self.called, Tone.TITLE)]])
            yield Prompt(id="filter")
            yield OneLine(self._paint_keys)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the name."""
        _ = self.dismiss(event.value.strip() or None)

    def _paint_keys(self, _width: int) -> list[Line]:
        return [[Span(self.say(N_("Enter saves · Esc goes back")), Tone.DIM)]]
