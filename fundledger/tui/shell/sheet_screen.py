"""A table of its own: offences of a check, projects behind a figure, totals."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Final, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.errors import N_
from fundledger.reports.report import NUMBERS, Kind, Report
from fundledger.reports.report import Table as ReportTable
from fundledger.tui.kit.columns import Column, inset, paragraph
from fundledger.tui.kit.figures import UNKNOWN
from fundledger.tui.kit.painting import Banner
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, cell_width
from fundledger.tui.shell.acting import ActingScreen
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.words import Words
from fundledger.writers.values import spoken


class Sheet(NamedTuple):
    """What a table screen shows, in one language."""

    name: str
    """What its file is called when it is exported."""
    title: str
    about: str
    columns: Sequence[Column]
    rows: Sequence[TableRow]
    table: ReportTable
    """The same as a report has it."""
    head: str
    """The head that it was computed at, as SEQ:HASH."""
    leads: Mapping[Hashable, Open] = MappingProxyType({})
    """What a row opens, by its key, where it opens something."""


NARROWEST: Final = 6
WIDEST: Final = 24


def columns_of(table: ReportTable, words: Words) -> list[Column]:
    """Give a report's columns as a screen shows them."""
    shown: list[Column] = []
    for place in places_of(table, words):
        column = table.columns[place]
        title = words.say(column.heading)
        texts = (spoken(row[place], words.lang, column.kind) for row in table.rows)
        wide = max(cell_width(title), *map(cell_width, texts), 0)
        width = max(NARROWEST, min(wide, WIDEST))
        shown.append(Column(title, width, right=column.kind in NUMBERS))
    return shown


def rows_of(table: ReportTable, words: Words) -> list[TableRow]:
    """Give a report's rows as a screen shows them."""
    places = places_of(table, words)
    return [
        TableRow(
            at,
            [cell_of(row[place], table.columns[place].kind, words) for place in places],
        )
        for at, row in enumerate(table.rows)
    ]


def places_of(table: ReportTable, words: Words) -> list[int]:
    """Tell which columns people see on a screen."""
    columns = enumerate(table.columns)
    return [place for place, column in columns if column.is_read_in(words.lang)]


def cell_of(value: object, kind: Kind, words: Words) -> Span:
    """Give a value as a cell; a number is never cut, nothing is a dash."""
    text = spoken(value, words.lang, kind) or UNKNOWN
    return Span(text, whole=kind in NUMBERS)


class SheetScreen(ActingScreen):
    """Shows a sheet that another screen has made; asks nothing itself."""

    KIND: ClassVar[ScreenKind] = ScreenKind.CHECK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.CHECK)]

    def __init__(self, make: Callable[[Words], Sheet]) -> None:
        """Show what `make` gives in the language of the moment."""
        super().__init__()
        self.make = make

    @property
    def sheet(self) -> Sheet:
        """The sheet in the language of the moment."""
        return self.make(Words(self.lang))

    def body(self) -> Iterable[Widget]:
        """Give what it is about, and the table."""
        yield Banner(self._paint_about, id="about")
        yield Table(id="list")

    def heading(self) -> tuple[Line, Line]:
        """Name the sheet."""
        return [Span(self.sheet.title)], [Span(str(len(self.sheet.rows)), Tone.DIM)]

    def help_text(self) -> str:
        """Say what the sheet says of itself."""
        return self.sheet.about

    def load(self) -> None:
        """Show it: there is nothing to ask."""
        self.speak()
        self.query_one("#list").focus()

    def show(self) -> None:
        """Fill the table."""
        sheet = self.sheet
        self.query_one("#about", Banner).repaint()
        self.query_one(Table).fill(sheet.columns, sheet.rows)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open what a row leads to."""
        place = self.sheet.leads.get(message.key)
        if place is None:
            self.tell(self.say(N_("This row leads to no page.")), Tone.WARN)
        else:
            self.host.open(place)

    def exported(self) -> Exported:
        """Give the sheet."""
        sheet = self.sheet
        basis = self.basis(sheet.head)
        report = Report(sheet.name, sheet.title, basis, [sheet.table])
        return Exported(report, self.lang, sheet.title)

    def _paint_about(self, width: int) -> list[Line]:
        return [*inset(paragraph(self.sheet.about, width - 2, Tone.DIM)), []]
