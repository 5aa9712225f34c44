"""Reports as spreadsheets (XLSX): ready to be read, filtered, printed and added up.

Each table has a sheet. Above its rows stand the title, whose books these are, the head
of the chain that they were computed at, and what they were narrowed to; the headings
stay in sight and are printed on each page (A4, landscape). Amounts are numbers in 元;
codes are texts, whatever they look like.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO, Final, NamedTuple

from xlsxwriter.worksheet import Worksheet

from fundledger.domain.editions import Replay
from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.reports.report import (
    NUMBERS,
    Basis,
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
    LEDGER,
    name_sums,
    narrowed,
    sum_label,
    title_of,
    up_to,
)
from fundledger.writers.values import spoken
from fundledger.writers.xlsx_book import (
    A4,
    Book,
    fit_widths,
    fitted,
    opened,
    set_pages,
)
from fundledger.writers.xlsx_forms import write_blocks

PAGE_END: Final = "page_end"
"""The style of a row that a printed page ends with."""
MOST_ROWS: Final = 1_048_575
"""Rows that a sheet takes, one less than there are; what is more gets another sheet."""
FOOTER_LONGEST: Final = 200
NOTE_WIDTH: Final = 100


class _Layout(NamedTuple):
    """What each sheet of a table has in common."""

    title: str
    head: Sequence[str]
    """Lines above the headings."""
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
        if report.notes or not report.tables:
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
    return _Layout(
        title=own or title,
        head=[" — ".join(filter(None, (title, own))), *head],
        columns=columns,
        headings=[translate(column.heading, lang) for column in columns],
        places=places,
        footer=report.basis.head if report.basis else "",
        has_pages=table.page_ends is not None,
    )


def _head(report: Report, lang: Language) -> Iterator[str]:
    """Say whose books these are, and what the report was computed from."""
    basis = report.basis
    if basis is not None:
        yield from _basis(basis, lang)
    if report.about:
        yield narrowed(report.about, lang)


def _basis(basis: Basis, lang: Language) -> Iterator[str]:
    ledger = Phrase(LEDGER, {"address": basis.ledger}) if basis.ledger else None
    whose = f"{spoken(basis.name, lang)} ({spoken(basis.fund, lang)})"
    demo = translate(DEMO_FUND, lang) if basis.replay is Replay.DEMO else ""
    yield "  ".join(filter(None, (whose, spoken(ledger, lang), demo)))
    computed = spoken(Phrase(AT_HEAD, {"head": basis.head}), lang)
    yield f"{spoken(up_to(basis), lang)}  {computed}"


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
            yield "sum" if is_strong(row) else "plain", values


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
    room = most_rows - len(layout.head) - 1
    following = [*islice(waiting, 1)]
    while True:
        sheet = book.add_sheet(layout.title)
        _write_sheet(book, sheet, layout, islice(chain(following, waiting), room))
        following = [*islice(waiting, 1)]
        if not following:
            return


def _write_sheet(
    book: Book,
    sheet: Worksheet,
    layout: _Layout,
    rows: Iterable[tuple[str, Sequence[Any]]],
) -> None:
    """Write what stands above, the headings, and rows below each other."""
    for at, line in enumerate(layout.head):
        book.put(sheet, (at, 0), line, style="remark" if at else "title")
    heading = len(layout.head)
    widths = [
        book.put(sheet, (heading, place), text, _aligned(column), "heading")
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
    _set_up(sheet, layout, heading, last)
    if layout.has_pages:
        set_pages(sheet, sum(fitted(width) for width in widths), breaks)


def _aligned(column: Column) -> Kind:
    """Give the kind that sets a heading over its numbers or its words."""
    return column.kind if column.kind in NUMBERS else Kind.TEXT


def _set_up(sheet: Worksheet, layout: _Layout, heading: int, last: int) -> None:
    """Keep headings in sight and on each page, and make the sheet fit for printing."""
    sheet.freeze_panes(heading + 1, 0)
    sheet.repeat_rows(heading)
    sheet.autofilter(heading, 0, last, len(layout.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    footer = layout.footer.replace("&", "&&")[:FOOTER_LONGEST]
    sheet.set_footer(f"&L{footer}&R&P / &N")


def _write_notes(book: Book, report: Report, lang: Language) -> None:
    """Write the notes on a sheet of their own."""
    sheet = book.add_sheet(translate(N_("Notes"), lang))
    for at, note in enumerate(report.notes):
        book.put(sheet, (at, 0), note, style="note")
    fit_widths(sheet, [NOTE_WIDTH])
