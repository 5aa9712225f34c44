"""Projects under way: agreed, activated, amended, suspended, and brought to an end."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from fundledger.commands.deed import deed
from fundledger.commands.lives import (
    is_last_signature,
    move_on,
    sign_only,
    take_up,
)
from fundledger.commands.posting import post, standing
from fundledger.domain.actions import Action
from fundledger.domain.budgets import ProjectFunds, decide_finished, decide_settled
from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_PAYMENT,
    PAYABLE,
    RECOVERABLE,
)
from fundledger.domain.claims import OPEN
from fundledger.domain.disbursements import decide_payee
from fundledger.domain.ids import ProjectNo, VoucherNo
from fundledger.domain.journal import PostingRule
from fundledger.domain.reviews import decide_activation
from fundledger.errors import N_, RefusedError
from fundledger.queries import claims, places, projects
from fundledger.queries.projects import Project
from fundledger.store.writing import Writing

_UNREPORTED: Final = (Action.PROJECT_REFUSE_REPORT, Action.PROJECT_REOPEN)
"""After one of these a project has no final report any more."""


@dataclass(eq=False)
class EmptyReportError(RefusedError):
    """A report says something."""

    project_no: ProjectNo
    code = "empty_report"
    message = N_("The report of project {project_no} says nothing.")
    hint = N_("Write what was done and for whom.")


@deed(Action.AGREEMENT_RECORD)
def record_agreement(write: Writing, project_no: ProjectNo, number: str) -> None:
    """Record the agreement 资助协议 with the community, by its number."""
    found = take_up(write, Action.AGREEMENT_RECORD, project_no)
    move_on(write, found, Action.AGREEMENT_RECORD, reason=number)


@deed(Action.PROJECT_ACTIVATE)
def activate(write: Writing, project_no: ProjectNo) -> None:
    """Let money flow: agreed on, and to a verified payee.

    Raises NoAgreementError, PayeeUnverifiedError.
    """
    found = take_up(write, Action.PROJECT_ACTIVATE, project_no)
    agreed = projects.last_step(write, project_no, Action.AGREEMENT_RECORD)
    decide_activation(agreement_recorded=agreed is not None)
    known = places.payees(write, found.community_key)
    verified = bool(known) and known[-1].verified_by is not None
    decide_payee(found.community, verified=verified)
    move_on(write, found, Action.PROJECT_ACTIVATE)


@deed(Action.PROJECT_SUSPEND)
def suspend(write: Writing, project_no: ProjectNo, reason: str) -> None:
    """Suspend a project, for a reason: payments stop."""
    found = take_up(write, Action.PROJECT_SUSPEND, project_no, reason)
    move_on(write, found, Action.PROJECT_SUSPEND, reason=reason)


@deed(Action.PROJECT_RESUME)
def resume(write: Writing, project_no: ProjectNo, reason: str) -> None:
    """Let a suspended project go on, for a reason."""
    found = take_up(write, Action.PROJECT_RESUME, project_no, reason)
    move_on(write, found, Action.PROJECT_RESUME, reason=reason)


@deed(Action.PROJECT_CANCEL)
def cancel(
    write: Writing,
    project_no: ProjectNo,
    reason: str,
    *,
    voucher_on: date | None = None,
) -> str:
    """Cancel a project with nothing on its way; the rest of its budget lapses.

    Approver and supervisor sign, the last one cancels. Gives the state after. Raises
    SignedAlreadyError, NotSettledError.
    """
    action = Action.PROJECT_CANCEL
    found = take_up(write, action, project_no, reason)
    if not is_last_signature(write, found, action):
        return sign_only(write, found, action, reason)
    decide_settled(_on_its_way(write, project_no))
    voucher_no = _lapse(write, found, f"项目撤销 {found.code}", voucher_on)
    return move_on(write, found, action, reason=reason, voucher_no=voucher_no)


@deed(Action.PROJECT_REPORT)
def report(write: Writing, project_no: ProjectNo, text: str) -> None:
    """Hand in the final report 结项总结. Raises EmptyReportError."""
    found = take_up(write, Action.PROJECT_REPORT, project_no)
    if not text.strip():
        raise EmptyReportError(project_no)
    move_on(write, found, Action.PROJECT_REPORT, reason=text)


@deed(Action.PROJECT_BEGIN_CLOSING)
def begin_closing(write: Writing, project_no: ProjectNo, reason: str = "") -> None:
    """Begin to close: the head of an active project, the approver of a suspended one.

    Claims, refunds and recoveries go on; nothing new is asked for.
    """
    found = take_up(write, Action.PROJECT_BEGIN_CLOSING, project_no, reason)
    move_on(write, found, Action.PROJECT_BEGIN_CLOSING, reason=reason)


@deed(Action.PROJECT_REFUSE_REPORT)
def refuse_report(write: Writing, project_no: ProjectNo, reason: str) -> None:
    """Refuse the final report, for a reason: the project is active again."""
    found = take_up(write, Action.PROJECT_REFUSE_REPORT, project_no, reason)
    move_on(write, found, Action.PROJECT_REFUSE_REPORT, reason=reason)


@deed(Action.PROJECT_CLOSE)
def close(
    write: Writing,
    project_no: ProjectNo,
    reason: str = "",
    *,
    voucher_on: date | None = None,
) -> str:
    """Close a project 结项; the rest of its budget lapses.

    Approver, supervisor and accountant sign, the last one closes. Gives the state
    after. Raises SignedAlreadyError, NoFinalReportError, OpenClaimsError,
    NotSettledError.
    """
    action = Action.PROJECT_CLOSE
    found = take_up(write, action, project_no, reason)
    if not is_last_signature(write, found, action):
        return sign_only(write, found, action, reason)
    decide_finished(
        _on_its_way(write, project_no),
        open_claims=len(claims.claims(write, project_no, OPEN)),
        final_report=_is_reported(write, project_no),
    )
    voucher_no = _lapse(write, found, f"项目结项 {found.code}", voucher_on)
    return move_on(write, found, action, reason=reason, voucher_no=voucher_no)


@deed(Action.PROJECT_REOPEN)
def reopen(write: Writing, project_no: ProjectNo, reason: str) -> str:
    """Reopen a closed project, on an audit finding.

    Approver and supervisor sign, the last one reopens. Gives the state after. Raises
    SignedAlreadyError.
    """
    action = Action.PROJECT_REOPEN
    found = take_up(write, action, project_no, reason)
    if not is_last_signature(write, found, action):
        return sign_only(write, found, action, reason)
    return move_on(write, found, action, reason=reason)


def _on_its_way(write: Writing, project_no: ProjectNo) -> ProjectFunds:
    """Give what of a project's money is neither spent nor back, in 分."""
    left = standing(write)
    return ProjectFunds(
        payment=left(B_PAYMENT, project_no),
        advance=left(ADVANCE, project_no),
        payable=left(PAYABLE, project_no),
        recoverable=left(RECOVERABLE, project_no),
    )


def _lapse(
    write: Writing, found: Project, summary: str, on: date | None
) -> VoucherNo | None:
    """Book that what is left of the budget is free again; nothing where nothing is."""
    left = standing(write)(B_COMMITTED, found.no)
    if not left:
        return None
    return post(
        write, PostingRule.LAPSED, left, summary=summary, project_no=found.no, on=on
    )


def _is_reported(write: Writing, project_no: ProjectNo) -> bool:
    """Tell whether a final report came in that nothing has overtaken."""
    reported = projects.last_step(write, project_no, Action.PROJECT_REPORT)
    overtaken = projects.last_step(write, project_no, *_UNREPORTED)
    return reported is not None and (overtaken is None or overtaken.no < reported.no)
