"""The calendar: the years every fund begins with, years added, and single days."""

from datetime import date

import pytest

from fundledger.commands import calendars
from fundledger.commands.lookup import ExistsError
from fundledger.domain.state_calendars import SHIPPED
from fundledger.domain.working_days import (
    CalendarDayError,
    DaysOff,
    UncoveredYearError,
    WorkedDay,
)
from fundledger.queries import funds as queries
from tests.commands.scene import ADMIN, Scene

NEW_YEAR = DaysOff("元旦", date(2027, 1, 1), date(2027, 1, 3))
PAPER = "国办发明电〔2026〕7号"


def add_2027(scene: Scene, *days_off: DaysOff) -> None:
    calendars.add_calendar_year(
        scene.desk(ADMIN),
        year=2027,
        paper=PAPER,
        days_off=list(days_off) or [NEW_YEAR],
        worked=[WorkedDay("春节", date(2027, 2, 20))],
    )


def test_a_new_fund_has_the_calendars_that_are_shipped(scene: Scene) -> None:
    with scene.fund.reading() as books:
        covered = dict(queries.covered_years(books))
        by = queries.working_calendar(books)
    assert covered == {each.year: each.paper for each in SHIPPED}
    assert not by.is_working(date(2026, 2, 23))
    assert by.is_working(date(2026, 2, 28))


def test_a_year_is_added_once_by_its_paper(scene: Scene) -> None:
    add_2027(scene)
    with scene.fund.reading() as books:
        assert (2027, PAPER) in queries.covered_years(books)
        by = queries.working_calendar(books)
    assert not by.is_working(date(2027, 1, 1))
    assert by.is_working(date(2027, 2, 20))
    with pytest.raises(ExistsError):
        add_2027(scene)


def test_days_of_another_year_are_not_added(scene: Scene) -> None:
    with pytest.raises(CalendarDayError):
        add_2027(scene, DaysOff("元旦", date(2028, 1, 1), date(2028, 1, 3)))
    assert scene.refusals() == ["calendar_day"]


def test_a_day_is_in_the_calendar_once_and_of_a_covered_year(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    calendars.add_holiday(desk, date(2024, 5, 6), "本区休息")
    for day in (date(2024, 5, 6), date(2024, 5, 1)):
        with pytest.raises(ExistsError):
            calendars.add_holiday(desk, day, "劳动节")
    with pytest.raises(UncoveredYearError):
        calendars.add_holiday(desk, date(2027, 1, 4), "本区休息")
    with scene.fund.reading() as books:
        assert not queries.working_calendar(books).is_working(date(2024, 5, 6))
