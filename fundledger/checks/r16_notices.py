"""R16 What was published is what was approved, and nobody went on before its end.

A project is established after its notice 公示, and paid after that: neither the step
nor the voucher lies in the notice. The list said the amount that was approved. A notice
that later days off made too short is amber while it can start anew, and red once the
project was established within the days that it should have had.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.ids import NoticeNo
from fundledger.domain.notices import notice_end
from fundledger.domain.working_days import Calendar, UncoveredYearError
from fundledger.errors import N_
from fundledger.queries import funds, notices, published_cases
from fundledger.queries.notices import Notice
from fundledger.queries.published_cases import ApprovedProject, DayDone
from fundledger.store.reading import Books

TITLE: Final = N_("What was published is what was approved, and ran its days")
SHORT: Final = "notice_short"
"""The problem of a notice that ends too early by the calendar as it is now."""


class NoticeApart(NamedTuple):
    """A project that went another way than its notice; amounts in 分.

    `on` is the day that lies too early; `counted_until` the end by today's calendar.
    """

    project: str
    notice_no: NoticeNo | None
    problem: str
    approved_fen: int
    published_fen: int
    notice_until: date | None
    counted_until: date | None
    on: date | None


def amber(row: NoticeApart) -> bool:
    """Tell whether a notice is too short, and nobody has gone on by it."""
    return row.problem == SHORT and row.on is None


def offences(books: Books, as_of: date | None = None) -> list[NoticeApart]:
    """List projects whose notice was wrong, too short, or not waited for."""
    last = {each.approval_no: each for each in notices.notices(books, None, as_of)}
    done: dict[int, list[DayDone]] = {}
    for each in published_cases.days_done(books, as_of):
        done.setdefault(each.project_no, []).append(each)
    by = funds.working_calendar(books)
    return [
        row
        for approval in published_cases.last_approvals(books, as_of)
        for row in _judge(
            approval, last.get(approval.no), done.get(approval.project_no, []), by
        )
    ]


def _judge(
    approval: ApprovedProject, notice: Notice | None, done: list[DayDone], by: Calendar
) -> Iterator[NoticeApart]:
    blank = NoticeApart(
        approval.code, None, "", approval.approved_fen, 0, None, None, None
    )
    if notice is None:
        early = [each for each in done if each.action is Action.PROJECT_ESTABLISH]
        for each in early[:1]:
            yield blank._replace(problem="notice_not_started", on=each.on)
        return
    row = blank._replace(
        notice_no=notice.no,
        published_fen=notice.published_fen,
        notice_until=notice.ends_on,
    )
    if notice.published_fen != approval.approved_fen:
        yield row._replace(problem="published_amount")
    days = [min(each.on, each.booked_on or each.on) for each in _after(notice, done)]
    if any(day <= notice.ends_on for day in days):
        yield row._replace(problem="notice_running", on=min(days))
    until = _counted(notice, by)
    if until is not None and until > notice.ends_on:
        early_days = [day for day in days if notice.ends_on < day <= until]
        first = min(early_days, default=None)
        yield row._replace(problem=SHORT, counted_until=until, on=first)


def _after(notice: Notice, done: list[DayDone]) -> list[DayDone]:
    """Leave out that a project was established: its voucher may be dated back."""
    return [
        each._replace(booked_on=None)
        if each.action is Action.PROJECT_ESTABLISH
        else each
        for each in done
        if each.project_no == notice.project_no
    ]


def _counted(notice: Notice, by: Calendar) -> date | None:
    """Count the end of a notice by the calendar as it is now."""
    try:
        return notice_end(notice.starts_on, notice.working_days, notice.first_day, by)
    except UncoveredYearError:
        return None
