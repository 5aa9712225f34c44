"""How lines are laid out in columns and facts; plain computing with cells."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from fundledger.tui.kit.text import (
    Line,
    Span,
    Tone,
    cell_width,
    fit,
    fit_line,
    fit_span,
    wrap,
)

LABEL_WIDTH: Final = 16
READABLE: Final = 10
"""The cells of a column that shares what is left, before another column goes."""
LEAST: Final = 4
"""The fewest cells a column is narrowed to."""


class Column(NamedTuple):
    """A column: its heading, its cells (0: its share of what is left), and manners."""

    title: str
    width: int = 0
    right: bool = False
    wide_from: int = 0
    """Only tables at least so wide show this column; 0 shows it always.

    Where the amounts of a table have no room, the column with the highest goes first.
    """
    sort: str = ""
    """What a click on its heading sorts by; empty where it sorts by nothing."""


def word_column(title: str, width: int, *, wide_from: int = 0) -> Column:
    """Give a column of words that is never narrower than its heading."""
    return Column(title, max(width, cell_width(title)), wide_from=wide_from)


def fen_column(title: str, width: int = 12, *, wide_from: int = 0) -> Column:
    """Give a column of amounts."""
    return Column(title, width, right=True, wide_from=wide_from)


def count_column(title: str, width: int, *, wide_from: int = 0) -> Column:
    """Give a column of counts."""
    return Column(title, width, right=True, wide_from=wide_from)


def with_order(columns: Iterable[Column], sort: str, falls: bool) -> list[Column]:  # noqa: FBT001 - which of two
    """Mark the heading that a table is sorted by, and which way."""
    arrow = "▼" if falls else "▲"
    return [
        each._replace(title=each.title + arrow) if sort and each.sort == sort else each
        for each in columns
    ]


def needs(columns: Sequence[Column], rows: Iterable[Sequence[Span]]) -> list[int]:
    """Measure for each column the widest of its cells that must not be cut."""
    widest = [0] * len(columns)
    for cells in rows:
        for at, cell in enumerate(cells):
            if cell.whole:
                widest[at] = max(widest[at], cell_width(cell.text))
    return widest


def share_out(
    columns: Sequence[Column], width: int, needed: Sequence[int] = ()
) -> list[int]:
    """Give each column its cells of a width; 0 where it is not shown.

    `needed` is what `needs` measured. Where that does not fit, columns go, then texts
    are narrowed, and at the last the amounts.
    """
    needed = needed or [0] * len(columns)
    least = [
        max(column.width or READABLE, need)
        for column, need in zip(columns, needed, strict=True)
    ]
    shown = _staying(columns, least, width)
    widths = [cells if at in shown else 0 for at, cells in enumerate(least)]
    over = sum(widths) + len(shown) - width
    if over > 0:
        return _narrowed(widths, needed, over)
    flexible = [at for at in shown if not columns[at].width]
    for place, at in enumerate(flexible):
        more, odd = divmod(-over, len(flexible))
        widths[at] += more + (place < odd)
    return widths


def _staying(
    columns: Sequence[Column], least: Sequence[int], width: int
) -> Sequence[int]:
    """Tell which columns stay where not all have room, in order."""
    shown = [at for at, column in enumerate(columns) if column.wide_from <= width]
    going = [at for at in shown if columns[at].wide_from]
    while going and sum(least[at] + 1 for at in shown) > width:
        last = max(going, key=lambda at: (columns[at].wide_from, at))
        going.remove(last)
        shown.remove(last)
    return shown


def _narrowed(widths: Sequence[int], needed: Sequence[int], over: int) -> list[int]:
    """Take so many cells away: of texts first, from the right."""
    narrowed = list(widths)
    of_amounts = {at for at, need in enumerate(needed) if need}
    order = sorted(range(len(widths)), key=lambda at: (at in of_amounts, -at))
    for at in order:
        less = min(over, max(narrowed[at] - LEAST, 0))
        narrowed[at] -= less
        over -= less
    return narrowed


def in_columns(
    columns: Sequence[Column], widths: Sequence[int], cells: Sequence[Span]
) -> list[Span]:
    """Set cells into columns, each followed by one blank.

    A text may run over empty cells after it, as in a spreadsheet, never over amounts.
    """
    shown = [
        (column, width, cell)
        for column, width, cell in zip(columns, widths, cells, strict=False)
        if width
    ]
    line: list[Span] = []
    free = 0
    for at, (column, width, cell) in enumerate(shown):
        if free:
            free -= 1
            continue
        room = width
        while not column.right and at + free + 1 < len(shown):
            _, more, after = shown[at + free + 1]
            if after.text or after.whole:
                break
            room += more + 1
            free += 1
        line += [fit_span(cell, room, right=column.right), Span(" ")]
    return line


def grid(
    columns: Sequence[Column], rows: Iterable[Sequence[Span]], width: int
) -> list[Line]:
    """Lay a small table out as lines, its headings first."""
    cells = list(rows)
    widths = share_out(columns, width, needs(columns, cells))
    headings = [Span(column.title, Tone.DIM) for column in columns]
    return [in_columns(columns, widths, row) for row in (headings, *cells)]


def fact(label: str, value: str, width: int, tone: Tone = Tone.PLAIN) -> list[Line]:
    """Set a label before a text, which wraps beside it."""
    wrapped = wrap(value, width - LABEL_WIDTH - 1)
    return [
        [
            Span(fit(label if at == 0 else "", LABEL_WIDTH) + " ", Tone.DIM),
            Span(s, tone),
        ]
        for at, s in enumerate(wrapped)
    ]


def paragraph(text: str, width: int, tone: Tone = Tone.PLAIN) -> list[Line]:
    """Wrap a text."""
    return [[Span(each, tone)] for each in wrap(text, width)]


def side_by_side(left: Sequence[Line], right: Sequence[Line], half: int) -> list[Line]:
    """Set two columns of lines beside each other."""
    pairs = zip_longest(left, right, fillvalue=())
    return [[*fit_line(one, half), Span(" │ ", Tone.DIM), *two] for one, two in pairs]


def inset(lines: Iterable[Line], by: str = " ") -> list[Line]:
    """Move lines to the right."""
    return [[Span(by), *line] for line in lines]
