"""The fields of a form: one box each, with its label, its editor and what is wrong.

What stands in a box is a text, or JSON of texts, as every face hands it in; nothing is
judged here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from fundledger.domain.fen import format_fen
from fundledger.domain.money import AmountError, in_words, parse_money, to_fen
from fundledger.errors import N_, FundledgerError
from fundledger.i18n import describe, label
from fundledger.inputs.faults import (
    CellFaultError,
    FaultError,
    FieldMissingError,
    NumberTextError,
)
from fundledger.inputs.kinds import InputKind
from fundledger.tui.kit.columns import paragraph
from fundledger.tui.kit.fields import ChoiceField, LineField
from fundledger.tui.kit.painting import Banner, OneLine
from fundledger.tui.kit.text import Line, Span, Tone, folded, shortened
from fundledger.tui.kit.text_field import TextField
from fundledger.tui.shell.lines_field import LinesField, Names
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.inputs.forms import FieldForm
    from fundledger.inputs.offers import Offer

NOTHING_NAMED: Final[Names] = {}

HINTS: Final[Mapping[InputKind, str]] = {
    InputKind.MONEY: N_("In 元, like 1,234.50 or 14.5万"),
    InputKind.DAY: N_("A day, like {example}"),
    InputKind.MONTH: N_("A month, like {example}"),
    InputKind.NUMBER: N_("A whole number"),
    InputKind.REFERENCE: N_("Type a part of it, and choose with Enter"),
    InputKind.CHOICE: N_("Choose with Enter"),
    InputKind.FLAG: N_("Choose with Enter"),
    InputKind.FILE: N_("The path of a file"),
    InputKind.TABLE: N_("+ adds a line, Enter changes it, Del takes it out"),
    InputKind.PAIRS: N_("+ adds a line, Enter changes it, Del takes it out"),
    InputKind.LIST: N_("+ adds a line, Enter changes it, Del takes it out"),
}
"""What is said of a field of a kind while one is in it."""

SHEET: Final = N_("The path of a sheet, .xlsx or .csv: a row a line")
MOST_NOTED: Final = 5
"""So many faults are read below a field; the others are counted."""
MORE: Final = N_("… and {count} more")
LINES: Final = frozenset({InputKind.TABLE, InputKind.PAIRS, InputKind.LIST})
YES_NO: Final[Mapping[str, str]] = {"yes": N_("yes"), "no": N_("no")}
CHOSEN: Final = frozenset({InputKind.REFERENCE, InputKind.CHOICE, InputKind.FLAG})
WRITTEN: Final = frozenset({InputKind.TEXT, InputKind.FILE})
"""What one goes on writing; any other line is typed over when one comes to it."""


class FieldBox(Vertical):
    """One field: its label, its editor, and below it what is said of it."""

    DEFAULT_CSS: ClassVar[str] = """
    FieldBox { height: auto; }
    FieldBox > Horizontal { height: auto; }
    FieldBox .label { width: 22; height: 1; }
    FieldBox Input, FieldBox Input:focus {
        height: 1; border: none; padding: 0 1; background: $boost;
    }
    FieldBox Input:focus { background: $primary 30%; }
    FieldBox TextArea, FieldBox TextArea:focus {
        height: 3; border: none; padding: 0 1; background: $boost;
    }
    FieldBox TextArea:focus { background: $primary 30%; }
    FieldBox > Banner { padding-left: 22; }
    """

    class Edited(Message):
        """What stands in a field has changed."""

    def __init__(
        self,
        path: str,
        form: "FieldForm",
        words: Words,
        value: object = None,
        names: Names = NOTHING_NAMED,
    ) -> None:
        """Ask for one field, which is called by its dotted name.

        `names` says what people call what it, or its lines, may name.
        """
        super().__init__()
        self.path = path
        self.form = form
        self.words = words
        self.faults: Sequence[FaultError] = ()
        self.called = ""
        """What people call that which was chosen."""
        self.names = names
        self.editor = self._editor()
        self._begin_with = value

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        if self.has_lines:
            yield OneLine(self._paint_label, classes="heading")
            yield self.editor
        else:
            with Horizontal():
                yield OneLine(self._paint_label, classes="label")
                yield self.editor
        yield Banner(self._paint_note)

    def on_mount(self) -> None:
        """Fill it with what was given."""
        self.query_one(Banner).display = False
        if self._begin_with is not None:
            self.put(self._begin_with)

    def _editor(self) -> Widget:
        kind = self.form.kind
        if self.has_lines:
            return LinesField(self.form, self.words, self.path, self.names)
        if kind is InputKind.LONG_TEXT:
            return TextField(compact=True, tab_behavior="focus")
        editor = ChoiceField if kind in CHOSEN or self.known else LineField
        return editor(select_on_focus=kind not in WRITTEN and not self.is_path)

    @property
    def has_lines(self) -> bool:
        """Whether lines are typed in it; those of lines come from a sheet."""
        return self.form.kind in LINES and not self.form.has_lines_in_lines

    @property
    def is_path(self) -> bool:
        """Whether the path of a file is typed in it."""
        return self.form.kind is InputKind.FILE or self.form.has_lines_in_lines

    @property
    def known(self) -> Mapping[str, str]:
        """Give the few things that it may name, where they are known."""
        return self.names.get(self.path, {})

    # --- Its value --------------------------------------------------------------------

    def value(self) -> object:
        """Give what stands there: a text, lines of texts; None for nothing."""
        editor = self.editor
        if isinstance(editor, LinesField):
            return editor.value()
        text = editor.text if isinstance(editor, TextArea) else _text(editor)
        stripped = text.strip()
        if self.is_path and stripped:
            return {"file": stripped}
        if self.form.kind is InputKind.DAY:
            stripped = folded(stripped)  # an input method's digits
        return stripped or None

    def written_path(self) -> str:
        """Give the path that is typed in a field of a file."""
        return _text(self.editor).strip() if self.form.kind is InputKind.FILE else ""

    def put(self, value: object) -> None:
        """Put something there, as it was typed or as a program gives it."""
        editor = self.editor
        if isinstance(editor, LinesField):
            editor.put(value)
        elif isinstance(editor, TextArea):
            editor.text = str(value)
        elif isinstance(editor, Input):
            editor.value = self._as_read(_written(value))
            if isinstance(editor, ChoiceField):
                editor.chosen = editor.value

    def written(self) -> Iterator[tuple[str, str]]:
        """Give its label and what stands there, as people read it; line by line."""
        editor, text = self.editor, _written(self.value() or "")
        if isinstance(editor, LinesField):
            for at, line in enumerate(editor.written()):
                yield ("" if at else self.form.label), line
        elif text:
            yield self.form.label, f"{self._as_read(text)} {self.called}".strip()

    def _as_read(self, text: str) -> str:
        """Give a choice as people call it: inputs take it that way, too."""
        choices = self.form.choices
        if choices is not None and text in set(choices):
            return label(choices(text), self.words.lang)
        if self.form.kind is InputKind.FLAG:
            return self.words.say(YES_NO.get(text, text))
        return text

    def choose(self, offer: "Offer") -> None:
        """Take what was chosen."""
        self.called = " ".join(offer.names)
        self.put(offer.key)
        self.say()
        self.post_message(LineField.Done(self.editor))

    # --- What is said of it -----------------------------------------------------------

    def mark(self, faults: Iterable[FaultError]) -> None:
        """Show what is wrong with it, and with its lines."""
        self.faults = tuple(faults)
        self.say()

    def say(self) -> None:
        """Say what there is to say: what is wrong, or how it is written."""
        note = self.query_one(Banner)
        note.display = bool(self._note_lines(80))
        note.repaint()
        self.query_one(OneLine).repaint()

    def _paint_label(self, width: int) -> list[Line]:
        tone = Tone.BAD if self.faults else Tone.DIM
        mark = "*" if self.form.required else " "
        called = shortened(self.words.say(self.form.label), max(width - 3, 1))
        return [[Span(mark, Tone.KEY), Span(called, tone)]]

    def _paint_note(self, width: int) -> list[Line]:
        return self._note_lines(width) or [()]

    def _note_lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for each in self.faults[:MOST_NOTED]:
            text = self._where(each) + self._say_fault(each)
            lines += paragraph(f"✗ {text}", width, Tone.BAD)
        if more := len(self.faults[MOST_NOTED:]):
            lines += paragraph(self.words.say(MORE, count=more), width, Tone.BAD)
        if lines:
            return lines
        text = self._reading() or self.called or self._hint()
        return paragraph(text, width, Tone.DIM) if text else []

    def _where(self, fault: FaultError) -> str:
        """Say in which line or cell a fault stands."""
        if isinstance(fault, CellFaultError):
            return self.words.say(N_("cell {cell}: "), cell=fault.cell)
        return self.words.say(N_("line {row}: "), row=fault.row) if fault.row else ""

    def _say_fault(self, fault: FaultError) -> str:
        problem = self._problem(fault)
        if isinstance(problem, FieldMissingError) and fault.field == self.path:
            if self.has_lines:
                return self.words.say(N_("There is no line yet: + adds one."))
            if isinstance(self.editor, ChoiceField):
                return self.words.say(
                    N_("Nothing is chosen yet: Enter offers what is.")
                )
            return self.words.say(N_("This must be given."))
        return " ".join(describe(problem, self.words.lang))

    def _problem(self, fault: FaultError) -> FundledgerError:
        """Give what is wrong, with the field called as it is on the form."""
        problem = fault.bare_problem
        if "field" not in problem.facts:
            return problem
        called = self.words.say(self._form_of(fault).label)
        known = {"field": called}
        return replace(problem, **known)

    def _form_of(self, fault: FaultError) -> "FieldForm":
        inner = {each.name: each for each in self.form.inner}
        return inner.get(fault.field.rpartition(".")[2], self.form)

    def may_be_name(self, fault: FaultError) -> bool:
        """Tell whether what is no number may be a name: the books know."""
        refers = self._form_of(fault).kind is InputKind.REFERENCE
        return refers and isinstance(fault.bare_problem, NumberTextError)

    def _reading(self) -> str:
        """Read an amount back in digits and in capitals."""
        value = self.value()
        if self.form.kind is not InputKind.MONEY or not isinstance(value, str):
            return ""
        try:
            amount = parse_money(value)
        except AmountError:
            return ""
        return f"¥{format_fen(to_fen(amount))}  {in_words(amount)}"

    def _hint(self) -> str:
        if not self.editor.has_focus:
            return ""
        by_sheet = self.form.has_lines_in_lines
        hint = SHEET if by_sheet else HINTS.get(self.form.kind, "")
        return self.words.say(hint, example=self.form.example) if hint else ""

    # --- What happens in it -----------------------------------------------------------

    def on_descendant_focus(self) -> None:
        """Say how it is written, while one is in it."""
        self.say()

    def on_descendant_blur(self) -> None:
        """Say no more than what is wrong."""
        self.say()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the form."""
        event.stop()
        if isinstance(self.editor, ChoiceField) and (event.value != self.editor.chosen):
            self.called = ""
        self._edited()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the form."""
        event.stop()
        self._edited()

    def on_lines_field_edited(self, event: LinesField.Edited) -> None:
        """Tell the form."""
        event.stop()
        self._edited()

    def _edited(self) -> None:
        self.faults = ()
        self.say()
        self.post_message(self.Edited())


def _text(editor: Widget) -> str:
    return editor.value if isinstance(editor, Input) else ""


def _written(value: object) -> str:
    """Write a value as one would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return str(cast("Mapping[str, object]", value).get("file", ""))
    return str(value)


def boxes(
    forms: Iterable["FieldForm"],
    words: Words,
    values: Mapping[str, Any],
    path: str = "",
    names: Names = NOTHING_NAMED,
) -> Iterator[FieldBox]:
    """Give the boxes of a form; those of a group stand among the others."""
    for form in forms:
        name, value = f"{path}{form.name}", values.get(form.name)
        if form.kind is InputKind.GROUP:
            group: Mapping[str, Any] = {}
            if isinstance(value, Mapping):
                group = cast("Mapping[str, Any]", value)
            yield from boxes(form.inner, words, group, f"{name}.", names)
        else:
            yield FieldBox(name, form, words, value, names)


def values_of(filled: Iterable[FieldBox]) -> dict[str, Any]:
    """Gather what stands in boxes; what is left empty is not given."""
    from fundledger.inputs.reading import unfolded  # noqa: PLC0415 - the registry

    given = {box.path: box.value() for box in filled}
    return unfolded({name: value for name, value in given.items() if value is not None})


def fault_of(faults: Iterable[FaultError], box: FieldBox) -> list[FaultError]:
    """Pick the faults of a box: its own, and those of its lines."""
    return [
        each
        for each in faults
        if each.field == box.path or each.field.startswith(f"{box.path}.")
    ]
