"""A box in which one day is typed."""

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from fundledger.errors import InputError
from fundledger.i18n import describe
from fundledger.tui.kit.columns import paragraph
from fundledger.tui.kit.fields import Prompt
from fundledger.tui.kit.painting import Banner
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.dialogs import Dialog

if TYPE_CHECKING:
    from fundledger.tui.shell.host import Hosted

FIELD = "on"


class DayDialog(Dialog):
    """Asks for a day; gives it as YYYY-MM-DD, or nothing where the line was emptied."""

    DEFAULT_CSS = "DayDialog > #box { height: auto; }"

    def __init__(self, below: "Hosted", title: str, hint: str, day: date) -> None:
        """Begin with a day; `title` and `hint` are in the language of the moment."""
        super().__init__(below)
        self.called = title
        self.hint = hint
        self.day = day
        self.problem: InputError | None = None

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="box"):
            yield Banner(self._paint_title)
            yield Prompt(self.day.isoformat(), id="filter")
            yield Banner(self._paint_below, id="below")

    def _paint_title(self, _width: int) -> list[Line]:
        return [[Span(self.called, Tone.TITLE)]]

    def _paint_below(self, width: int) -> list[Line]:
        if self.problem is None:
            return paragraph(self.hint, width, Tone.DIM)
        text = " ".join(describe(self.problem, self.below.lang))
        return paragraph(f"✗ {text}", width, Tone.BAD)

    def on_input_submitted(self, message: Prompt.Submitted) -> None:
        """Give the day, or say why it is none."""
        if not message.value.strip():
            _ = self.dismiss("")
            return
        from fundledger.inputs.parsing import parse_day  # noqa: PLC0415 - slow to load

        try:
            day = parse_day(FIELD, message.value)
        except InputError as error:
            self.problem = error
            self.query_one("#below", Banner).repaint()
            return
        assert isinstance(day, date)
        _ = self.dismiss(day.isoformat())
