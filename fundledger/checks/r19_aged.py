"""R19 No advance stands out for long, and no ended source has money left.

An advance that nobody accounts for in half a year may be lost; the oldest payment is
cleared first. After a source has ended nothing is approved from it: what it has free
waits to be returned 上缴, or for its giver's letter. Both wait to be done: amber.
"""

from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.chart import B_FREE
from fundledger.domain.ids import SourceKey
from fundledger.errors import N_
from fundledger.queries import aged, balances, records, sources
from fundledger.store.reading import Books

TITLE: Final = N_("No advance is old, and no ended source has money")
OLD: Final = 180
"""So many days an advance may stand out."""


class StandingLong(NamedTuple):
    """An advance that is old, or an ended source's free money; in 分."""

    project: str
    source: SourceKey | None
    since: date
    days: int
    fen: int


def amber(row: StandingLong) -> bool:
    """Tell that what stands long waits to be done."""
    return row.fen > 0


def offences(books: Books, as_of: date | None = None) -> list[StandingLong]:
    """List what stands too long on a day, or on that of the last record."""
    on = as_of or records.last_business_day(books)
    if on is None:
        return []
    old = [
        StandingLong(each.code, None, each.since, (on - each.since).days, each.fen)
        for each in aged.advances(books, as_of)
        if (on - each.since).days > OLD
    ]
    return old + _ended(books, as_of, on)


def _ended(books: Books, as_of: date | None, on: date) -> list[StandingLong]:
    free: dict[SourceKey | None, int] = {}
    for (key, _, source), fen in balances.places(books, as_of).items():
        if key == B_FREE:
            free[source] = free.get(source, 0) + fen
    return [
        StandingLong("", each.key, each.until_on, (on - each.until_on).days, left)
        for each in sources.sources(books)
        if each.until_on is not None and each.until_on < on
        if (left := free.get(each.key, 0)) > 0
    ]
