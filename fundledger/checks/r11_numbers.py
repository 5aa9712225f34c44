"""R11 Voucher numbers run from 1, without a gap 断号 and without a duplicate.

Numbers are given per month in order of entry; dates within a month may run backwards.
A gap means that a voucher was taken away, a duplicate that one was slipped in.
"""

from collections import Counter
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import func, or_, select

from fundledger.domain.ids import Month
from fundledger.domain.periods import month_of
from fundledger.errors import N_
from fundledger.store import tables as t
from fundledger.store.reading import Books

TITLE: Final = N_("Voucher numbers have no gap and no duplicate")


class NumberOffence(NamedTuple):
    """A number of a month that `vouchers` vouchers bear, where one should."""

    month: Month
    number: int
    vouchers: int


def offences(books: Books, as_of: date | None = None) -> list[NumberOffence]:
    """List numbers that are missing, given twice, or below 1, in months begun by a day.

    Months are judged whole: a cut-off inside a month makes no gap.
    """
    return [
        NumberOffence(month, number, times)
        for month in _suspect_months(books, as_of)
        for number, times in _wrong(_numbers(books, month))
    ]


def _suspect_months(books: Books, as_of: date | None) -> list[Month]:
    """Find months whose numbers cannot be 1 to their count."""
    c = t.voucher.c
    own = [books.own(t.voucher)]
    if as_of is not None:
        own.append(c.month <= month_of(as_of))
    wrong = or_(
        func.min(c.number) != 1,
        func.max(c.number) != func.count(c.number),
        func.count(c.number.distinct()) != func.count(c.number),
    )
    statement = select(c.month).where(*own).group_by(c.month).having(wrong)
    return list(books.values(statement.order_by(c.month)))


def _numbers(books: Books, month: Month) -> Counter[int]:
    c = t.voucher.c
    statement = select(c.number).where(books.own(t.voucher), c.month == month)
    return Counter(books.values(statement))


def _wrong(numbers: Counter[int]) -> list[tuple[int, int]]:
    known = {*numbers, *range(1, max(numbers) + 1)}
    expected = range(1, max(numbers) + 1)
    return [
        (number, numbers[number])
        for number in sorted(known)
        if numbers[number] != (number in expected)
    ]
