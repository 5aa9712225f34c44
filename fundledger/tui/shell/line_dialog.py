"""One line of a form's table, typed in a box of its own."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.tui.kit.actions import Part, own_bindings
from fundledger.tui.kit.fields import Choose, LineField
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.form_fields import FieldBox
from fundledger.tui.shell.lines_field import LinesField, Row
from fundledger.tui.shell.words import Words


class Offering(Protocol):
    """A form below: it knows what is given, and what may be chosen."""

    @property
    def lang(self) -> Language:
        """The language of the moment."""
        ...

    def given(self) -> dict[str, Any]:
        """Give what stands in the form."""
        ...

    def offer(self, box: FieldBox, given: Mapping[str, Any]) -> None:
        """Offer what may be chosen for a field."""
        ...


class LineDialog(ModalScreen[Row | None]):
    """The fields of a line; Enter on the last takes it, Esc leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *own_bindings(Part.DIALOG),
        Binding("ctrl+s", "take", show=False),
    ]

    def __init__(self, below: Offering, field: LinesField, row: Row) -> None:
        """Begin with a line as it stands."""
        super().__init__(classes="dialog")
        self.below = below
        self.field = field
        self.boxes = [
            FieldBox(
                each.name,
                each.form,
                Words(below.lang),
                row.get(each.name),
                {each.name: field.names.get(each.name, {})},
            )
            for each in field.forms
        ]

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="box"):
            yield OneLine(self._paint_title)
            with VerticalScroll(can_focus=False):
                yield from self.boxes
            yield OneLine(self._paint_keys)

    def on_mount(self) -> None:
        """Begin where there is something to be typed."""
        empty = [box for box in self.boxes if box.form.required and box.value() is None]
        amounts = [box for box in self.boxes if box.form.kind == "money"]
        _ = (empty or amounts or self.boxes)[0].editor.focus()

    def speak(self) -> None:
        """Show everything anew."""
        for each in self.query(OneLine):
            each.repaint()

    def on_choose(self, message: Choose) -> None:
        """Have something chosen."""
        box = next(each for each in self.boxes if each.editor is message.widget)
        self.below.offer(box, {**self.below.given(), **self.row()})

    def row(self) -> Row:
        """Give what stands in the fields."""
        typed = {box.path: box.value() for box in self.boxes}
        return {name: value for name, value in typed.items() if value is not None}

    def on_line_field_done(self, message: LineField.Done) -> None:
        """Take the line at the end of its last field; go on from any other."""
        if message.widget is self.boxes[-1].editor:
            self.action_take()
        else:
            _ = self.focus_next()

    def action_take(self) -> None:
        """Give the line back."""
        _ = self.dismiss(self.row())

    def action_dismiss(self, result: object = None) -> None:  # type: ignore[override]
        """Leave the line as it was."""
        del result
        _ = self.dismiss(None)

    def _say(self, text: str, **facts: object) -> str:
        return translate(text, self.below.lang).format(**facts)

    def _paint_title(self, _width: int) -> list[Line]:
        called = self._say(self.field.form.label)
        return [[Span(called, Tone.TITLE)]]

    def _paint_keys(self, _width: int) -> list[Line]:
        text = N_(
            "Enter goes on, on the last field it takes the line · Ctrl+S takes it ·"
            " Esc leaves it"
        )
        return [[Span(self._say(text), Tone.DIM)]]
