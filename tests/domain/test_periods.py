"""Months: arithmetic, closing, reopening, and the end of a year."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain.china_time import day_in_china
from fundledger.domain.ids import Month
from fundledger.domain.periods import (
    EarlierMonthOpenError,
    MonthError,
    MonthNotOpenError,
    MonthNotOverError,
    MonthsOpenError,
    NotClosedError,
    NotLastClosedError,
    UnsignedVouchersError,
    YearClosedError,
    december,
    decide_month_close,
    decide_month_reopen,
    decide_voucher_month,
    decide_year_close,
    month_end,
    month_of,
    months_of,
    parse_month,
    shift,
    year_of,
)

JUNE, JULY, AUGUST = Month("2024-06"), Month("2024-07"), Month("2024-08")
AFTER = date(2025, 1, 6)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_month_runs_from_its_first_to_its_last_day(day: date) -> None:
    month = month_of(day)
    assert day <= month_end(month)
    assert month_of(month_end(month) + timedelta(days=1)) == shift(month, 1)
    assert year_of(month) == day.year


def test_the_day_of_the_books_is_china_s_whatever_the_machine_s_zone() -> None:
    late = datetime(2024, 3, 31, 16, 30, tzinfo=UTC)
    assert day_in_china(late) == date(2024, 4, 1)
    assert day_in_china(late - timedelta(hours=1)) == date(2024, 3, 31)
    elsewhere = late.astimezone(timezone(timedelta(hours=-7)))
    assert day_in_china(elsewhere) == date(2024, 4, 1)


@given(DAYS, st.integers(-600, 600), st.integers(-600, 600))
def test_months_are_shifted_like_numbers(day: date, one: int, other: int) -> None:
    month = month_of(day)
    assert shift(shift(month, one), other) == shift(month, one + other)
    assert (shift(month, one) < month) == (one < 0)


def test_a_year_has_twelve_months() -> None:
    assert months_of(2024)[0] == "2024-01"
    assert months_of(2024)[-1] == december(2024)
    assert len(months_of(2024)) == 12


@pytest.mark.parametrize(
    "text",
    [
        "2024-13",
        "2024-00",
        "24-01",
        "2024-1",
        "2024/01",
        "",
        "2024-01-01",
        "２０２４-01",
    ],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(MonthError):
        parse_month(text)
    assert parse_month("2024-12") == "2024-12"


def test_a_month_that_is_closed_or_was_never_opened_takes_no_voucher() -> None:
    decide_voucher_month(JULY, closed=False)
    for closed in (True, None):
        with pytest.raises(MonthNotOpenError):
            decide_voucher_month(JUNE, closed=closed)


def test_a_month_closes_on_its_last_day_when_all_is_reviewed() -> None:
    decide_month_close(JULY, opened=[JULY, AUGUST], unsigned=0, on=date(2024, 7, 31))


def test_a_month_does_not_close_before_it_is_over() -> None:
    with pytest.raises(MonthNotOverError):
        decide_month_close(JULY, opened=[JULY], unsigned=0, on=date(2024, 7, 30))


def test_a_month_does_not_close_with_vouchers_unreviewed() -> None:
    with pytest.raises(UnsignedVouchersError):
        decide_month_close(JULY, opened=[JULY], unsigned=1, on=date(2024, 8, 1))


def test_months_close_one_after_another() -> None:
    with pytest.raises(EarlierMonthOpenError) as refused:
        decide_month_close(
            JULY, opened=[AUGUST, JUNE, JULY], unsigned=0, on=date(2024, 8, 1)
        )
    assert refused.value.earlier == JUNE


def test_a_closed_month_does_not_close_again() -> None:
    with pytest.raises(MonthNotOpenError):
        decide_month_close(JUNE, opened=[JULY], unsigned=0, on=date(2024, 8, 1))


def test_only_the_last_closed_month_is_reopened() -> None:
    decide_month_reopen(JULY, closed=[JUNE, JULY], closed_years=[2023])
    with pytest.raises(NotLastClosedError) as refused:
        decide_month_reopen(JUNE, closed=[JUNE, JULY], closed_years=[])
    assert refused.value.last == JULY
    with pytest.raises(NotClosedError):
        decide_month_reopen(AUGUST, closed=[JUNE, JULY], closed_years=[])


def test_december_is_not_reopened_after_year_end() -> None:
    with pytest.raises(YearClosedError):
        decide_month_reopen(
            december(2023), closed=[december(2023)], closed_years=[2023]
        )


def test_a_year_closes_into_an_open_december() -> None:
    opened = [december(2024), Month("2025-01")]
    last = date(2024, 12, 31)
    assert decide_year_close(2024, last, opened=opened, closed_years=[]) == last
    with pytest.raises(MonthNotOverError):
        decide_year_close(2024, date(2024, 12, 30), opened=opened, closed_years=[])
    with pytest.raises(UnsignedVouchersError):
        decide_year_close(2024, last, opened=opened, closed_years=[], unsigned=1)


def test_a_year_does_not_close_twice_or_with_earlier_months_open() -> None:
    with pytest.raises(YearClosedError):
        decide_year_close(2024, AFTER, opened=[december(2024)], closed_years=[2024])
    opened = [december(2024), AUGUST, JULY]
    with pytest.raises(MonthsOpenError) as refused:
        decide_year_close(2024, AFTER, opened=opened, closed_years=[])
    assert refused.value.months == (JULY, AUGUST)


def test_a_year_does_not_close_into_a_closed_december() -> None:
    with pytest.raises(MonthNotOpenError):
        decide_year_close(2024, AFTER, opened=[Month("2025-01")], closed_years=[])
