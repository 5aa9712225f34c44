"""Vouchers as people go through them: what a list shows, what stands before and after.

And the months they belong to, with what stands in the way of closing them.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, cast, func, select

from fundledger.domain.chart import Book
from fundledger.domain.ids import Month, VoucherNo
from fundledger.queries import funds, journal
from fundledger.queries.lines import line, lines, total
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class Beside(NamedTuple):
    """The vouchers before and after one, as they are numbered; None at an end."""

    before: VoucherNo | None
    after: VoucherNo | None


class MonthState(NamedTuple):
    """A month of the books, and how far it is."""

    key: Month
    closed: bool
    """Whether it, or its year, is closed."""
    year_closed: bool
    vouchers: int
    unreviewed: int
    """Vouchers that nobody has reviewed; a closed month has none."""


def numbered(books: Books, number: int, month: str | None) -> ColumnElement[bool]:
    """Hold vouchers to a number, in a month or in any: each is looked up by its index.

    Without its month a number stands in one voucher of each.
    """
    v, p = t.voucher.c, t.period.c
    months = select(p.key).where(books.own(t.period))
    where = v.month == month if month else v.month.in_(months)
    return and_(books.own(t.voucher), v.number == number, where)


def beside(books: Books, no: VoucherNo) -> Beside:
    """Find the vouchers before and after one: in its month, else in the next."""
    v = t.voucher.c
    at = books.first(select(v.month, v.number).where(books.own(t.voucher), v.no == no))
    if at is None:
        return Beside(None, None)
    month, number = at
    back, on = (v.month.desc(), v.number.desc()), (v.month, v.number)
    vouchers = select(v.no).where(books.own(t.voucher))
    same = vouchers.where(v.month == month)
    earlier, later = vouchers.where(v.month < month), vouchers.where(v.month > month)
    before = (same.where(v.number < number), earlier)
    after = (same.where(v.number > number), later)
    return Beside(
        _first(books, *(each.order_by(*back) for each in before)),
        _first(books, *(each.order_by(*on) for each in after)),
    )


def _first(books: Books, *nearer: Select[VoucherNo]) -> VoucherNo | None:
    """Take the nearest of the same month, else of the other ones: by the index."""
    nearest = (books.value(statement.limit(1)) for statement in nearer)
    return next((no for no in nearest if no is not None), None)


def totals(books: Books, voucher_nos: Collection[VoucherNo]) -> dict[VoucherNo, int]:
    """Sum up the debits of vouchers in 分: of money; of budget where no money moves."""
    by = (line.c.voucher_no, t.account.c.book)
    statement = lines(books, *by, total(line.c.debit_fen)).where(
        line.c.voucher_no.in_(voucher_nos)
    )
    sums = books.rows(statement.group_by(*by))
    # Budget comes first, so that money takes its place.
    ordered = sorted(sums, key=lambda row: row[1] is Book.MONEY)
    return {no: fen for no, _, fen in ordered}


def months(books: Books) -> list[MonthState]:
    """List the months of the books with their state, in order."""
    closed_years = {each.year for each in funds.years(books) if each.closed}
    return [
        MonthState(
            each.key,
            each.closed or each.year in closed_years,
            each.year in closed_years,
            journal.last_number(books, each.key),
            0 if each.closed else unreviewed_count(books, each.key),
        )
        for each in funds.periods(books)
    ]


def unreviewed_count(books: Books, month: Month) -> int:
    """Count the vouchers of a month that nobody has reviewed."""
    v, s = t.voucher.c, t.signature.c
    reviewed = select(s.voucher_no).where(
        books.own(t.signature), s.voucher_no == v.no, s.part == "reviewed"
    )
    statement = select(cast(func.count(), Whole[int]())).where(
        books.own(t.voucher), v.month == month, ~reviewed.exists()
    )
    return books.value(statement) or 0
