"""Many processes write at once: no deed is lost, doubled or starved."""

import sys
from collections.abc import Sequence

import pytest

from fundledger.domain.chart import Book
from fundledger.store import tables as t
from fundledger.store.books import Fund, Ledger
from fundledger.store.findings import Status
from fundledger.store.verify import verify
from tests import small
from tests.databases import Database
from tests.store.writers import Done, start, together, write_for, write_once

WRITERS = 8
SECONDS = 1.5


def judge(fund: Fund, done: Sequence[Done]) -> None:
    """Hold what the writers were told to what the books say."""
    numbers = sorted(no for each in done for no in each.vouchers)
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
    codes = [f"fund{number}" for number in range(funds)]
    for code in codes:
        small.create(ledger, database.clerk, code)
    jobs = [
        start(write_for, database.address, codes[number % funds], SECONDS)
        for number in range(WRITERS)
    ]
    done: list[Done] = together(jobs)
    for number, code in enumerate(codes):
        judge(ledger.fund(code), done[number::funds])
    counts = [len(each.vouchers) for each in done]
    longest = max(each.longest for each in done)
    sys.stdout.write(
        f"{database.kind}, {funds} fund(s): {counts} deeds, longest {longest:.3f} s\n"
    )
    assert min(counts) > 0
    if database.kind == "sqlite":
        assert min(counts) * 2 >= max(counts), "the queue lets writers in by turns"


def test_many_copies_of_one_key_have_one_effect(
    database: Database, small_fund: Fund
) -> None:
    jobs = [start(write_once, database.address, "small", "k") for _ in range(WRITERS)]
    results = together(jobs)
    assert results == [2] * WRITERS
    with small_fund.reading() as books:
        assert books.head.seq == small.DEEDS + 1
