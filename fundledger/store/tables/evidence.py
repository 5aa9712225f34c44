"""Evidence: files kept by their content, and which paper proves what 附件."""

from datetime import date
from typing import Final

from sqlalchemy import CheckConstraint, Column, Named, UniqueConstraint

from fundledger.domain.evidence import Document, Original
from fundledger.domain.ids import (
    ClaimNo,
    DisbursementNo,
    EvidenceNo,
    FundingNo,
    Login,
    PayeeNo,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    ReturnNo,
    RunningCostNo,
    Sha256,
    SourceKey,
    TransferNo,
    VoucherNo,
)
from fundledger.domain.receipts import Ground
from fundledger.store.tables.base import (
    MUTABLE,
    Content,
    Day,
    FundRow,
    KeyText,
    Whole,
    fund_table,
    one_of,
    refers,
)


class AttachmentColumns(FundRow):
    """A file kept by its content; at most 20 MiB."""

    sha256: Named[Sha256] = Column(KeyText[Sha256](), primary_key=True)
    media_type: Named[str] = Column(KeyText[str]())
    size: Named[int] = Column(Whole[int]())
    content: Named[bytes] = Column(Content())


attachment = fund_table(
    "attachment",
    AttachmentColumns,
    CheckConstraint("size BETWEEN 1 AND 20971520", name="size"),
    CheckConstraint("length(content) = size", name="content"),
)


class EvidenceColumns(FundRow):
    """A paper attached to a voucher or to another thing, and where its original is.

    One of the columns up to `bank` says what it is attached to. `host_no` is the
    voucher that the original lies with; `number` the one it has in a register of its
    own. `reason` says why there is none.
    """

    no: Named[EvidenceNo] = Column(Whole[EvidenceNo](), primary_key=True)
    voucher_no: Named[VoucherNo | None] = Column(Whole[VoucherNo]())
    project_no: Named[ProjectNo | None] = Column(Whole[ProjectNo]())
    claim_no: Named[ClaimNo | None] = Column(Whole[ClaimNo]())
    disbursement_no: Named[DisbursementNo | None] = Column(Whole[DisbursementNo]())
    recovery_no: Named[RecoveryNo | None] = Column(Whole[RecoveryNo]())
    payee_no: Named[PayeeNo | None] = Column(Whole[PayeeNo]())
    funding_no: Named[FundingNo | None] = Column(Whole[FundingNo]())
    return_no: Named[ReturnNo | None] = Column(Whole[ReturnNo]())
    running_cost_no: Named[RunningCostNo | None] = Column(Whole[RunningCostNo]())
    transfer_no: Named[TransferNo | None] = Column(Whole[TransferNo]())
    source: Named[SourceKey | None] = Column(KeyText[SourceKey]())
    bank: Named[str | None] = Column(KeyText[str]())
    document: Named[Document] = Column(KeyText[Document]())
    original: Named[Original] = Column(KeyText[Original]())
    sheets: Named[int] = Column(Whole[int]())
    sha256: Named[Sha256 | None] = Column(KeyText[Sha256]())
    place: Named[str | None] = Column(KeyText[str]())
    number: Named[str | None] = Column(KeyText[str]())
    host_no: Named[VoucherNo | None] = Column(Whole[VoucherNo]())
    reason: Named[str | None] = Column(KeyText[str]())
    attached_by: Named[Login] = Column(KeyText[Login]())
    on_date: Named[date] = Column(Day())
    withdrawn_on: Named[date | None] = Column(Day(), info=MUTABLE)
    withdrawn_reason: Named[str | None] = Column(KeyText[str](), info=MUTABLE)


EVIDENCE_OBJECTS: Final = (
    "voucher_no",
    "project_no",
    "claim_no",
    "disbursement_no",
    "recovery_no",
    "payee_no",
    "funding_no",
    "return_no",
    "running_cost_no",
    "transfer_no",
    "source",
    "bank",
)
"""What a paper may be attached to: one column names it."""

_NAMED: Final = " + ".join(
    f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in EVIDENCE_OBJECTS
)


def _just_where(name: str, original: str) -> CheckConstraint:
    """Hold a column to have a value where the original is so, and nowhere else."""
    return CheckConstraint(f"({name} IS NOT NULL) = ({original})", name=name)


evidence = fund_table(
    "evidence",
    EvidenceColumns,
    CheckConstraint("no >= 1", name="no"),
    CheckConstraint(f"{_NAMED} = 1", name="one_object"),
    one_of("document", Document),
    one_of("original", Original),
    CheckConstraint(
        "(original IN ('file', 'paper') AND sheets BETWEEN 1 AND 999)"
        " OR (original NOT IN ('file', 'paper') AND sheets = 0)",
        name="sheets",
    ),
    CheckConstraint(
        "voucher_no IS NOT NULL OR original IN ('file', 'paper')", name="of_voucher"
    ),
    _just_where("sha256", "original = 'file'"),
    _just_where("place", "original IN ('paper', 'elsewhere')"),
    _just_where("number", "original = 'elsewhere'"),
    _just_where("host_no", "original = 'shared'"),
    _just_where("reason", "original = 'absent'"),
    CheckConstraint("host_no IS NULL OR host_no <> voucher_no", name="host"),
    CheckConstraint(
        "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn"
    ),
    refers("voucher_no", to="voucher"),
    refers("project_no", to="project"),
    refers("claim_no", to="claim"),
    refers("disbursement_no", to="disbursement"),
    refers("recovery_no", to="recovery"),
    refers("payee_no", to="payee"),
    refers("funding_no", to="funding"),
    refers("return_no", to="money_return"),
    refers("running_cost_no", to="running_cost"),
    refers("transfer_no", to="transfer"),
    refers("source", to="funding_source", key=("key",)),
    refers("bank", to="bank_account", key=("key",)),
    refers("sha256", to="attachment", key=("sha256",)),
    refers("host_no", to="voucher"),
    refers("attached_by", to="person", key=("login",)),
    indexes=[
        ("voucher_no",),
        ("project_no",),
        ("claim_no",),
        ("sha256",),
        ("host_no",),
    ],
)


class SuspicionColumns(FundRow):
    """Two receipts that look like one, as a claim was handed in; a person decides.

    Dismissed with a reason, it stays.
    """

    no: Named[int] = Column(Whole[int](), primary_key=True)
    claim_no: Named[ClaimNo] = Column(Whole[ClaimNo]())
    receipt_no: Named[ReceiptNo] = Column(Whole[ReceiptNo]())
    earlier_no: Named[ReceiptNo] = Column(Whole[ReceiptNo]())
    ground: Named[Ground] = Column(KeyText[Ground]())
    dismissed_by: Named[Login | None] = Column(KeyText[Login](), info=MUTABLE)
    dismissed_on: Named[date | None] = Column(Day(), info=MUTABLE)
    reason: Named[str | None] = Column(KeyText[str](), info=MUTABLE)


suspicion = fund_table(
    "suspicion",
    SuspicionColumns,
    CheckConstraint("no >= 1", name="no"),
    one_of("ground", Ground),
    CheckConstraint("receipt_no <> earlier_no", name="two_receipts"),
    CheckConstraint(
        "(dismissed_by IS NULL) = (dismissed_on IS NULL)"
        " AND (dismissed_by IS NULL) = (reason IS NULL)",
        name="dismissed",
    ),
    UniqueConstraint("fund_id", "receipt_no", "earlier_no", "ground"),
    refers("claim_no", to="claim"),
    refers("receipt_no", to="receipt"),
    refers("earlier_no", to="receipt"),
    refers("dismissed_by", to="person", key=("login",)),
    indexes=[("claim_no",)],
)
