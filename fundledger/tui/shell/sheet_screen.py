"""A table of its own: offences of a check, projects behind a figure, totals."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.tui.kit.columns import Column, inset, paragraph
from fundledger.tui.kit.painting import Banner
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.actions import Place, bindings
from fundledger.tui.shell.export import Exported, of_table
from fundledger.tui.shell.screen import FundScreen
from fundledger.tui.shell.words import Words


class Sheet(NamedTuple):
    """What a table screen shows, in one language."""

    name: str
    """What its file is called when it is exported."""
    title: str
    about: str
    columns: Sequence[Column]
    rows: Sequence[TableRow]
    head: str
    """The head that it was computed at, as SEQ:HASH."""


class SheetScreen(FundScreen):
    """Shows a sheet that another screen has made; asks nothing itself."""

    PLACE: ClassVar[Place] = Place.CHECK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.CHECK)]

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

    def exported(self) -> Exported:
        """Give the sheet."""
        sheet = self.sheet
        part = of_table(sheet.columns, sheet.rows)
        return Exported(sheet.name, [part], sheet.head, sheet.title)

    def _paint_about(self, width: int) -> list[Line]:
        return [*inset(paragraph(self.sheet.about, width - 2, Tone.DIM)), []]
