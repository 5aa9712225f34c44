"""Reports as text for people: translated, amounts in 元, aligned by terminal cells."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from fundledger.domain.editions import Replay
from fundledger.errors import N_
from fundledger.i18n import Language, show, translate
from fundledger.reports.report import (
    FORMAT,
    NUMBERS,
    Basis,
    Block,
    Column,
    Fact,
    Phrase,
    Report,
    Table,
    with_totals,
)
from fundledger.writers.values import on_screen, spoken

GAP: Final = "  "
DEMO_FUND: Final = N_("This is the demo fund 演示: everything in it is invented.")
IN_ALL: Final = N_("In all")
LEDGER: Final = N_("Ledger: {address}")
UP_TO: Final = N_("Up to {day}; report format {format}.")
TO_DAY: Final = N_("Up to {day}")
AT_HEAD: Final = N_("Computed at chain head {head}.")
Fit = Callable[[str], str]


def to_text(report: Report, lang: Language, fit: Fit = str) -> Iterator[str]:
    """Write lines: title, tables, notes, and what the report was computed from.

    `fit` writes a cell's text as the terminal can show it.
    """
    yield from _head(report, lang)
    for block in report.blocks:
        yield ""
        yield from to_block(block, lang, fit)
    for table in () if report.blocks else report.tables:
        yield ""
        if table.title:
            yield title_of(table, lang)
        yield from to_table(table, lang, fit)
    if report.notes:
        yield ""
        yield from (spoken(note, lang) for note in report.notes)
    if report.basis:
        yield ""
        yield from _footer(report.basis, lang)


def title_of(table: Table | Block, lang: Language) -> str:
    """Give a title in a language."""
    title = table.title
    return translate(title, lang) if isinstance(title, str) else spoken(title, lang)


def to_block(block: Block, lang: Language, fit: Fit = str) -> Iterator[str]:
    """Write a printed form: its title in the middle, its lines spread out."""
    rows = [*to_table(block.table, lang, fit)]
    width = max(map(cells, rows))
    title = fit(title_of(block, lang))
    yield f"{' ' * ((width - cells(title)) // 2)}{title}"
    yield from (_spread(line, width, lang, fit) for line in block.above)
    yield from rows
    yield from (_spread(line, width, lang, fit) for line in block.below)


def _spread(line: Sequence[Any], width: int, lang: Language, fit: Fit) -> str:
    """Set texts over a width: the first one at its beginning, the last at its end."""
    texts = [fit(spoken(each, lang)) for each in line]
    blank = width - sum(map(cells, texts))
    gaps = len(texts) - 1
    if gaps < 1 or blank < gaps * len(GAP):
        return GAP.join(texts).rstrip()
    each, odd = divmod(blank, gaps)
    spread = (
        text + " " * (each + (place < odd)) for place, text in enumerate(texts[:-1])
    )
    return "".join((*spread, texts[-1])).rstrip()


def to_table(table: Table, lang: Language, fit: Fit = str) -> Iterator[str]:
    """Write one table; words stand on the left of their column, numbers on the right.

    A wide character, as Chinese has them, takes two cells. The rows are gone through
    twice: for the widths of their columns, and to be written. A run of rows is summed
    up where the table says so.
    """
    places = [n for n, column in enumerate(table.columns) if column.is_read_in(lang)]
    columns = [table.columns[place] for place in places]
    heads = [fit(translate(column.heading, lang)) for column in columns]
    widths = _widths(heads, _texts(table, places, lang, fit))
    if widths is None:
        yield translate(N_("(none)"), lang)
        return
    lines = ["-" * width for width in widths]
    for row in chain([heads, lines], _texts(table, places, lang, fit)):
        yield GAP.join(_padded(row, widths, columns)).rstrip()


def _texts(
    table: Table, places: Sequence[int], lang: Language, fit: Fit
) -> Iterator[list[str]]:
    """Give the cells of each row as they are read."""
    columns = [table.columns[place] for place in places]
    for is_sum, row in with_totals(table):
        texts = [on_screen(row[place], table.columns[place], lang) for place in places]
        if is_sum:
            texts = name_sums(texts, columns, sum_label(table, lang))
        yield [fit(text) for text in texts]


def sum_label(table: Table, lang: Language) -> str:
    """Say what a row of sums is."""
    label = table.totals and table.totals.label
    return spoken(label, lang) if label else translate(IN_ALL, lang)


def name_sums(texts: Sequence[str], columns: Sequence[Column], label: str) -> list[str]:
    """Write into a row of sums what it is, in the first cell that takes words."""
    named = list(texts)
    words = [n for n, column in enumerate(columns) if column.kind not in NUMBERS]
    free = [place for place in words if not named[place]] or words
    if free:
        run = named[free[0]]
        named[free[0]] = " ".join(filter(None, (run, label)))
    return named


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
        yield blank + text if column.kind in NUMBERS else text + blank


def _head(report: Report, lang: Language) -> Iterator[str]:
    """Say what the report is, of which fund, and in which ledger that lies."""
    title, basis = translate(report.title, lang), report.basis
    if basis is None:
        yield title
        return
    yield f"{title}{GAP}{show(basis.name, lang)} ({show(basis.fund, lang)})"
    if basis.replay is Replay.DEMO:
        yield translate(DEMO_FUND, lang)
    if basis.ledger:
        yield spoken(Phrase(LEDGER, {"address": basis.ledger}), lang)
    if report.about:
        yield narrowed(report.about, lang)


def narrowed(about: Iterable[Fact], lang: Language) -> str:
    """Say what a report was narrowed to, on one line."""
    link = "：" if lang is Language.ZH else ": "
    facts = (
        f"{translate(fact.heading, lang)}{link}{spoken(fact.value, lang)}"
        for fact in about
    )
    return ("；" if lang is Language.ZH else "; ").join(facts)


def _footer(basis: Basis, lang: Language) -> Iterator[str]:
    """Say what the report was computed from."""
    yield spoken(up_to(basis), lang)
    yield spoken(Phrase(AT_HEAD, {"head": basis.head}), lang)


def up_to(basis: Basis) -> Phrase:
    """Say up to which day a report goes, and in which format it is written."""
    return Phrase(UP_TO, {"day": _day(basis), "format": FORMAT})


def to_day(basis: Basis) -> Phrase:
    """Say up to which day a report goes."""
    return Phrase(TO_DAY, {"day": _day(basis)})


def _day(basis: Basis) -> object:
    return basis.as_of or Phrase(N_("the last"))
