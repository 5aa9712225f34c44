"""Opening 期初建账: what a fund brings in from before these books, and until when.

Balances by account, project and source; cases in flight with what they were approved,
paid and admitted; or an earlier system's journal. Two people sign it, before the first
voucher of these books' own; from then on nothing is brought in any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.chart import SpendingKind
from fundledger.domain.claims import ReceiptKind
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.ids import (
    AccountKey,
    CommunityKey,
    LineNo,
    RoundKey,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.labels import (
    NO_PURPOSE,
    NO_REASON,
    AgreementNumber,
    BankKey,
    Category,
    Description,
    Label,
    Party,
    Purpose,
    Reason,
    ReceiptNumber,
    Seller,
    Title,
    Whole,
)
from fundledger.domain.money import Money
from fundledger.domain.projects import ProjectState
from fundledger.errors import N_, RefusedError

ProjectCode = Annotated[str, Label(40)]
"""What a project is called in the earlier books, and here."""
OrderNo = Annotated[int, Whole(1, 9_999)]
"""The number of a payment or a claim within its project."""
OpeningReport = Annotated[str, Label(20_000, lines=True, empty=True)]
NO_REPORT: Final[OpeningReport] = ""


class OpeningKind(StrEnum):
    """What was brought in."""

    JOURNAL = "journal"
    """Vouchers of an earlier system."""
    BOOKS = "books"
    """Balances and cases in flight; nothing more comes after them."""


class OpeningState(StrEnum):
    """Where a project may stand that is brought in: its public notice is over."""

    ESTABLISHED = "established"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    CLOSED = "closed"


class OpeningPaymentState(StrEnum):
    """Where a payment may stand that is brought in: what is only asked for is not."""

    APPROVED = "approved"
    BOUNCED = "bounced"
    PAID = "paid"
    ACKNOWLEDGED = "acknowledged"


UNPAID: Final = frozenset({OpeningPaymentState.APPROVED, OpeningPaymentState.BOUNCED})
"""Payments that are still to be made: their budget is approved for payment."""


class PastStep(NamedTuple):
    """A step that a case took before these books, and the state it led to."""

    action: Action
    to: str


_A, _P = Action, ProjectState
_BEGUN: Final = (
    PastStep(_A.PROJECT_DRAFT, _P.DRAFT),
    PastStep(_A.PROJECT_APPROVE, _P.ON_NOTICE),
    PastStep(_A.PROJECT_ESTABLISH, _P.ESTABLISHED),
)
_AGREED: Final = (
    *_BEGUN,
    PastStep(_A.AGREEMENT_RECORD, _P.ESTABLISHED),
    PastStep(_A.PROJECT_ACTIVATE, _P.ACTIVE),
)
_ENDING: Final = (*_AGREED, PastStep(_A.PROJECT_BEGIN_CLOSING, _P.CLOSING))
PROJECT_STEPS: Final[Mapping[OpeningState, tuple[PastStep, ...]]] = MappingProxyType(
    {
        OpeningState.ESTABLISHED: _BEGUN,
        OpeningState.ACTIVE: _AGREED,
        OpeningState.SUSPENDED: (
            *_AGREED,
            PastStep(_A.PROJECT_SUSPEND, _P.SUSPENDED),
        ),
        OpeningState.CLOSING: _ENDING,
        OpeningState.CLOSED: (*_ENDING, PastStep(_A.PROJECT_CLOSE, _P.CLOSED)),
    }
)
"""What a project in each state has behind it."""

_D = DisbursementState
_SIGNED: Final = (PastStep(_A.DISBURSEMENT_APPROVE, _D.APPROVED),)
_PAID: Final = (*_SIGNED, PastStep(_A.DISBURSEMENT_PAY, _D.PAID))
PAYMENT_STEPS: Final[Mapping[OpeningPaymentState, tuple[PastStep, ...]]] = (
    MappingProxyType(
        {
            OpeningPaymentState.APPROVED: _SIGNED,
            OpeningPaymentState.BOUNCED: (
                *_PAID,
                PastStep(_A.DISBURSEMENT_BOUNCE, _D.BOUNCED),
            ),
            OpeningPaymentState.PAID: _PAID,
            OpeningPaymentState.ACKNOWLEDGED: (
                *_PAID,
                PastStep(_A.DISBURSEMENT_ACKNOWLEDGE, _D.ACKNOWLEDGED),
            ),
        }
    )
)
"""What a payment in each state has behind it."""


class OpeningBalance(NamedTuple):
    """What stands on an account of the money book, on one side."""

    account: AccountKey
    debit: Money | None = None
    credit: Money | None = None
    project: ProjectCode | None = None
    source: SourceKey | None = None


class OpeningProject(NamedTuple):
    """A project that goes on here."""

    project: ProjectCode
    community_key: CommunityKey
    round_key: RoundKey
    category: Category
    title: Title
    state: OpeningState
    approved_on: date
    starts_on: date
    ends_on: date
    purpose: Purpose = NO_PURPOSE
    agreement: AgreementNumber | None = None
    report: OpeningReport = NO_REPORT
    """The final report 结项总结, where it has been handed in."""


class OpeningLine(NamedTuple):
    """A budget line as it is approved now, supplements and cuts included."""

    project: ProjectCode
    line: LineNo
    kind: SpendingKind
    amount: Money
    description: Description = ""


class OpeningShare(NamedTuple):
    """What of a project a source pays for, and what came back of it; in their order."""

    project: ProjectCode
    source: SourceKey
    amount: Money
    returned: Money | None = None
    """Refunded and recovered so far."""


class OpeningPayment(NamedTuple):
    """A payment, or what of it is of one source: rows of one number are one payment."""

    project: ProjectCode
    order: OrderNo
    source: SourceKey
    amount: Money
    state: OpeningPaymentState
    bank: BankKey | None = None
    """The account it was paid from."""
    claim: OrderNo | None = None
    """The claim that it reimburses; of an advance, none."""


class OpeningReceipt(NamedTuple):
    """A receipt 票据 of a claim that was admitted; rows of one number are one claim."""

    project: ProjectCode
    claim: OrderNo
    line: LineNo
    kind: ReceiptKind
    number: ReceiptNumber
    seller: Seller
    issued_on: date
    admitted_on: date
    claimed: Money
    admitted: Money
    reason: Reason = NO_REASON


class OpeningRecovery(NamedTuple):
    """What a community still owes back 应收追回."""

    project: ProjectCode
    source: SourceKey
    amount: Money
    reason: Reason


class OpeningUnidentified(NamedTuple):
    """Money that came, and that nobody can name yet 待查款项."""

    party: Party
    bank: BankKey
    on_date: date
    amount: Money


class Opening(NamedTuple):
    """Everything that is brought in at once."""

    balances: Sequence[OpeningBalance] = ()
    projects: Sequence[OpeningProject] = ()
    lines: Sequence[OpeningLine] = ()
    shares: Sequence[OpeningShare] = ()
    payments: Sequence[OpeningPayment] = ()
    receipts: Sequence[OpeningReceipt] = ()
    recoveries: Sequence[OpeningRecovery] = ()
    unidentified: Sequence[OpeningUnidentified] = ()


class BroughtIn(NamedTuple):
    """What two people brought in, and the last voucher that came with it."""

    kind: OpeningKind
    last_voucher_no: VoucherNo


@dataclass(eq=False)
class OpeningSealedError(RefusedError):
    """These books are open: they have an opening, or vouchers of their own."""

    voucher_no: VoucherNo
    code = "opening_sealed"
    message = N_("These books are open: nothing is brought in from before any more.")
    hint = N_("Book it by a deed of its own, dated as it happened.")


def require_unsealed(brought: Sequence[BroughtIn], last_no: VoucherNo) -> None:
    """Demand that everything booked was brought in, and no opening among it.

    `last_no` is the last voucher of the fund, 0 without any. Raises OpeningSealedError.
    """
    opened = any(each.kind is OpeningKind.BOOKS for each in brought)
    before = max((each.last_voucher_no for each in brought), default=VoucherNo(0))
    if opened or last_no > before:
        raise OpeningSealedError(last_no)
