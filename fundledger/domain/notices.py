"""Public notice 公示 of what was approved: from when until when, and what it says.

A notice starts by a deed of its own, once the list is out. Its end is counted then and
stored: later days off do not move it. A list that was corrected starts anew.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from fundledger.domain.money import Money, from_fen
from fundledger.domain.working_days import Calendar, last_day
from fundledger.errors import N_, RefusedError

_DAY: Final = timedelta(days=1)


class FirstDay(StrEnum):
    """Which day of a notice is its first, if people work on it; its round says."""

    START = "start"
    """The day on which it starts."""
    NEXT = "next"
    """The day after: 《民法典》 art. 201 does not count the day it starts."""


class NoticeDays(NamedTuple):
    """When the list came out, and from when its notice runs."""

    published_on: date
    starts_on: date


@dataclass(eq=False)
class NoticeDatesError(RefusedError):
    """A notice starts before its list is out, or before what it tells of."""

    published_on: date
    starts_on: date
    earliest: date
    on: date
    code = "notice_dates"
    message = N_(
        "A notice published {published_on} cannot start {starts_on}: the earliest day"
        " is {earliest}, and this is {on}."
    )
    hint = N_(
        "Give the day the list was published, and a start on that day or later; a"
        " corrected list starts no earlier than the one before."
    )


@dataclass(eq=False)
class PublishedAmountError(RefusedError):
    """The list that was published says another amount than was approved."""

    approved: Money
    published: Money
    code = "published_amount"
    message = N_("{approved} was approved; the published list says {published}.")
    hint = N_("Correct the list, publish it again, and start the notice with that.")


@dataclass(eq=False)
class NoticeNotStartedError(RefusedError):
    """What was approved has not been on public notice yet."""

    code = "notice_not_started"
    message = N_("The public notice has not started.")
    hint = N_("Publish the list, then start its notice.")


@dataclass(eq=False)
class NoticeRunningError(RefusedError):
    """The public notice is not over."""

    until: date
    on: date
    code = "notice_running"
    message = N_("The public notice runs until {until}; this is {on}.")
    hint = N_("Go on when the notice is over.")


@dataclass(eq=False)
class OpenObjectionError(RefusedError):
    """An objection has not been answered."""

    open_objections: int
    code = "open_objection"
    message = N_("{open_objections} objections are not answered yet.")
    hint = N_("Uphold or dismiss them.")


def notice_end(starts_on: date, days: int, first_day: FirstDay, by: Calendar) -> date:
    """Tell the last of a notice's working days, itself included.

    A start on a rest day counts from the next working day, by either rule. With no
    days it ends as it starts. Raises UncoveredYearError.
    """
    counts = days > 0 and first_day is FirstDay.START
    return last_day(starts_on - _DAY if counts else starts_on, days, by)


def decide_notice_start(days: NoticeDays, earliest: date, on: date) -> None:
    """Decide whether a notice may start so. Raises NoticeDatesError.

    `earliest` is the day of the approval, or the one on which the list came out that a
    corrected one takes the place of.
    """
    in_order = earliest <= days.published_on <= days.starts_on
    if not in_order or days.published_on > on:
        raise NoticeDatesError(days.published_on, days.starts_on, earliest, on)


def decide_published_amount(approved_fen: int, published_fen: int) -> None:
    """Demand that the list says what was approved. Raises PublishedAmountError."""
    if published_fen != approved_fen:
        raise PublishedAmountError(from_fen(approved_fen), from_fen(published_fen))


def decide_notice_over(until: date | None, on: date, open_objections: int) -> None:
    """Decide whether a notice 公示 has run its course.

    `until` is its last working day, itself included; None before it has started.
    Raises NoticeNotStartedError, NoticeRunningError, OpenObjectionError.
    """
    if until is None:
        raise NoticeNotStartedError
    if on <= until:
        raise NoticeRunningError(until, on)
    if open_objections:
        raise OpenObjectionError(open_objections)
