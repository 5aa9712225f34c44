"""Public notice 公示: objections, their answers, and what follows when it is over."""

from datetime import date

from fundledger.commands.deed import deed
from fundledger.commands.finding import demand
from fundledger.commands.lives import move_on, take_up
from fundledger.commands.posting import post, standing
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_RESERVED
from fundledger.domain.ids import ProjectNo, VoucherNo
from fundledger.domain.journal import PostingRule
from fundledger.domain.reviews import decide_notice_over
from fundledger.queries import applications, reviews
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.NOTICE_OBJECT)
def object_to(
    write: Writing, project_no: ProjectNo, reason: str, raised_by: str = ""
) -> int:
    """Take down an objection raised on public notice, and give its number."""
    found = take_up(write, Action.NOTICE_OBJECT, project_no, reason)
    no = write.next_no(t.objection)
    write.insert(
        t.objection,
        no=no,
        project_no=project_no,
        raised_by=raised_by,
        reason=reason,
        on_date=write.on,
    )
    move_on(write, found, Action.NOTICE_OBJECT, reason=reason)
    return no


@deed(Action.NOTICE_DISMISS)
def dismiss(
    write: Writing, project_no: ProjectNo, objection_no: int, reason: str
) -> None:
    """Dismiss an objection, for a reason. Raises NotFoundError."""
    found = take_up(write, Action.NOTICE_DISMISS, project_no, reason)
    _answer(write, project_no, objection_no, "dismissed")
    move_on(write, found, Action.NOTICE_DISMISS, reason=reason)


@deed(Action.NOTICE_UPHOLD)
def uphold(
    write: Writing,
    project_no: ProjectNo,
    objection_no: int,
    reason: str,
    *,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Uphold an objection: the project goes back to review, its budget is free again.

    Raises NotFoundError.
    """
    found = take_up(write, Action.NOTICE_UPHOLD, project_no, reason)
    _answer(write, project_no, objection_no, "upheld")
    voucher_no = release(write, found, f"异议成立 {found.code}", voucher_on)
    action = Action.NOTICE_UPHOLD
    move_on(write, found, action, reason=reason, voucher_no=voucher_no)
    return voucher_no


@deed(Action.PROJECT_ESTABLISH)
def establish(
    write: Writing,
    project_no: ProjectNo,
    opinion: str = "",
    *,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Establish a project 立项 once its notice is over: what was reserved is committed.

    Raises NoticeRunningError, OpenObjectionError.
    """
    found = take_up(write, Action.PROJECT_ESTABLISH, project_no)
    decided = applications.approvals(write, project_no)[-1]
    open_objections = reviews.open_objections(write, project_no)
    decide_notice_over(decided.notice_until, write.on, open_objections)
    voucher_no = post(
        write,
        PostingRule.ESTABLISHED,
        decided.approved_fen,
        summary=f"立项 {found.code} {found.title}",
        project_no=project_no,
        on=voucher_on,
    )
    action = Action.PROJECT_ESTABLISH
    move_on(write, found, action, reason=opinion, voucher_no=voucher_no)
    return voucher_no


def release(
    write: Writing, found: Project, summary: str, on: date | None = None
) -> VoucherNo:
    """Book that what a project on notice had reserved is free again."""
    return post(
        write,
        PostingRule.NOTICE_WITHDRAWN,
        standing(write)(B_RESERVED, found.no),
        summary=summary,
        project_no=found.no,
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
    demand(waiting.get(objection_no), "objection", objection_no)
    write.change(t.objection, objection_no, answer=answer, answered_on=write.on)
