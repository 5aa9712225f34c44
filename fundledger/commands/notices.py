"""Public notice 公示: objections, their answers, and what follows when it is over."""

from datetime import date

from fundledger.commands.cases import of_project
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import post, project_shares
from fundledger.commands.transitions import apply_transition, find_project
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_RESERVED
from fundledger.domain.ids import ObjectionNo, ProjectNo, VoucherNo
from fundledger.domain.journal import PostingRule
from fundledger.domain.labels import NO_OPINION, NO_PARTY, Opinion, Party, Reason
from fundledger.domain.readiness import ready_project, ready_to_establish
from fundledger.domain.summaries import Occasion
from fundledger.queries import reviews
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


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

    Raises NoticeRunningError, OpenObjectionError.
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
