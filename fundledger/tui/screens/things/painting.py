"""How any one thing is painted: its fields, then each table of what belongs to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from fundledger.i18n.nouns import Noun
from fundledger.reports.report import NUMBERS, Kind, Report, Table
from fundledger.tui.kit.columns import Column, fact, fen_column, grid
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.shell.detail import Detail
from fundledger.tui.shell.sheet_screen import cell_of
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.reports.report import Column as ReportColumn


NARROW: Final = 60
"""Below so many cells a table of what belongs to a thing shows what tells most."""
AMOUNT_LABEL: Final = 24
AMOUNT_WIDTH: Final = 14
TELLING: Final = (
    "claimed_fen",
    "admitted_fen",
    "amount_fen",
    "approved_fen",
    "debit_fen",
    "credit_fen",
    "on_date",
    "action",
    "actor_name",
    "seller",
    "account_zh",
    "account_en",
    "project_title",
    "payee",
    "role",
    "scope_name",
    "signer_name",
    "part",
    "kind",
    "state",
    "description",
    "verified_on",
)
"""Columns of tables beside a list, those that go last first."""


@dataclass(frozen=True)
class ThingDetail(Detail):
    """A thing as it stands beside its list."""

    noun: Noun
    key: object
    report: Report

    def title(self, words: Words) -> Line:
        """Name the thing."""
        return [Span(f"{words.call(self.noun)} › {self.key}", Tone.STRONG)]

    def painted(self, tab: str, words: Words, width: int) -> list[Line]:
        """Paint it whole: it has no tabs."""
        del tab
        return lines_of(self.report, words, width)


def lines_of(report: Report, words: Words, width: int) -> list[Line]:
    """Paint the fields of a thing, then each table of what belongs to it."""
    own, *others = report.tables
    lines = [*_facts(own, words, width)]
    for each in others:
        title = [Span(words.say(str(each.title)), Tone.TITLE)]
        lines += [BLANK, title]
        if all(column.kind is Kind.MONEY for column in each.columns):
            for row in each.rows:
                lines += _amounts(each, row, words, width)
        else:
            lines += _grid(each, words, width)
    return lines


def _amounts(table: Table, row: Sequence[Any], words: Words, width: int) -> list[Line]:
    """Paint amounts below each other, but nothings; the last is their result."""
    *shown, (result, fen) = zip(table.columns, row, strict=True)
    rows = [
        [Span(f"  {words.heading(each.name)}", Tone.DIM), amount(value)]
        for each, value in shown
        if value
    ]
    name = Span(f"= {words.heading(result.name)}", Tone.STRONG)
    columns = [Column("", AMOUNT_LABEL), fen_column("", AMOUNT_WIDTH)]
    return grid(columns, [*rows, [name, amount(fen, Tone.STRONG)]], width)[1:]


def _facts(table: Table, words: Words, width: int) -> Iterator[Line]:
    (row,) = table.rows
    for each, value in zip(table.columns, row, strict=True):
        if each.is_read_in(words.lang, in_file=True) and value not in (None, ""):
            shown = cell_of(value, each.kind, words).text
            yield from fact(words.heading(each.name), shown, width)


def _grid(table: Table, words: Words, width: int) -> list[Line]:
    columns = [e for e in table.columns if e.is_read_in(words.lang)]
    if width < NARROW:
        columns = _telling(columns, width) or columns
    places = [table.place(each.name) for each in columns]
    shown = [_column(each, words, at) for at, each in enumerate(columns)]
    rows = [
        [
            cell_of(row[place], each.kind, words)
            for place, each in zip(places, columns, strict=True)
        ]
        for row in table.rows
    ]
    return grid(shown, rows, width)


def _telling(columns: "Sequence[ReportColumn]", width: int) -> "list[ReportColumn]":
    """Leave of a table's columns those that tell most, as many as have room."""
    telling = sorted(
        (each for each in columns if each.name in TELLING),
        key=lambda each: TELLING.index(each.name),
    )
    ends = accumulate((12 if e.kind is Kind.MONEY else 10) + 1 for e in telling)
    fitting = {e.name for e, end in zip(telling, ends, strict=True) if end <= width}
    return [each for each in columns if each.name in fitting]


def _column(each: "ReportColumn", words: Words, at: int) -> Column:
    title = words.heading(each.name)
    wide_from = 0 if at == 0 else 20 + 12 * at
    if each.kind is Kind.MONEY:
        return fen_column(title, wide_from=wide_from)
    small = each.kind in NUMBERS or each.kind in (Kind.SIGN, Kind.DAY)
    return Column(title, 10 if small else 0, wide_from=wide_from)
