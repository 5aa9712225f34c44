"""The fund's calendar: years as the State Council published them, and single days."""

from collections.abc import Sequence
from datetime import date

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require_new
from fundledger.domain.actions import Action
from fundledger.domain.labels import DayName, PaperNumber, Year
from fundledger.domain.state_calendars import SHIPPED
from fundledger.domain.working_days import (
    DaysOff,
    OtherDay,
    UncoveredYearError,
    WorkedDay,
    decide_calendar_year,
)
from fundledger.queries import funds
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.CALENDAR_ADD_YEAR, case=WHOLE_FUND)
def add_calendar_year(
    write: Writing,
    *,
    year: Year,
    paper: PaperNumber,
    days_off: Sequence[DaysOff],
    worked: Sequence[WorkedDay] = (),
) -> None:
    """Add the calendar of a year, as the State Council published it.

    `paper` is the number of its notice, like 国办发明电〔2025〕7号. Working days are
    counted into that year from then on. Raises ExistsError, CalendarDayError.
    """
    covered = [each.year for each in funds.covered_years(write)]
    require_new("calendar_year", [year], covered)
    days = decide_calendar_year(year, days_off, worked)
    dates = [each.on_date for each in days]
    require_new("holiday", dates, funds.holidays_on(write, dates))
    _lay_year(write, year, paper, days)


@deed(Action.HOLIDAY_ADD, case=WHOLE_FUND)
def add_holiday(
    write: Writing, on_date: date, name: DayName, *, works: bool = False
) -> None:
    """Add a day off to the calendar, or with `works` a weekend that is worked.

    Notices that have started keep their end. Raises ExistsError, UncoveredYearError.
    """
    if on_date.year not in {each.year for each in funds.covered_years(write)}:
        raise UncoveredYearError(on_date.year)
    require_new("holiday", [on_date], funds.holidays_on(write, [on_date]))
    write.insert(t.holiday, on_date=on_date, works=works, name=name)


def lay_calendars(write: Writing) -> None:
    """Lay down the calendars that every fund begins with."""
    for each in SHIPPED:
        days = decide_calendar_year(each.year, each.days_off, each.worked)
        _lay_year(write, each.year, each.paper, days)


def _lay_year(write: Writing, year: int, paper: str, days: Sequence[OtherDay]) -> None:
    write.insert(t.calendar_year, year=year, paper=paper)
    write.insert_many(t.holiday, [each._asdict() for each in days])
