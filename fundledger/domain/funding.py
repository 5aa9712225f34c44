"""Money received: what may be given back of it, and what may still be identified."""

from dataclasses import dataclass
from enum import StrEnum

from fundledger.domain.actions import Action
from fundledger.domain.ids import RunningCostNo
from fundledger.domain.journal import NothingToPostError
from fundledger.domain.money import Money, from_fen
from fundledger.domain.projects import ReasonNeededError
from fundledger.errors import N_, RefusedError


class FundingKind(StrEnum):
    """What was received; an unidentified receipt 暂收 becomes one of the others."""

    DONATION = "donation"
    GRANT = "grant"
    UNIDENTIFIED = "unidentified"


@dataclass(eq=False)
class NotReturnedError(RefusedError):
    """What nobody can name is sent back as such."""

    kind: FundingKind
    code = "not_returned"
    message = N_("This is {kind}: it is of no source, and cannot be returned.")
    hint = N_("Identify it first, or send it back unidentified.")


@dataclass(eq=False)
class OverReturnError(RefusedError):
    """More would be given back than was received."""

    left: Money
    returned: Money
    code = "over_return"
    message = N_("{left} of this money is left; {returned} cannot be returned.")
    hint = N_("Return {left} or less.")


@dataclass(eq=False)
class IdentifiedAlreadyError(RefusedError):
    """It is known what this money is."""

    kind: FundingKind
    code = "identified_already"
    message = N_("This receipt is identified already: it is a {kind}.")
    hint = N_("Correct its voucher if the kind is wrong.")


@dataclass(eq=False)
class SentBackError(RefusedError):
    """The money went back to where it came from."""

    code = "sent_back"
    message = N_("This receipt was sent back already.")
    hint = N_("Choose a receipt that is still unidentified.")


@dataclass(eq=False)
class BouncedCostError(RefusedError):
    """A payment comes back once."""

    running_cost_no: RunningCostNo
    code = "bounced_cost"
    message = N_("Running cost {running_cost_no} came back already.")
    hint = N_("Pay it again as a new running cost.")


@dataclass(eq=False)
class NoKindError(RefusedError):
    """An unidentified receipt is identified as something."""

    kind: FundingKind
    code = "no_kind"
    message = N_("A receipt cannot be identified as {kind}.")
    hint = N_("Say whether it is a donation or a grant.")


def decide_return(
    kind: FundingKind,
    received_fen: int,
    returned_fen: int,
    asked_fen: int,
    *,
    reason: str,
) -> int:
    """Tell how much is returned in all, in 分.

    Raises ReasonNeededError, NotReturnedError, NothingToPostError, OverReturnError.
    """
    _require_reason(Action.RETURN_DECIDE, reason)
    if kind is FundingKind.UNIDENTIFIED:
        raise NotReturnedError(kind)
    if asked_fen <= 0:
        raise NothingToPostError(from_fen(asked_fen))
    left_fen = received_fen - returned_fen
    if asked_fen > left_fen:
        raise OverReturnError(from_fen(left_fen), from_fen(asked_fen))
    return returned_fen + asked_fen


def decide_received(fen: int, returned_fen: int) -> None:
    """Demand that no less was received than was given back. Raises OverReturnError.

    Asked when the amount received is corrected, in 分.
    """
    if fen < returned_fen:
        raise OverReturnError(from_fen(fen), from_fen(returned_fen))


def decide_identified(
    kind: FundingKind, identified_as: FundingKind, *, returned_fen: int
) -> None:
    """Decide whether a receipt may become a donation or a grant.

    Raises IdentifiedAlreadyError, SentBackError, NoKindError.
    """
    if kind is not FundingKind.UNIDENTIFIED:
        raise IdentifiedAlreadyError(kind)
    if returned_fen:
        raise SentBackError
    if identified_as is FundingKind.UNIDENTIFIED:
        raise NoKindError(identified_as)


def decide_sent_back(kind: FundingKind, *, returned_fen: int, reason: str) -> None:
    """Decide whether unidentified money may be sent back, all of it.

    Raises ReasonNeededError, IdentifiedAlreadyError, SentBackError.
    """
    _require_reason(Action.RECEIPT_SEND_BACK, reason)
    if kind is not FundingKind.UNIDENTIFIED:
        raise IdentifiedAlreadyError(kind)
    if returned_fen:
        raise SentBackError


def decide_bounced_cost(no: RunningCostNo, *, bounced: bool, reason: str) -> None:
    """Decide whether a running cost may come back. Raises BouncedCostError.

    Raises ReasonNeededError.
    """
    _require_reason(Action.ADMIN_COST_BOUNCE, reason)
    if bounced:
        raise BouncedCostError(no)


def _require_reason(action: Action, reason: str) -> None:
    if not reason.strip():
        raise ReasonNeededError(action)
