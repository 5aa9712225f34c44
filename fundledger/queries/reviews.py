"""Reviews of applications, and objections to what is on public notice."""

from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import bindparam, exists, func, or_, select

from fundledger.domain.ids import Login, ProjectNo, Seq
from fundledger.domain.projects import ProjectState
from fundledger.domain.reviews import Verdict
from fundledger.queries.record_rows import plain_input
from fundledger.store import tables as t
from fundledger.store.parsing import is_day
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Review(NamedTuple):
    """What one reviewer said of one version at one stage; amounts in 分."""

    no: int
    project_no: ProjectNo
    version: int
    stage: ProjectState
    cycle: int
    reviewer: Login
    agrees: bool
    recommended_fen: int | None
    opinion: str
    on: date


class Objection(NamedTuple):
    """An objection raised on public notice, and how it was answered."""

    no: int
    project_no: ProjectNo
    raised_by: str
    reason: str
    on: date
    answer: str | None
    answered_on: date | None


def reviews(
    books: Books, project_no: ProjectNo, as_of: date | None = None
) -> list[Review]:
    """List what reviewers said of a project, the first one first."""
    c = t.review.c
    statement = select(
        c.no,
        c.project_no,
        c.version,
        c.stage,
        c.cycle,
        c.reviewer,
        c.agrees,
        c.recommended_fen,
        c.opinion,
        c.on_date,
    ).where(books.own(t.review), c.project_no == project_no)
    if as_of is not None:
        statement = statement.where(c.on_date <= as_of)
    return [
        Review._make(row)._replace(stage=ProjectState(row.stage))
        for row in books.rows(statement.order_by(c.no))
    ]


def verdicts(
    books: Books, project_no: ProjectNo, version: int, cycle: int
) -> list[Verdict]:
    """List the district's verdicts on a version since it was last put to review.

    One of somebody who has, or declared since, an interest does not count 回避.
    """
    rows = books.rows(_VERDICTS, project_no=project_no, version=version, cycle=cycle)
    return [Verdict(*row) for row in rows]


_r, _o, _i, _p = t.review.c, t.objection.c, t.interest.c, t.project.c
_interested: Final = exists().where(
    _i.fund_id == _r.fund_id,
    _i.login == _r.reviewer,
    or_(
        _i.project_no == _r.project_no,
        _i.community_key
        == select(_p.community_key)
        .where(_p.fund_id == _r.fund_id, _p.no == _r.project_no)
        .correlate(t.review)
        .scalar_subquery(),
    ),
)
_VERDICTS: Final = Prepared(
    select(_r.reviewer, _r.agrees)
    .where(
        owned(t.review),
        _r.project_no == bindparam("project_no"),
        _r.version == bindparam("version"),
        _r.stage == ProjectState.DISTRICT_REVIEW,
        _r.cycle == bindparam("cycle"),
        ~_interested,
    )
    .order_by(_r.no)
)


def needed(books: Books, project_no: ProjectNo) -> int:
    """Tell how many reviewers must agree to an application that was handed in."""
    return books.value(_NEEDED, project_no=project_no) or 1


_NEEDED: Final = Prepared(
    select(t.project.c.reviewers_needed).where(
        owned(t.project), t.project.c.no == bindparam("project_no")
    )
)
_OPEN: Final = Prepared(
    select(func.count()).where(
        owned(t.objection),
        _o.project_no == bindparam("project_no"),
        _o.answer.is_(None),
    )
)


def objections(books: Books, project_no: ProjectNo) -> list[Objection]:
    """List the objections to a project, the first one first."""
    c = t.objection.c
    statement = select(
        c.no,
        c.project_no,
        c.raised_by,
        c.reason,
        c.on_date,
        c.answer,
        c.answered_on,
    ).where(books.own(t.objection), c.project_no == project_no)
    return [Objection(*row) for row in books.rows(statement.order_by(c.no))]


def due_days(books: Books, seqs: Collection[Seq]) -> dict[Seq, date]:
    """Tell until when each of some returns was to be mended, by its record.

    A project keeps the last such day; the earlier ones stand in what was asked alone.
    """
    c = t.record.c
    statement = select(c.seq, c.body).where(
        books.own(t.record), c.seq.in_(sorted(seqs))
    )
    days = {
        seq: str(plain_input(body).get("due_on", ""))
        for seq, body in books.rows(statement)
    }
    return {seq: date.fromisoformat(day) for seq, day in days.items() if is_day(day)}


def open_objections(books: Books, project_no: ProjectNo) -> int:
    """Count the objections to a project that nobody has answered."""
    return books.value(_OPEN, project_no=project_no) or 0
