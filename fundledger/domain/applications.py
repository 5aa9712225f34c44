"""An application 申报书: what must be right before it is handed in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fundledger.domain.ids import CommunityKey, LineNo, RoundKey
from fundledger.domain.money import Money, from_fen
from fundledger.domain.notices import FirstDay
from fundledger.domain.people import REVIEWERS, Role
from fundledger.domain.receipts import plain
from fundledger.errors import N_, RefusedError


class Round(NamedTuple):
    """A round of applications 申报批次; the cap is for each application, in 分."""

    key: RoundKey
    opens_on: date
    closes_on: date
    cap_fen: int
    first_day: FirstDay = FirstDay.NEXT
    """Which day of a public notice 公示 is its first."""


class Application(NamedTuple):
    """One version of an application; amounts in 分."""

    community: CommunityKey
    round_key: RoundKey
    title: str
    purpose: str
    starts_on: date
    ends_on: date
    requested_fen: int
    lines_fen: Mapping[LineNo, int]


@dataclass(eq=False)
class IncompleteError(RefusedError):
    """Fields of the application are empty or cannot be."""

    fields: tuple[str, ...]
    code = "application_incomplete"
    message = N_("The application is not complete: {fields}.")
    hint = N_("Fill in what is named here, and submit it again.")


@dataclass(eq=False)
class LinesSumError(RefusedError):
    """The budget lines do not add up to the request."""

    requested: Money
    lines: Money
    code = "lines_sum"
    message = N_("The request is {requested}; its budget lines add up to {lines}.")
    hint = N_("Correct the request or the lines, until both are equal.")


@dataclass(eq=False)
class OverCapError(RefusedError):
    """The request exceeds the cap of its round."""

    requested: Money
    cap: Money
    code = "over_cap"
    message = N_("The request is {requested}; this round gives {cap} at most.")
    hint = N_("Lower the budget lines, or apply in a round with a higher cap.")


@dataclass(eq=False)
class RoundClosedError(RefusedError):
    """The round takes no applications on this day."""

    round_key: RoundKey
    opens_on: date
    closes_on: date
    on: date
    code = "round_closed"
    message = N_(
        "Round {round_key} is open from {opens_on} to {closes_on}; this is {on}."
    )
    hint = N_("Apply in a round that is open, or have the closing day moved.")


@dataclass(eq=False)
class DuplicateApplicationError(RefusedError):
    """The community has applied in this round under this title already."""

    title: str
    code = "duplicate_application"
    message = N_("{title} has been applied for in this round already.")
    hint = N_("Go on with the application that is there, or change the title.")


@dataclass(eq=False)
class NotOverdueError(RefusedError):
    """A reviewer withdraws only what was not mended in time."""

    due_on: date | None
    on: date
    code = "not_overdue"
    message = N_("The application may be mended until {due_on}; this is {on}.")
    hint = N_("Wait until that day is over, or have it withdrawn by the preparer.")


@dataclass(eq=False)
class DueDateError(RefusedError):
    """What is returned needs a day, still to come, until which to mend it."""

    due_on: date | None
    on: date
    code = "due_date_not_later"
    message = N_("Returned on {on}, it cannot be due on {due_on}.")
    hint = N_("Name a later day.")


def decide_submission(
    application: Application, by: Round, on: date, others: Collection[str]
) -> None:
    """Decide whether an application may be handed in on a day.

    `others` are the titles of the community's other undecided or granted applications
    in the round. Raises IncompleteError, LinesSumError, OverCapError,
    RoundClosedError, DuplicateApplicationError.
    """
    decide_content(application, by)
    if not by.opens_on <= on <= by.closes_on:
        raise RoundClosedError(by.key, by.opens_on, by.closes_on, on)
    if plain(application.title) in {plain(title) for title in others}:
        raise DuplicateApplicationError(application.title)


def decide_amounts(requested_fen: int, lines_fen: Collection[int]) -> None:
    """Demand amounts above zero, even of a draft. Raises IncompleteError."""
    wrong = {"requested": requested_fen <= 0, "lines": min(lines_fen, default=1) <= 0}
    if any(wrong.values()):
        raise IncompleteError(
            tuple(name for name, is_wrong in wrong.items() if is_wrong)
        )


def decide_content(application: Application, by: Round) -> None:
    """Decide whether an application is complete, adds up, and keeps to the cap.

    A returned application is mended after its round has closed, so resubmitting asks
    only this.
    """
    if missing := _missing(application):
        raise IncompleteError(missing)
    lines_fen = sum(application.lines_fen.values())
    if lines_fen != application.requested_fen:
        raise LinesSumError(from_fen(application.requested_fen), from_fen(lines_fen))
    if application.requested_fen > by.cap_fen:
        raise OverCapError(from_fen(application.requested_fen), from_fen(by.cap_fen))


def _missing(application: Application) -> tuple[str, ...]:
    """Name the fields that say nothing, or what cannot be."""
    wrong = {
        "title": not application.title.strip(),
        "purpose": not application.purpose.strip(),
        "ends_on": application.ends_on < application.starts_on,
        "requested": application.requested_fen <= 0,
        "lines": not application.lines_fen or min(application.lines_fen.values()) <= 0,
    }
    return tuple(name for name, is_wrong in wrong.items() if is_wrong)


def decide_due_date(due_on: date | None, on: date) -> None:
    """Demand a later day until which to mend. Raises DueDateError."""
    if due_on is None or due_on <= on:
        raise DueDateError(due_on, on)


def decide_overdue(role: Role, due_on: date | None, on: date) -> None:
    """Let a reviewer withdraw a returned application only once it is overdue.

    Its preparer may always. Raises NotOverdueError.
    """
    if role in REVIEWERS and (due_on is None or on <= due_on):
        raise NotOverdueError(due_on, on)
