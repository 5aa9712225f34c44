"""Money in and out: sources, funding, disbursements, claims, refunds, recoveries."""

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
    ReturnNo,
    RunningCostNo,
    Sha256,
    SourceKey,
    TransferNo,
    VoucherNo,
)
from fundledger.domain.returns import ReturnGround, ReturnState
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


class FundingSourceColumns(FundRow):
    """A source of funds 资金来源: what money was given for, by whom, and until when.

    `overhead_percent` of what it received may pay running costs; `bank` is the account
    that its money lies in, where it names one.
    """

    key: Named[SourceKey] = Column(KeyText[SourceKey](), primary_key=True)
    name: Named[str] = Column(KeyText[str](), info=MUTABLE)
    restricted: Named[bool] = Column(Flag())
    purpose: Named[str] = Column(KeyText[str](), info=MUTABLE)
    giver: Named[str] = Column(KeyText[str](), info=MUTABLE)
    from_on: Named[date | None] = Column(Day(), info=MUTABLE)
    until_on: Named[date | None] = Column(Day(), info=MUTABLE)
    returnable: Named[bool] = Column(Flag(), info=MUTABLE)
    overhead_percent: Named[int] = Column(Whole[int](), info=MUTABLE)
    bank: Named[AccountKey | None] = Column(KeyText[AccountKey](), info=MUTABLE)


funding_source = fund_table(
    "funding_source",
    FundingSourceColumns,
    CheckConstraint("length(key) > 0", name="key"),
    CheckConstraint("overhead_percent BETWEEN 0 AND 100", name="overhead_percent"),
    refers("bank", to="account", key=("key",)),
)


class FundingColumns(FundRow):
    """Money received: a donation, a grant, or a receipt not yet identified.

    What is not identified has no source yet; `project_no` is the project that it came
    back from, where a refund was more than was advanced. A correction may say that it
    was no more: nothing is left then. The vouchers named are those that stand: a
    correction names its blue one.
    """

    no: Named[FundingNo] = Column(Whole[FundingNo](), primary_key=True)
    kind: Named[str] = Column(KeyText[str](), info=MUTABLE)
    party: Named[str] = Column(KeyText[str](), info=MUTABLE)
    source: Named[SourceKey | None] = Column(KeyText[SourceKey](), info=MUTABLE)
    purpose: Named[str] = Column(KeyText[str](), info=MUTABLE)
    fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    returned_fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    bank: Named[AccountKey] = Column(KeyText[AccountKey](), info=MUTABLE)
    on_date: Named[date] = Column(Day())
    project_no: Named[ProjectNo | None] = Column(Whole[ProjectNo](), info=MUTABLE)
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo](), info=MUTABLE)
    identified_voucher_no: Named[VoucherNo | None] = Column(
        Whole[VoucherNo](), info=MUTABLE
    )


funding = fund_table(
    "funding",
    FundingColumns,
    one_of("kind", FundingKind),
    fen("fen"),
    CheckConstraint("returned_fen BETWEEN 0 AND fen", name="returned_fen"),
    CheckConstraint("(kind = 'unidentified') = (source IS NULL)", name="source"),
    refers("source", to="funding_source", key=("key",)),
    refers("project_no", to="project"),
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


class DisbursementShareColumns(FundRow):
    """What of a payment is of which source, in 分, in the order it was taken.

    Taken when it is approved, or admitted; `bank` is the account it was paid from.
    """

    disbursement_no: Named[DisbursementNo] = Column(
        Whole[DisbursementNo](), primary_key=True
    )
    source: Named[SourceKey] = Column(KeyText[SourceKey](), primary_key=True)
    place: Named[int] = Column(Whole[int]())
    fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    bank: Named[AccountKey | None] = Column(KeyText[AccountKey](), info=MUTABLE)


disbursement_share = fund_table(
    "disbursement_share",
    DisbursementShareColumns,
    fen("fen"),
    refers("disbursement_no", to="disbursement"),
    refers("source", to="funding_source", key=("key",)),
    refers("bank", to="account", key=("key",)),
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

    `plain_number` is the number without its width, case, spaces and hyphens: duplicates
    are found by it, by the file, and by day and amount. `code` is the one of an older
    发票; `face_fen` what it is over, where only a part is claimed here 分割.
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
    code: Named[str] = Column(KeyText[str]())
    face_fen: Named[int | None] = Column(Whole[int]())
    sheets: Named[int] = Column(Whole[int]())
    attachment_sha256: Named[Sha256 | None] = Column(KeyText[Sha256]())


receipt = fund_table(
    "receipt",
    ReceiptColumns,
    one_of("kind", ReceiptKind),
    fen("claimed_fen", least=1),
    CheckConstraint(
        "face_fen IS NULL OR (kind = 'invoice' AND face_fen > claimed_fen)",
        name="face_fen",
    ),
    CheckConstraint("sheets BETWEEN 1 AND 999", name="sheets"),
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
    """Money disallowed 核减 that the community owes until it is recovered 追回.

    What is given up is borne by `bearer`; of restricted money with its giver's
    `consent`.
    """

    no: Named[RecoveryNo] = Column(Whole[RecoveryNo](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    receipt_no: Named[ReceiptNo | None] = Column(Whole[ReceiptNo]())
    source: Named[SourceKey] = Column(KeyText[SourceKey]())
    bearer: Named[SourceKey | None] = Column(KeyText[SourceKey](), info=MUTABLE)
    consent: Named[str] = Column(KeyText[str](), info=MUTABLE)
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
    refers("source", to="funding_source", key=("key",)),
    refers("bearer", to="funding_source", key=("key",)),
    refers("voucher_no", to="voucher"),
    indexes=[("project_no",), ("state", "seq")],
)


class MoneyReturnColumns(FundRow):
    """Money of a source that goes back to whoever gave it 退还: decided, then paid."""

    no: Named[ReturnNo] = Column(Whole[ReturnNo](), primary_key=True)
    source: Named[SourceKey] = Column(KeyText[SourceKey]())
    funding_no: Named[FundingNo | None] = Column(Whole[FundingNo]())
    fen: Named[int] = Column(Whole[int]())
    party: Named[str] = Column(KeyText[str]())
    reason: Named[str] = Column(KeyText[str]())
    ground: Named[ReturnGround] = Column(KeyText[ReturnGround]())
    state: Named[ReturnState] = Column(KeyText[ReturnState](), info=MUTABLE)
    bank: Named[AccountKey | None] = Column(KeyText[AccountKey](), info=MUTABLE)
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo](), info=MUTABLE)
    paid_voucher_no: Named[VoucherNo | None] = Column(Whole[VoucherNo](), info=MUTABLE)


money_return = fund_table(
    "money_return",
    MoneyReturnColumns,
    fen("fen", least=1),
    one_of("ground", ReturnGround),
    one_of("state", ReturnState),
    refers("source", to="funding_source", key=("key",)),
    refers("funding_no", to="funding"),
    refers("bank", to="account", key=("key",)),
    refers("voucher_no", to="voucher"),
    refers("paid_voucher_no", to="voucher"),
)


class RunningCostColumns(FundRow):
    """What running the fund cost 运行费, and whether it came back.

    The voucher named is the one that stands.
    """

    no: Named[RunningCostNo] = Column(Whole[RunningCostNo](), primary_key=True)
    source: Named[SourceKey] = Column(KeyText[SourceKey](), info=MUTABLE)
    account: Named[AccountKey] = Column(KeyText[AccountKey](), info=MUTABLE)
    bank: Named[AccountKey] = Column(KeyText[AccountKey](), info=MUTABLE)
    fen: Named[int] = Column(Whole[int](), info=MUTABLE)
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo](), info=MUTABLE)
    bounced_voucher_no: Named[VoucherNo | None] = Column(
        Whole[VoucherNo](), info=MUTABLE
    )


running_cost = fund_table(
    "running_cost",
    RunningCostColumns,
    fen("fen", least=1),
    refers("source", to="funding_source", key=("key",)),
    refers("account", to="account", key=("key",)),
    refers("bank", to="account", key=("key",)),
    refers("voucher_no", to="voucher"),
    refers("bounced_voucher_no", to="voucher"),
)


class TransferColumns(FundRow):
    """Money that moves between the fund's own accounts, perhaps over days 在途.

    The vouchers named are those that stand.
    """

    no: Named[TransferNo] = Column(Whole[TransferNo](), primary_key=True)
    from_bank: Named[AccountKey] = Column(KeyText[AccountKey](), info=MUTABLE)
    to_bank: Named[AccountKey] = Column(KeyText[AccountKey](), info=MUTABLE)
    fen: Named[int] = Column(Whole[int]())
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo](), info=MUTABLE)
    arrived_voucher_no: Named[VoucherNo | None] = Column(
        Whole[VoucherNo](), info=MUTABLE
    )


transfer = fund_table(
    "transfer",
    TransferColumns,
    fen("fen", least=1),
    CheckConstraint("from_bank <> to_bank", name="two_accounts"),
    refers("from_bank", to="account", key=("key",)),
    refers("to_bank", to="account", key=("key",)),
    refers("voucher_no", to="voucher"),
    refers("arrived_voucher_no", to="voucher"),
)
