"""Reports as text for people: translated, amounts in 元, aligned by terminal cells."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from fundledger.domain.editions import Replay
from fundledger.domain.money import format_fen
from fundledger.errors import N_
from fundledger.i18n import Language, show, translate
from fundledger.writers.report import FORMAT, Column, Kind, Report, Sheet, Source

GAP: Final = "  "
DEMO_FUND: Final = N_("This is the demo fund 演示: everything in it is invented.")
Fit = Callable[[str], str]


def to_text(report: Report, lang: Language, fit: Fit = str) -> Iterator[str]:
    """Write lines: title, tables, notes, and what the report was computed from.

    `fit` writes a cell's text as the terminal can show it.
    """
    yield from _head(report, lang)
    for sheet in report.sheets:
        yield ""
        if sheet.title:
            yield translate(sheet.title, lang)
        yield from to_table(sheet, lang, fit)
    if report.notes:
        yield ""
        yield from report.notes
    if report.source:
        yield ""
        yield from _footer(report.source, lang)


def to_table(sheet: Sheet, lang: Language, fit: Fit = str) -> Iterator[str]:
    """Write one table; words stand on the left of their column, numbers on the right.

    A wide character, as Chinese has them, takes two cells. The rows are gone through
    twice: for the widths of their columns, and to be written.
    """
    places = [n for n, column in enumerate(sheet.columns) if column.is_read_in(lang)]
    columns = [sheet.columns[place] for place in places]
    heads = [fit(translate(column.heading, lang)) for column in columns]
    widths = _widths(heads, _texts(sheet, places, lang, fit))
    if widths is None:
        yield translate(N_("(none)"), lang)
        return
    lines = ["-" * width for width in widths]
    for row in chain([heads, lines], _texts(sheet, places, lang, fit)):
        yield GAP.join(_padded(row, widths, columns)).rstrip()


def _texts(
    sheet: Sheet, places: Sequence[int], lang: Language, fit: Fit
) -> Iterator[list[str]]:
    """Give the cells of each row as they are read."""
    for row in sheet.rows:
        yield [fit(_shown(row[place], sheet.columns[place], lang)) for place in places]


def _widths(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[int] | None:
    """Find how wide each column is; None without any row."""
    widths: list[int] | None = None
    for row in rows:
        known = widths or list(map(cells, heads))
        widths = list(map(max, known, map(cells, row)))
    return widths


def cells(text: str) -> int:
    """Count the cells a terminal gives the text: two for a wide character."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _padded(
    row: Sequence[str], widths: Sequence[int], columns: Iterable[Column]
) -> Iterator[str]:
    for text, width, column in zip(row, widths, columns, strict=True):
        blank = " " * (width - cells(text))
        yield text + blank if column.kind is Kind.WORD else blank + text


def _shown(value: object, column: Column, lang: Language) -> str:
    if isinstance(value, int) and column.kind is Kind.FEN:
        return format_fen(value)
    return "" if value is None or value == "" else show(value, lang)


def _head(report: Report, lang: Language) -> Iterator[str]:
    """Say what the report is, of which fund, and in which ledger that lies."""
    title, source = translate(report.title, lang), report.source
    if source is None:
        yield title
        return
    yield f"{title}{GAP}{show(source.name, lang)} ({show(source.fund, lang)})"
    if source.replay is Replay.DEMO:
        yield translate(DEMO_FUND, lang)
    if source.ledger:
        address = show(source.ledger, lang)
        yield translate(N_("Ledger: {address}"), lang).format(address=address)


def _footer(source: Source, lang: Language) -> Iterator[str]:
    """Say what the report was computed from."""
    day = show(source.as_of, lang) if source.as_of else translate(N_("the last"), lang)
    said = translate(N_("Up to {day}; report format {format}."), lang)
    yield said.format(day=day, format=FORMAT)
    yield translate(N_("Computed at chain head {head}."), lang).format(head=source.head)
