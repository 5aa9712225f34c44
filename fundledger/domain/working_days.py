"""Working days 工作日, by the fund's own calendar of holidays and worked weekends.

The State Council moves rest days every year (调休), so weekends alone do not tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days that differ from a plain week."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Tell whether people work on a day."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays


def calendar(holidays: Iterable[date], worked: Iterable[date]) -> Calendar:
    """Make a calendar of holidays and of weekend days that are worked."""
    return Calendar(holidays=frozenset(holidays), worked=frozenset(worked))


def last_day(start: date, days: int, by: Calendar) -> date:
    """Tell the last of so many working days after a day; the day itself is not one.

    A notice put up on `start` may be acted on from the day after. With no days it is
    `start` itself.
    """
    day, left = start, days
    while left > 0:
        day += _DAY
        left -= by.is_working(day)
    return day
