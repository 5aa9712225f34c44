"""Evidence 附件: which papers prove a voucher, how many sheets, where originals are.

《会计基础工作规范》 §51(四): a voucher has its originals attached, but closing ones and
corrections may go without; one original may serve several vouchers, and lies with one
of them; what is kept elsewhere is named. Missing papers keep a month from closing,
never a deed from being done.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.ids import EvidenceNo, Month
from fundledger.domain.journal import VoucherKind
from fundledger.domain.posting_rules import PostingRule
from fundledger.errors import N_, RefusedError


class Document(StrEnum):
    """What kind of paper it is."""

    BANK_SLIP = "bank_slip"
    """银行回单."""
    RECEIPTS = "receipts"
    """票据: 发票, 收据, 签收单."""
    DECISION = "decision"
    """批件: a decision of those who may take it, minutes of a meeting."""
    LETTER = "letter"
    """函件: what a giver or a community writes."""
    AGREEMENT = "agreement"
    """协议."""
    PAYEE_RECEIPT = "payee_receipt"
    """收款证明: the payee says that the money came."""
    CALCULATION = "calculation"
    """计算表, 说明."""
    OTHER = "other"


class Original(StrEnum):
    """Where the original is."""

    FILE = "file"
    """Here: it is a file, 电子原件 or a scan."""
    PAPER = "paper"
    """Paper, at a place that is named."""
    SHARED = "shared"
    """With another voucher, which it serves as well: 附于 记-0012."""
    ELSEWHERE = "elsewhere"
    """In a register of its own, by its number: 原件另存."""
    ABSENT = "absent"
    """There is none, for a reason."""


COUNTED: Final = frozenset({Original.FILE, Original.PAPER})
"""These have sheets of their own, and count among those of the voucher 附件张数."""

_BANK: Final = frozenset({Document.BANK_SLIP})
_DECIDED: Final = frozenset({Document.DECISION})
_RECEIPTS: Final = frozenset({Document.RECEIPTS})
_LETTER: Final = frozenset({Document.LETTER})
_NONE: Final = frozenset[Document]()
_R = PostingRule

NEEDED: Final[Mapping[PostingRule, frozenset[Document]]] = MappingProxyType(
    {
        _R.DONATION_RECEIVED: _BANK,
        _R.GRANT_RECEIVED: _BANK | _DECIDED,
        _R.UNIDENTIFIED_RECEIVED: _BANK,
        _R.UNIDENTIFIED_IDENTIFIED: frozenset({Document.CALCULATION}),
        _R.UNIDENTIFIED_SENT_BACK: _BANK,
        _R.RETURN_DECIDED: _DECIDED,
        _R.RETURN_MISTAKEN: _DECIDED,
        _R.RETURN_PAID: _BANK,
        _R.RETURN_BOUNCED: _BANK,
        _R.APPROVED: _NONE,
        _R.ESTABLISHED: _NONE,
        _R.NOTICE_WITHDRAWN: _NONE,
        _R.SUPPLEMENT: _NONE,
        _R.CUT: _NONE,
        _R.ADVANCE_APPROVED: _NONE,
        _R.ADVANCE_PAID: _BANK,
        _R.PAYMENT_DECLINED: _NONE,
        _R.ADVANCE_BOUNCED: _BANK,
        _R.CLAIM_ADMITTED: _RECEIPTS,
        _R.REIMBURSEMENT_ADMITTED: _RECEIPTS,
        _R.REIMBURSEMENT_PAID: _BANK,
        _R.REIMBURSEMENT_BOUNCED: _BANK,
        _R.REIMBURSEMENT_DECLINED: _DECIDED,
        _R.REFUND: _BANK,
        _R.DISALLOWED_BEFORE_BOOKING: _DECIDED,
        _R.DISALLOWED_UNPAID: _DECIDED,
        _R.DISALLOWED_UNPAID_CLOSED_YEAR: _DECIDED,
        _R.DISALLOWED_SAME_YEAR: _DECIDED,
        _R.DISALLOWED_CLOSED_YEAR: _DECIDED,
        _R.RECOVERED: _BANK,
        _R.WRITTEN_OFF: _DECIDED,
        _R.WRITTEN_OFF_BORNE: _DECIDED,
        _R.LAPSED: _NONE,
        _R.BANK_FEE: _BANK,
        _R.ADMIN_COST: _BANK | _RECEIPTS,
        _R.ADMIN_COST_BOUNCED: _BANK,
        _R.ADMIN_COST_BOUNCED_CLOSED_YEAR: _BANK,
        _R.INTEREST: _BANK,
        _R.INTEREST_AGAINST_COST: _BANK,
        _R.PROJECT_INTEREST: _BANK,
        _R.TRANSFER: _BANK,
        _R.TRANSFER_SENT: _BANK,
        _R.TRANSFER_ARRIVED: _BANK,
        _R.RE_SOURCED_COMMITTED: _NONE,
        _R.RE_SOURCED_ADVANCED: _DECIDED,
        _R.RE_SOURCED_COST: _DECIDED,
        _R.RE_SOURCED_CLOSED_YEAR: _DECIDED,
        _R.RECLASSIFIED_NET: _LETTER,
        _R.RECLASSIFIED_INCOME: _LETTER,
        _R.GAP_OPENED: _NONE,
        _R.GAP_COVERED: _NONE,
        _R.CORRECTION_CLOSED_YEAR: _NONE,
        _R.CORRECTION_CLOSED_YEAR_CHARGED: _NONE,
        _R.RELEASE: _NONE,
        _R.YEAR_END_INCOME: _NONE,
        _R.YEAR_END_COST: _NONE,
        _R.YEAR_END_PRIOR_YEAR: _NONE,
        _R.YEAR_END_PRIOR_YEAR_RELEASE: _NONE,
        _R.OPENING: _NONE,
    }
)
"""What the money voucher of each posting rule needs attached: each of these.

What moves permission to spend alone is a budget voucher, which needs none.
"""

NEEDING: Final = frozenset({VoucherKind.NORMAL})
"""The kinds of vouchers that need evidence.

Corrections and closings may go without (98号 §51(四)); what was there before these
books has its papers with the earlier ones.
"""


class Missing(NamedTuple):
    """A paper that a voucher needs and has not, and how many sheets it has of it."""

    document: Document
    sheets: int
    declared: int
    """How many sheets the deed said there are; at least one."""


class EvidenceFacts(NamedTuple):
    """A voucher that papers are attached to, and what it still lacks."""

    name: str
    month: Month
    closed: bool
    missing: tuple[Missing, ...] = ()


class AttachedFacts(NamedTuple):
    """A paper that is attached, and the month of its voucher, where it has one."""

    no: EvidenceNo
    withdrawn: bool
    month: Month | None
    closed: bool
    serves: tuple[str, ...] = ()
    """The names of other vouchers that refer to it."""


@dataclass(eq=False)
class EvidenceClosedError(RefusedError):
    """What proves a voucher is settled once its month is closed."""

    month: Month
    code = "evidence_closed"
    message = N_("{month} is closed: nothing of its attachments changes any more.")
    hint = N_("Attach it to the project or the claim, or have the month reopened.")


@dataclass(eq=False)
class NothingMissingError(RefusedError):
    """Only what is missing is excused."""

    voucher: str
    code = "nothing_missing"
    message = N_("{voucher} does not lack this.")
    hint = N_("Look at what the voucher lacks; it may be attached already.")


@dataclass(eq=False)
class NoOriginalThereError(RefusedError):
    """A voucher refers to another one that has no such paper either."""

    voucher: str
    document: Document
    code = "no_original_there"
    message = N_("{voucher} has no {document} attached to it itself.")
    hint = N_("Name the voucher that the original is attached to.")


@dataclass(eq=False)
class EvidenceWithdrawnError(RefusedError):
    """It was withdrawn before."""

    evidence_no: EvidenceNo
    code = "evidence_withdrawn"
    message = N_("Attachment {evidence_no} was withdrawn before.")
    hint = N_("Attach what is right; what was withdrawn stays as it is.")


@dataclass(eq=False)
class EvidenceSharedError(RefusedError):
    """Other vouchers rely on it."""

    evidence_no: EvidenceNo
    vouchers: tuple[str, ...]
    code = "evidence_shared"
    message = N_("Other vouchers refer to attachment {evidence_no}: {vouchers}.")
    hint = N_("Attach the original to one of them first, and withdraw its reference.")


@dataclass(eq=False)
class OneObjectError(RefusedError):
    """A paper is attached to one thing."""

    named: int
    code = "one_object"
    message = N_("A document belongs to one thing; {named} are named.")
    hint = N_("Name the one that it belongs to.")


@dataclass(eq=False)
class OneOriginalError(RefusedError):
    """A paper is a file, or lies at a place."""

    code = "one_original"
    message = N_("The original is a file, or paper at a place: give one of the two.")
    hint = N_("Store a scan and name it, or say where the paper is.")


def needed(kind: VoucherKind, rule: PostingRule) -> frozenset[Document]:
    """Tell what a money voucher needs attached; nothing by its kind, or by its rule."""
    return NEEDED[rule] if kind in NEEDING else _NONE


def decide_open(month: Month | None, *, closed: bool) -> None:
    """Demand that the month of a voucher is open. Raises EvidenceClosedError."""
    if month is not None and closed:
        raise EvidenceClosedError(month)


def decide_excuse(facts: EvidenceFacts) -> None:
    """Demand that a voucher lacks something. Raises NothingMissingError."""
    if not facts.missing:
        raise NothingMissingError(facts.name)


def decide_excuse_of(
    voucher: str, missing: Iterable[Missing], document: Document
) -> None:
    """Excuse a paper that is missing, and no other. Raises NothingMissingError."""
    if document not in {each.document for each in missing}:
        raise NothingMissingError(voucher)


def decide_withdrawal(facts: AttachedFacts) -> None:
    """Withdraw once, in an open month, what no other voucher refers to.

    Raises EvidenceWithdrawnError, EvidenceClosedError, EvidenceSharedError.
    """
    if facts.withdrawn:
        raise EvidenceWithdrawnError(facts.no)
    decide_open(facts.month, closed=facts.closed)
    if facts.serves:
        raise EvidenceSharedError(facts.no, facts.serves)


def decide_reference(
    voucher: str, own: Collection[Document], document: Document
) -> None:
    """Demand that a voucher has the paper itself. Raises NoOriginalThereError."""
    if document not in own:
        raise NoOriginalThereError(voucher, document)
