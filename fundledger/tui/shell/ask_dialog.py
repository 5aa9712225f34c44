"""A box in which one line is typed."""

from collections.abc import Callable
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


def read_day(typed: str) -> str:
    """Read a day, or nothing where the line was emptied. Raises DayTextError."""
    from fundledger.inputs.parsing import parse_day  # noqa: PLC0415 - as it is asked

    return str(parse_day("on", typed)) if typed.strip() else ""


class AskDialog(Dialog):
    """Asks for a line; gives it as it was read, or says what is wrong with it."""

    def __init__(
        self,
        below: "Hosted",
        title: str,
        hint: str,
        value: str,
        read: Callable[[str], str],
    ) -> None:
        """Begin with a value; `read` judges what is typed, and raises InputError.

        `title` and `hint` are in the language of the moment.
        """
        super().__init__(below)
        self.called = title
        self.hint = hint
        self.begun_with = value
        self.read = read
        self.problem: InputError | None = None

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="box"):
            yield Banner(self._paint_title)
            yield Prompt(self.begun_with, id="filter")
            yield Banner(self._paint_below, id="below")

    def _paint_title(self, _width: int) -> list[Line]:
        return [[Span(self.called, Tone.TITLE)]]

    def _paint_below(self, width: int) -> list[Line]:
        if self.problem is None:
            return paragraph(self.hint, width, Tone.DIM)
        text = " ".join(describe(self.problem, self.below.lang))
        return paragraph(f"✗ {text}", width, Tone.BAD)

    def on_input_submitted(self, message: Prompt.Submitted) -> None:
        """Give the line, or say what is wrong with it."""
        try:
            text = self.read(message.value)
        except InputError as error:
            self.problem = error
            self.query_one("#below", Banner).repaint()
        else:
            _ = self.dismiss(text)
