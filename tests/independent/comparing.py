"""What a report is held to: cases to ask it in, and the table of all agreements.

An agreement gives pairs: what a report says, and what comes of the raw rows. It stands
under the report's function. `books`, `cases` and `records` of this folder fill the
table; a report without one is found by `test_every_report`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from fundledger.reports.basis import basis_of
from fundledger.reports.report import Basis, Report
from fundledger.store.books import Fund
from fundledger.store.reading import Books
from fundledger.writers.json import to_json
from tests.independent import sources
from tests.independent.lines import Line, Names, every_line, names, until
from tests.independent.projects import Funds, funds_of
from tests.independent.raw import Tables

Cells = list[tuple[Any, ...]]


class Pair(NamedTuple):
    """What one question came to, on either side."""

    what: str
    reported: list[Any]
    computed: list[Any]


@dataclass(frozen=True)
class Moment:
    """Open books, and the raw rows of the same moment, as of a day or of all time."""

    fund: Fund
    books: Books
    tables: Tables
    day: str | None

    @property
    def as_of(self) -> date | None:
        """Give the day as reports take it."""
        return None if self.day is None else date.fromisoformat(self.day)

    @property
    def basis(self) -> Basis:
        """Say what a report rests on."""
        return basis_of(self.fund, self.books.head, as_of=self.as_of)

    @cached_property
    def all_lines(self) -> list[Line]:
        """Give every line, whatever its day."""
        return every_line(self.tables)

    @cached_property
    def lines(self) -> list[Line]:
        """Give the lines up to the day."""
        return until(self.all_lines, self.day)

    @cached_property
    def named(self) -> Names:
        """Read what accounts are called."""
        return names(self.tables)

    @cached_property
    def funds(self) -> Mapping[int, Funds]:
        """Measure every project up to the day."""
        return funds_of(self.lines)

    @cached_property
    def uses(self) -> Mapping[str, Mapping[str, int]]:
        """Tell what became of every source up to the day, and where it stands."""
        return sources.uses(self.tables, self.day)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Give a table's raw rows, which may be none."""
        return self.tables.get(name, [])


Agreement = Callable[[Moment], Iterator[Pair]]
AGREEMENTS: Final[dict[str, tuple[Agreement, bool]]] = {}
"""By a report's function: its agreement, and whether it takes a day."""


def agrees(
    *reports: str, takes_a_day: bool = False
) -> Callable[[Agreement], Agreement]:
    """Hold some reports to an agreement."""

    def keep(agreement: Agreement) -> Agreement:
        for name in reports:
            assert name not in AGREEMENTS, name
            AGREEMENTS[name] = agreement, takes_a_day
        return agreement

    return keep


def cells(report: Report, table: str, columns: str) -> Cells:
    """Give some columns of a report's table, as programs read them."""
    content = json.loads(to_json(report))
    return [tuple(row[name] for name in columns.split()) for row in content[table]]


def differing(moment: Moment) -> tuple[list[str], int]:
    """Ask every report; tell where one differs, and how many questions there were."""
    apart, count = list[str](), 0
    once = {each[0]: name for name, each in AGREEMENTS.items()}
    for agreement, name in once.items():
        if moment.day is not None and not AGREEMENTS[name][1]:
            continue
        for pair in agreement(moment):
            count += 1
            if pair.reported != pair.computed:
                where = f"{name} {pair.what} as of {moment.day} at {moment.books.head}"
                apart.append(f"{where}: {_first_apart(pair)}")
    return apart, count


def _first_apart(pair: Pair) -> str:
    """Show the first row in which two answers differ."""
    both = zip_longest(pair.reported, pair.computed)
    return next(f"{one} is {other}" for one, other in both if one != other)
