"""A claim 支出报账: receipts against an advance, or for reimbursement.

Here are its states and moves, the admission line by line, the budget it may not
exceed, receipts seen before, and what becomes of money that was disallowed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.ids import LineNo, ReceiptNo
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError


class ClaimState(StrEnum):
    """Where a claim stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ADMITTED = "admitted"
    REJECTED = "rejected"


class ReceiptKind(StrEnum):
    """What proves the spending: 发票, 收据, 签收单, 银行回单, 照片."""

    INVOICE = "invoice"
    RECEIPT = "receipt"
    SIGNED_LIST = "signed_list"
    BANK_SLIP = "bank_slip"
    PHOTO = "photo"


class RecoveryState(StrEnum):
    """Where disallowed money stands; what was never paid is not owed back."""

    OPEN = "open"
    RECOVERED = "recovered"
    WRITTEN_OFF = "written_off"
    NEVER_PAID = "never_paid"


class Admitted(NamedTuple):
    """What is admitted of one receipt, in 分, and why not all of it."""

    receipt_no: ReceiptNo
    line: LineNo
    claimed_fen: int
    admitted_fen: int
    reason: str = ""


class LineBudget(NamedTuple):
    """What one budget line was approved for and has spent, in 分."""

    line: LineNo
    approved_fen: int
    spent_fen: int


_S = ClaimState
_A = Action

FINAL: Final = frozenset({_S.ADMITTED, _S.REJECTED})
OPEN: Final = frozenset({_S.SUBMITTED, _S.RETURNED})
"""Claims that keep a project from closing. A draft was never handed in."""

CLAIM_MOVES: Final[Mapping[tuple[ClaimState, Action], ClaimState]] = MappingProxyType(
    {
        (_S.DRAFT, _A.CLAIM_DRAFT): _S.DRAFT,
        (_S.DRAFT, _A.CLAIM_SUBMIT): _S.SUBMITTED,
        (_S.SUBMITTED, _A.CLAIM_RETURN): _S.RETURNED,
        (_S.SUBMITTED, _A.CLAIM_DISMISS_SUSPICIONS): _S.SUBMITTED,
        (_S.SUBMITTED, _A.CLAIM_ADMIT): _S.ADMITTED,
        (_S.SUBMITTED, _A.CLAIM_REJECT): _S.REJECTED,
        (_S.RETURNED, _A.CLAIM_RESUBMIT): _S.SUBMITTED,
        (_S.RETURNED, _A.CLAIM_REJECT): _S.REJECTED,
        (_S.ADMITTED, _A.CLAIM_DISALLOW): _S.ADMITTED,
    }
)
"""Every move of a claim."""

RECOVERY_MOVES: Final[
    Mapping[tuple[RecoveryState, Action], frozenset[RecoveryState]]
] = MappingProxyType(
    {
        (RecoveryState.OPEN, _A.RECOVERY_RECEIVE): frozenset(
            {RecoveryState.OPEN, RecoveryState.RECOVERED}
        ),
        (RecoveryState.OPEN, _A.RECOVERY_WRITE_OFF): frozenset(
            {RecoveryState.WRITTEN_OFF}
        ),
    }
)
"""Every move of disallowed money; receiving all of what is left settles it."""


@dataclass(eq=False)
class ClaimMoveError(RefusedError):
    """The claim's state does not allow this."""

    state: ClaimState
    action: Action
    possible: tuple[Action, ...]
    code = "claim_move"
    message = N_("A claim in the state {state} does not take {action}.")
    hint = N_("From here: {possible}.")


@dataclass(eq=False)
class RecoverySettledError(RefusedError):
    """The disallowed money is not open any more."""

    state: RecoveryState
    code = "recovery_settled"
    message = N_("This recovery is {state}; nothing more can be booked on it.")
    hint = N_("Book the money as unidentified, and find out what it is.")


@dataclass(eq=False)
class OverRecoveredError(RefusedError):
    """More comes back than is owed."""

    left: Money
    received: Money
    code = "over_recovered"
    message = N_("{left} is still owed; {received} is more than that.")
    hint = N_("Book what was owed here, and the rest as unidentified money.")


@dataclass(eq=False)
class OtherReceiptsError(RefusedError):
    """The admission does not answer for exactly the receipts of the claim."""

    missing: tuple[ReceiptNo, ...]
    unknown: tuple[ReceiptNo, ...]
    code = "other_receipts"
    message = N_("Every receipt is decided once: {missing} not yet, {unknown} unasked.")
    hint = N_("Decide each receipt of this claim, and no other.")


@dataclass(eq=False)
class OverClaimError(RefusedError):
    """More is admitted than was claimed."""

    receipt_no: ReceiptNo
    claimed: Money
    admitted: Money
    code = "over_claim"
    message = N_("Receipt {receipt_no} claims {claimed}; {admitted} is more than that.")
    hint = N_("Admit what is claimed, or less with a reason.")


@dataclass(eq=False)
class ReasonForLessError(RefusedError):
    """Less is admitted than was claimed, and nobody says why."""

    receipt_no: ReceiptNo
    claimed: Money
    admitted: Money
    code = "reason_for_less"
    message = N_(
        "Receipt {receipt_no} claims {claimed} and {admitted} is admitted: say why."
    )
    hint = N_("Write the reason beside the receipt.")


@dataclass(eq=False)
class NothingAdmittedError(RefusedError):
    """Nothing of the claim is admitted."""

    code = "nothing_admitted"
    message = N_("Nothing of this claim is admitted.")
    hint = N_("Reject it, or return it.")


@dataclass(eq=False)
class OverBudgetError(RefusedError):
    """The claim takes more than its budget line has left."""

    line: LineNo
    left: Money
    claimed: Money
    code = "over_budget"
    message = N_("Budget line {line} has {left} left; this claim takes {claimed}.")
    hint = N_("Lower the amount, or ask the approver for a supplement.")


@dataclass(eq=False)
class UnknownLineError(RefusedError):
    """There is no such approved budget line."""

    line: LineNo
    code = "unknown_line"
    message = N_("The approval has no budget line {line}.")
    hint = N_("Name a line of the approved budget.")


def possible(state: ClaimState) -> tuple[Action, ...]:
    """List what may be done to a claim in this state."""
    return tuple(action for action in Action if (state, action) in CLAIM_MOVES)


def decide_claim_move(state: ClaimState, action: Action) -> ClaimState:
    """Tell the state after an action. Raises ClaimMoveError."""
    to = CLAIM_MOVES.get((state, action))
    if to is None:
        raise ClaimMoveError(state, action, possible(state))
    return to


def decide_admission(
    claimed: Mapping[ReceiptNo, int], admitted: Sequence[Admitted]
) -> int:
    """Decide an admission, receipt by receipt, and return its total in 分.

    `claimed` are the claim's receipts in 分. Raises OtherReceiptsError,
    OverClaimError, ReasonForLessError, NothingAdmittedError.
    """
    decided = [line.receipt_no for line in admitted]
    missing = tuple(no for no in claimed if no not in decided)
    unknown = tuple(no for no in decided if no not in claimed or decided.count(no) > 1)
    if missing or unknown:
        raise OtherReceiptsError(missing, unknown)
    for line in admitted:
        _decide_receipt(line, claimed[line.receipt_no])
    total_fen = sum(line.admitted_fen for line in admitted)
    if total_fen <= 0:
        raise NothingAdmittedError
    return total_fen


def _decide_receipt(line: Admitted, claimed_fen: int) -> None:
    """Demand an amount within the claim, and a reason for anything less."""
    facts = (line.receipt_no, from_fen(claimed_fen), from_fen(line.admitted_fen))
    if not 0 <= line.admitted_fen <= claimed_fen:
        raise OverClaimError(*facts)
    if line.admitted_fen < claimed_fen and not line.reason.strip():
        raise ReasonForLessError(*facts)


def decide_line_budgets(
    budgets: Iterable[LineBudget],
    admitted: Iterable[Admitted],
    tolerance_percent: int,
) -> None:
    """Demand that no line spends beyond its approval and the fund's tolerance.

    Spending ≤ approved × (100 + tolerance) / 100, compared in whole 分. Raises
    OverBudgetError with what is left, UnknownLineError.
    """
    by_line = {budget.line: budget for budget in budgets}
    taken_fen: dict[LineNo, int] = {}
    for part in admitted:
        taken_fen[part.line] = taken_fen.get(part.line, 0) + part.admitted_fen
    for line, fen in taken_fen.items():
        if line not in by_line:
            raise UnknownLineError(line)
        left_fen = line_left(by_line[line], tolerance_percent)
        if fen > left_fen:
            raise OverBudgetError(line, from_fen(left_fen), from_fen(fen))


def line_left(budget: LineBudget, tolerance_percent: int) -> int:
    """Tell what a line may still spend, tolerance included, in 分."""
    ceiling = budget.approved_fen * (100 + tolerance_percent) // 100
    return max(ceiling - budget.spent_fen, 0)


def decide_recovery_move(state: RecoveryState, action: Action) -> None:
    """Demand money that is still owed back. Raises RecoverySettledError."""
    if (state, action) not in RECOVERY_MOVES:
        raise RecoverySettledError(state)


def decide_recovery(
    disallowed_fen: int, recovered_fen: int, received_fen: int
) -> RecoveryState:
    """Tell the state once money came back; amounts in 分. Raises OverRecoveredError."""
    left_fen = disallowed_fen - recovered_fen
    if received_fen > left_fen:
        raise OverRecoveredError(from_fen(left_fen), from_fen(received_fen))
    return RecoveryState.RECOVERED if received_fen == left_fen else RecoveryState.OPEN
