"""Reports as spreadsheets (XLSX): ready to be read, filtered, printed and added up.

Each table has a sheet. Above its rows stand the title, whose books these are, up to
which day, what they were narrowed to, and the unit of amounts; all that stays in sight
and is printed on each page (A4, landscape). Below the rows stand the notes, and what an
auditor asks for: where the ledger lies, and the head of the chain that the report was
computed at. Amounts are numbers in 元; codes are texts, whatever they look like.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO, Final, NamedTuple

from xlsxwriter.worksheet import Worksheet

from fundledger.domain.editions import Replay
from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.reports.report import (
    IN_YUAN,
    NUMBERS,
    Column,
    Kind,
    Phrase,
    Report,
    Table,
    meets,
    with_totals,
)
from fundledger.writers.text import (
    AT_HEAD,
    DEMO_FUND,
    GAP,
    LEDGER,
    cells,
    name_sums,
    narrowed,
    sum_label,
    title_of,
    to_day,
    up_to,
)
from fundledger.writers.values import spoken
from fundledger.writers.xlsx_book import (
    A4,
    Book,
    fit_widths,
    fitted,
    opened,
    page_footer,
    set_pages,
)
from fundledger.writers.xlsx_forms import write_blocks

PAGE_END: Final = "page_end"
"""The style of a row that a printed page ends with."""
MOST_ROWS: Final = 1_048_575
"""Rows that a sheet takes, one less than there are; what is more gets another sheet."""
NOTE_WIDTH: Final = 100
LINE: Final = 15
"""The height of a line, in points."""


class _Layout(NamedTuple):
    """What each sheet of a table has in common."""

    title: str
    head: Sequence[str]
    """Lines above the headings."""
    unit: str
    """What stands at the end of the second of them."""
    foot: Sequence[str]
    """Lines below the rows: notes, then what the report was computed from."""
    columns: Sequence[Column]
    headings: Sequence[str]
    places: Sequence[int]
    """Where each column stands in a row."""
    footer: str
    has_pages: bool
    """Whether rows say where a printed page ends."""


def write_report(
    report: Report, file: BinaryIO, lang: Language, *, most_rows: int = MOST_ROWS
) -> None:
    """Write a report into a file that can be moved about in. Raises OSError."""
    title = translate(report.title, lang)
    with opened(file, lang, title) as book:
        if report.blocks:
            write_blocks(book, report)
        for table in () if report.blocks else report.tables:
            layout = _layout(report, table, lang)
            _write_table(book, layout, _rows(table, layout, lang), most_rows)
        if not report.tables or (report.blocks and report.notes):
            _write_notes(book, report, lang)


def _layout(report: Report, table: Table, lang: Language) -> _Layout:
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.is_read_in(lang, in_file=True)
    ]
    columns = [table.columns[place] for place in places]
    title = translate(report.title, lang)
    own = title_of(table, lang)
    head = list(_head(report, lang))
    kinds = {column.kind for column in columns}
    return _Layout(
        title=own or title,
        head=[" — ".join(filter(None, (title, own))), *head],
        unit=translate(IN_YUAN, lang) if Kind.MONEY in kinds else "",
        foot=[*_foot(report, lang)],
        columns=columns,
        headings=[translate(column.heading, lang) for column in columns],
        places=places,
        footer=report.basis.head if report.basis else "",
        has_pages=table.page_ends is not None,
    )


def _head(report: Report, lang: Language) -> Iterator[str]:
    """Say whose books these are, up to which day, and what they were narrowed to."""
    basis = report.basis
    if basis is not None:
        whose = f"{spoken(basis.name, lang)} ({spoken(basis.fund, lang)})"
        demo = translate(DEMO_FUND, lang) if basis.replay is Replay.DEMO else ""
        yield GAP.join(filter(None, (whose, demo)))
        yield spoken(to_day(basis), lang)
    if report.about:
        yield narrowed(report.about, lang)


def _foot(report: Report, lang: Language) -> Iterator[str]:
    """Give the notes, and say what the report was computed from."""
    yield from (spoken(note, lang) for note in report.notes)
    basis = report.basis
    if basis is not None:
        ledger = Phrase(LEDGER, {"address": basis.ledger}) if basis.ledger else None
        head = Phrase(AT_HEAD, {"head": basis.head})
        computed = (spoken(each, lang) for each in (ledger, up_to(basis), head))
        yield GAP.join(filter(None, computed))


def _rows(
    table: Table, layout: _Layout, lang: Language
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Go through what each row shows, with the style it is shown in."""
    is_strong, ends = meets(table, table.strong), meets(table, table.page_ends)
    for is_sum, row in with_totals(table):
        values = [row[place] for place in layout.places]
        if is_sum:
            label = sum_label(table, lang)
            yield "sum", _named_sums(values, layout.columns, lang, label)
        elif ends(row):
            yield PAGE_END, values
        else:
            yield "sum" if is_strong(row) else "row", values


def _named_sums(
    values: Sequence[Any], columns: Sequence[Column], lang: Language, label: str
) -> list[Any]:
    texts = [spoken(value, lang) for value in values]
    named = name_sums(texts, columns, label)
    changed = zip(values, texts, named, strict=True)
    return [new if new != old else value for value, old, new in changed]


def _write_table(
    book: Book,
    layout: _Layout,
    rows: Iterable[tuple[str, Sequence[Any]]],
    most_rows: int,
) -> None:
    """Write a table into as many sheets as it takes, at least one."""
    waiting = iter(rows)
    room = most_rows - len(layout.head) - 1 - len(layout.foot)
    following = [*islice(waiting, 1)]
    while True:
        sheet = book.add_sheet(layout.title)
        rows = islice(chain(following, waiting), room)
        last, widths = _write_sheet(book, sheet, layout, rows)
        following = [*islice(waiting, 1)]
        if not following:
            _write_foot(book, sheet, layout, last + 1, widths)
            return


def _write_sheet(
    book: Book,
    sheet: Worksheet,
    layout: _Layout,
    rows: Iterable[tuple[str, Sequence[Any]]],
) -> tuple[int, Sequence[int]]:
    """Write what stands above, the headings, and rows below each other.

    Gives the last row, and how wide the columns are.
    """
    _write_head(book, sheet, layout)
    heading = len(layout.head)
    widths = [
        book.put(sheet, (heading, place), text, _aligned(column), "table_heading")
        for place, (text, column) in enumerate(
            zip(layout.headings, layout.columns, strict=True)
        )
    ]
    last, breaks = heading, list[int]()
    for last, (style, values) in enumerate(rows, heading + 1):
        for place, value in enumerate(values):
            kind = layout.columns[place].kind
            wide = book.put(sheet, (last, place), value, kind, style)
            widths[place] = max(widths[place], wide)
        if style == PAGE_END:
            breaks.append(last + 1)
    fit_widths(sheet, widths)
    _set_up(book, sheet, layout, heading, last)
    across = [fitted(width) for width in widths]
    if layout.has_pages:
        set_pages(sheet, sum(across), breaks)
    return last, across


def _write_head(book: Book, sheet: Worksheet, layout: _Layout) -> None:
    """Write the lines above a table; the unit of amounts stands on the right."""
    right = len(layout.columns) - 1
    for at, line in enumerate(layout.head):
        in_cell = f"{line}{GAP}{layout.unit}" if at == 1 and not right else line
        book.put(sheet, (at, 0), in_cell, style="remark" if at else "title")
        if at == 1 and right and layout.unit:
            book.put(sheet, (at, right), layout.unit, style="remark_right")


def _write_foot(
    book: Book, sheet: Worksheet, layout: _Layout, at: int, widths: Sequence[int]
) -> None:
    """Write the lines below a table, each over its whole width."""
    across, last = sum(widths), len(widths) - 1
    for row, line in enumerate(layout.foot, at):
        lines = -(-cells(line) // max(across - 2, 1))
        sheet.set_row(row, LINE * max(lines, 1))
        if last:
            sheet.merge_range(row, 0, row, last, "", book.style("foot"))
        book.put(sheet, (row, 0), line, style="foot")


def _aligned(column: Column) -> Kind:
    """Give the kind that sets a heading over its numbers or its words."""
    return column.kind if column.kind in NUMBERS else Kind.TEXT


def _set_up(
    book: Book, sheet: Worksheet, layout: _Layout, heading: int, last: int
) -> None:
    """Keep headings in sight and on each page, and make the sheet fit for printing."""
    sheet.freeze_panes(heading + 1, 0)
    sheet.repeat_rows(0, heading)
    sheet.autofilter(heading, 0, last, len(layout.columns) - 1)
    _set_paper(book, sheet, layout.footer)


def _set_paper(book: Book, sheet: Worksheet, footer: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(page_footer(book.lang, footer))


def _write_notes(book: Book, report: Report, lang: Language) -> None:
    """Write what stands below no table on a sheet of its own."""
    sheet = book.add_sheet(translate(N_("Notes"), lang))
    for at, note in enumerate(_foot(report, lang)):
        book.put(sheet, (at, 0), note, style="note")
    fit_widths(sheet, [NOTE_WIDTH])
    _set_paper(book, sheet, report.basis.head if report.basis else "")
