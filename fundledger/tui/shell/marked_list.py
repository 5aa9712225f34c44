"""A list whose rows are marked: their sum is in sight, and one key does all of them."""

from abc import abstractmethod
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import ClassVar, Final, NamedTuple, TypeVar

from textual.widget import Widget

from fundledger.errors import N_
from fundledger.tui.kit.columns import Column
from fundledger.tui.kit.figures import yuan
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, beside
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.bulk import Bulk, BulkItem
from fundledger.tui.shell.gestures import Gesture
from fundledger.tui.shell.list_screen import ListScreen, RowsPage
from fundledger.tui.shell.routes import Open

MarkedRow = TypeVar("MarkedRow")
MARK: Final = "✓"
MARK_COLUMN: Final = Column("", 1)
"""The first of a list's columns."""


class Summed(NamedTuple):
    """How many rows, and their sum in 分."""

    rows: int
    fen: int | None
    """None where no row has an amount."""


class MarkedListScreen(ListScreen[MarkedRow]):
    """A list with marks; a subclass says what a row is, and what its keys do."""

    DEEDS: ClassVar[Mapping[Gesture, str]] = {}
    """What a key does to marked rows, where that is known beforehand."""

    def __init__(self) -> None:
        """Begin without a mark."""
        super().__init__()
        self.marks: set[Hashable] = set()

    def parts(self) -> Iterable[Widget]:
        """Give the list, and below it the sums."""
        yield from super().parts()
        yield OneLine(self._paint_sums, id="sums")

    # --- What a subclass gives ------------------------------------------------

    @abstractmethod
    def key_of(self, row: MarkedRow) -> Hashable:
        """Give a row's key, as its table row has it."""

    @abstractmethod
    def cells_of(self, row: MarkedRow) -> Sequence[Span]:
        """Give a row's cells after its mark."""

    @abstractmethod
    def item_of(self, row: MarkedRow) -> BulkItem:
        """Give a row as an item of a bulk: what it is, what is given, its 分."""

    def deed_of(self, key: Gesture) -> str | None:
        """Tell which deed a key does to marked rows; None where it does none."""
        return self.DEEDS.get(key)

    # --- Marks ----------------------------------------------------------------

    def table_row(self, row: MarkedRow) -> TableRow:
        """Show a row with its mark before it; `columns` begins with its column."""
        key = self.key_of(row)
        mark = Span(MARK if key in self.marks else "", Tone.KEY)
        return TableRow(key, [mark, *self.cells_of(row)])

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away; go on to the next."""
        table = self.query_one(Table)
        if table.current is not None:
            self.marks ^= {table.current}
            self.speak()
            table.move(1)

    def action_mark_all(self) -> None:
        """Mark all rows that are listed; where all are, take the marks away."""
        every = {self.key_of(row) for row in self.rows or ()}
        self.marks = set() if self.marks == every else every
        self.speak()

    def marked(self) -> list[MarkedRow]:
        """Give the marked rows in the order of the list."""
        return [row for row in self.rows or () if self.key_of(row) in self.marks]

    def action_gesture(self, key: str) -> None:
        """Do the deed of a key to all marked rows; without a mark, to the one here."""
        deed, rows = self.deed_of(Gesture(key)), self.marked()
        if deed is None or not rows:
            super().action_gesture(key)
            return
        if self._actor() is not None:
            items = tuple(self.item_of(row) for row in rows)
            self.host.open(Open(ScreenKind.BULK, Bulk(deed, items)))

    # --- Sums -----------------------------------------------------------------

    def show(self) -> None:
        """Fill the table; marks of rows that are gone go, too."""
        self.marks &= {self.key_of(row) for row in self.rows or ()}
        super().show()
        self.query_one("#sums", OneLine).repaint()

    def show_next(self, page: RowsPage[MarkedRow]) -> None:
        """Add a page, to the sums as well."""
        super().show_next(page)
        self.query_one("#sums", OneLine).repaint()

    def _counted(self, text: str, of: Summed, more: str) -> str:
        """Say how many rows; with their sum, where rows have amounts."""
        count = self.say(text, count=f"{of.rows:,}{more}")
        return count if of.fen is None else f"{count}  ¥{yuan(of.fen)}"

    def _sum(self, rows: Iterable[MarkedRow]) -> Summed:
        fens = [self.item_of(row).fen for row in rows]
        amounts = [fen for fen in fens if fen is not None]
        return Summed(len(fens), sum(amounts) if amounts else None)

    def _paint_sums(self, width: int) -> list[Line]:
        """Say how many rows are listed and marked, and what they sum up to."""
        listed, marked = self._sum(self.rows or ()), self._sum(self.marked())
        more = "+" if self.more else ""
        left = self._counted(N_("Listed: {count}"), listed, more)
        right = self._counted(N_("Marked: {count}"), marked, "")
        tone = Tone.KEY if marked.rows else Tone.DIM
        return [beside([Span(f" {left}")], [Span(f"{right} ", tone)], width)]
