"""Working days 工作日, by the fund's own calendar of days off and worked weekends.

The State Council moves rest days every year (调休), so weekends alone do not tell: a
day is counted only in a year whose calendar the fund has.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from fundledger.domain.labels import DayName, PaperNumber, Year
from fundledger.errors import N_, RefusedError

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_DECEMBER: Final = 12
_OCTOBER: Final = 10
"""From this month on next year's calendar is asked for: it appears in November."""


@dataclass(eq=False)
class UncoveredYearError(RefusedError):
    """Days are counted into a year whose calendar the fund does not have."""

    year: int
    code = "uncovered_year"
    message = N_("The calendar does not cover {year}: nobody knows its working days.")
    hint = N_(
        "Add the calendar of {year} (add_calendar_year), as the State Council"
        " published it."
    )


@dataclass(eq=False)
class CalendarDayError(RefusedError):
    """A day has no place in the calendar of a year."""

    year: int
    day: date
    code = "calendar_day"
    message = N_("{day} has no place in the calendar of {year}.")
    hint = N_(
        "Name days of {year}, or of the December before it, each once and the first"
        " before the last; days worked are weekend days."
    )


class DaysOff(NamedTuple):
    """Days off 放假 in a row, as a paper names them, weekends among them."""

    name: DayName
    from_on: date
    until_on: date


class WorkedDay(NamedTuple):
    """A weekend day that is worked 调休上班, and the days off that it makes up for."""

    name: DayName
    on_date: date


class YearCalendar(NamedTuple):
    """The days off and worked weekends of a year, and the paper that says so."""

    year: Year
    paper: PaperNumber
    days_off: tuple[DaysOff, ...]
    worked: tuple[WorkedDay, ...]


class OtherDay(NamedTuple):
    """A day that is not what its weekday says."""

    on_date: date
    name: DayName
    works: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days that differ from a plain week, and the years that are known so."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Tell whether people work on a day. Raises UncoveredYearError."""
        if day.year not in self.years:
            raise UncoveredYearError(day.year)
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays


def calendar(
    holidays: Iterable[date], worked: Iterable[date], years: Iterable[int]
) -> Calendar:
    """Make a calendar of days off and worked weekend days, of the years it covers."""
    return Calendar(
        holidays=frozenset(holidays), worked=frozenset(worked), years=frozenset(years)
    )


def last_day(start: date, days: int, by: Calendar) -> date:
    """Tell the last of so many working days after a day; the day itself is not one.

    With no days it is `start` itself. Raises UncoveredYearError.
    """
    day, left = start, days
    while left > 0:
        day += _DAY
        left -= by.is_working(day)
    return day


def decide_calendar_year(
    year: int, days_off: Sequence[DaysOff], worked: Sequence[WorkedDay]
) -> list[OtherDay]:
    """Give the days of a year that are not what their weekdays say, in order.

    A paper may move days of the December before, never others. Raises
    CalendarDayError.
    """
    days = [
        *(day for each in days_off for day in _each_day(year, each)),
        *(OtherDay(each.on_date, each.name, works=True) for each in worked),
    ]
    seen = set[date]()
    for on_date, _, works in days:
        weekday = on_date.weekday() < _SATURDAY
        if not _is_of(year, on_date) or on_date in seen or (works and weekday):
            raise CalendarDayError(year, on_date)
        seen.add(on_date)
    return sorted(days)


def _each_day(year: int, off: DaysOff) -> Iterator[OtherDay]:
    """Go through days off in a row. Raises CalendarDayError where they run on."""
    for end in (off.from_on, off.until_on):
        if not _is_of(year, end) or off.until_on < off.from_on:
            raise CalendarDayError(year, end)
    for ahead in range((off.until_on - off.from_on).days + 1):
        yield OtherDay(off.from_on + ahead * _DAY, off.name, works=False)


def _is_of(year: int, day: date) -> bool:
    return day.year == year or (day.year, day.month) == (year - 1, _DECEMBER)


def missing_years(covered: Collection[int], on: date) -> list[int]:
    """List the years whose calendar is wanted on a day: from October on, the next too.

    A notice of five working days that starts on 25 December ends in January.
    """
    wanted = [on.year, on.year + 1] if on.month >= _OCTOBER else [on.year]
    return [year for year in wanted if year not in covered]
