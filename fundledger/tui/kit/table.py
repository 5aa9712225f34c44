"""A table that paints only the rows in sight: ten rows or a million cost the same."""

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from fundledger.tui.kit.columns import Column, in_columns, needs, share_out
from fundledger.tui.kit.painting import TONES, Painted
from fundledger.tui.kit.text import Line, Span, Tone

MARKER = "▸"
NEAR_END = 100
"""So many rows before the last, a table asks for more."""


class TableRow(NamedTuple):
    """A row: what it stands for, and a cell for each column."""

    key: Hashable
    cells: Sequence[Span]


class Table(Painted, can_focus=True):
    """Rows under a heading, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = TONES | {
        "table--heading",
        "table--cursor",
        "table--cursor-away",
    }
    DEFAULT_CSS: ClassVar[str] = """
    Table > .table--heading { text-style: bold; background: $panel; }
    Table > .table--cursor { text-style: bold; background: $primary 35%; }
    Table > .table--cursor-away { background: $primary 15%; }
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    class Opened(Message):
        """Somebody opens the row under the cursor."""

        def __init__(self, table: "Table", key: Hashable) -> None:
            """Name the row."""
            super().__init__()
            self.table = table
            self.key = key

        @property
        def control(self) -> "Table":
            """The table it came from."""
            return self.table

    class Moved(Opened):
        """The cursor came to a row."""

    class HeadingClicked(Message):
        """Somebody clicks a column's heading."""

        def __init__(self, table: "Table", column: Column) -> None:
            """Name the column."""
            super().__init__()
            self.table = table
            self.column = column

        @property
        def control(self) -> "Table":
            """The table it came from."""
            return self.table

    class NearEnd(Message):
        """The cursor nears the last row there is."""

        def __init__(self, table: "Table") -> None:
            """Name the table."""
            super().__init__()
            self.table = table

        @property
        def control(self) -> "Table":
            """The table it came from."""
            return self.table

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Begin without rows."""
        super().__init__(id=id)
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[TableRow] = ()
        self._needed: Sequence[int] = ()
        self._widths: Sequence[int] = ()

    # --- What it shows ------------------------------------------------------

    def fill(
        self, columns: Sequence[Column], rows: Sequence[TableRow], *, keep: bool = True
    ) -> None:
        """Show these rows; the cursor stays on the row it was on, where that is left.

        `keep=False` sends it to the first row.
        """
        was = self.current if keep else None
        before = self.seen()
        self.columns, self.rows = columns, rows
        self._needed = needs(columns, (row.cells for row in rows))
        at = next((i for i, row in enumerate(rows) if row.key == was), None)
        if at is None:
            at = min(self.cursor, len(rows) - 1) if keep else 0
        self._measure()
        self.set_reactive(Table.cursor, max(at, 0))
        self._follow()
        self.refresh_changed(before)

    def extend(self, rows: Sequence[TableRow]) -> None:
        """Add rows at the end."""
        before = self.seen()
        self.rows = [*self.rows, *rows]
        more = needs(self.columns, (row.cells for row in rows))
        self._needed = [*map(max, self._needed, more)]
        self._measure()
        self.refresh_changed(before)

    @property
    def current(self) -> Hashable | None:
        """The key of the row under the cursor."""
        return self.rows[self.cursor].key if self.rows else None

    def on_resize(self) -> None:
        """Share the new width out."""
        self._measure()
        self._follow()

    def _measure(self) -> None:
        """Share the width out."""
        width = self.scrollable_content_region.width
        self._widths = share_out(self.columns, width - len(MARKER), self._needed)
        self.virtual_size = Size(width, len(self.rows) + 1)

    def line(self, y: int) -> Line:
        """Give the heading, or a row as scrolled."""
        if y == 0:
            return self._line(" ", [Span(column.title) for column in self.columns])
        at = y - 1 + self.scroll_offset.y
        if at >= len(self.rows):
            return ()
        return self._line(MARKER if at == self.cursor else " ", self.rows[at].cells)

    def _line(self, marker: str, cells: Sequence[Span]) -> list[Span]:
        return [Span(marker, Tone.KEY), *in_columns(self.columns, self._widths, cells)]

    def style_of(self, tone: Tone, y: int) -> Style:
        """Give a tone's style: on the heading, under the cursor, or elsewhere."""
        style = super().style_of(tone, y)
        if y == 0:
            return style + self.get_component_rich_style("table--heading")
        if y - 1 + self.scroll_offset.y == self.cursor and self.rows:
            name = "table--cursor" if self.has_focus else "table--cursor-away"
            under = self.get_component_rich_style(name)
            return style + Style(bgcolor=under.bgcolor, bold=under.bold)
        return style

    # --- The cursor ---------------------------------------------------------

    def watch_cursor(self, before: int, now: int) -> None:
        """Keep the cursor in sight, paint two rows anew, and say where it is."""
        self._follow()
        for at in (before, now):
            self.refresh_line(at + 1)  # the heading is the first line
        if self.rows:
            self.post_message(self.Moved(self, self.current))
            if self.cursor >= len(self.rows) - NEAR_END:
                self.post_message(self.NearEnd(self))

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 - Textual's way
        """Show where the keys go."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def _follow(self) -> None:
        seen = max(self.scrollable_content_region.height - 1, 1)
        top = self.scroll_offset.y
        if top <= self.cursor < top + seen:
            return
        if self.cursor < top:
            beside, to = self.cursor == top - 1, self.cursor
        else:
            beside, to = self.cursor == top + seen, self.cursor - seen + 1
        if beside:  # a step over the edge: half a page, or every step sends a page
            to = self.cursor - seen // 2
        self.scroll_to(y=max(to, 0), animate=False, immediate=True)

    def move(self, by: int) -> None:
        """Move the cursor by so many rows, as far as there are any."""
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))

    def _page(self) -> int:
        return max(self.scrollable_content_region.height - 2, 1)

    def action_up(self) -> None:
        """Go to the row above."""
        self.move(-1)

    def action_down(self) -> None:
        """Go to the row below."""
        self.move(1)

    def action_page_up(self) -> None:
        """Go a page up."""
        self.move(-self._page())

    def action_page_down(self) -> None:
        """Go a page down."""
        self.move(self._page())

    def action_first(self) -> None:
        """Go to the first row."""
        self.move(-len(self.rows))

    def action_last(self) -> None:
        """Go to the last row."""
        self.move(len(self.rows))

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.rows:
            self.post_message(self.Opened(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; open it when it was there already."""
        if event.y == 0:
            self._click_heading(event)
            return
        at = event.y - 1 + self.scroll_offset.y
        if at >= len(self.rows):
            return
        event.stop()
        if at == self.cursor:
            self.action_open()
        self.cursor = at

    def _click_heading(self, event: events.Click) -> None:
        """Say which column's heading was clicked."""
        end = len(MARKER)
        for column, width in zip(self.columns, self._widths, strict=True):
            end += width + 1 if width else 0
            if event.x < end:
                event.stop()
                self.post_message(self.HeadingClicked(self, column))
                return
