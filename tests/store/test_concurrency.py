"""Many processes write at once: no deed is lost, doubled or starved."""

from collections.abc import Sequence
from types import MappingProxyType

import pytest

from fundledger.domain.chart import Book
from fundledger.store import tables as t
from fundledger.store.books import Fund, Ledger
from fundledger.store.findings import Status
from fundledger.store.verify import verify
from tests import small
from tests.databases import Database
from tests.store.writers import start, together, write_many, write_once

WRITERS = 8
DEEDS = MappingProxyType({"sqlite": 100, "postgresql": 25})
"""So many deeds does each writer: several turns of SQLite's queue."""


def judge(fund: Fund, done: Sequence[Sequence[int]]) -> None:
    """Hold what the writers were told to what the books say."""
    numbers = sorted(no for each in done for no in each)
    with fund.reading() as books:
        vouchers = t.voucher.select().where(books.own(t.voucher))
        of_money = vouchers.where(t.voucher.c.series == Book.MONEY)
        stored = books.values(of_money.with_only_columns(t.voucher.c.number))
        bank = books.own(t.balance), t.balance.c.account_key == small.BANK
        balance = t.balance.select().where(*bank)
        in_bank = books.value(balance.with_only_columns(t.balance.c.fen))
        assert books.head.seq == small.DEEDS + len(numbers)
    assert numbers == list(range(2, len(numbers) + 2)), (
        "each deed has a voucher of its own"
    )
    assert sorted(stored) == [1, *numbers]
    assert in_bank == small.GIVEN_FEN + len(numbers)
    assert verify(fund).status is Status.OK


@pytest.mark.parametrize("funds", [1, 4])
def test_eight_writers_lose_nothing_and_none_starves(
    database: Database, ledger: Ledger, funds: int
) -> None:
    codes, deeds = [f"fund{n}" for n in range(funds)], DEEDS[database.kind]
    for code in codes:
        small.create(ledger, database.clerk, code)
    jobs = [
        start(write_many, database.address, codes[number % funds], deeds)
        for number in range(WRITERS)
    ]
    done: list[list[int]] = together(jobs)
    assert {len(each) for each in done} == {deeds}
    for number, code in enumerate(codes):
        of_fund = done[number::funds]
        judge(ledger.fund(code), of_fund)
        begun, ended = max(map(min, of_fund)), min(map(max, of_fund))
        assert begun < ended, "all write before anybody has written all"


def test_many_copies_of_one_key_have_one_effect(
    database: Database, small_fund: Fund
) -> None:
    jobs = [start(write_once, database.address, "small", "k") for _ in range(WRITERS)]
    results = together(jobs)
    assert results == [2] * WRITERS
    with small_fund.reading() as books:
        assert books.head.seq == small.DEEDS + 1
