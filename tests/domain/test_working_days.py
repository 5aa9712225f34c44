"""Working days, with holidays and worked weekends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain.working_days import calendar, last_day

# Labour Day 2024: 1 to 5 May were free; 28 April and 11 May, both weekend days, worked.
MAY = calendar(
    [date(2024, 5, day) for day in range(1, 6)],
    [date(2024, 4, 28), date(2024, 5, 11)],
)
PLAIN = calendar([], [])
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
    by = calendar(holidays, worked)
    last = last_day(start, days, by)
    assert by.is_working(last)
    between = (start + timedelta(days=ahead) for ahead in range(1, (last - start).days))
    assert sum(map(by.is_working, between)) == days - 1


@pytest.mark.parametrize("day", [date(2024, 5, 1), date(2024, 5, 4)])
def test_a_day_that_is_worked_is_no_day_off_whatever_else_is_said_of_it(
    day: date,
) -> None:
    """A Wednesday and a Saturday: a holiday taken back, and a worked weekend."""
    assert not calendar([day], []).is_working(day)
    assert calendar([day], [day]).is_working(day)
    assert calendar([], [day]).is_working(day)
