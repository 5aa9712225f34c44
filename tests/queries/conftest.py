"""Two full funds in one ledger, and each of them alone, on each kind of database."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

import pytest

from fundledger import checks, queries
from fundledger.store.books import Fund, Ledger
from tests import full
from tests.databases import Database, File, Server
from tests.queries.asking import every

QUESTIONS: Final = [*every(queries), *every(checks)]
Days = tuple[date | None, ...]
DAYS: Final[Mapping[str, tuple[Days, Days]]] = MappingProxyType(
    {
        "sqlite": ((None, date(2024, 3, 7)), (None,)),
        "postgresql": ((None,), ()),
    }
)
"""As of which days everything is asked of the one and of the other: now, and on a day
with vouchers.

The statements are the same on both databases, and PostgreSQL takes longer: of the
second fund nothing is asked there, and of a past day in `test_days` only.
"""
LIVED_FROM: Final[Mapping[str, date]] = MappingProxyType(
    {"sqlite": date.min, "postgresql": date(2024, 4, 1)}
)
"""From which day on it is noted what was answered when the day was over.

What cuts off at a day is the same on both; that PostgreSQL compares days as SQLite does
is seen on a few, too.
"""
ASKED_OF_ITS_PARTS: Final = "registry.run_checks"
"""Runs the checks, each of which is asked itself."""

Answers = dict[str, str]


@dataclass(frozen=True, repr=False)
class Twins:
    """Two funds in one ledger, what was answered of each alone, and of one by day."""

    one: Fund
    other: Fund
    one_alone: dict[date | None, Answers]
    other_alone: dict[date | None, Answers]
    by_day: dict[date, Answers]


def everything(fund: Fund, days: Days) -> dict[date | None, Answers]:
    """Ask everything, as of each of the days; PostgreSQL with the fewest arguments."""
    all_of_it = fund.ledger.engine.dialect.name == "sqlite"
    with fund.reading() as books:
        return {
            as_of: {
                words: answer
                for question in QUESTIONS
                if as_of is None or question.takes_a_day
                for words, answer in question.answers(
                    books, as_of, all_of_it=all_of_it
                ).items()
            }
            for as_of in days
        }


def reports(fund: Fund, as_of: date | None) -> Answers:
    """Ask for whatever can be asked as of a day, as of one."""
    with fund.reading() as books:
        return {
            words: answer
            for question in QUESTIONS
            if question.takes_a_day and question.name != ASKED_OF_ITS_PARTS
            for words, answer in question.answers(books, as_of, all_of_it=False).items()
        }


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def twins(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Twins]:
    """Let two funds live, the second in a ledger of its own, too."""
    with ExitStack() as stack:

        def database() -> Database:
            if request.param == "sqlite":
                file: File = request.getfixturevalue("sqlite_file")
                return file.database(tmp_path_factory.mktemp("twins"))
            server: Server = request.getfixturevalue("server")
            return stack.enter_context(server.database())

        def ledger_of(database: Database) -> Ledger:
            return stack.enter_context(closing(database.ledger()))

        def other_in(ledger: Ledger, database: Database) -> Fund:
            life = full.create(ledger, database.clerk, other=True)
            for _day in full.live(life):
                pass
            return life.scene.fund

        both = database()
        ledger = ledger_of(both)
        one = full.create(ledger, both.clerk, other=False)
        by_day = {
            day: reports(one.scene.fund, None)
            for day in full.live(one)
            if day >= LIVED_FROM[request.param]
        }
        days, days_of_other = DAYS[request.param]
        one_alone = everything(one.scene.fund, days)
        other, other_alone = other_in(ledger, both), dict[date | None, Answers]()
        if days_of_other:
            lonely = database()
            alone = other_in(ledger_of(lonely), lonely)
            other_alone = everything(alone, days_of_other)
        yield Twins(one.scene.fund, other, one_alone, other_alone, by_day)
