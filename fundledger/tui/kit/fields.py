"""Where something is typed: a line of text, the line of a filter, fields of a form."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
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

    class Completing(Message):
        """What is typed is to be completed."""

    def action_complete(self) -> None:
        """Ask for the rest of the word."""
        self.post_message(self.Completing())

    def action_leave(self) -> None:
        """Clear what was typed and leave."""
        self.value = ""
        self.post_message(self.Left())

    def action_keep(self) -> None:
        """Leave, and keep what was typed."""
        self.post_message(self.Left())


class Choose(Message):
    """Somebody wants to choose what a field is filled with."""

    def __init__(self, widget: Widget) -> None:
        """Name the field."""
        super().__init__()
        self.widget = widget


def go_before(widget: Widget) -> None:
    """Go to the field before; from the first there is none."""
    if widget is not widget.screen.focus_chain[0]:
        _ = widget.screen.focus_previous()


def go_on(widget: Widget) -> None:
    """Go to the next field; from the last there is none."""
    if widget is not widget.screen.focus_chain[-1]:
        _ = widget.screen.focus_next()


class LineField(Prompt):
    """One line of a form: up and down go to the fields around it, Enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_bindings(Part.FIELD)]

    class Done(Message):
        """Enter was pressed: what stands there is meant."""

        def __init__(self, widget: Widget) -> None:
            """Name the field."""
            super().__init__()
            self.widget = widget

    def action_before(self) -> None:
        """Go to the field before."""
        go_before(self)

    def action_next(self) -> None:
        """Go to the next field."""
        go_on(self)

    def action_submit_field(self) -> None:
        """Say that this field is done with."""
        self.post_message(self.Done(self))


class ChoiceField(LineField):
    """One line that is filled by choosing: Enter opens what may be chosen."""

    chosen = ""
    """What was chosen last: Enter on it goes on."""

    def action_submit_field(self) -> None:
        """Open the list, unless what stands there was chosen from it."""
        if self.value and self.value == self.chosen:
            self.post_message(self.Done(self))
        else:
            self.post_message(Choose(self))


class SealedLine(Prompt):
    """Where something is typed again to confirm it: nothing is pasted here."""

    class Entered(Message):
        """Enter was pressed: it does nothing by itself."""

    def _on_paste(self, event: events.Paste) -> None:
        """Take nothing that is pasted: it would not have been read again."""
        event.stop()
        event.prevent_default()

    def action_paste(self) -> None:
        """Take nothing from the clipboard."""

    async def action_submit(self) -> None:
        """Say that Enter is not what confirms."""
        self.post_message(self.Entered())
