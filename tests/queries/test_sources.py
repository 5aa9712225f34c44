"""Balances by source of funds add up, now and at the end of a day."""

from collections.abc import Mapping
from datetime import date
from functools import partial

import pytest

from fundledger.domain.chart import ADVANCE
from fundledger.domain.ids import AccountKey, Month, SourceKey
from fundledger.domain.journal import Place
from fundledger.domain.sources import GENERAL
from fundledger.queries import balances, journal
from fundledger.store import tables as t
from fundledger.store.books import Fund
from tests import lived, small

PAID_ON, PASSED_ON = date(2024, 4, 2), date(2024, 5, 3)


@pytest.fixture
def passed(small_fund: Fund) -> Fund:
    """Advance 70 分 of one source; another takes over 30 of them a month later."""
    paid = small.entry(ADVANCE, small.BANK, 70, small.PROJECT)
    taken = small.entry(ADVANCE, ADVANCE, 30, small.PROJECT)
    over = taken._replace(debit_source=GENERAL)
    for on, each in ((PAID_ON, paid), (PASSED_ON, over)):
        request = small.ask("journal.import", on=on)
        small_fund.write(request, partial(small.book, entries=[each]))
    return small_fund


def of_advance(places: Mapping[Place, int]) -> dict[SourceKey | None, int]:
    """Hold to what each source has advanced to the project."""
    return {
        source: fen
        for (key, no, source), fen in places.items()
        if (key, no) == (ADVANCE, small.PROJECT)
    }


def test_money_that_passes_between_sources_stays_on_its_account(passed: Fund) -> None:
    with passed.reading() as books:
        before, after = balances.places(books, PAID_ON), balances.places(books)
        assert of_advance(before) == {small.AID: 70}
        assert of_advance(after) == {small.AID: 40, GENERAL: 30}
        assert of_advance(balances.places(books, PASSED_ON)) == of_advance(after)
        assert balances.balances(books, PASSED_ON) == balances.balances(books)
        assert balances.balances(books)[ADVANCE] == 70


def test_a_balance_moves_later_by_what_its_source_gave_or_took(passed: Fund) -> None:
    moved = {GENERAL: {Month("2024-05"): 30}, small.AID: {Month("2024-05"): -30}}
    with passed.reading() as books:
        for source, later in moved.items():
            for no in (None, small.PROJECT):
                place = (ADVANCE, no, source)
                assert journal.moved_after(books, place, Month("2024-04")) == later
                assert journal.moved_after(books, place, Month("2024-05")) == {}


def test_balances_by_source_add_up_to_those_of_the_accounts(small_fund: Fund) -> None:
    with lived.live(small_fund).reading() as books:
        by_source = balances.by_source(books)
        assert summed(by_source) == balances.balances(books)
        assert {source for _, source in by_source} == {t.NO_SOURCE, small.AID}


def test_places_add_up_to_the_balances_of_every_day(small_fund: Fund) -> None:
    days = sorted({date.fromisoformat(day) for day, *_ in lived.LIFE})
    with lived.live(small_fund).reading() as books:
        for day in days:
            places = balances.places(books, day)
            assert summed(places) == balances.balances(books, day)


def summed(
    fen_of: Mapping[tuple[AccountKey, SourceKey], int] | Mapping[Place, int],
) -> dict[AccountKey, int]:
    """Sum by account, the first part of a key."""
    by_account: dict[AccountKey, int] = {}
    for (key, *_), fen in fen_of.items():
        by_account[key] = by_account.get(key, 0) + fen
    return by_account
