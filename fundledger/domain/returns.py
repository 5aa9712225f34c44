"""Money that goes back to whoever gave it 退还、结余上缴: decided, then paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from fundledger.domain.actions import Action
from fundledger.domain.money import Money, from_fen
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.projects import ReasonNeededError
from fundledger.errors import N_, RefusedError


class ReturnGround(StrEnum):
    """Why money goes back; what it is booked as follows."""

    UNSPENT = "unspent"
    """What is left of a source 结余上缴."""
    MISTAKEN = "mistaken"
    """It should not have come here, and came this year: income is taken back in red."""
    ORDERED = "ordered"
    """Somebody may demand it though it is spent; unrestricted money may run short."""


class ReturnState(StrEnum):
    """Where a return stands."""

    DECIDED = "decided"
    PAID = "paid"


RETURN_MOVES: Final[Mapping[tuple[ReturnState, Action], ReturnState]] = (
    MappingProxyType(
        {
            (ReturnState.DECIDED, Action.RETURN_PAY): ReturnState.PAID,
            (ReturnState.PAID, Action.RETURN_BOUNCE): ReturnState.DECIDED,
        }
    )
)
"""What may be done to a return; a bounced one is paid again."""

RETURN_RULES: Final[Mapping[ReturnGround, PostingRule]] = MappingProxyType(
    {
        ReturnGround.UNSPENT: PostingRule.RETURN_DECIDED,
        ReturnGround.MISTAKEN: PostingRule.RETURN_MISTAKEN,
        ReturnGround.ORDERED: PostingRule.RETURN_DECIDED,
    }
)
"""How a return is booked."""


@dataclass(eq=False)
class ReturnMoveError(RefusedError):
    """The return is paid already, or not yet."""

    state: ReturnState
    action: Action
    code = "return_move"
    message = N_("A return that is {state} does not take {action}.")
    hint = N_("Pay what is decided; only what was paid comes back.")


@dataclass(eq=False)
class OverFreeError(RefusedError):
    """More would go back than is free to be approved."""

    free: Money
    amount: Money
    code = "over_free"
    message = N_("{free} of this source is free; {amount} cannot go back.")
    hint = N_("Cut or re-source what is committed first, or return {free} or less.")


@dataclass(eq=False)
class MistakenYearError(RefusedError):
    """Income of an earlier year is not taken back in red."""

    year: int
    code = "mistaken_year"
    message = N_("This money came in {year}: it is not taken back as income.")
    hint = N_("Return it as unspent, or as ordered.")


def decide_return_move(
    state: ReturnState, action: Action, *, reason: str | None = None
) -> ReturnState:
    """Tell the state after an action, for a reason where one is asked for.

    Raises ReasonNeededError, ReturnMoveError.
    """
    if reason is not None and not reason.strip():
        raise ReasonNeededError(action)
    to = RETURN_MOVES.get((state, action))
    if to is None:
        raise ReturnMoveError(state, action)
    return to


def decide_free_to_return(
    ground: ReturnGround, *, restricted: bool, free_fen: int, asked_fen: int
) -> None:
    """Demand that what goes back is free, in 分. Raises OverFreeError.

    Unrestricted money that somebody may demand goes back though it is not.
    """
    if ground is ReturnGround.ORDERED and not restricted:
        return
    if asked_fen > free_fen:
        raise OverFreeError(from_fen(free_fen), from_fen(asked_fen))


def decide_mistaken(ground: ReturnGround, received_year: int, now: int) -> None:
    """Demand income of this year to take back. Raises MistakenYearError."""
    if ground is ReturnGround.MISTAKEN and received_year != now:
        raise MistakenYearError(received_year)
