"""Public notices 公示: of approvals, and of large supplements; in 分."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.ids import NoticeNo, ProjectNo
from fundledger.domain.notices import FirstDay
from fundledger.store import tables as t
from fundledger.store.reading import Books


class Notice(NamedTuple):
    """A public notice, as it was when it started; its end never moves.

    It is of an approval or of an amendment; of several, the last one counts.
    """

    no: NoticeNo
    project_no: ProjectNo
    approval_no: int | None
    amendment_no: int | None
    published_on: date
    starts_on: date
    ends_on: date
    first_day: FirstDay
    working_days: int
    published_fen: int
    publication: str
    reason: str
    on: date


def notices(
    books: Books, project_no: ProjectNo | None = None, as_of: date | None = None
) -> list[Notice]:
    """List the notices of a project, or of all, the first one first."""
    c = t.notice.c
    statement = select(
        c.no,
        c.project_no,
        c.approval_no,
        c.amendment_no,
        c.published_on,
        c.starts_on,
        c.ends_on,
        c.first_day,
        c.working_days,
        c.published_fen,
        c.publication,
        c.reason,
        c.on_date,
    ).where(books.own(t.notice))
    if project_no is not None:
        statement = statement.where(c.project_no == project_no)
    if as_of is not None:
        statement = statement.where(c.on_date <= as_of)
    return [
        Notice._make(row)._replace(first_day=FirstDay(row.first_day))
        for row in books.rows(statement.order_by(c.no))
    ]


def of_approval(books: Books, project_no: ProjectNo, approval_no: int) -> Notice | None:
    """Give the notice of an approval that counts, its last one."""
    own = [
        each for each in notices(books, project_no) if each.approval_no == approval_no
    ]
    return own[-1] if own else None


def of_amendment(
    books: Books, project_no: ProjectNo, amendment_no: int
) -> Notice | None:
    """Give the notice of an amendment that counts, its last one."""
    own = [
        each for each in notices(books, project_no) if each.amendment_no == amendment_no
    ]
    return own[-1] if own else None
