"""Public notice: when it may start, what it must say, and when it is over."""

from datetime import date

import pytest

from fundledger.domain.notices import (
    FirstDay,
    NoticeDatesError,
    NoticeDays,
    NoticeNotStartedError,
    NoticeRunningError,
    OpenObjectionError,
    PublishedAmountError,
    decide_notice_over,
    decide_notice_start,
    decide_published_amount,
    notice_end,
)
from fundledger.domain.working_days import UncoveredYearError, calendar

FRIDAY, SATURDAY = date(2024, 6, 7), date(2024, 6, 8)
BY = calendar([date(2024, 6, 10)], [], [2024])
"""The Dragon Boat Festival, a Monday, was off."""


@pytest.mark.parametrize(
    ("start", "first_day", "end"),
    [
        (FRIDAY, FirstDay.START, date(2024, 6, 14)),
        (FRIDAY, FirstDay.NEXT, date(2024, 6, 17)),
        (SATURDAY, FirstDay.START, date(2024, 6, 17)),
        (SATURDAY, FirstDay.NEXT, date(2024, 6, 17)),
    ],
)
def test_a_start_on_a_rest_day_counts_from_the_next_working_day(
    start: date, first_day: FirstDay, end: date
) -> None:
    assert notice_end(start, 5, first_day, BY) == end


@pytest.mark.parametrize("first_day", FirstDay)
def test_a_notice_of_no_days_ends_as_it_starts(first_day: FirstDay) -> None:
    assert notice_end(SATURDAY, 0, first_day, BY) == SATURDAY


def test_a_notice_that_runs_into_an_uncovered_year_cannot_be_counted() -> None:
    assert notice_end(date(2024, 12, 24), 5, FirstDay.NEXT, BY) == date(2024, 12, 31)
    with pytest.raises(UncoveredYearError) as refused:
        notice_end(date(2024, 12, 25), 5, FirstDay.NEXT, BY)
    assert refused.value.year == 2025


APPROVED, TODAY = date(2024, 6, 5), date(2024, 6, 9)


@pytest.mark.parametrize(
    ("published", "starts"),
    [(APPROVED, APPROVED), (FRIDAY, SATURDAY), (TODAY, date(2024, 6, 20))],
)
def test_a_notice_starts_once_its_list_is_out(published: date, starts: date) -> None:
    decide_notice_start(NoticeDays(published, starts), APPROVED, TODAY)


@pytest.mark.parametrize(
    ("published", "starts"),
    [
        (date(2024, 6, 4), FRIDAY),
        (SATURDAY, FRIDAY),
        (date(2024, 6, 10), date(2024, 6, 10)),
    ],
)
def test_no_notice_starts_before_its_list_or_before_the_approval(
    published: date, starts: date
) -> None:
    with pytest.raises(NoticeDatesError):
        decide_notice_start(NoticeDays(published, starts), APPROVED, TODAY)


def test_the_list_says_what_was_approved() -> None:
    decide_published_amount(150_000, 150_000)
    for other in (149_999, 150_001):
        with pytest.raises(PublishedAmountError):
            decide_published_amount(150_000, other)


@pytest.mark.parametrize("on", [FRIDAY, SATURDAY])
def test_a_notice_runs_through_its_last_day(on: date) -> None:
    with pytest.raises(NoticeRunningError):
        decide_notice_over(SATURDAY, on, 0)


def test_what_has_not_been_on_notice_is_not_over() -> None:
    with pytest.raises(NoticeNotStartedError):
        decide_notice_over(None, TODAY, 0)


def test_an_open_objection_holds_a_notice_up() -> None:
    decide_notice_over(SATURDAY, TODAY, 0)
    with pytest.raises(OpenObjectionError):
        decide_notice_over(SATURDAY, TODAY, 1)
