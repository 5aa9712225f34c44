"""A table of lines in a form: seen in columns with their sums, changed one at a time.

Lines are texts, or JSON of texts. A list has one column, a table of pairs has two.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from fundledger.domain.fen import format_fen
from fundledger.domain.money import AmountError, parse_money, to_fen
from fundledger.errors import N_
from fundledger.i18n import label
from fundledger.inputs.kinds import InputKind
from fundledger.tui.kit.actions import Part, own_bindings
from fundledger.tui.kit.columns import Column, fen_column
from fundledger.tui.kit.fields import go_before, go_on
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.inputs.forms import FieldForm

MOST: Final = 9
"""Rows of a form that a table of lines takes at most."""
KEY: Final = "key"
VALUE: Final = "value"

Row = dict[str, Any]
Names = Mapping[str, Mapping[str, str]]
"""What people call things: by field, then by number or key."""


class LineForm(NamedTuple):
    """One field of a line: the name it is kept under, and its form."""

    name: str
    form: "FieldForm"


def line_forms(form: "FieldForm") -> tuple[LineForm, ...]:
    """Give the fields of a line of a table, of pairs, or of a list."""
    if form.kind is InputKind.TABLE:
        return tuple(LineForm(each.name, each) for each in form.inner)
    names = (KEY, VALUE) if form.kind is InputKind.PAIRS else (VALUE,)
    return tuple(map(LineForm, names, form.inner))


class LinesTable(Table):
    """The table itself: what is pressed in it is for the field around it."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_bindings(Part.LINES)]

    class Pressed(Message):
        """A key that changes lines was pressed."""

        def __init__(self, what: str) -> None:
            """Say what is to be done."""
            super().__init__()
            self.what = what

    def action_add_line(self) -> None:
        """Add a line."""
        self.post_message(self.Pressed("add"))

    def action_up(self) -> None:
        """Go to the line above, from the first to the field before."""
        if self.cursor:
            super().action_up()
        else:
            go_before(self)

    def action_down(self) -> None:
        """Go to the line below, from the last to the next field."""
        if self.cursor < len(self.rows) - 1:
            super().action_down()
        else:
            go_on(self)

    def action_open(self) -> None:
        """Change a line, or add the first."""
        self.post_message(self.Pressed("open"))

    def action_remove(self) -> None:
        """Take a line out."""
        self.post_message(self.Pressed("remove"))

    def action_put_back(self) -> None:
        """Put back what was taken out."""
        self.post_message(self.Pressed("put_back"))


class LinesField(Vertical):
    """Lines in columns, and below them the sums of amounts."""

    DEFAULT_CSS: ClassVar[str] = """
    LinesField { height: auto; padding-left: 2; }
    LinesField:focus-within { background: $boost; }
    """

    class Edited(Message):
        """A line came, went, or changed."""

    class Wanted(Message):
        """A line is to be typed: a new one, or one that is there."""

        def __init__(self, field: "LinesField", at: int | None) -> None:
            """Say which; None for a new one."""
            super().__init__()
            self.field = field
            self.at = at

    def __init__(
        self, form: "FieldForm", words: Words, path: str, names: Names
    ) -> None:
        """Begin without lines; `names` says what people call what lines name."""
        super().__init__()
        self.form = form
        self.words = words
        self.forms = line_forms(form)
        self.lines: list[Row] = []
        self.taken_out: list[tuple[int, Row]] = []
        """Where lines were, the last one last."""
        pairs = form.kind is InputKind.PAIRS
        self.names: Names = {
            each.name: names.get(path if pairs else f"{path}.{each.name}", {})
            for each in (self.forms[:1] if pairs else self.forms)
        }
        """By the name of a line's field."""

    def compose(self) -> ComposeResult:
        """Lay the table out."""
        yield LinesTable()
        yield OneLine(self._paint_sums)

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    # --- Its value --------------------------------------------------------------------

    def value(self) -> object:
        """Give the lines as inputs take them; None where there are none."""
        if not self.lines:
            return None
        if self.form.kind is InputKind.PAIRS:
            return {each[KEY]: each.get(VALUE) for each in self.lines if KEY in each}
        if self.form.kind is InputKind.LIST:
            return [each.get(VALUE) for each in self.lines]
        return [dict(each) for each in self.lines]

    def put(self, value: object) -> None:
        """Take lines as inputs give them."""
        self.lines = _rows(self.form.kind, value)
        if self.is_mounted:
            self._show()

    def set_line(self, at: int | None, row: Row) -> None:
        """Take a line that was typed."""
        if at is None:
            self.lines.append(row)
        else:
            self.lines[at] = row
        self._changed(len(self.lines) - 1 if at is None else at)

    def _changed(self, at: int) -> None:
        self._show()
        table = self.query_one(LinesTable)
        table.move(at - table.cursor)
        table.focus()
        self.post_message(self.Edited())

    # --- What it shows ----------------------------------------------------------------

    def _show(self) -> None:
        table = self.query_one(LinesTable)
        table.fill(self._columns(), [self._row(at) for at in range(len(self.lines))])
        table.styles.height = min(len(self.lines) + 1, MOST)
        self.query_one(OneLine).repaint()

    def _columns(self) -> list[Column]:
        return [
            fen_column(self._title(each))
            if each.form.kind is InputKind.MONEY
            else Column(self._title(each))
            for each in self.forms
        ]

    def _title(self, of: LineForm) -> str:
        """Call a column; of pairs, whose parts have no labels, by what it holds."""
        if self.form.kind is InputKind.PAIRS and self.names.get(KEY):
            return self.words.heading("line" if of.name == KEY else "fen")
        return self.words.say(of.form.label)

    def _row(self, at: int) -> TableRow:
        line = self.lines[at]
        return TableRow(
            at, [self._cell(each, line.get(each.name)) for each in self.forms]
        )

    def written(self) -> list[str]:
        """Give each line as one reads it."""
        return [
            " · ".join(cell.text for cell in self._row(at).cells if cell.text)
            for at in range(len(self.lines))
        ]

    def _cell(self, of: LineForm, value: object) -> Span:
        if value is None:
            return Span("")
        choices, text = of.form.choices, str(value)
        if choices is not None and text in set(choices):
            return Span(label(choices(text), self.words.lang))
        if of.form.kind is InputKind.MONEY:
            fen = _fen(value)
            return Span(format_fen(fen) if fen else text, whole=True)
        return Span(f"{text} {self.names.get(of.name, {}).get(text, '')}".strip())

    def _paint_sums(self, _width: int) -> list[Line]:
        count = self.words.say(N_("{count} lines"), count=len(self.lines))
        if self.taken_out:
            count += " " + self.words.say(N_("(Ctrl+Z puts back what was taken out)"))
        line = [Span(count, Tone.DIM)]
        for each in self.forms:
            if each.form.kind is InputKind.MONEY:
                total = sum(_fen(row.get(each.name)) for row in self.lines)
                called = self.words.say(each.form.label)
                line += [
                    Span(f"  {called} ", Tone.DIM),
                    Span(format_fen(total), Tone.STRONG),
                ]
        return [line]

    # --- Keys -------------------------------------------------------------------------

    def on_lines_table_pressed(self, message: LinesTable.Pressed) -> None:
        """Add, change or take out."""
        message.stop()
        at = self.query_one(LinesTable).cursor
        if message.what == "remove":
            if self.lines:
                self.taken_out.append((at, self.lines.pop(at)))
                self._changed(max(min(at, len(self.lines) - 1), 0))
            return
        if message.what == "put_back":
            if self.taken_out:
                at, row = self.taken_out.pop()
                self.lines.insert(at, row)
                self._changed(at)
            return
        new = message.what == "add" or not self.lines
        self.post_message(self.Wanted(self, None if new else at))


def _rows(kind: InputKind, value: object) -> list[Row]:
    if kind is InputKind.PAIRS and isinstance(value, Mapping):
        pairs = cast("Mapping[str, Any]", value)
        return [{KEY: key, VALUE: each} for key, each in pairs.items()]
    lines: list[Any] = [*value] if isinstance(value, Sequence) else []
    if kind is InputKind.LIST:
        return [{VALUE: each} for each in lines]
    rows: list[Row] = [
        {**cast("Mapping[str, Any]", each)}
        for each in lines
        if isinstance(each, Mapping)
    ]
    return [{k: v for k, v in row.items() if v is not None} for row in rows]


def _fen(value: object) -> int:
    """Read an amount as far as it is one; nothing else counts in a sum."""
    try:
        return to_fen(parse_money(value)) if isinstance(value, str) else 0
    except AmountError:
        return 0
