"""What restricted sources hold, and what of it has been released."""

from collections import defaultdict
from datetime import date

from sqlalchemy import ColumnElement, cast, func, select

from fundledger.domain.ids import AccountKey, Month, SourceKey
from fundledger.domain.journal import Entry, VoucherKind
from fundledger.domain.periods import month_end, year_of
from fundledger.domain.release import Released, release
from fundledger.queries.balances import moves
from fundledger.queries.funds import years
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import Whole


def restricted_standing(
    books: Books, on: date
) -> dict[SourceKey, dict[AccountKey, int]]:
    """Give what each restricted source holds at the end of a day, by account, in 分."""
    standing: dict[SourceKey, dict[AccountKey, int]] = defaultdict(dict)
    for source, key, fen in _sums(books, t.voucher.c.on_date <= on):
        standing[source][key] = fen
    return dict(standing)


def released(books: Books, source: SourceKey, on: date) -> Released:
    """Tell what was released of a source up to a day, since a year was closed; in 分.

    While the year before is open, its cost is not carried over, and what was released
    of it counts as well.
    """
    v = t.voucher.c
    closed = [each.year for each in years(books) if each.closed]
    last = max((year for year in closed if year < on.year), default=0)
    open_years = (v.on_date >= date(last + 1, 1, 1), v.on_date <= on)
    fen_of = {
        key: -fen
        for of, key, fen in _sums(books, *open_years, v.kind == VoucherKind.RELEASE)
        if of == source
    }
    return Released(source, fen_of)


def due(books: Books, on: date) -> list[Entry]:
    """Tell what is to be released at the end of a day, source by source."""
    return [
        entry
        for source, standing in restricted_standing(books, on).items()
        for entry in release(source, standing, released(books, source, on))
    ]


def unreleased(books: Books, month: Month) -> int:
    """Tell what must be released before a month is closed, in 分: each way adds up.

    It is nothing where the fund releases at year end, or has closed the year.
    """
    closed = {each.year for each in years(books) if each.closed}
    if not settings(books).release_monthly or year_of(month) in closed:
        return 0
    return sum(entry.fen for entry in due(books, month_end(month)))


def _sums(
    books: Books, *rules: ColumnElement[bool]
) -> list[tuple[SourceKey, AccountKey, int]]:
    """Sum what moved of restricted sources, on each account's own side."""
    s = t.funding_source.c
    restricted = select(s.key).where(books.own(t.funding_source), s.restricted)
    moved = moves(books, *rules)
    by = (moved.c.source, moved.c.key)
    total = cast(func.sum(moved.c.fen), Whole[int]())
    statement = select(*by, total).where(moved.c.source.in_(restricted)).group_by(*by)
    rows = books.rows(statement.order_by(*by))
    return [(source, key, fen) for source, key, fen in rows]
