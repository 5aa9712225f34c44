"""Money in and out: funding, disbursements, claims, receipts, refunds, recoveries."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Named

from fundledger.domain.claims import ClaimState, ReceiptKind, RecoveryState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    DisbursementNo,
    FundingNo,
    LineNo,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    Sha256,
    VoucherNo,
)
from fundledger.store.tables.base import (
    MUTABLE,
    Day,
    Flag,
    FundRow,
    KeyText,
    Whole,
    fen,
    fund_table,
    one_of,
    refers,
)


class FundingColumns(FundRow):
    """Money received: a donation, a grant, or a receipt not yet identified.

    The vouchers named are those that stand: a correction names its blue one.
    """

    no: Named[FundingNo] = Column(Whole[FundingNo](), primary_key=True)
    kind: Named[str] = Column(KeyText[str](), info=MUTABLE)
    party: Named[str] = Column(KeyText[str](), info=MUTABLE)
    restricted: Named[bool] = Column(Flag(), info=MUTABLE)
    purpose: Named[str] = Column(KeyText[str](), info=MUTABLE)
    fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    returned_fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    bank: Named[AccountKey] = Column(KeyText[AccountKey](), info=MUTABLE)
    on_date: Named[date] = Column(Day())
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo](), info=MUTABLE)
    identified_voucher_no: Named[VoucherNo | None] = Column(
        Whole[VoucherNo](), info=MUTABLE
    )


funding = fund_table(
    "funding",
    FundingColumns,
    one_of("kind", FundingKind),
    fen("fen", least=1),
    CheckConstraint("returned_fen BETWEEN 0 AND fen", name="returned_fen"),
    refers("bank", to="account", key=("key",)),
    refers("voucher_no", to="voucher"),
    refers("identified_voucher_no", to="voucher"),
)


class DisbursementColumns(FundRow):
    """A payment to a community: an advance instalment or a reimbursement.

    A bounced one may be paid to a new payee; one not yet paid may become less, when
    part of what it would pay is disallowed.
    """

    no: Named[DisbursementNo] = Column(Whole[DisbursementNo](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    claim_no: Named[ClaimNo | None] = Column(Whole[ClaimNo]())
    payee_no: Named[int] = Column(Whole[int](), info=MUTABLE)
    fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    state: Named[DisbursementState] = Column(KeyText[DisbursementState](), info=MUTABLE)
    bank: Named[AccountKey | None] = Column(KeyText[AccountKey](), info=MUTABLE)


disbursement = fund_table(
    "disbursement",
    DisbursementColumns,
    fen("fen", least=1),
    one_of("state", DisbursementState),
    refers("project_no", to="project"),
    refers("claim_no", to="claim"),
    refers("payee_no", to="payee"),
    refers("bank", to="account", key=("key",)),
    indexes=[("project_no",), ("state", "seq")],
)


class ClaimColumns(FundRow):
    """A claim: receipts handed in against an advance, or for reimbursement."""

    no: Named[ClaimNo] = Column(Whole[ClaimNo](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    reimburses: Named[bool] = Column(Flag())
    claimed_fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    admitted_fen: Named[int | None] = Column(Whole[int](), info=MUTABLE)
    version: Named[int] = Column(Whole[int](), info=MUTABLE)
    state: Named[ClaimState] = Column(KeyText[ClaimState](), info=MUTABLE)


claim = fund_table(
    "claim",
    ClaimColumns,
    fen("claimed_fen", least=1),
    CheckConstraint(
        "admitted_fen IS NULL OR admitted_fen BETWEEN 0 AND claimed_fen",
        name="admitted_fen",
    ),
    one_of("state", ClaimState),
    refers("project_no", to="project"),
    indexes=[("project_no",), ("state", "seq")],
)


class ReceiptColumns(FundRow):
    """A receipt 票据 of one version of a claim, against a budget line; in 分.

    `plain_number` is the number without its width, case and spaces: duplicates are
    found by it, by the file, and by day and amount.
    """

    no: Named[ReceiptNo] = Column(Whole[ReceiptNo](), primary_key=True)
    claim_no: Named[ClaimNo] = Column(Whole[ClaimNo]())
    version: Named[int] = Column(Whole[int]())
    line: Named[LineNo] = Column(Whole[LineNo]())
    kind: Named[ReceiptKind] = Column(KeyText[ReceiptKind]())
    number: Named[str] = Column(KeyText[str]())
    plain_number: Named[str] = Column(KeyText[str]())
    seller: Named[str] = Column(KeyText[str]())
    issued_on: Named[date] = Column(Day())
    claimed_fen: Named[int] = Column(Whole[int]())
    attachment_sha256: Named[Sha256 | None] = Column(KeyText[Sha256]())


receipt = fund_table(
    "receipt",
    ReceiptColumns,
    one_of("kind", ReceiptKind),
    fen("claimed_fen", least=1),
    refers("claim_no", to="claim"),
    refers("attachment_sha256", to="attachment", key=("sha256",)),
    indexes=[
        ("claim_no",),
        ("plain_number",),
        ("attachment_sha256",),
        ("issued_on", "claimed_fen"),
    ],
)


class AdmissionColumns(FundRow):
    """What was admitted of a receipt, and why not all of it; in 分."""

    receipt_no: Named[ReceiptNo] = Column(Whole[ReceiptNo](), primary_key=True)
    admitted_fen: Named[int] = Column(Whole[int]())
    reason: Named[str] = Column(KeyText[str]())


admission = fund_table(
    "admission",
    AdmissionColumns,
    fen("admitted_fen"),
    refers("receipt_no", to="receipt"),
)


class RefundColumns(FundRow):
    """Unspent money that came back 结余退回, in 分."""

    no: Named[int] = Column(Whole[int](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo](), info=MUTABLE)
    fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    bank: Named[AccountKey] = Column(KeyText[AccountKey](), info=MUTABLE)
    on_date: Named[date] = Column(Day())
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo](), info=MUTABLE)


refund = fund_table(
    "refund",
    RefundColumns,
    fen("fen", least=1),
    refers("project_no", to="project"),
    refers("bank", to="account", key=("key",)),
    refers("voucher_no", to="voucher"),
    indexes=[("project_no",)],
)


class RecoveryColumns(FundRow):
    """Money disallowed 核减 that the community owes until it is recovered 追回."""

    no: Named[RecoveryNo] = Column(Whole[RecoveryNo](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    receipt_no: Named[ReceiptNo | None] = Column(Whole[ReceiptNo]())
    fen: Named[int] = Column(Whole[int]())
    recovered_fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    state: Named[RecoveryState] = Column(KeyText[RecoveryState](), info=MUTABLE)
    reason: Named[str] = Column(KeyText[str]())
    on_date: Named[date] = Column(Day())
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo]())


recovery = fund_table(
    "recovery",
    RecoveryColumns,
    fen("fen", least=1),
    CheckConstraint("recovered_fen BETWEEN 0 AND fen", name="recovered_fen"),
    one_of("state", RecoveryState),
    refers("project_no", to="project"),
    refers("receipt_no", to="receipt"),
    refers("voucher_no", to="voucher"),
    indexes=[("project_no",), ("state", "seq")],
)
