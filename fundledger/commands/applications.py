"""Applications 申报书: drafted, revised, handed in, signed, mended, withdrawn.

Every draft and every revision is a version of its own; a version never changes.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from fundledger.commands.cases import of_community, of_project
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.notices import release
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import (
    apply_transition,
    find_project,
    is_last_signature,
    sign_only,
)
from fundledger.domain.actions import Action
from fundledger.domain.applications import (
    Application,
    Round,
    decide_amounts,
    decide_content,
    decide_submission,
)
from fundledger.domain.chart import SpendingKind
from fundledger.domain.ids import (
    ApplicationNo,
    CommunityKey,
    LineNo,
    ProjectNo,
    RoundKey,
    VersionNo,
)
from fundledger.domain.labels import (
    NO_REASON,
    Category,
    Description,
    Purpose,
    Reason,
    Title,
)
from fundledger.domain.money import Money, to_fen, total_fen
from fundledger.domain.projects import FIRST_STATE, ProjectState, first_review
from fundledger.domain.readiness import (
    ready_project,
    ready_to_resubmit,
    ready_to_withdraw,
)
from fundledger.domain.summaries import Occasion
from fundledger.queries import applications, funds, settings
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


class NewLine(NamedTuple):
    """A budget line as it is asked for; lines are numbered from 1 in their order."""

    kind: SpendingKind
    description: Description
    requested: Money


class Content(NamedTuple):
    """What one version of an application says."""

    title: Title
    purpose: Purpose
    starts_on: date
    ends_on: date
    lines: Sequence[NewLine]
    requested: Money | None = None
    """What is asked for in all; without it, the sum of the lines."""


@deed(Action.PROJECT_DRAFT, case=of_community)
def draft_project(
    write: Writing,
    *,
    community_key: CommunityKey,
    round_key: RoundKey,
    category: Category,
    content: Content,
) -> ProjectNo:
    """Draft an application of a community in a round, and give the project's number.

    Raises NotFoundError, and
    IncompleteError for an amount of nothing.
    """
    require(funds.funding_round(write, round_key), "round", round_key)
    no = ProjectNo(write.next_no(t.project))
    write.insert(
        t.project,
        no=no,
        code=f"{round_key}-{no:02d}",
        community_key=community_key,
        round_key=round_key,
        category=category,
        title=content.title,
        version=1,
        state=FIRST_STATE,
    )
    _write_version(write, no, 1, content)
    record_step(write, Action.PROJECT_DRAFT, no, to_state=FIRST_STATE)
    return no


@deed(Action.PROJECT_REVISE, case=of_project, ready=ready_project)
def revise_application(
    write: Writing, project_no: ProjectNo, content: Content
) -> VersionNo:
    """Write the next version of a draft or a returned application; give its number.

    Raises IncompleteError for an amount of nothing.
    """
    project = find_project(write, project_no)
    version = VersionNo(project.version + 1)
    _write_version(write, project_no, version, content)
    write.change(t.project, project_no, title=content.title, version=version)
    apply_transition(write, project, Action.PROJECT_REVISE)
    return version


@deed(Action.PROJECT_SUBMIT, case=of_project, ready=ready_project)
def submit_application(write: Writing, project_no: ProjectNo) -> None:
    """Hand an application in. Raises what `decide_submission` does."""
    project = find_project(write, project_no)
    rivals = applications.rival_titles(
        write, project_no, project.community_key, project.round_key
    )
    application, by = _as_handed_in(write, project)
    decide_submission(application, by, write.on, rivals)
    _ask_for_reviewers(write, project_no)
    apply_transition(write, project, Action.PROJECT_SUBMIT)


def _ask_for_reviewers(write: Writing, project_no: ProjectNo) -> None:
    """Keep how many must agree: what is decided later binds later applications."""
    needed = settings.settings(write).reviewers_needed
    write.change(t.project, project_no, reviewers_needed=needed)


@deed(Action.PROJECT_SIGN, case=of_project, ready=ready_project)
def sign_application(write: Writing, project_no: ProjectNo) -> ProjectState:
    """Sign for the community; the review that comes first begins."""
    project = find_project(write, project_no)
    stage = settings.settings(write).subdistrict_stage
    toward = first_review(subdistrict_stage=stage)
    return apply_transition(write, project, Action.PROJECT_SIGN, toward=toward)


@deed(Action.PROJECT_RESUBMIT, case=of_project, ready=ready_to_resubmit)
def resubmit_application(write: Writing, project_no: ProjectNo) -> ProjectState:
    """Hand a mended application in again, to the stage that returned it.

    Raises NotMendedError, and what `decide_content` does.
    """
    project = find_project(write, project_no)
    decide_content(*_as_handed_in(write, project))
    _ask_for_reviewers(write, project_no)
    return apply_transition(
        write, project, Action.PROJECT_RESUBMIT, toward=project.returned_from
    )


@deed(Action.PROJECT_WITHDRAW, case=of_project, ready=ready_to_withdraw)
def withdraw_application(
    write: Writing, project_no: ProjectNo, reason: Reason = NO_REASON
) -> ProjectState:
    """Withdraw what is undecided; on public notice the approver signs as well.

    A reviewer may withdraw what was returned and is overdue. Gives the state after.
    Raises NotOverdueError, SignedAlreadyError.
    """
    action = Action.PROJECT_WITHDRAW
    project = find_project(write, project_no)
    if not is_last_signature(write, project, action):
        return sign_only(write, project, action, reason)
    voucher_no = None
    if project.state is ProjectState.ON_NOTICE:
        voucher_no = release(write, project, Occasion.WITHDRAWN_ON_NOTICE)
    return apply_transition(
        write, project, action, reason=reason, voucher_no=voucher_no
    )


def _write_version(
    write: Writing, project_no: ProjectNo, version: int, content: Content
) -> None:
    no = ApplicationNo(write.next_no(t.application))
    lines = [to_fen(line.requested) for line in content.lines]
    requested = (
        total_fen(lines) if content.requested is None else to_fen(content.requested)
    )
    decide_amounts(requested, lines)
    write.insert(
        t.application,
        no=no,
        project_no=project_no,
        version=version,
        title=content.title,
        purpose=content.purpose,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
        requested_fen=requested,
    )
    write.insert_many(
        t.budget_line,
        [
            {
                "application_no": no,
                "line": LineNo(number),
                "kind": line.kind,
                "description": line.description,
                "requested_fen": fen,
            }
            for number, (line, fen) in enumerate(
                zip(content.lines, lines, strict=True), start=1
            )
        ],
    )


def _as_handed_in(write: Writing, project: Project) -> tuple[Application, Round]:
    """Give the newest version as the domain judges it, and its round."""
    newest = applications.version(write, project.no, project.version)
    by = funds.funding_round(write, project.round_key)
    assert newest is not None
    assert by is not None
    lines = applications.budget_lines(write, project.no, project.version)
    application = Application(
        community=project.community_key,
        round_key=project.round_key,
        title=newest.title,
        purpose=newest.purpose,
        starts_on=newest.starts_on,
        ends_on=newest.ends_on,
        requested_fen=newest.requested_fen,
        lines_fen={line.line: line.requested_fen for line in lines},
    )
    return application, by
