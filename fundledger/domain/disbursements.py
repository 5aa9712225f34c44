"""A disbursement 拨付: from the request to the community's word that it arrived.

An advance is requested, checked, approved and paid. A reimbursement begins checked:
admitting its claim was the check, and has already moved its budget to b_payment. A
bounce 退汇 is an event, not an error: the payment is made again, or declined.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from fundledger.domain.actions import Action
from fundledger.domain.journal import NothingToPostError, PostingRule
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError


class DisbursementState(StrEnum):
    """Where a disbursement stands."""

    REQUESTED = "requested"
    CHECKED = "checked"
    APPROVED = "approved"
    PAID = "paid"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"
    DECLINED = "declined"
    BOUNCED = "bounced"


_S = DisbursementState
_A = Action

FINAL: Final = frozenset({_S.ACKNOWLEDGED, _S.RETURNED, _S.DECLINED})
PENDING: Final = frozenset({_S.REQUESTED, _S.CHECKED})
"""Asked for, while its budget is still committed and not yet in b_payment."""

DISBURSEMENT_MOVES: Final[
    Mapping[tuple[DisbursementState, Action], DisbursementState]
] = MappingProxyType(
    {
        (_S.REQUESTED, _A.DISBURSEMENT_CHECK): _S.CHECKED,
        (_S.REQUESTED, _A.DISBURSEMENT_RETURN): _S.RETURNED,
        (_S.CHECKED, _A.DISBURSEMENT_RETURN): _S.RETURNED,
        (_S.CHECKED, _A.DISBURSEMENT_APPROVE): _S.APPROVED,
        (_S.CHECKED, _A.DISBURSEMENT_AGREE): _S.APPROVED,
        (_S.CHECKED, _A.DISBURSEMENT_DECLINE): _S.DECLINED,
        (_S.APPROVED, _A.DISBURSEMENT_REDIRECT): _S.APPROVED,
        (_S.APPROVED, _A.DISBURSEMENT_PAY): _S.PAID,
        (_S.APPROVED, _A.DISBURSEMENT_DECLINE): _S.DECLINED,
        (_S.PAID, _A.DISBURSEMENT_ACKNOWLEDGE): _S.ACKNOWLEDGED,
        (_S.PAID, _A.DISBURSEMENT_BOUNCE): _S.BOUNCED,
        (_S.BOUNCED, _A.DISBURSEMENT_REDIRECT): _S.BOUNCED,
        (_S.BOUNCED, _A.DISBURSEMENT_PAY): _S.PAID,
        (_S.BOUNCED, _A.DISBURSEMENT_DECLINE): _S.DECLINED,
    }
)
"""Every move of a disbursement; `disbursement.request` begins one.

Approving leads on only when every signature it needs is there: `decide_approved`.
"""


@dataclass(eq=False)
class DisbursementMoveError(RefusedError):
    """The disbursement's state does not allow this."""

    state: DisbursementState
    action: Action
    possible: tuple[Action, ...]
    code = "disbursement_move"
    message = N_("A disbursement in the state {state} does not take {action}.")
    hint = N_("From here: {possible}.")


@dataclass(eq=False)
class DisbursementSignedError(RefusedError):
    """The disbursement has this signature already."""

    action: Action
    code = "disbursement_signed"
    message = N_("This disbursement has been signed by {action} before.")
    hint = N_("Go on with the next step.")


@dataclass(eq=False)
class AgreementNotNeededError(RefusedError):
    """The amount does not reach the threshold for the approver's agreement."""

    amount: Money
    threshold: Money
    code = "agreement_not_needed"
    message = N_("{amount} needs no agreement: it is not above {threshold}.")
    hint = N_("Have it paid without the agreement.")


@dataclass(eq=False)
class ReimbursementReturnError(RefusedError):
    """A reimbursement's cost is booked: it is declined, never handed back."""

    code = "reimbursement_return"
    message = N_("A reimbursement cannot be returned: its claim is admitted.")
    hint = N_("Pay it, or decline it, which takes its cost back in red.")


@dataclass(eq=False)
class OverCommittedError(RefusedError):
    """The request is for more than the project has left to ask for."""

    left: Money
    requested: Money
    code = "over_committed"
    message = N_("The project has {left} left to disburse; this asks for {requested}.")
    hint = N_("Ask for {left} or less, or apply for a supplement.")


@dataclass(eq=False)
class UnclearedAdvanceError(RefusedError):
    """An earlier advance has not been accounted for."""

    advance: Money
    code = "uncleared_advance"
    message = N_("An earlier advance of {advance} is not cleared yet.")
    hint = N_("Claim what was spent, or return what was not.")


@dataclass(eq=False)
class PayeeUnverifiedError(RefusedError):
    """The payee's bank account has not been verified."""

    payee: str
    code = "payee_unverified"
    message = N_("The bank account of {payee} has not been verified.")
    hint = N_("Have the account verified by a second person.")


@dataclass(eq=False)
class CostApartError(RefusedError):
    """A reimbursement that bounced was disallowed in part after it had been paid."""

    cost: Money
    owed: Money
    code = "cost_apart"
    message = N_("The reimbursement is for {owed}; its cost is {cost} by now.")
    hint = N_("Pay it again, and recover what was disallowed.")


def decide_reimbursement_declined(owed_fen: int, cost_fen: int) -> None:
    """Demand that declining takes back all that is owed, in 分. Raises CostApartError.

    The rest would stay owed, by a payment that nobody makes any more.
    """
    if owed_fen != cost_fen:
        raise CostApartError(from_fen(cost_fen), from_fen(owed_fen))


def first_state(*, reimburses: bool) -> DisbursementState:
    """Tell where a disbursement begins."""
    return _S.CHECKED if reimburses else _S.REQUESTED


@dataclass(eq=False)
class PayeeChangedError(RefusedError):
    """The payment was approved to another payee, or another account of it."""

    payee: str
    code = "payee_changed"
    message = N_("{payee} has another account now than the payment was approved to.")
    hint = N_("Have the change approved: redirect_disbursement.")


@dataclass(eq=False)
class SamePayeeError(RefusedError):
    """The payment goes to this payee already."""

    payee: str
    code = "same_payee"
    message = N_("The payment goes to {payee} already.")
    hint = N_("Nothing more is needed to pay it.")


def possible(state: DisbursementState) -> tuple[Action, ...]:
    """List what may be done to a disbursement in this state."""
    return tuple(action for action in Action if (state, action) in DISBURSEMENT_MOVES)


def decide_disbursement_move(
    state: DisbursementState, action: Action
) -> DisbursementState:
    """Tell the state after an action. Raises DisbursementMoveError."""
    to = DISBURSEMENT_MOVES.get((state, action))
    if to is None:
        raise DisbursementMoveError(state, action, possible(state))
    return to


def decide_return(*, reimburses: bool) -> None:
    """Demand an advance, of which nothing is booked. Raises ReimbursementReturnError.

    Whoever admitted the claim of a reimbursement has booked its cost already.
    """
    if reimburses:
        raise ReimbursementReturnError


def decide_request(
    asked_fen: int,
    *,
    committed_fen: int,
    pending_fen: int,
    advance_fen: int,
    waits_until_cleared: bool,
) -> None:
    """Decide whether an advance may be asked for; amounts in 分.

    `pending_fen` is asked for already but still committed. Raises NothingToPostError,
    OverCommittedError, and UnclearedAdvanceError where the fund's setting makes an
    instalment wait.
    """
    if asked_fen <= 0:
        raise NothingToPostError(from_fen(asked_fen))
    left_fen = committed_fen - pending_fen
    if asked_fen > left_fen:
        raise OverCommittedError(from_fen(left_fen), from_fen(asked_fen))
    if waits_until_cleared and advance_fen + pending_fen > 0:
        raise UnclearedAdvanceError(from_fen(advance_fen + pending_fen))


def signatures_needed(fen: int, threshold_fen: int) -> frozenset[Action]:
    """Tell who signs: the supervisor always, the approver above the threshold."""
    if fen > threshold_fen:
        return frozenset({_A.DISBURSEMENT_APPROVE, _A.DISBURSEMENT_AGREE})
    return frozenset({_A.DISBURSEMENT_APPROVE})


def decide_approved(
    action: Action, fen: int, threshold_fen: int, signed: Collection[Action]
) -> bool:
    """Tell whether this signature is the last one needed; amounts in 分.

    Raises DisbursementSignedError for a second one, AgreementNotNeededError for the
    approver's where none is asked for.
    """
    needed = signatures_needed(fen, threshold_fen)
    if action not in needed:
        raise AgreementNotNeededError(from_fen(fen), from_fen(threshold_fen))
    if action in signed:
        raise DisbursementSignedError(action)
    return needed <= {*signed, action}


def is_signed_by_all(
    action: Action, fen: int, threshold_fen: int, signed: Collection[Action]
) -> bool:
    """Tell whether this signature completes those that a payment needs, in 分."""
    return signatures_needed(fen, threshold_fen) <= {*signed, action}


def decide_payee(payee: str, *, verified: bool) -> None:
    """Demand a verified payee. Raises PayeeUnverifiedError."""
    if not verified:
        raise PayeeUnverifiedError(payee)


def decide_approved_payee(payee: str, *, approved: bool) -> None:
    """Demand the payee that was approved. Raises PayeeChangedError."""
    if not approved:
        raise PayeeChangedError(payee)


def decide_redirected(payee: str, *, approved: bool) -> None:
    """Demand another payee than the one approved. Raises SamePayeeError."""
    if approved:
        raise SamePayeeError(payee)


def payment_rules(
    fen: int, *, reimburses: bool, owed_fen: int = 0
) -> list[tuple[PostingRule, int]]:
    """Tell how a payment is booked, in 分.

    `owed_fen` is what an earlier bounce of this same advance turned into a payable
    (the community had spent it already): paying again settles that first.
    """
    owed_fen = fen if reimburses else max(min(owed_fen, fen), 0)
    parts = [
        (PostingRule.REIMBURSEMENT_PAID, owed_fen),
        (PostingRule.ADVANCE_PAID, fen - owed_fen),
    ]
    return [(rule, part) for rule, part in parts if part]
