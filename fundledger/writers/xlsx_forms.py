"""Printed forms as a spreadsheet: each a block with borders, on a page of its own.

The paper is half a sheet across (A5), as vouchers are bound. A form that has more rows
goes on over the page.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

from xlsxwriter.worksheet import Worksheet

from fundledger.i18n import Language, translate
from fundledger.reports.report import (
    NUMBERS,
    Block,
    Column,
    Kind,
    Report,
    Table,
    with_totals,
)
from fundledger.writers.text import sum_label, title_of
from fundledger.writers.values import spoken
from fundledger.writers.xlsx_book import MOST_BREAKS, Book, page_footer, set_scale

A5: Final = 11
"""The number that a spreadsheet has for the paper."""
ACROSS: Final = 70
"""Characters across that paper at full size, in whatever font it is shown."""
MARGIN: Final = 4
"""In tenths of an inch, on each side; a form has the paper to itself."""
WIDTHS: Final = {Kind.MONEY: 14, Kind.CODE: 9, Kind.DAY: 11}
SMALL: Final = "&7 "
"""The size of what stands below a page."""
TEXT_WIDTH: Final = 16
TITLE_HEIGHT: Final = 34
ROW_HEIGHT: Final = 30
"""In points."""
LINE_HEIGHT: Final = 24
"""That of the lines above and below a form."""
FEWEST_ROWS: Final = 6
"""A form has so many rows at least: those that nobody wrote in are empty."""


class _Layout(NamedTuple):
    """The columns of forms that stand below each other."""

    columns: Sequence[Column]
    places: Sequence[int]


def write_blocks(book: Book, report: Report) -> None:
    """Write forms below each other, on as many sheets as their pages take."""
    title = translate(report.title, book.lang)
    for first in range(0, len(report.blocks), MOST_BREAKS):
        sheet = book.add_sheet(title)
        _write_sheet(book, sheet, report, report.blocks[first : first + MOST_BREAKS])


def _write_sheet(
    book: Book, sheet: Worksheet, report: Report, blocks: Sequence[Block]
) -> None:
    layout = _layout(blocks[0].table, book.lang)
    widths = [WIDTHS.get(each.kind, TEXT_WIDTH) for each in layout.columns]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    at, ends = 0, list[int]()
    for block in blocks:
        at = _write_block(book, sheet, layout, block, at)
        ends.append(at)
    sheet.set_landscape()
    sheet.set_paper(A5)
    set_scale(sheet, sum(widths), ACROSS)
    sheet.set_h_pagebreaks(ends[:-1])
    margin = MARGIN / 10
    sheet.set_margins(left=margin, right=margin, top=margin, bottom=2 * margin)
    sheet.center_horizontally()
    head = report.basis.head if report.basis else ""
    sheet.set_footer(page_footer(book.lang, head, SMALL), {"margin": margin})


def _layout(table: Table, lang: Language) -> _Layout:
    places = [n for n, column in enumerate(table.columns) if column.is_read_in(lang)]
    return _Layout([table.columns[place] for place in places], places)


def _write_block(
    book: Book, sheet: Worksheet, layout: _Layout, block: Block, at: int
) -> int:
    """Write a form from a row on; give the row after it."""
    last = len(layout.columns) - 1
    sheet.set_row(at, TITLE_HEIGHT)
    title = title_of(block, book.lang)
    sheet.merge_range(at, 0, at, last, title, book.style("form_title"))
    at += 1
    for line in block.above:
        _write_line(book, sheet, line, at, last + 1)
        at += 1
    sheet.set_row(at, LINE_HEIGHT)
    for place, column in enumerate(layout.columns):
        heading = translate(column.heading, book.lang)
        book.put(sheet, (at, place), heading, style="form_heading")
    at += 1
    at = _write_rows(book, sheet, layout, block.table, at)
    for line in block.below:
        _write_line(book, sheet, line, at, last + 1)
        at += 1
    return at


def _write_rows(
    book: Book, sheet: Worksheet, layout: _Layout, table: Table, at: int
) -> int:
    """Write the rows of a form, those that are left empty, and their sum."""
    for is_sum, row in _filled_up(table):
        sheet.set_row(at, ROW_HEIGHT)
        values = [row[place] for place in layout.places]
        first = 0
        if is_sum:
            label = sum_label(table, book.lang)
            kinds = [column.kind in NUMBERS for column in layout.columns]
            first = kinds.index(True) if True in kinds else len(kinds)
            look = book.style("form_sum")
            sheet.merge_range(at, 0, at, first - 1, label, look)
        for place in range(first, len(values)):
            kind = layout.columns[place].kind
            style = "form_sum" if is_sum else "form_cell"
            book.put(sheet, (at, place), values[place], kind, style)
        at += 1
    return at


def _filled_up(table: Table) -> Iterator[tuple[bool, Sequence[Any]]]:
    """Give a form's rows, with empty ones above the sum where they are few."""
    rows = [*with_totals(table)]
    written = [each for each in rows if not each[0]]
    empty = [None] * len(table.columns)
    yield from written
    yield from ((False, empty) for _ in range(len(written), FEWEST_ROWS))
    yield from rows[len(written) :]


def _write_line(
    book: Book, sheet: Worksheet, line: Sequence[Any], at: int, columns: int
) -> None:
    """Spread texts over the columns: each gets some of them, joined."""
    sheet.set_row(at, LINE_HEIGHT)
    texts = [spoken(each, book.lang) for each in line]
    share, odd = divmod(columns, len(texts))
    sizes = [share + (place < odd) for place in range(len(texts))]
    bounds = accumulate(sizes, initial=0)
    for place, (first, after) in enumerate(pairwise(bounds)):
        style = _aligned(place, len(texts))
        if after - first > 1:
            look = book.style(style)
            sheet.merge_range(at, first, at, after - 1, texts[place], look)
        else:
            book.put(sheet, (at, first), texts[place], style=style)


def _aligned(place: int, texts: int) -> str:
    if place == 0:
        return "form_left"
    return "form_right" if place == texts - 1 else "form_middle"
