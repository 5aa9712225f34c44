"""What a deed's rule of readiness is told: one loader for each kind of facts.

A rule says by the type of its first parameter which facts it judges; `facts_of` finds
the loader. Within a deed each question is asked of the database once, so a body may ask
again for what its rule was told.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_type_hints

from fundledger.commands.lookup import require
from fundledger.domain.actions import Action
from fundledger.domain.budgets import ProjectFunds
from fundledger.domain.chart import ADVANCE, B_PAYMENT, PAYABLE, RECOVERABLE
from fundledger.domain.claims import OPEN
from fundledger.domain.cosigning import CosignatureFacts
from fundledger.domain.evidence import COUNTED, AttachedFacts, EvidenceFacts
from fundledger.domain.ids import (
    ClaimNo,
    CosignatureNo,
    DisbursementNo,
    EvidenceNo,
    HandoverNo,
    Login,
    Month,
    PayeeNo,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    VoucherNo,
)
from fundledger.domain.money import to_fen
from fundledger.domain.payees import PayeeFacts
from fundledger.domain.projects import MOVES
from fundledger.domain.readiness import (
    ActivationFacts,
    ClaimFacts,
    DisbursementFacts,
    EndFacts,
    HandoverFacts,
    NoticeFacts,
    PaymentFacts,
    ProjectFacts,
    RecoveryFacts,
    ReturnedFacts,
    ReviewFacts,
    SignatureFacts,
    VoucherFacts,
)
from fundledger.queries import (
    applications,
    balances,
    claims,
    corrections,
    cosignatures,
    disbursements,
    evidence,
    handovers,
    journal,
    notices,
    places,
    projects,
    recoveries,
    reviews,
    signatures,
    suspicions,
)
from fundledger.queries.disbursements import Disbursement
from fundledger.queries.projects import Project
from fundledger.queries.settings import settings
from fundledger.store.reading import Books

_UNREPORTED: Final = (Action.PROJECT_REFUSE_REPORT, Action.PROJECT_REOPEN)
"""After one of these a project has no final report any more."""


class Subject(NamedTuple):
    """What a deed is about: the key of its first case, and the action."""

    key: Any
    action: Action


def _project(books: Books, project_no: ProjectNo) -> Project:
    return require(projects.project(books, project_no), "project", project_no)


def _project_facts(books: Books, project_no: ProjectNo, action: Action) -> ProjectFacts:
    row = _project(books, project_no)
    move = MOVES.get((row.state, action))
    facts = ProjectFacts(row.no, row.state, row.version, row.due_on)
    if move is None or not move.signed_by:
        return facts
    return facts._replace(signed=projects.signed(books, project_no, action))


def project_facts(books: Books, subject: Subject) -> ProjectFacts:
    """Tell where a project stands."""
    return _project_facts(books, subject.key, subject.action)


def returned_facts(books: Books, subject: Subject) -> ReturnedFacts:
    """Tell whether an application was revised since it was returned last."""
    facts = project_facts(books, subject)
    newest = applications.version(books, facts.no, facts.version)
    returned = projects.last_step(books, facts.no, Action.PROJECT_RETURN)
    revised = returned is None or (newest is not None and newest.seq > returned.seq)
    return ReturnedFacts(facts, revised)


def review_facts(books: Books, subject: Subject) -> ReviewFacts:
    """Give the verdicts on the version under review."""
    row = _project(books, subject.key)
    verdicts = reviews.verdicts(books, row.no, row.version, review_cycle(books, row.no))
    needed = reviews.needed(books, row.no)
    return ReviewFacts(project_facts(books, subject), tuple(verdicts), needed)


def review_cycle(books: Books, project_no: ProjectNo) -> int:
    """Count how often the project was put to district review after an objection."""
    return 1 + projects.count_steps(books, project_no, Action.NOTICE_UPHOLD)


def notice_facts(books: Books, subject: Subject) -> NoticeFacts:
    """Tell until when a project is on public notice, and what stands against it."""
    approvals = applications.approvals(books, subject.key)
    last = approvals[-1].no if approvals else 0
    notice = notices.of_approval(books, subject.key, last)
    return NoticeFacts(
        project_facts(books, subject),
        None if notice is None else notice.ends_on,
        reviews.open_objections(books, subject.key),
    )


def activation_facts(books: Books, subject: Subject) -> ActivationFacts:
    """Tell whether agreement and payee are there."""
    row = _project(books, subject.key)
    agreed = projects.last_step(books, row.no, Action.AGREEMENT_RECORD)
    known = places.payees(books, row.community_key)
    return ActivationFacts(
        project_facts(books, subject),
        row.community,
        agreement_recorded=agreed is not None,
        payee_verified=bool(known) and known[-1].verified_by is not None,
    )


def end_facts(books: Books, subject: Subject) -> EndFacts:
    """Tell what of a project is under way still."""
    no: ProjectNo = subject.key
    return EndFacts(
        project_facts(books, subject),
        ProjectFunds(
            payment=balances.whole(books, B_PAYMENT, no),
            advance=balances.whole(books, ADVANCE, no),
            payable=balances.whole(books, PAYABLE, no),
            recoverable=balances.whole(books, RECOVERABLE, no),
        ),
        open_claims=len(claims.claims(books, no, OPEN)),
        final_report=_is_reported(books, no),
    )


def _is_reported(books: Books, project_no: ProjectNo) -> bool:
    """Tell whether a final report came in that nothing has overtaken."""
    reported = projects.last_step(books, project_no, Action.PROJECT_REPORT)
    overtaken = projects.last_step(books, project_no, *_UNREPORTED)
    return reported is not None and (overtaken is None or overtaken.no < reported.no)


def disbursement_facts(books: Books, subject: Subject) -> DisbursementFacts:
    """Tell where a disbursement stands."""
    row = _disbursement(books, subject.key)
    project = _project_facts(books, row.project_no, subject.action)
    return DisbursementFacts(project, row.state, row.reimburses, row.fen)


def signature_facts(books: Books, subject: Subject) -> SignatureFacts:
    """Tell who signed a disbursement, and whose signature it takes."""
    return SignatureFacts(
        disbursement_facts(books, subject),
        to_fen(settings(books).approver_agrees_above),
        disbursements.signed(books, subject.key),
    )


def payment_facts(books: Books, subject: Subject) -> PaymentFacts:
    """Tell whom a disbursement would be paid to."""
    row = _disbursement(books, subject.key)
    project = _project(books, row.project_no)
    payee = disbursements.registered_payee(books, project.community_key)
    return PaymentFacts(
        disbursement_facts(books, subject),
        project.community if payee is None else payee.name,
        payee_verified=payee is not None and payee.verified_by is not None,
        payee_approved=payee is not None and payee.no == row.payee_no,
    )


def _disbursement(books: Books, no: DisbursementNo) -> Disbursement:
    return require(disbursements.disbursement(books, no), "disbursement", no)


def claim_facts(books: Books, subject: Subject) -> ClaimFacts:
    """Tell where a claim stands."""
    return _claim_facts(books, subject.key, subject.action)


def _claim_facts(books: Books, no: ClaimNo, action: Action) -> ClaimFacts:
    row = require(claims.claim(books, no), "claim", no)
    facts = ClaimFacts(_project_facts(books, row.project_no, action), row.state)
    if action is not Action.CLAIM_DISMISS_SUSPICIONS:
        return facts
    listed = suspicions.suspicions(books, no)
    waiting = sum(each.dismissed_by is None for each in listed)
    return facts._replace(suspicions=waiting)


def receipt_facts(books: Books, subject: Subject) -> ClaimFacts:
    """Tell where the claim of a receipt stands."""
    no: ReceiptNo = subject.key
    receipt = require(claims.receipt(books, no), "receipt", no)
    return _claim_facts(books, receipt.claim_no, subject.action)


def recovery_facts(books: Books, subject: Subject) -> RecoveryFacts:
    """Tell whether disallowed money is owed still, and who gave it up."""
    no: RecoveryNo = subject.key
    row = require(recoveries.recovery(books, no), "recovery", no)
    project = _project_facts(books, row.project_no, subject.action)
    signed = frozenset(recoveries.write_off_signers(books, no))
    return RecoveryFacts(project._replace(signed=signed), row.state)


def voucher_facts(books: Books, subject: Subject) -> VoucherFacts:
    """Tell who signed a voucher, whether it stands, and which 记 a 备 belongs to."""
    no: VoucherNo = subject.key
    row = require(journal.voucher(books, no), "voucher", no)
    leads_no = corrections.leading_voucher(books, no)
    leads = require(journal.voucher(books, leads_no), "voucher", leads_no)
    return VoucherFacts(
        no,
        row.name,
        leads.name,
        row.series,
        row.kind,
        signatures.signing(books, no),
        annulled=row.annulled_by is not None,
        replaces=corrections.first_voucher(books, no) != no,
    )


def evidence_facts(books: Books, subject: Subject) -> EvidenceFacts:
    """Tell what a voucher still lacks, and whether its month takes it."""
    no: VoucherNo = subject.key
    row = require(journal.voucher(books, no), "voucher", no)
    facts = EvidenceFacts(row.name, row.month, _is_closed(books, row.month))
    if subject.action is not Action.EVIDENCE_EXCUSE:
        return facts
    lacking = evidence.missing(books, voucher_no=no)
    return facts._replace(missing=tuple(each.missing for each in lacking))


def attached_facts(books: Books, subject: Subject) -> AttachedFacts:
    """Tell whether a paper was withdrawn, and which vouchers rely on it alone."""
    no: EvidenceNo = subject.key
    row = require(evidence.evidence(books, no), "evidence", no)
    withdrawn = row.withdrawn_on is not None
    if row.object != "voucher_no":
        return AttachedFacts(no, withdrawn, None, closed=False)
    voucher_no = VoucherNo(int(row.key))
    voucher = require(journal.voucher(books, voucher_no), "voucher", voucher_no)
    serves: list[str] = []
    if row.original in COUNTED and evidence.is_alone(
        books, no, voucher_no, row.document
    ):
        serves = evidence.served(books, voucher_no, row.document)
    closed = _is_closed(books, voucher.month)
    return AttachedFacts(no, withdrawn, voucher.month, closed, tuple(serves))


def _is_closed(books: Books, month: Month) -> bool:
    """Tell whether a month is closed; a year that is leaves its December open."""
    return evidence.is_settled(books, month)


def payee_facts(books: Books, subject: Subject) -> PayeeFacts:
    """Tell who recorded a payee, and who verified it."""
    no: PayeeNo = subject.key
    row = require(places.payee(books, no), "payee", no)
    verified_by = None if row.verified_by is None else Login(row.verified_by)
    return PayeeFacts(no, Login(row.recorded_by), verified_by)


def handover_facts(books: Books, subject: Subject) -> HandoverFacts:
    """Tell where a handover stands, and between whom."""
    no: HandoverNo = subject.key
    row = require(handovers.handover(books, no), "handover", no)
    return HandoverFacts(no, row.state, row.giver, row.to)


def cosignature_facts(books: Books, subject: Subject) -> CosignatureFacts:
    """Tell where a signature stands, whose it is, and who signs beside it."""
    no: CosignatureNo = subject.key
    row = require(cosignatures.cosignature(books, no), "cosignature", no)
    return CosignatureFacts(no, row.state, row.login, row.other)


_LOADERS: Final[Mapping[type, Callable[[Books, Subject], Any]]] = MappingProxyType(
    {
        ProjectFacts: project_facts,
        ReturnedFacts: returned_facts,
        ReviewFacts: review_facts,
        NoticeFacts: notice_facts,
        ActivationFacts: activation_facts,
        EndFacts: end_facts,
        DisbursementFacts: disbursement_facts,
        SignatureFacts: signature_facts,
        PaymentFacts: payment_facts,
        ClaimFacts: claim_facts,
        RecoveryFacts: recovery_facts,
        VoucherFacts: voucher_facts,
        EvidenceFacts: evidence_facts,
        AttachedFacts: attached_facts,
        PayeeFacts: payee_facts,
        HandoverFacts: handover_facts,
        CosignatureFacts: cosignature_facts,
    }
)
_BY_NOUN: Final = MappingProxyType({("receipt", ClaimFacts): receipt_facts})
"""Where the same facts are found from something else."""


@cache
def loader_of(noun: str, ready: Callable[..., None]) -> Callable[[Books, Subject], Any]:
    """Find the loader of the facts that a rule judges, from a case of this noun."""
    kind = next(iter(get_type_hints(ready).values()))
    return _BY_NOUN.get((noun, kind)) or _LOADERS[kind]
