"""Working days, with holidays and worked weekends."""

from collections.abc import Sequence
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain.state_calendars import SHIPPED
from fundledger.domain.working_days import (
    CalendarDayError,
    DaysOff,
    UncoveredYearError,
    WorkedDay,
    calendar,
    decide_calendar_year,
    last_day,
    missing_years,
)

# Labour Day 2024: 1 to 5 May were free; 28 April and 11 May, both weekend days, worked.
MAY = calendar(
    [date(2024, 5, day) for day in range(1, 6)],
    [date(2024, 4, 28), date(2024, 5, 11)],
    [2024],
)
YEARS = (2024, 2025, 2026)
OTHERS: Any = import_module("chinese_calendar")
PLAIN = calendar([], [], YEARS)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 4, 26), True),
        (date(2024, 4, 27), False),
        (date(2024, 4, 28), True),
        (date(2024, 5, 1), False),
        (date(2024, 5, 6), True),
        (date(2024, 5, 11), True),
        (date(2024, 5, 12), False),
    ],
)
def test_holidays_and_worked_weekends_move_the_week(day: date, *, works: bool) -> None:
    assert MAY.is_working(day) is works


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2024, 4, 26), 0, date(2024, 4, 26)),
        (date(2024, 4, 26), 1, date(2024, 4, 28)),
        (date(2024, 4, 26), 5, date(2024, 5, 7)),
        (date(2024, 4, 30), 5, date(2024, 5, 10)),
    ],
)
def test_a_notice_counts_from_the_day_after_it_is_put_up(
    start: date, days: int, last: date
) -> None:
    assert last_day(start, days, MAY) == last


def test_a_plain_week_has_five_working_days() -> None:
    assert last_day(date(2024, 6, 7), 5, PLAIN) == date(2024, 6, 14)


@given(DAYS, st.integers(1, 60), st.sets(DAYS), st.sets(DAYS))
def test_counting_back_gives_the_days_asked_for(
    start: date, days: int, holidays: set[date], worked: set[date]
) -> None:
    by = calendar(holidays, worked, [*YEARS, 2027])
    last = last_day(start, days, by)
    assert by.is_working(last)
    between = (start + timedelta(days=ahead) for ahead in range(1, (last - start).days))
    assert sum(map(by.is_working, between)) == days - 1


@pytest.mark.parametrize("day", [date(2024, 5, 1), date(2024, 5, 4)])
def test_a_day_that_is_worked_is_no_day_off_whatever_else_is_said_of_it(
    day: date,
) -> None:
    """A Wednesday and a Saturday: a holiday taken back, and a worked weekend."""
    assert not calendar([day], [], YEARS).is_working(day)
    assert calendar([day], [day], YEARS).is_working(day)
    assert calendar([], [day], YEARS).is_working(day)


def test_every_day_of_the_shipped_years_is_what_the_state_council_says() -> None:
    """Each day beside the package chinesecalendar, which others keep."""
    days = [
        day
        for year in SHIPPED
        for day in decide_calendar_year(year.year, year.days_off, year.worked)
    ]
    by = calendar(
        [each.on_date for each in days if not each.works],
        [each.on_date for each in days if each.works],
        [year.year for year in SHIPPED],
    )
    first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    every = (first + timedelta(ahead) for ahead in range((last - first).days + 1))
    wrong = [d for d in every if by.is_working(d) != OTHERS.is_workday(d)]
    assert wrong == []


def test_the_years_that_are_shipped_name_their_papers() -> None:
    assert {each.year: each.paper for each in SHIPPED} == {
        2024: "国办发明电〔2023〕7号",
        2025: "国办发明电〔2024〕12号",
        2026: "国办发明电〔2025〕7号",
    }


def test_nobody_counts_into_a_year_whose_calendar_is_not_there() -> None:
    assert last_day(date(2026, 12, 24), 5, PLAIN) == date(2026, 12, 31)
    with pytest.raises(UncoveredYearError) as refused:
        last_day(date(2026, 12, 25), 5, PLAIN)
    assert refused.value.year == 2027


NEW_YEAR = DaysOff("元旦", date(2027, 1, 1), date(2027, 1, 3))


def test_a_year_is_added_as_its_paper_says_it() -> None:
    """A paper may have a weekend of the December before worked."""
    worked = [WorkedDay("元旦", date(2026, 12, 27))]
    days = decide_calendar_year(2027, [NEW_YEAR], worked)
    assert [(f"{day:%m-%d}", works) for day, _, works in days] == (
        [("12-27", True), ("01-01", False), ("01-02", False), ("01-03", False)]
    )


@pytest.mark.parametrize(
    ("days_off", "worked"),
    [
        ([DaysOff("元旦", date(2026, 11, 30), date(2027, 1, 1))], []),
        ([DaysOff("元旦", date(2028, 1, 1), date(2028, 1, 1))], []),
        ([DaysOff("元旦", date(2027, 1, 3), date(2027, 1, 1))], []),
        ([NEW_YEAR, NEW_YEAR], []),
        ([NEW_YEAR], [WorkedDay("元旦", date(2027, 1, 2))]),
        ([], [WorkedDay("元旦", date(2027, 1, 4))]),
        ([], [WorkedDay("元旦", date(2028, 1, 1))]),
    ],
)
def test_days_that_have_no_place_in_a_year_are_refused(
    days_off: Sequence[DaysOff], worked: Sequence[WorkedDay]
) -> None:
    with pytest.raises(CalendarDayError):
        decide_calendar_year(2027, days_off, worked)


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), [2027]),
        (date(2027, 1, 1), [2027]),
        (date(2027, 10, 1), [2027, 2028]),
    ],
)
def test_next_year_is_asked_for_from_october_on(on: date, missing: list[int]) -> None:
    assert missing_years(YEARS, on) == missing
