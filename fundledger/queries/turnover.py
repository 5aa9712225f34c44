"""Turnover 发生额 of every account in a run of months or days, found by their vouchers.

What it costs is what those hold, however many came before. As everywhere, a red
posting lowers the turnover of its own side.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, cast, func, select

from fundledger.domain.chart import Side
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.journal import VoucherKind
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class Turnover(NamedTuple):
    """What was booked on either side of an account, in 分; red below zero."""

    debit_fen: int = 0
    credit_fen: int = 0

    def plus(self, debit_fen: int, credit_fen: int) -> "Turnover":
        """Give this and some more."""
        return Turnover(self.debit_fen + debit_fen, self.credit_fen + credit_fen)

    def own_fen(self, side: Side) -> int:
        """Tell what it moves on an account's own side, in 分."""
        net = self.debit_fen - self.credit_fen
        return net if side is Side.DEBIT else -net


NOTHING = Turnover()


def turnovers(
    books: Books, first: Month, last: Month | None = None
) -> dict[AccountKey, Turnover]:
    """Sum the turnover of each account from a month on, or up to another.

    Opening vouchers are no turnover.
    """
    opening = t.voucher.c.kind == VoucherKind.OPENING
    return _sums(books, *_within(first, last), ~opening)


def movements(
    books: Books, first: Month, last: Month | None = None
) -> dict[AccountKey, Turnover]:
    """Sum whatever was booked on each account from a month on, or up to another."""
    return _sums(books, *_within(first, last))


def turnovers_on(books: Books, on: date) -> dict[AccountKey, Turnover]:
    """Sum the turnover of each account on a day; opening vouchers are none."""
    v = t.voucher.c
    return _sums(books, v.on_date == on, v.kind != VoucherKind.OPENING)


def movements_after(books: Books, on: date) -> dict[AccountKey, Turnover]:
    """Sum whatever was booked on each account after a day."""
    return _sums(books, t.voucher.c.on_date > on)


def _within(first: Month, last: Month | None) -> Iterator[ColumnElement[bool]]:
    yield t.voucher.c.month >= first
    if last is not None:
        yield t.voucher.c.month <= last


def _sums(books: Books, *rules: ColumnElement[bool]) -> dict[AccountKey, Turnover]:
    """Sum up the postings of the vouchers for which some rules hold."""
    p, v = t.posting.c, t.voucher.c
    vouchers = select(v.no).where(books.own(t.voucher), *rules)
    by = (p.debit, p.credit, p.debit_red, p.credit_red)
    statement = (
        select(*by, cast(func.sum(p.fen), Whole[int]()))
        .where(books.own(t.posting), p.voucher_no.in_(vouchers))
        .group_by(*by)
    )
    sums: dict[AccountKey, Turnover] = {}
    for debit, credit, debit_red, credit_red, fen in books.rows(statement):
        one = (0, -fen) if debit_red else (fen, 0)
        other = (-fen, 0) if credit_red else (0, fen)
        sums[debit] = sums.get(debit, NOTHING).plus(*one)
        sums[credit] = sums.get(credit, NOTHING).plus(*other)
    return sums
