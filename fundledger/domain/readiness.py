"""Whether a case is ready for a deed: state, mover, reason, signature, missing piece.

Each rule is a pure function of the facts of a case and of who would act, and raises
what forbids the deed now. Nothing else asks these questions: a deed's body runs only
once its rule has passed, and looks up where its transition leads. Amounts are judged in
the body: until a deed is asked for, they are not known.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fundledger.domain import claims, disbursements, handovers, projects
from fundledger.domain.actions import Action
from fundledger.domain.applications import decide_overdue
from fundledger.domain.budgets import ProjectFunds, decide_finished, decide_settled
from fundledger.domain.chart import Book
from fundledger.domain.claims import ClaimState, RecoveryState
from fundledger.domain.corrections import decide_correctable
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.handovers import HandoverState
from fundledger.domain.ids import HandoverNo, Login, ProjectNo, VoucherNo
from fundledger.domain.journal import VoucherKind
from fundledger.domain.labels import Reason
from fundledger.domain.notices import decide_notice_over
from fundledger.domain.payees import PayeeFacts, decide_verifier
from fundledger.domain.people import Role
from fundledger.domain.projects import ProjectState, ReasonNeededError
from fundledger.domain.receipts import require_suspicion
from fundledger.domain.reviews import (
    Verdict,
    decide_activation,
    decide_review_round,
    decide_verdict,
)
from fundledger.domain.signatures import PART_OF, Signing, decide_voucher_part
from fundledger.domain.vouchers import BudgetVoucherError, PairedVoucherError
from fundledger.errors import N_, RefusedError


class Act(NamedTuple):
    """Who would do which action, in which role, on which day."""

    action: Action
    actor: Login
    role: Role
    on: date
    reason: Reason | None = None
    """The reason given; None while it is not known yet."""


@dataclass(eq=False)
class NotMendedError(RefusedError):
    """The version that was returned is handed in again as it was."""

    project_no: ProjectNo
    version: int
    code = "not_mended"
    message = N_("Version {version} was returned, and has not been revised since.")
    hint = N_("Revise the application first.")


# --- Projects ---------------------------------------------------------------------


class ProjectFacts(NamedTuple):
    """Where a project stands, and who has signed the transition asked for."""

    no: ProjectNo
    state: ProjectState
    version: int = 1
    due_on: date | None = None
    signed: frozenset[Role] = frozenset()


def ready_project(facts: ProjectFacts, act: Act) -> None:
    """Ask whether a project's state takes this, of this role, with this reason.

    Raises MoverError, MoveError, ReasonNeededError, SignedAlreadyError.
    """
    projects.decide_mover(facts.state, act.action, act.role)
    if act.reason is not None:
        projects.decide_reason(facts.state, act.action, act.reason)
    projects.decide_signature(facts.state, act.action, act.role, facts.signed)


def ready_to_withdraw(facts: ProjectFacts, act: Act) -> None:
    """Let a reviewer withdraw only what was returned and is overdue.

    Raises NotOverdueError, and what `ready_project` does.
    """
    ready_project(facts, act)
    if facts.state is ProjectState.RETURNED:
        decide_overdue(act.role, facts.due_on, act.on)


class ReturnedFacts(NamedTuple):
    """A returned application, and whether it was revised since."""

    project: ProjectFacts
    revised: bool


def ready_to_resubmit(facts: ReturnedFacts, act: Act) -> None:
    """Demand a version that is new. Raises NotMendedError."""
    ready_project(facts.project, act)
    if not facts.revised:
        raise NotMendedError(facts.project.no, facts.project.version)


class ReviewFacts(NamedTuple):
    """A project under review, with the verdicts on its version and how many agree."""

    project: ProjectFacts
    verdicts: tuple[Verdict, ...]
    needed: int


def ready_to_review(facts: ReviewFacts, act: Act) -> None:
    """Take one verdict of each reviewer. Raises ReviewedAlreadyError."""
    ready_project(facts.project, act)
    decide_verdict(act.actor, facts.verdicts)


def ready_to_approve(facts: ReviewFacts, act: Act) -> None:
    """Demand that enough reviewers agree. Raises TooFewReviewersError."""
    ready_project(facts.project, act)
    decide_review_round(facts.verdicts, facts.needed)


class NoticeFacts(NamedTuple):
    """A project on notice 公示: its last day once it has started, and objections."""

    project: ProjectFacts
    until: date | None
    open_objections: int


def ready_to_establish(facts: NoticeFacts, act: Act) -> None:
    """Demand that the notice is over. Raises what `decide_notice_over` does."""
    ready_project(facts.project, act)
    decide_notice_over(facts.until, act.on, facts.open_objections)


class ActivationFacts(NamedTuple):
    """An established project: its agreement, and its payee."""

    project: ProjectFacts
    community: str
    agreement_recorded: bool
    payee_verified: bool


def ready_to_activate(facts: ActivationFacts, act: Act) -> None:
    """Demand agreement and verified payee.

    Raises NoAgreementError, PayeeUnverifiedError.
    """
    ready_project(facts.project, act)
    decide_activation(agreement_recorded=facts.agreement_recorded)
    disbursements.decide_payee(facts.community, verified=facts.payee_verified)


class EndFacts(NamedTuple):
    """A project that shall end: its money under way, its claims, its report."""

    project: ProjectFacts
    funds: ProjectFunds
    open_claims: int
    final_report: bool


def _is_last(facts: ProjectFacts, act: Act) -> bool:
    return projects.is_last_signature(facts.state, act.action, act.role, facts.signed)


def ready_to_cancel(facts: EndFacts, act: Act) -> None:
    """Demand, with the last signature, that nothing is on its way.

    Raises NotSettledError.
    """
    ready_project(facts.project, act)
    if _is_last(facts.project, act):
        decide_settled(facts.funds)


def ready_to_close(facts: EndFacts, act: Act) -> None:
    """Demand, with the last signature, that everything is reported and settled.

    Raises NoFinalReportError, OpenClaimsError, NotSettledError.
    """
    ready_project(facts.project, act)
    if _is_last(facts.project, act):
        decide_finished(
            facts.funds, open_claims=facts.open_claims, final_report=facts.final_report
        )


# --- Disbursements, claims, recoveries ---------------------------------------------


class DisbursementFacts(NamedTuple):
    """A disbursement in its project; in 分."""

    project: ProjectFacts
    state: DisbursementState
    reimburses: bool
    fen: int


def ready_disbursement(facts: DisbursementFacts, act: Act) -> None:
    """Ask whether project and disbursement take this. Raises DisbursementMoveError."""
    ready_project(facts.project, act)
    disbursements.decide_disbursement_move(facts.state, act.action)


def ready_to_return_disbursement(facts: DisbursementFacts, act: Act) -> None:
    """Hand back only what is not booked. Raises ReimbursementReturnError."""
    ready_project(facts.project, act)
    disbursements.decide_return(reimburses=facts.reimburses)
    disbursements.decide_disbursement_move(facts.state, act.action)


class SignatureFacts(NamedTuple):
    """A disbursement, who signed it, and above how many 分 the approver does."""

    disbursement: DisbursementFacts
    threshold_fen: int
    signed: frozenset[Action]


def ready_to_sign_disbursement(facts: SignatureFacts, act: Act) -> None:
    """Take each signature once, and only where it is needed.

    Raises AgreementNotNeededError, DisbursementSignedError.
    """
    ready_disbursement(facts.disbursement, act)
    disbursements.decide_approved(
        act.action, facts.disbursement.fen, facts.threshold_fen, facts.signed
    )


class PaymentFacts(NamedTuple):
    """A disbursement, and whom it would be paid to."""

    disbursement: DisbursementFacts
    payee: str
    payee_verified: bool
    payee_approved: bool
    """Whether it is the one that the payment was approved to."""


def ready_to_pay(facts: PaymentFacts, act: Act) -> None:
    """Pay the approved payee. Raises PayeeUnverifiedError, PayeeChangedError."""
    ready_disbursement(facts.disbursement, act)
    disbursements.decide_payee(facts.payee, verified=facts.payee_verified)
    disbursements.decide_approved_payee(facts.payee, approved=facts.payee_approved)


def ready_to_redirect(facts: PaymentFacts, act: Act) -> None:
    """Pay another verified payee. Raises PayeeUnverifiedError, SamePayeeError."""
    ready_disbursement(facts.disbursement, act)
    disbursements.decide_payee(facts.payee, verified=facts.payee_verified)
    disbursements.decide_redirected(facts.payee, approved=facts.payee_approved)


class ClaimFacts(NamedTuple):
    """A claim in its project."""

    project: ProjectFacts
    state: ClaimState
    suspicions: int = 0
    """How many are not dismissed yet."""


def ready_claim(facts: ClaimFacts, act: Act) -> None:
    """Ask whether project and claim take this.

    Raises ClaimMoveError, NothingSuspiciousError.
    """
    ready_project(facts.project, act)
    claims.decide_claim_move(facts.state, act.action)
    if act.action is Action.CLAIM_DISMISS_SUSPICIONS:
        require_suspicion(facts.suspicions)


class RecoveryFacts(NamedTuple):
    """Disallowed money of a project; `signed` says who gave it up already."""

    project: ProjectFacts
    state: RecoveryState


def ready_recovery(facts: RecoveryFacts, act: Act) -> None:
    """Ask whether project and recovery take this. Raises RecoverySettledError."""
    claims.decide_recovery_move(facts.state, act.action)
    ready_project(facts.project, act)


# --- Vouchers and payees -------------------------------------------------------------


class VoucherFacts(NamedTuple):
    """A voucher, who signed it, and what became of it."""

    no: VoucherNo
    name: str
    leads: str
    """The name of the 记 that a 备 belongs to; of any other voucher, its own."""
    series: Book
    kind: VoucherKind
    signing: Signing
    annulled: bool
    replaces: bool


def ready_to_sign_voucher(facts: VoucherFacts, act: Act) -> None:
    """Sign the part of a money voucher that the deed stands for.

    Raises BudgetVoucherError, and what `decide_voucher_part` raises.
    """
    if facts.series is Book.BUDGET:
        raise BudgetVoucherError(facts.name)
    decide_voucher_part(PART_OF[act.action], act.actor, facts.signing)


def ready_to_correct(facts: VoucherFacts, act: Act) -> None:
    """Correct, for a reason, what stands; a 备 goes with its 记.

    Raises ReasonNeededError, PairedVoucherError, AnnulledError, CorrectionKindError.
    """
    require_reason(act)
    if facts.leads != facts.name:
        raise PairedVoucherError(facts.name, facts.leads)
    decide_correctable(
        facts.name, facts.kind, annulled=facts.annulled, replaces=facts.replaces
    )


def require_reason(act: Act) -> None:
    """Demand a reason, where one can be given. Raises ReasonNeededError."""
    if act.reason is not None and not act.reason.strip():
        raise ReasonNeededError(act.action)


def ready_to_verify_payee(facts: PayeeFacts, act: Act) -> None:
    """Let a second person verify, once. Raises PayeeVerifiedError, OwnPayeeError."""
    decide_verifier(facts, act.actor)


class HandoverFacts(NamedTuple):
    """A handover: where it stands, who gives and who takes the work over."""

    no: HandoverNo
    state: HandoverState
    giver: Login
    to: Login


def ready_handover(facts: HandoverFacts, act: Act) -> None:
    """Accept, witness or cancel what is at that step, by whom it takes.

    Raises HandoverMoveError, OtherRecipientError, OwnHandoverError, ReasonNeededError.
    """
    _ = handovers.decide_handover_move(facts.no, facts.state, act.action)
    handovers.decide_signer(
        facts.no, act.action, act.actor, act.role, facts.giver, facts.to
    )
    if act.action is Action.HANDOVER_CANCEL:
        require_reason(act)
