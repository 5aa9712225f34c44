"""Review 评审: the subdistrict recommends, the district judges, the approver decides.

An application is returned with a reason and a day, or rejected, at either stage.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from fundledger.commands.cases import of_project
from fundledger.commands.deed import deed
from fundledger.commands.facts import review_cycle
from fundledger.commands.posting import post
from fundledger.commands.sources import (
    NO_SHARES,
    SourceShare,
    put_in_order,
    shares_of,
)
from fundledger.commands.transitions import apply_transition, find_project
from fundledger.domain.actions import Action
from fundledger.domain.applications import decide_due_date
from fundledger.domain.ids import LineNo, ProjectNo, VoucherNo
from fundledger.domain.journal import PostingRule
from fundledger.domain.labels import NO_OPINION, Opinion, Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.projects import ProjectState
from fundledger.domain.readiness import ready_project, ready_to_approve, ready_to_review
from fundledger.domain.reviews import (
    decide_approval,
    decide_recommendation,
)
from fundledger.domain.summaries import Occasion
from fundledger.queries import applications
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.PROJECT_RECOMMEND, case=of_project, ready=ready_project)
def recommend_application(
    write: Writing,
    project_no: ProjectNo,
    opinion: Opinion,
    recommended: Money | None = None,
) -> None:
    """Recommend an application to the district, for what it asks or for less.

    Raises OverRequestError, NothingApprovedError.
    """
    project = find_project(write, project_no)
    version = applications.version(write, project_no, project.version)
    assert version is not None
    fen = version.requested_fen if recommended is None else to_fen(recommended)
    decide_recommendation(version.requested_fen, fen)
    _write_review(write, project, opinion, agrees=True, recommended_fen=fen)
    apply_transition(write, project, Action.PROJECT_RECOMMEND, reason=opinion)


@deed(Action.PROJECT_RETURN, case=of_project, ready=ready_project)
def return_application(
    write: Writing, project_no: ProjectNo, reason: Reason, due_on: date
) -> None:
    """Return an application to be mended until a day. Raises DueDateError."""
    project = find_project(write, project_no)
    decide_due_date(due_on, write.on)
    write.change(t.project, project_no, returned_from=project.state, due_on=due_on)
    apply_transition(write, project, Action.PROJECT_RETURN, reason=reason)


@deed(Action.PROJECT_REJECT, case=of_project, ready=ready_project)
def reject_application(write: Writing, project_no: ProjectNo, reason: Reason) -> None:
    """Reject an application under review, for a reason."""
    project = find_project(write, project_no)
    apply_transition(write, project, Action.PROJECT_REJECT, reason=reason)


@deed(Action.PROJECT_REVIEW, case=of_project, ready=ready_to_review)
def review_application(
    write: Writing, project_no: ProjectNo, *, agrees: bool, opinion: Opinion
) -> None:
    """Give a district reviewer's verdict on the version under review.

    One verdict each; a new version, or an objection upheld, asks for new ones. Raises
    ReviewedAlreadyError.
    """
    project = find_project(write, project_no)
    _write_review(write, project, opinion, agrees=agrees)
    apply_transition(write, project, Action.PROJECT_REVIEW, reason=opinion)


@deed(Action.PROJECT_APPROVE, case=of_project, ready=ready_to_approve)
def approve_project(
    write: Writing,
    project_no: ProjectNo,
    lines: Mapping[LineNo, Money],
    opinion: Opinion = NO_OPINION,
    *,
    sources: Sequence[SourceShare] = NO_SHARES,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Approve an application line by line; what is approved waits for its notice 公示.

    Every line is named, with 0 where nothing is given; the sum is reserved, of the
    sources named, in the order they will be used up. Raises TooFewReviewersError, and
    what `decide_approval` and `shares_of` do.
    """
    project = find_project(write, project_no)
    budget = applications.budget_lines(write, project_no, project.version)
    granted = {line: to_fen(amount) for line, amount in lines.items()}
    total_fen = decide_approval(
        {line.line: line.requested_fen for line in budget}, granted
    )
    shares = shares_of(write, total_fen, sources, on=write.on)
    voucher_no = post(
        write,
        PostingRule.APPROVED,
        shares,
        summary=Occasion.APPROVED.about(code=project.code, title=project.title),
        project_no=project_no,
        on=voucher_on,
    )
    _write_approval(write, project, granted, voucher_no)
    put_in_order(write, project_no, shares, first=True)
    action = Action.PROJECT_APPROVE
    apply_transition(write, project, action, reason=opinion, voucher_no=voucher_no)
    return voucher_no


def _write_review(
    write: Writing,
    project: Project,
    opinion: str,
    *,
    agrees: bool,
    recommended_fen: int | None = None,
) -> None:
    district = project.state is ProjectState.DISTRICT_REVIEW
    write.insert(
        t.review,
        no=write.next_no(t.review),
        project_no=project.no,
        version=project.version,
        stage=project.state,
        cycle=review_cycle(write, project.no) if district else 1,
        reviewer=write.actor,
        agrees=agrees,
        recommended_fen=recommended_fen,
        opinion=opinion,
        on_date=write.on,
    )


def _write_approval(
    write: Writing,
    project: Project,
    granted: Mapping[LineNo, int],
    voucher_no: VoucherNo,
) -> None:
    no = write.next_no(t.approval)
    write.insert(
        t.approval,
        no=no,
        project_no=project.no,
        version=project.version,
        approved_fen=sum(granted.values()),
        approver=write.actor,
        on_date=write.on,
        voucher_no=voucher_no,
    )
    write.insert_many(
        t.approval_line,
        [
            {"approval_no": no, "line": line, "approved_fen": fen}
            for line, fen in granted.items()
        ],
    )
