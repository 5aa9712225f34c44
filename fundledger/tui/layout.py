"""How lines are laid out in columns and facts; plain computing with cells."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from fundledger.tui.text import Line, Span, Tone, fit, fit_line, wrap

LABEL_WIDTH: Final = 16
LEAST: Final = 4
"""The fewest cells a column that shares what is left may have."""


class Column(NamedTuple):
    """A column: its heading, its cells (0: its share of what is left), and manners."""

    title: str
    width: int = 0
    right: bool = False
    wide_from: int = 0
    """Only tables at least so wide show this column."""


def share_out(columns: Sequence[Column], width: int) -> list[int]:
    """Give each column its cells of a width; 0 where it is not shown."""
    shown = [column.wide_from <= width for column in columns]
    pairs = list(zip(columns, shown, strict=True))
    fixed = sum(column.width + 1 for column, on in pairs if on)
    shares = sum(on and not column.width for column, on in pairs)
    share, odd = divmod(max(width - fixed, 0), shares) if shares else (0, 0)
    widths: list[int] = []
    for column, on in pairs:
        flexible = on and not column.width
        extra = odd if flexible else 0
        odd -= extra
        widths.append((column.width or max(share, LEAST) + extra) if on else 0)
    return widths


def in_columns(
    columns: Sequence[Column], widths: Sequence[int], cells: Sequence[Span]
) -> list[Span]:
    """Set cells into columns, each followed by one blank.

    A text may run over the empty cells after it, as in a spreadsheet.
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
            if after.text:
                break
            room += more + 1
            free += 1
        text = fit(cell.text, room, right=column.right)
        line += [cell._replace(text=text), Span(" ")]
    return line


def grid(
    columns: Sequence[Column], rows: Iterable[Sequence[Span]], width: int
) -> list[Line]:
    """Lay a small table out as lines, its headings first."""
    widths = share_out(columns, width)
    headings = [Span(column.title, Tone.DIM) for column in columns]
    return [in_columns(columns, widths, cells) for cells in (headings, *rows)]


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
