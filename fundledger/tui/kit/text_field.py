"""Where a text of some lines is typed; Textual's own takes long to load."""

from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from fundledger.tui.kit.fields import go_before, go_on
from fundledger.tui.kit.text import tidy

FOR_DEEDS: Final = frozenset({"f6", "f7"})
"""Keys by which Textual selects in a text; here they lead a form on."""


class TextField(TextArea, inherit_bindings=False):
    """Some lines of a form; Tab goes on, and so does an arrow at either end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each
        for each in TextArea.BINDINGS
        if not (isinstance(each, Binding) and each.key in FOR_DEEDS)
    ]

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Go a line up, from the first to the field before."""
        if not select and self.navigator.is_first_wrapped_line(self.selection.end):
            go_before(self)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Go a line down, from the last to the next field."""
        if not select and self.navigator.is_last_wrapped_line(self.selection.end):
            go_on(self)
        else:
            super().action_cursor_down(select)

    def edit(self, edit: Edit) -> EditResult:
        """Change the text; what goes in is made safe to show, line by line."""
        lines = edit.text.split("\n")
        return super().edit(replace(edit, text="\n".join(map(tidy, lines))))
