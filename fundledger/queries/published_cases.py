"""What notices are held to: approvals, and the days on which projects went on."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.actions import Action
from fundledger.domain.ids import ProjectNo
from fundledger.store import tables as t
from fundledger.store.reading import Books


class ApprovedProject(NamedTuple):
    """An approval that counts, a project's last one; in 分."""

    no: int
    project_no: ProjectNo
    code: str
    approved_fen: int


class DayDone(NamedTuple):
    """A day on which a project was established, or money went to it."""

    project_no: ProjectNo
    action: Action
    on: date
    booked_on: date | None


def last_approvals(books: Books, as_of: date | None = None) -> list[ApprovedProject]:
    """List the last approval of each project, by project."""
    c, p = t.approval.c, t.project.c
    statement = (
        select(c.no, c.project_no, p.code, c.approved_fen)
        .join_from(
            t.approval, t.project, (p.fund_id == c.fund_id) & (p.no == c.project_no)
        )
        .where(books.own(t.approval))
        .order_by(c.no)
    )
    if as_of is not None:
        statement = statement.where(c.on_date <= as_of)
    last = {row.project_no: ApprovedProject(*row) for row in books.rows(statement)}
    return [last[no] for no in sorted(last)]


def days_done(books: Books, as_of: date | None = None) -> list[DayDone]:
    """List when projects were established, and when money went to them.

    What was done before these books has its notice elsewhere: two signed the opening.
    """
    c, v = t.step.c, t.voucher.c
    own = (v.fund_id == c.fund_id) & (v.no == c.voucher_no)
    statement = (
        select(c.project_no, c.action, c.on_date, v.on_date)
        .join_from(t.step, t.voucher, own, isouter=True)
        .where(
            books.own(t.step),
            ~c.opening,
            c.action.in_([Action.PROJECT_ESTABLISH, Action.DISBURSEMENT_PAY]),
        )
        .order_by(c.no)
    )
    if as_of is not None:
        statement = statement.where(c.on_date <= as_of)
    return [
        DayDone(no, Action(action), on, booked)
        for no, action, on, booked in books.rows(statement)
    ]
