"""R11 Voucher numbers run from 1, without a gap 断号 and without a duplicate.

Numbers are given per month and series, 记 and 备, in order of entry; dates within a
month may run backwards. A gap means that a voucher was taken away, a duplicate that
one was slipped in.
"""

from collections import Counter
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import func, or_, select

from fundledger.domain.chart import Book
from fundledger.domain.ids import Month
from fundledger.domain.periods import month_of
from fundledger.errors import N_
from fundledger.store import tables as t
from fundledger.store.reading import Books

TITLE: Final = N_("Voucher numbers have no gap and no duplicate")


class NumberOffence(NamedTuple):
    """A number of a month and series that `vouchers` bear, where one should."""

    month: Month
    series: Book
    number: int
    vouchers: int


def offences(books: Books, as_of: date | None = None) -> list[NumberOffence]:
    """List numbers that are missing, given twice, or below 1, in months begun by a day.

    Months are judged whole: a cut-off inside a month makes no gap.
    """
    return [
        NumberOffence(month, series, number, times)
        for month, series in _suspect(books, as_of)
        for number, times in _wrong(_numbers(books, month, series))
    ]


def _suspect(books: Books, as_of: date | None) -> list[tuple[Month, Book]]:
    """Find series of months whose numbers cannot be 1 to their count."""
    c = t.voucher.c
    own = [books.own(t.voucher)]
    if as_of is not None:
        own.append(c.month <= month_of(as_of))
    wrong = or_(
        func.min(c.number) != 1,
        func.max(c.number) != func.count(c.number),
        func.count(c.number.distinct()) != func.count(c.number),
    )
    by = (c.month, c.series)
    statement = select(*by).where(*own).group_by(*by).having(wrong)
    pairs = books.pairs(statement.order_by(c.month, c.series.desc()))
    return [(month, Book(series)) for month, series in pairs]


def _numbers(books: Books, month: Month, series: Book) -> Counter[int]:
    c = t.voucher.c
    of_series = (c.month == month, c.series == series)
    statement = select(c.number).where(books.own(t.voucher), *of_series)
    return Counter(books.values(statement))


def _wrong(numbers: Counter[int]) -> list[tuple[int, int]]:
    known = {*numbers, *range(1, max(numbers) + 1)}
    expected = range(1, max(numbers) + 1)
    return [
        (number, numbers[number])
        for number in sorted(known)
        if numbers[number] != (number in expected)
    ]
