"""R12 Every opening balance is the closing balance before it.

Nothing lies between two months: a voucher is dated in the month that it is numbered in,
so that what one month closes with is what the next one opens with. What a closed year
carried over 结转 stands at nothing when the next one opens: income, cost, and
adjustments of earlier years.
"""

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import select

from fundledger.domain.chart import COST, INCOME, PRIOR_YEAR, account
from fundledger.domain.ids import AccountKey, Month, SourceKey
from fundledger.domain.periods import month_of
from fundledger.errors import N_
from fundledger.queries import balances, funds, lines
from fundledger.queries.lines import line, own_fen, total
from fundledger.store import tables as t
from fundledger.store.reading import Books

TITLE: Final = N_("Every period opens with what the one before it closed with")
CARRIED: Final = INCOME | COST | {PRIOR_YEAR}
"""The control accounts that a closed year carries over."""


class OpeningApart(NamedTuple):
    """An account that a month opens with otherwise than the last one closed; in 分."""

    month: Month
    account: AccountKey
    source: SourceKey | None
    closing_fen: int
    opening_fen: int


def offences(books: Books, as_of: date | None = None) -> list[OpeningApart]:
    """List what is dated in another month than it is counted in, and what is left."""
    return _misdated(books, as_of) + _left(books, as_of)


def _misdated(books: Books, as_of: date | None) -> list[OpeningApart]:
    """Sum up vouchers whose day does not lie in their month."""
    v = t.voucher.c
    days = select(v.month, v.on_date).where(books.own(t.voucher)).distinct()
    rows = [
        OpeningApart(max(month, month_of(on)), key, source, 0, fen)
        for month, on in books.rows(days.order_by(v.month, v.on_date))
        if month != month_of(on) and (as_of is None or on <= as_of)
        for key, source, fen in _moved(books, month, on)
    ]
    return [row for row in rows if row.opening_fen]


def _moved(
    books: Books, month: Month, on: date
) -> list[tuple[AccountKey, SourceKey | None, int]]:
    by = (t.account.c.key, line.c.source)
    statement = lines.lines(books, *by, total(own_fen))
    of_day = statement.where(t.voucher.c.month == month, t.voucher.c.on_date == on)
    rows = books.rows(of_day.group_by(*by).order_by(*by))
    return [(key, source, fen) for key, source, fen in rows]


def _left(books: Books, as_of: date | None) -> list[OpeningApart]:
    """Find what a closed year did not carry over."""
    closed = [each.year for each in funds.years(books) if each.closed]
    ended = [y for y in closed if as_of is None or date(y, 12, 31) <= as_of]
    return [
        OpeningApart(Month(f"{year + 1}-01"), key, source, 0, fen)
        for year in ended
        for (key, _, source), fen in balances.places(books, date(year, 12, 31)).items()
        if fen and (account(key).control or key) in CARRIED
    ]
