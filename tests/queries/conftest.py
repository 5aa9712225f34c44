"""Two full funds in one ledger, and each of them alone, on each kind of database."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

import pytest

from fundledger import checks, queries
from fundledger.store.books import Fund
from tests import full
from tests.databases import Database, File, Server
from tests.queries.asking import every

QUESTIONS: Final = [*every(queries), *every(checks)]
Days = tuple[date | None, ...]
DAYS: Final[Mapping[str, Days]] = MappingProxyType(
    {"sqlite": (None, date(2024, 3, 7)), "postgresql": (None,)}
)
"""As of which days everything is asked: now, and on a day with vouchers.

The statements are the same on both databases, and PostgreSQL takes longer: a past day
is asked about there in `test_days` only.
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
    days: Days
    one_alone: dict[date | None, Answers]
    other_alone: dict[date | None, Answers]
    by_day: dict[date, Answers]


def everything(fund: Fund, days: Days) -> dict[date | None, Answers]:
    """Ask everything, as of each of the days."""
    with fund.reading() as books:
        return {
            as_of: {
                words: answer
                for question in QUESTIONS
                if as_of is None or question.takes_a_day
                for words, answer in question.answers(books, as_of).items()
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

        both, lonely = database(), database()
        ledgers = [
            stack.enter_context(closing(each.ledger())) for each in (both, lonely)
        ]
        one = full.create(ledgers[0], both.clerk, other=False)
        by_day = {
            day: reports(one.scene.fund, None)
            for day in full.live(one)
            if day >= LIVED_FROM[request.param]
        }
        days = DAYS[request.param]
        one_alone = everything(one.scene.fund, days)
        beside, lonely_one = (
            full.create(ledger, each.clerk, other=True)
            for ledger, each in zip(ledgers, (both, lonely), strict=True)
        )
        for other in (beside, lonely_one):
            list(full.live(other))
        yield Twins(
            one.scene.fund,
            beside.scene.fund,
            days,
            one_alone,
            everything(lonely_one.scene.fund, days),
            by_day,
        )
