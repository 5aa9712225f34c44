"""Public notice 公示: its start, objections, and what follows when it is over."""

from datetime import date
from typing import Any

from fundledger.commands.amendments import waiting_supplement
from fundledger.commands.cases import of_project
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import post, project_shares
from fundledger.commands.transitions import apply_transition, find_project
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_RESERVED
from fundledger.domain.ids import (
    AmendmentNo,
    NoticeNo,
    ObjectionNo,
    ProjectNo,
    VoucherNo,
)
from fundledger.domain.journal import PostingRule
from fundledger.domain.labels import (
    NO_OPINION,
    NO_PARTY,
    NO_REASON,
    Opinion,
    Party,
    Publication,
    Reason,
)
from fundledger.domain.money import Money, to_fen
from fundledger.domain.notices import (
    NoticeDays,
    decide_notice_start,
    decide_published_amount,
    notice_end,
)
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.readiness import ready_project, ready_to_establish
from fundledger.domain.summaries import Occasion
from fundledger.queries import applications, funds, reviews, settings
from fundledger.queries import notices as queries
from fundledger.queries.notices import Notice
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.NOTICE_START, case=of_project, ready=ready_project)
def start_notice(
    write: Writing,
    project_no: ProjectNo,
    *,
    amount: Money,
    published_on: date,
    publication: Publication,
    starts_on: date | None = None,
    reason: Reason = NO_REASON,
) -> NoticeNo:
    """Start the public notice 公示 of what was approved, and give its number.

    `amount` is what the published list says. Without a day of its own it starts as the
    list comes out. Its end is counted now, by the first-day rule of the project's
    round, and never moves. A corrected list starts anew, for a reason. Raises
    PublishedAmountError, NoticeDatesError, UncoveredYearError, ReasonNeededError.
    """
    project = find_project(write, project_no)
    approved = applications.approvals(write, project_no)
    approval = require(approved[-1] if approved else None, "approval", project_no)
    before = queries.of_approval(write, project_no, approval.no)
    decide_published_amount(approval.approved_fen, to_fen(amount))
    days = NoticeDays(published_on, starts_on or published_on)
    _require_reason(Action.NOTICE_START, before, reason)
    row = _notice(write, project, days, before, approval.on)
    no = NoticeNo(write.next_no(t.notice))
    write.insert(
        t.notice,
        no=no,
        approval_no=approval.no,
        published_fen=approval.approved_fen,
        publication=publication,
        reason=reason,
        **row,
    )
    apply_transition(write, project, Action.NOTICE_START, reason=reason)
    return no


@deed(Action.NOTICE_START_SUPPLEMENT, case=of_project, ready=ready_project)
def start_supplement_notice(
    write: Writing,
    project_no: ProjectNo,
    amendment_no: AmendmentNo,
    *,
    amount: Money,
    published_on: date,
    publication: Publication,
    starts_on: date | None = None,
    reason: Reason = NO_REASON,
) -> NoticeNo:
    """Start the public notice of a large supplement, and give the notice's number.

    As `start_notice` does. Raises NotFoundError, EstablishedAlreadyError,
    PublishedAmountError, NoticeDatesError, UncoveredYearError, ReasonNeededError.
    """
    project = find_project(write, project_no)
    waiting = waiting_supplement(write, project_no, amendment_no)
    before = queries.of_amendment(write, project_no, amendment_no)
    decide_published_amount(waiting.change_fen, to_fen(amount))
    days = NoticeDays(published_on, starts_on or published_on)
    _require_reason(Action.NOTICE_START_SUPPLEMENT, before, reason)
    row = _notice(write, project, days, before, waiting.on)
    no = NoticeNo(write.next_no(t.notice))
    write.insert(
        t.notice,
        no=no,
        amendment_no=amendment_no,
        published_fen=waiting.change_fen,
        publication=publication,
        reason=reason,
        **row,
    )
    action = Action.NOTICE_START_SUPPLEMENT
    apply_transition(write, project, action, reason=reason)
    return no


def _require_reason(action: Action, before: Notice | None, reason: str) -> None:
    """Demand why a notice starts anew. Raises ReasonNeededError."""
    if before is not None and not reason.strip():
        raise ReasonNeededError(action)


def _notice(
    write: Writing,
    project: Project,
    days: NoticeDays,
    before: Notice | None,
    decided_on: date,
) -> dict[str, Any]:
    """Decide a notice, and give the days that are stored of it.

    `before` is the notice that a corrected list takes the place of.
    """
    earliest = decided_on if before is None else before.published_on
    decide_notice_start(days, earliest, write.on)
    by = require(
        funds.funding_round(write, project.round_key), "round", project.round_key
    )
    count = settings.settings(write).notice_working_days
    calendar = funds.working_calendar(write)
    return {
        "project_no": project.no,
        **days._asdict(),
        "ends_on": notice_end(days.starts_on, count, by.first_day, calendar),
        "first_day": by.first_day,
        "working_days": count,
        "on_date": write.on,
    }


@deed(Action.NOTICE_OBJECT, case=of_project, ready=ready_project)
def raise_objection(
    write: Writing, project_no: ProjectNo, reason: Reason, raised_by: Party = NO_PARTY
) -> ObjectionNo:
    """Take down an objection raised on public notice, and give its number."""
    project = find_project(write, project_no)
    no = ObjectionNo(write.next_no(t.objection))
    write.insert(
        t.objection,
        no=no,
        project_no=project_no,
        raised_by=raised_by,
        reason=reason,
        on_date=write.on,
    )
    apply_transition(write, project, Action.NOTICE_OBJECT, reason=reason)
    return no


@deed(Action.NOTICE_DISMISS, case=of_project, ready=ready_project)
def dismiss_objection(
    write: Writing, project_no: ProjectNo, objection_no: ObjectionNo, reason: Reason
) -> None:
    """Dismiss an objection, for a reason. Raises NotFoundError."""
    project = find_project(write, project_no)
    _answer(write, project_no, objection_no, "dismissed")
    apply_transition(write, project, Action.NOTICE_DISMISS, reason=reason)


@deed(Action.NOTICE_UPHOLD, case=of_project, ready=ready_project)
def uphold_objection(
    write: Writing,
    project_no: ProjectNo,
    objection_no: ObjectionNo,
    reason: Reason,
    *,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Uphold an objection: the project goes back to review, its budget is free again.

    Raises NotFoundError.
    """
    project = find_project(write, project_no)
    _answer(write, project_no, objection_no, "upheld")
    voucher_no = release(write, project, Occasion.OBJECTION_UPHELD, voucher_on)
    action = Action.NOTICE_UPHOLD
    apply_transition(write, project, action, reason=reason, voucher_no=voucher_no)
    return voucher_no


@deed(Action.PROJECT_ESTABLISH, case=of_project, ready=ready_to_establish)
def establish_project(
    write: Writing,
    project_no: ProjectNo,
    opinion: Opinion = NO_OPINION,
    *,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Establish a project 立项 once its notice is over: what was reserved is committed.

    Raises NoticeNotStartedError, NoticeRunningError, OpenObjectionError.
    """
    project = find_project(write, project_no)
    voucher_no = post(
        write,
        PostingRule.ESTABLISHED,
        project_shares(write, B_RESERVED, project_no),
        summary=Occasion.ESTABLISHED.about(code=project.code, title=project.title),
        project_no=project_no,
        on=voucher_on,
    )
    action = Action.PROJECT_ESTABLISH
    apply_transition(write, project, action, reason=opinion, voucher_no=voucher_no)
    return voucher_no


def release(
    write: Writing, project: Project, occasion: Occasion, on: date | None = None
) -> VoucherNo:
    """Book that what a project on notice had reserved is free again."""
    return post(
        write,
        PostingRule.NOTICE_WITHDRAWN,
        project_shares(write, B_RESERVED, project.no),
        summary=occasion.about(code=project.code, community=project.community),
        project_no=project.no,
        on=on,
    )


def _answer(
    write: Writing, project_no: ProjectNo, objection_no: int, answer: str
) -> None:
    """Answer an objection of this project that nobody has answered."""
    waiting = {
        each.no: each
        for each in reviews.objections(write, project_no)
        if each.answer is None
    }
    require(waiting.get(objection_no), "objection", objection_no)
    write.change(t.objection, objection_no, answer=answer, answered_on=write.on)
