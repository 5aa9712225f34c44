"""A screen that is a list: filtered as one types, and asked for page by page."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from textual.widget import Widget

from fundledger.errors import N_
from fundledger.tui.kit.columns import Column, paragraph
from fundledger.tui.kit.fields import FilterLine
from fundledger.tui.kit.painting import Page
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.filtering_screen import FilteringScreen
from fundledger.tui.shell.screen import Export

if TYPE_CHECKING:
    from fundledger.store.reading import Books
    from fundledger.tui.shell.export import Exported
    from fundledger.tui.shell.workers import Run

PAGE: Final = 500
"""Rows asked for at once."""

T = TypeVar("T")
ListRow = TypeVar("ListRow")


class RowsPage(NamedTuple, Generic[ListRow]):
    """One page of rows, and whether there are more after it."""

    rows: Sequence[ListRow]
    more: bool
    alike: Sequence[str] = ()
    """Where no row fits: names like what was typed."""


class ListScreen(FilteringScreen, Generic[ListRow]):
    """A table with a filter line; a subclass asks for rows and shows them."""

    def __init__(self) -> None:
        """Begin without rows and without a filter."""
        super().__init__()
        self.rows: list[ListRow] | None = None
        self.more = False
        self.alike: Sequence[str] = ()

    def body(self) -> Iterable[Widget]:
        """Give the list."""
        yield from self.parts()

    def parts(self) -> Iterable[Widget]:
        """Give the filter line, hidden at first, the table, and the empty page."""
        yield from self.filter_parts()
        yield Table(id="list")
        yield Page(self._paint_empty, id="empty")

    def on_mount(self) -> None:
        """Hide what is not needed yet."""
        self.query_one(FilterLine).display = False
        self.query_one("#offers").display = False
        self.query_one("#list").focus()
        super().on_mount()

    # --- What a subclass gives ------------------------------------------------

    @abstractmethod
    def ask_rows(self, topic: str, after: ListRow | None) -> None:
        """Ask for the rows after one; `show_first` or `show_next` takes the answer."""

    @abstractmethod
    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question that answers with all rows that fit the filter."""

    @abstractmethod
    def columns(self) -> list[Column]:
        """Give the table's columns."""

    @abstractmethod
    def table_row(self, row: ListRow) -> TableRow:
        """Give a row as the table shows it."""

    @abstractmethod
    def empty(self, width: int) -> list[Line]:
        """Say why there is nothing, and what to do first."""

    # --- Asking ------------------------------------------------------------------

    def load(self) -> None:
        """Ask for the first page."""
        self.forget("more")
        self.ask_rows("rows", None)

    def show_first(self, page: RowsPage[ListRow]) -> None:
        """Show the first page."""
        if self.rows is None:
            self.look_for_views()
        self.rows, self.more, self.alike = list(page.rows), page.more, page.alike
        self.recovered()
        self.speak()

    def show_next(self, page: RowsPage[ListRow]) -> None:
        """Add a page."""
        assert self.rows is not None
        self.rows += page.rows
        self.more = page.more
        self._asking_more = False
        self.query_one(Table).extend([self.table_row(row) for row in page.rows])
        self.query_one("#heading", Page).repaint()

    _asking_more = False

    def on_table_near_end(self, _message: Table.NearEnd) -> None:
        """Ask for the next page, once."""
        if self.rows and self.more and not self._asking_more:
            self._asking_more = True
            self.ask_rows("more", self.rows[-1])

    def forget(self, topic: str) -> None:
        """Drop what is being asked."""
        super().forget(topic)
        self._asking_more = False

    # --- Sorting --------------------------------------------------------------------

    def sort_by(self, _column: str) -> None:
        """Sort by a column, or the other way round where it is sorted by already."""

    def on_table_heading_clicked(self, message: Table.HeadingClicked) -> None:
        """Sort by what was clicked; say of a column that nothing is sorted by it."""
        if message.column.sort:
            self.sort_by(message.column.sort)
        elif message.column.title:
            self.tell(self.say(N_("This list is not sorted by that column.")))

    # --- Showing --------------------------------------------------------------------

    def show(self) -> None:
        """Fill the table, or say why it is empty."""
        empty = not self.rows
        prompt = self.query_one(FilterLine)
        prompt.placeholder = self.filter_hint()
        self.query_one("#list").display = not empty
        self.query_one("#empty").display = empty
        if empty:
            self._keep_focus("#list", "#empty")
            self.query_one("#empty", Page).repaint()
            return
        self._keep_focus("#empty", "#list")
        rows = [self.table_row(row) for row in self.rows or ()]
        self.query_one(Table).fill(self.columns(), rows)

    def _keep_focus(self, was: str, now: str) -> None:
        """Hand the keys from the list to the page in its place: no field takes them."""
        if self.focused in {None, self.query_one(was)}:
            _ = self.query_one(now).focus()

    def to_export(self) -> Export | None:
        """Give the question for every row that fits: all pages, of one snapshot."""
        if not self.rows:
            return None
        question = self.everything()
        return lambda run: self.door_ask(lambda books: question(books, run))

    def _paint_empty(self, width: int) -> list[Line]:
        return self.empty(width)

    def nothing_fits(self, text: str, width: int) -> list[Line]:
        """Say that nothing fits what was typed, and which names are like it."""
        lines = paragraph(self.say(text, typed=self.typed.strip()), width)
        if self.alike:
            question = self.say(N_("Did you mean one of these?"))
            names = [[Span(f"  {name}", Tone.STRONG)] for name in self.alike]
            lines += [[], [Span(question)], *names]
        return lines

    def titled(self, title: str, *more: Span) -> tuple[Line, Line]:
        """Name the list with its filter, and count it."""
        left = [Span(title), *more]
        if self.typed:
            left.append(Span(f" / {self.typed}", Tone.WARN))
        return left, [Span(self.count(), Tone.DIM)]

    def count(self) -> str:
        """Say how many rows there are, as far as that is known."""
        shown = len(self.rows or ())
        return f"{shown:,} / > {shown:,}" if self.more else f"{shown:,}"
