"""A report as of a day says what it said at the end of that day."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise, product
from types import MappingProxyType
from typing import Final

import pytest

from fundledger.domain.chart import Book, Side
from fundledger.domain.signatures import SignaturePart
from fundledger.queries import journal, signatures, trial
from tests.queries.conftest import Twins, reports

AS_OF_TODAY: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "reconciliation.reconcile": re.compile("^.*?figures="),
        "journal.vouchers": re.compile(r"attachments=\d+"),
        "r21_attachments.offences": re.compile(r"^.*$", re.DOTALL),
    }
)
"""What is always told as it is today: the day and the record asked at, and papers.

Those are attached to a voucher until its month is closed.
"""


REVIEWS: Final = re.compile(
    r"^(counting\.count_unreviewed|vouchers\.to_print) "
    r"|counted=(reviewed|<Counted.*reviewed)"
)
"""What is asked by reviews: those count whenever they were signed."""


OF_OPENINGS: Final = {"source_uses.spent_before"}
"""What only an opening of the books tells, and this fund began without one."""


def differing(words: str, then: str, now: str) -> bool:
    if REVIEWS.search(words):
        return False
    today = AS_OF_TODAY.get(words.partition(" ")[0])
    return (today.sub("", then) != today.sub("", now)) if today else then != now


def days_around(days: list[date]) -> Iterator[tuple[date, date]]:
    """Give each day, the day before, and the last one's morrow; with what was lived.

    The day after one is quiet, or another: the day before the next says the same.
    """
    morrow = days[-1] + timedelta(1)
    for day in sorted({*days, *(day - timedelta(1) for day in days), morrow}):
        lived = [each for each in days if each <= day]
        if lived:
            yield day, lived[-1]


def test_a_report_as_of_a_day_says_what_it_said_when_that_day_was_over(
    twins: Twins,
) -> None:
    """The day before a voucher, its own day, and the day after: everything dated so."""
    wrong = [
        f"{words} as of {day}: {twins.by_day[lived][words][:300]} → {now[:300]}"
        for day, lived in days_around(sorted(twins.by_day))
        for words, now in reports(twins.one, day).items()
        if differing(words, twins.by_day[lived][words], now)
    ]
    assert wrong == []


@pytest.mark.parametrize("twins", ["sqlite"], indirect=True)
def test_something_happens_on_every_day_that_is_asked_about(twins: Twins) -> None:
    """A day on which nothing changed would tell no cut-off from another."""
    days = sorted(twins.by_day)
    changed = {
        words.partition(" ")[0]
        for before, after in pairwise(days)
        for words, answer in twins.by_day[after].items()
        if answer != twins.by_day[before][words]
    }
    every = {words.partition(" ")[0] for words in twins.by_day[days[0]]}
    still = {name for name in every - changed if "offences" not in name}
    assert still == OF_OPENINGS


def test_turnover_since_a_day_begins_with_it(twins: Twins) -> None:
    for fund, day in product((twins.one, twins.other), twins.by_day):
        with fund.reading() as books:
            before = trial.trial_balance(books, day - timedelta(1))
            since = trial.trial_balance(books, since=day)
        stood = {row.key: row.closing_fen for row in before if row.closing_fen}
        assert {row.key: row.opening_fen for row in since if row.opening_fen} == stood
        for row in since:
            turnover = row.debit_fen - row.credit_fen
            own = turnover if row.side == Side.DEBIT else -turnover
            assert row.opening_fen + own == row.closing_fen


def test_what_waits_for_a_review_until_a_day_is_dated_up_to_it(twins: Twins) -> None:
    for fund, day in product((twins.one, twins.other), twins.by_day):
        with fund.reading() as books:
            waiting = [
                each.no
                for each in signatures.waiting(books, SignaturePart.REVIEWED, until=day)
            ]
            every = journal.vouchers(books, series=Book.MONEY)
            open_ = [e for e in every if e.prepared_by and not e.reviewed_by]
        assert waiting == [each.no for each in open_ if each.on <= day]
