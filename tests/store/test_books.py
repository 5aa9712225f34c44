"""Deeds and readings: one pen, one snapshot, one effect for one key."""

from fundledger.store import tables as t
from fundledger.store.books import Fund
from tests import small


def test_a_deed_moves_the_head_by_one(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        before = books.head
    small.donate(small_fund)
    with small_fund.reading() as books:
        assert books.head.seq == before.seq + 1
        assert books.values(t.balance.select().with_only_columns(t.balance.c.fen))
