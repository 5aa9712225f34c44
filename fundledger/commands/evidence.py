"""Evidence 附件: attached to vouchers and other things, excused, withdrawn."""

from typing import Any

from fundledger.commands.attaching import attach
from fundledger.commands.cases import (
    of_claim,
    of_disbursement,
    of_evidence,
    of_payee,
    of_project,
    of_recovery,
    of_voucher,
)
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.domain.actions import Action
from fundledger.domain.evidence import (
    Document,
    OneObjectError,
    OneOriginalError,
    Original,
    decide_excuse_of,
    decide_reference,
)
from fundledger.domain.evidence_readiness import (
    ready_to_attach,
    ready_to_excuse,
    ready_to_withdraw,
)
from fundledger.domain.ids import (
    ClaimNo,
    DisbursementNo,
    EvidenceNo,
    FundingNo,
    PayeeNo,
    ProjectNo,
    RecoveryNo,
    ReturnNo,
    RunningCostNo,
    Sha256,
    SourceKey,
    TransferNo,
    VoucherNo,
)
from fundledger.domain.labels import (
    ArchiveNumber,
    ArchivePlace,
    BankKey,
    Reason,
    Sheets,
)
from fundledger.queries import evidence, funds, journal
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.EVIDENCE_ATTACH, case=of_voucher, ready=ready_to_attach)
def attach_file(
    write: Writing,
    voucher_no: VoucherNo,
    document: Document,
    attachment_sha256: Sha256,
    *,
    sheets: Sheets = 1,
) -> EvidenceNo:
    """Attach a stored file to a voucher, with the sheets that it counts for.

    Raises EvidenceClosedError, NotFoundError.
    """
    return attach(
        write,
        document,
        Original.FILE,
        voucher_no=voucher_no,
        sheets=sheets,
        sha256=_stored(write, attachment_sha256),
    )


@deed(Action.EVIDENCE_ATTACH, case=of_voucher, ready=ready_to_attach)
def attach_original(
    write: Writing,
    voucher_no: VoucherNo,
    document: Document,
    place: ArchivePlace,
    *,
    sheets: Sheets = 1,
) -> EvidenceNo:
    """Attach paper to a voucher, kept at a place. Raises EvidenceClosedError."""
    return attach(
        write,
        document,
        Original.PAPER,
        voucher_no=voucher_no,
        sheets=sheets,
        place=place,
    )


@deed(Action.EVIDENCE_ATTACH, case=of_voucher, ready=ready_to_attach)
def share_original(
    write: Writing, voucher_no: VoucherNo, document: Document, host_no: VoucherNo
) -> EvidenceNo:
    """Refer to the voucher that the original is attached to 附于.

    Raises EvidenceClosedError, NotFoundError, NoOriginalThereError.
    """
    host = require(journal.voucher(write, host_no), "voucher", host_no)
    own = (
        set[Document]()
        if host_no == voucher_no
        else evidence.own_documents(write, host_no)
    )
    decide_reference(host.name, own, document)
    return attach(
        write, document, Original.SHARED, voucher_no=voucher_no, host_no=host_no
    )


@deed(Action.EVIDENCE_ATTACH, case=of_voucher, ready=ready_to_attach)
def register_original(
    write: Writing,
    voucher_no: VoucherNo,
    document: Document,
    number: ArchiveNumber,
    place: ArchivePlace,
) -> EvidenceNo:
    """Say in which register and under which number the original is kept 原件另存.

    Raises EvidenceClosedError.
    """
    return attach(
        write,
        document,
        Original.ELSEWHERE,
        voucher_no=voucher_no,
        number=number,
        place=place,
    )


@deed(Action.EVIDENCE_EXCUSE, case=of_voucher, ready=ready_to_excuse)
def excuse_attachment(
    write: Writing, voucher_no: VoucherNo, document: Document, *, reason: Reason
) -> EvidenceNo:
    """Say why a voucher goes without a paper that it needs.

    Raises EvidenceClosedError, NothingMissingError, ReasonNeededError.
    """
    voucher = require(journal.voucher(write, voucher_no), "voucher", voucher_no)
    lacking = evidence.missing(write, voucher_no=voucher_no)
    decide_excuse_of(voucher.name, [each.missing for each in lacking], document)
    return attach(
        write, document, Original.ABSENT, voucher_no=voucher_no, reason=reason
    )


@deed(Action.EVIDENCE_WITHDRAW, case=of_evidence, ready=ready_to_withdraw)
def withdraw_attachment(
    write: Writing, evidence_no: EvidenceNo, *, reason: Reason
) -> None:
    """Withdraw what was attached by mistake; it stays to be seen.

    Raises ReasonNeededError, EvidenceWithdrawnError, EvidenceClosedError,
    EvidenceSharedError.
    """
    write.change(
        t.evidence, evidence_no, withdrawn_on=write.on, withdrawn_reason=reason
    )


@deed(
    Action.EVIDENCE_FILE,
    case=(of_project, of_claim, of_disbursement, of_recovery, of_payee),
)
def file_document(  # noqa: PLR0913 - one of these is named
    write: Writing,
    document: Document,
    *,
    sheets: Sheets = 1,
    attachment_sha256: Sha256 | None = None,
    place: ArchivePlace | None = None,
    project_no: ProjectNo | None = None,
    claim_no: ClaimNo | None = None,
    disbursement_no: DisbursementNo | None = None,
    recovery_no: RecoveryNo | None = None,
    payee_no: PayeeNo | None = None,
    funding_no: FundingNo | None = None,
    return_no: ReturnNo | None = None,
    running_cost_no: RunningCostNo | None = None,
    transfer_no: TransferNo | None = None,
    source: SourceKey | None = None,
    bank: BankKey | None = None,
) -> EvidenceNo:
    """File a document with the one thing it belongs to: a stored file, or paper.

    Raises OneObjectError, OneOriginalError, NotFoundError.
    """
    objects: dict[str, Any] = {
        "project_no": project_no,
        "claim_no": claim_no,
        "disbursement_no": disbursement_no,
        "recovery_no": recovery_no,
        "payee_no": payee_no,
        "funding_no": funding_no,
        "return_no": return_no,
        "running_cost_no": running_cost_no,
        "transfer_no": transfer_no,
        "source": source,
        "bank": bank,
    }
    named = {name: key for name, key in objects.items() if key is not None}
    if len(named) != 1:
        raise OneObjectError(len(named))
    if (attachment_sha256 is None) is (place is None):
        raise OneOriginalError
    if attachment_sha256 is None:
        about = {"place": place, **named}
        return attach(write, document, Original.PAPER, sheets=sheets, **about)
    about = {"sha256": _stored(write, attachment_sha256), **named}
    return attach(write, document, Original.FILE, sheets=sheets, **about)


def _stored(write: Writing, sha256: Sha256) -> Sha256:
    """Demand a file that is stored. Raises NotFoundError."""
    has = funds.has_attachment(write, sha256)
    return require(sha256 if has else None, "attachment", sha256)
