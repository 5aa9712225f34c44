"""Projects under way: agreed, activated, amended, suspended, and brought to an end."""

from dataclasses import dataclass
from datetime import date

from fundledger.commands.cases import of_project
from fundledger.commands.deed import deed
from fundledger.commands.posting import post, project_shares
from fundledger.commands.transitions import (
    apply_transition,
    find_project,
    is_last_signature,
    sign_only,
)
from fundledger.domain.actions import Action
from fundledger.domain.chart import (
    B_COMMITTED,
)
from fundledger.domain.ids import ProjectNo, VoucherNo
from fundledger.domain.journal import PostingRule
from fundledger.domain.labels import NO_REASON, AgreementNumber, Reason, ReportText
from fundledger.domain.projects import ProjectState
from fundledger.domain.readiness import (
    ready_project,
    ready_to_activate,
    ready_to_cancel,
    ready_to_close,
)
from fundledger.domain.summaries import Occasion
from fundledger.errors import N_, RefusedError
from fundledger.queries.projects import Project
from fundledger.store.writing import Writing


@dataclass(eq=False)
class EmptyReportError(RefusedError):
    """A report says something."""

    project_no: ProjectNo
    code = "empty_report"
    message = N_("The report of project {project_no} says nothing.")
    hint = N_("Write what was done and for whom.")


@deed(Action.AGREEMENT_RECORD, case=of_project, ready=ready_project)
def record_agreement(
    write: Writing, project_no: ProjectNo, number: AgreementNumber
) -> None:
    """Record the agreement 资助协议 with the community, by its number."""
    project = find_project(write, project_no)
    apply_transition(write, project, Action.AGREEMENT_RECORD, reason=number)


@deed(Action.PROJECT_ACTIVATE, case=of_project, ready=ready_to_activate)
def activate_project(write: Writing, project_no: ProjectNo) -> None:
    """Let money flow: agreed on, and to a verified payee.

    Raises NoAgreementError, PayeeUnverifiedError.
    """
    project = find_project(write, project_no)
    apply_transition(write, project, Action.PROJECT_ACTIVATE)


@deed(Action.PROJECT_SUSPEND, case=of_project, ready=ready_project)
def suspend_project(write: Writing, project_no: ProjectNo, reason: Reason) -> None:
    """Suspend a project, for a reason: payments stop."""
    project = find_project(write, project_no)
    apply_transition(write, project, Action.PROJECT_SUSPEND, reason=reason)


@deed(Action.PROJECT_RESUME, case=of_project, ready=ready_project)
def resume_project(write: Writing, project_no: ProjectNo, reason: Reason) -> None:
    """Let a suspended project go on, for a reason."""
    project = find_project(write, project_no)
    apply_transition(write, project, Action.PROJECT_RESUME, reason=reason)


@deed(Action.PROJECT_CANCEL, case=of_project, ready=ready_to_cancel)
def cancel_project(
    write: Writing,
    project_no: ProjectNo,
    reason: Reason,
    *,
    voucher_on: date | None = None,
) -> ProjectState:
    """Cancel a project with nothing on its way; the rest of its budget lapses.

    Approver and supervisor sign, the last one cancels. Gives the state after. Raises
    SignedAlreadyError, NotSettledError.
    """
    action = Action.PROJECT_CANCEL
    project = find_project(write, project_no)
    if not is_last_signature(write, project, action):
        return sign_only(write, project, action, reason)
    voucher_no = _lapse(write, project, Occasion.REVOKED, voucher_on)
    return apply_transition(
        write, project, action, reason=reason, voucher_no=voucher_no
    )


@deed(Action.PROJECT_REPORT, case=of_project, ready=ready_project)
def submit_final_report(
    write: Writing, project_no: ProjectNo, text: ReportText
) -> None:
    """Hand in the final report 结项总结. Raises EmptyReportError."""
    project = find_project(write, project_no)
    if not text.strip():
        raise EmptyReportError(project_no)
    apply_transition(write, project, Action.PROJECT_REPORT, reason=text)


@deed(Action.PROJECT_BEGIN_CLOSING, case=of_project, ready=ready_project)
def begin_project_closing(
    write: Writing, project_no: ProjectNo, reason: Reason = NO_REASON
) -> None:
    """Begin to close: the head of an active project, the approver of a suspended one.

    Claims, refunds and recoveries go on; nothing new is asked for.
    """
    project = find_project(write, project_no)
    apply_transition(write, project, Action.PROJECT_BEGIN_CLOSING, reason=reason)


@deed(Action.PROJECT_REFUSE_REPORT, case=of_project, ready=ready_project)
def refuse_final_report(write: Writing, project_no: ProjectNo, reason: Reason) -> None:
    """Refuse the final report, for a reason: the project is active again."""
    project = find_project(write, project_no)
    apply_transition(write, project, Action.PROJECT_REFUSE_REPORT, reason=reason)


@deed(Action.PROJECT_CLOSE, case=of_project, ready=ready_to_close)
def close_project(
    write: Writing,
    project_no: ProjectNo,
    reason: Reason = NO_REASON,
    *,
    voucher_on: date | None = None,
) -> ProjectState:
    """Close a project 结项; the rest of its budget lapses.

    Approver, supervisor and accountant sign, the last one closes. Gives the state
    after. Raises SignedAlreadyError, NoFinalReportError, OpenClaimsError,
    NotSettledError.
    """
    action = Action.PROJECT_CLOSE
    project = find_project(write, project_no)
    if not is_last_signature(write, project, action):
        return sign_only(write, project, action, reason)
    voucher_no = _lapse(write, project, Occasion.CLOSED, voucher_on)
    return apply_transition(
        write, project, action, reason=reason, voucher_no=voucher_no
    )


@deed(Action.PROJECT_REOPEN, case=of_project, ready=ready_project)
def reopen_project(
    write: Writing, project_no: ProjectNo, reason: Reason
) -> ProjectState:
    """Reopen a closed project, on an audit finding.

    Approver and supervisor sign, the last one reopens. Gives the state after. Raises
    SignedAlreadyError.
    """
    action = Action.PROJECT_REOPEN
    project = find_project(write, project_no)
    if not is_last_signature(write, project, action):
        return sign_only(write, project, action, reason)
    return apply_transition(write, project, action, reason=reason)


def _lapse(
    write: Writing, project: Project, occasion: Occasion, on: date | None
) -> VoucherNo | None:
    """Book that what is left of the budget is free again; nothing where nothing is."""
    left = project_shares(write, B_COMMITTED, project.no)
    if not left:
        return None
    return post(
        write,
        PostingRule.LAPSED,
        left,
        summary=occasion.about(code=project.code, community=project.community),
        project_no=project.no,
        on=on,
    )
