"""Vouchers as people go through them: what a list shows, what stands before and after.

And the months they belong to, with what stands in the way of closing them.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, select

from fundledger.domain.chart import Book
from fundledger.domain.ids import Month, VoucherNo
from fundledger.domain.vouchers import SERIES, CountedVouchers, VoucherName
from fundledger.queries import funds, journal
from fundledger.queries.counting import counts
from fundledger.queries.evidence import count_missing
from fundledger.queries.journal import Voucher
from fundledger.queries.lines import line, lines, total
from fundledger.queries.signatures import count_unsigned
from fundledger.store import tables as t
from fundledger.store.reading import Books


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
    """How many the money book has."""
    unsigned: int
    """Vouchers that lack a signature; a closed month has none."""
    missing: int = 0
    """Papers that its vouchers lack; a closed month lacks none."""


def numbered(books: Books, named: VoucherName) -> ColumnElement[bool]:
    """Hold vouchers to a name, in a month or in any: each is looked up by its index.

    Without its month a number stands in one voucher of each.
    """
    v, p = t.voucher.c, t.period.c
    months = select(p.key).where(books.own(t.period))
    where = v.month == named.month if named.month else v.month.in_(months)
    of = (v.series == named.series, v.number == named.number)
    return and_(books.own(t.voucher), where, *of)


def beside(books: Books, no: VoucherNo) -> Beside:
    """Find the vouchers of its series before and after one: in its month, else next."""
    v = t.voucher.c
    place = select(v.month, v.series, v.number)
    at = books.first(place.where(books.own(t.voucher), v.no == no))
    if at is None:
        return Beside(None, None)
    month, series, number = at
    back, on = (v.month.desc(), v.number.desc()), (v.month, v.number)
    vouchers = select(v.no).where(books.own(t.voucher), v.series == series)
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


def to_print(
    books: Books,
    *,
    no: VoucherNo | None = None,
    since: date | None = None,
    as_of: date | None = None,
    series: Book | None = None,
    counted: CountedVouchers = CountedVouchers.ALL,
) -> list[Voucher]:
    """List vouchers in the order of their numbers: one, or those between two days.

    They carry the signatures that they have now, whenever those were given.
    """
    v = t.voucher.c
    rules = [counts(counted)]
    if no is not None:
        rules.append(v.no == no)
    if since is not None:
        rules.append(v.on_date >= since)
    if as_of is not None:
        rules.append(v.on_date <= as_of)
    if series is not None:
        rules.append(v.series == series)
    return sorted(journal.selected(books, *rules), key=_as_numbered)


def _as_numbered(voucher: Voucher) -> tuple[Month, int, int]:
    return voucher.month, SERIES.index(voucher.series), voucher.number


def totals(books: Books, voucher_nos: Collection[VoucherNo]) -> dict[VoucherNo, int]:
    """Sum up the debits of vouchers in 分."""
    no = line.c.voucher_no
    statement = lines(books, no, total(line.c.debit_fen)).where(no.in_(voucher_nos))
    return dict(books.pairs(statement.group_by(no)))


def months(books: Books) -> list[MonthState]:
    """List the months of the books with their state, in order."""
    closed_years = {each.year for each in funds.years(books) if each.closed}
    return [
        MonthState(
            each.key,
            each.closed or each.year in closed_years,
            each.year in closed_years,
            journal.last_numbers(books, each.key)[Book.MONEY],
            0 if each.closed else count_unsigned(books, each.key),
            0 if each.closed else count_missing(books, each.key),
        )
        for each in funds.periods(books)
    ]
