"""Money received: what may be given back of it, and what may still be identified."""

from dataclasses import dataclass
from enum import StrEnum

from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError


class FundingKind(StrEnum):
    """What was received; an unidentified receipt 暂收 becomes one of the others."""

    DONATION = "donation"
    GRANT = "grant"
    UNIDENTIFIED = "unidentified"


@dataclass(eq=False)
class NotADonationError(RefusedError):
    """Only a donation is given back to its donor."""

    kind: FundingKind
    code = "not_a_donation"
    message = N_("This is a {kind}: only a donation can be returned.")
    hint = N_("Choose a donation, or correct the voucher.")


@dataclass(eq=False)
class OverReturnError(RefusedError):
    """More would be given back than was received."""

    left: Money
    returned: Money
    code = "over_return"
    message = N_("{left} of this donation is left; {returned} cannot be returned.")
    hint = N_("Return {left} or less.")


@dataclass(eq=False)
class IdentifiedAlreadyError(RefusedError):
    """It is known what this money is."""

    kind: FundingKind
    code = "identified_already"
    message = N_("This receipt is identified already: it is a {kind}.")
    hint = N_("Correct its voucher if the kind is wrong.")


@dataclass(eq=False)
class NoKindError(RefusedError):
    """An unidentified receipt is identified as something."""

    kind: FundingKind
    code = "no_kind"
    message = N_("A receipt cannot be identified as {kind}.")
    hint = N_("Say whether it is a donation or a grant.")


def decide_return(
    kind: FundingKind, received_fen: int, returned_fen: int, asked_fen: int
) -> int:
    """Tell how much is returned in all, in 分.

    Raises NotADonationError, OverReturnError.
    """
    if kind is not FundingKind.DONATION:
        raise NotADonationError(kind)
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


def decide_identified(kind: FundingKind, identified_as: FundingKind) -> None:
    """Decide whether a receipt may become a donation or a grant.

    Raises IdentifiedAlreadyError, NoKindError.
    """
    if kind is not FundingKind.UNIDENTIFIED:
        raise IdentifiedAlreadyError(kind)
    if identified_as is FundingKind.UNIDENTIFIED:
        raise NoKindError(identified_as)
