"""Review 评审: the subdistrict recommends, the district judges, the approver decides.

An application is returned with a reason and a day, or rejected, at either stage.
"""

from collections.abc import Mapping
from datetime import date

from fundledger.commands.deed import deed
from fundledger.commands.lives import move_on, take_up
from fundledger.commands.posting import post, standing
from fundledger.domain.actions import Action
from fundledger.domain.applications import decide_due_date
from fundledger.domain.chart import B_FREE
from fundledger.domain.ids import LineNo, ProjectNo, VoucherNo
from fundledger.domain.journal import PostingRule
from fundledger.domain.money import Money, to_fen
from fundledger.domain.projects import ProjectState
from fundledger.domain.reviews import (
    decide_approval,
    decide_recommendation,
    decide_review_round,
    decide_verdict,
)
from fundledger.domain.working_days import last_day
from fundledger.queries import applications, funds, projects, reviews, settings
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.PROJECT_RECOMMEND)
def recommend(
    write: Writing,
    project_no: ProjectNo,
    opinion: str,
    recommended: Money | None = None,
) -> None:
    """Recommend an application to the district, for what it asks or for less.

    Raises OverRequestError, NothingApprovedError.
    """
    found = take_up(write, Action.PROJECT_RECOMMEND, project_no)
    asked = applications.version(write, project_no, found.version)
    assert asked is not None
    fen = asked.requested_fen if recommended is None else to_fen(recommended)
    decide_recommendation(asked.requested_fen, fen)
    _write_review(write, found, opinion, agrees=True, recommended_fen=fen)
    move_on(write, found, Action.PROJECT_RECOMMEND, reason=opinion)


@deed(Action.PROJECT_RETURN)
def return_(write: Writing, project_no: ProjectNo, reason: str, due_on: date) -> None:
    """Return an application to be mended until a day. Raises DueDateError."""
    found = take_up(write, Action.PROJECT_RETURN, project_no, reason)
    decide_due_date(due_on, write.on)
    write.change(t.project, project_no, returned_from=found.state, due_on=due_on)
    move_on(write, found, Action.PROJECT_RETURN, reason=reason)


@deed(Action.PROJECT_REJECT)
def reject(write: Writing, project_no: ProjectNo, reason: str) -> None:
    """Reject an application under review, for a reason."""
    found = take_up(write, Action.PROJECT_REJECT, project_no, reason)
    move_on(write, found, Action.PROJECT_REJECT, reason=reason)


@deed(Action.PROJECT_REVIEW)
def review(
    write: Writing, project_no: ProjectNo, *, agrees: bool, opinion: str
) -> None:
    """Give a district reviewer's verdict on the version under review.

    One verdict each; a new version, or an objection upheld, asks for new ones. Raises
    ReviewedAlreadyError.
    """
    found = take_up(write, Action.PROJECT_REVIEW, project_no)
    given = reviews.verdicts(write, project_no, found.version, _cycle(write, found))
    decide_verdict(write.actor, given)
    _write_review(write, found, opinion, agrees=agrees)
    move_on(write, found, Action.PROJECT_REVIEW, reason=opinion)


@deed(Action.PROJECT_APPROVE)
def approve(
    write: Writing,
    project_no: ProjectNo,
    lines: Mapping[LineNo, Money],
    opinion: str = "",
    *,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Approve an application line by line, and put the project on public notice 公示.

    Every line is named, with 0 where nothing is given; the sum is reserved. Raises
    TooFewReviewersError, and what `decide_approval` does.
    """
    found = take_up(write, Action.PROJECT_APPROVE, project_no)
    by = settings.settings(write)
    given = reviews.verdicts(write, project_no, found.version, _cycle(write, found))
    decide_review_round(given, by.reviewers_needed)
    asked = applications.budget_lines(write, project_no, found.version)
    granted = {line: to_fen(amount) for line, amount in lines.items()}
    total_fen = decide_approval(
        {line.line: line.requested_fen for line in asked},
        granted,
        standing(write)(B_FREE, None),
    )
    voucher_no = post(
        write,
        PostingRule.APPROVED,
        total_fen,
        summary=f"评审通过 {found.code} {found.title}",
        project_no=project_no,
        on=voucher_on,
    )
    until = last_day(write.on, by.notice_working_days, funds.working_calendar(write))
    _write_approval(write, found, granted, until, voucher_no)
    action = Action.PROJECT_APPROVE
    move_on(write, found, action, reason=opinion, voucher_no=voucher_no)
    return voucher_no


def _cycle(write: Writing, found: Project) -> int:
    """Count how often the project was put to district review after an objection."""
    return 1 + projects.count_steps(write, found.no, Action.NOTICE_UPHOLD)


def _write_review(
    write: Writing,
    found: Project,
    opinion: str,
    *,
    agrees: bool,
    recommended_fen: int | None = None,
) -> None:
    district = found.state is ProjectState.DISTRICT_REVIEW
    write.insert(
        t.review,
        no=write.next_no(t.review),
        project_no=found.no,
        version=found.version,
        stage=found.state,
        cycle=_cycle(write, found) if district else 1,
        reviewer=write.actor,
        agrees=agrees,
        recommended_fen=recommended_fen,
        opinion=opinion,
        on_date=write.on,
    )


def _write_approval(
    write: Writing,
    found: Project,
    granted: Mapping[LineNo, int],
    until: date,
    voucher_no: VoucherNo,
) -> None:
    no = write.next_no(t.approval)
    write.insert(
        t.approval,
        no=no,
        project_no=found.no,
        version=found.version,
        approved_fen=sum(granted.values()),
        approver=write.actor,
        on_date=write.on,
        notice_until=until,
        voucher_no=voucher_no,
    )
    write.insert_many(
        t.approval_line,
        [
            {"approval_no": no, "line": line, "approved_fen": fen}
            for line, fen in granted.items()
        ],
    )
