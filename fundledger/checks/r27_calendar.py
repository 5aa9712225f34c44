"""R27 The calendar covers the days that notices will be counted into.

From October on next year's is asked for: the State Council publishes it in November,
and a notice of five working days that starts on 25 December ends in January. Without it
such a notice is refused, so that this is amber: somebody adds the year.
"""

from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.working_days import missing_years
from fundledger.errors import N_
from fundledger.queries import funds, records
from fundledger.store.reading import Books

TITLE: Final = N_("The calendar covers this year, and from October on the next")


class YearMissing(NamedTuple):
    """A year whose calendar is wanted, as of a day."""

    year: int
    on: date


def amber(row: YearMissing) -> bool:
    """Tell that a missing year only waits to be added."""
    return bool(row.year)


def offences(books: Books, as_of: date | None = None) -> list[YearMissing]:
    """List the years that are wanted on a day, or on that of the last record."""
    on = as_of or records.last_business_day(books)
    covered = {each.year for each in funds.covered_years(books)}
    if on is None:
        return []
    return [YearMissing(year, on) for year in missing_years(covered, on)]
