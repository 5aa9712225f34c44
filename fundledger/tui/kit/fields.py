"""Where something is typed: a line of text, and the line of a filter."""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from fundledger.tui.kit.actions import Part, own_bindings
from fundledger.tui.kit.text import tidy


class Prompt(Input):
    """A line of text to type; what is pasted cannot steer the terminal either."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the text, made safe to show."""
        super().replace(tidy(text), start, end)


class FilterLine(Prompt):
    """Where a filter is typed; Esc clears it and leaves, Enter keeps it."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_bindings(Part.FILTER)]

    class Left(Message):
        """The filter line is done with."""

    def action_leave(self) -> None:
        """Clear what was typed and leave."""
        self.value = ""
        self.post_message(self.Left())

    def action_keep(self) -> None:
        """Leave, and keep what was typed."""
        self.post_message(self.Left())
