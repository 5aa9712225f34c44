"""Projects: one, or many that fit; as they stand now, or stood at the end of a day.

How a project stood on an earlier day is told by its steps, which are never changed.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    or_,
    select,
)

from fundledger.domain.actions import Action
from fundledger.domain.ids import (
    CommunityKey,
    ProjectNo,
    RoundKey,
    SubdistrictKey,
)
from fundledger.domain.people import Role
from fundledger.domain.projects import ProjectState
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class Project(NamedTuple):
    """A project, where it is at home, and where it stands."""

    no: ProjectNo
    code: str
    title: str
    community_key: CommunityKey
    community: str
    subdistrict_key: SubdistrictKey
    subdistrict: str
    round_key: RoundKey
    category: str
    version: int
    state: ProjectState
    returned_from: ProjectState | None
    """The stage that returned it last; kept when it has been handed in again."""
    due_on: date | None
    """Until when the version returned last was to be mended."""


class ProjectFilter(NamedTuple):
    """Which projects are wanted; None and an empty text leave a question open."""

    states: frozenset[ProjectState] | None = None
    community: CommunityKey | None = None
    subdistrict: SubdistrictKey | None = None
    round_key: RoundKey | None = None
    category: str | None = None
    text: str = ""
    """Any part of the title, the code, or a name of the place it is at home in."""


EVERYTHING: Final = ProjectFilter()
WALKED: Final = 500
"""So many projects are read at a time where all of them are wanted."""


class StepPlace(NamedTuple):
    """Where a step stands: its number, and the record that wrote it."""

    no: int
    seq: int


def project(
    books: Books, project_no: ProjectNo, as_of: date | None = None
) -> Project | None:
    """Find one project, now or at the end of a day; None before its first step."""
    if as_of is None:
        row = books.first(_ONE, project_no=project_no)
    else:
        row = books.first(_then(books, as_of, Numbers(project_no, project_no)))
    return None if row is None else _project(row)


def projects(
    books: Books,
    wanted: ProjectFilter = EVERYTHING,
    *,
    as_of: date | None = None,
    after: ProjectNo | None = None,
    limit: int | None = None,
) -> list[Project]:
    """List the projects wanted by number, now or at the end of a day.

    Page by key: `after` is the last number of the page before.
    """
    if as_of is not None:
        return list(islice(_listed_then(books, wanted, as_of, after or 0), limit))
    statement = _NOW.where(books.own(t.project))
    if after is not None:
        statement = statement.where(_p.no > after)
    if wanted.states is not None:
        statement = statement.where(_p.state.in_(sorted(wanted.states)))
    rows = books.rows(_fitting(statement, wanted).order_by(_p.no).limit(limit))
    return [_project(row) for row in rows]


def walk(
    books: Books,
    wanted: ProjectFilter = EVERYTHING,
    *,
    as_of: date | None = None,
    after: ProjectNo | None = None,
) -> Iterator[Project]:
    """Go through all projects wanted by number, after one, without holding them."""
    if as_of is not None:
        yield from _listed_then(books, wanted, as_of, after or 0)
        return
    page = projects(books, wanted, after=after, limit=WALKED)
    while page:
        yield from page
        page = projects(books, wanted, after=page[-1].no, limit=WALKED)


def project_of_code(books: Books, code: str) -> Project | None:
    """Find one project by its code; None when no project has it."""
    c = t.project.c
    no = books.value(select(c.no).where(books.own(t.project), c.code == code))
    return None if no is None else project(books, no)


def codes(books: Books) -> dict[ProjectNo, str]:
    """Give the codes of all projects that have one, by number."""
    c = t.project.c
    statement = select(c.no, c.code).where(books.own(t.project), c.code.is_not(None))
    return {no: str(code) for no, code in books.rows(statement)}


def state(
    books: Books, project_no: ProjectNo, as_of: date | None = None
) -> ProjectState | None:
    """Tell a project's state, now or at the end of a day."""
    row = project(books, project_no, as_of)
    return None if row is None else row.state


def signed(books: Books, project_no: ProjectNo, action: Action) -> frozenset[Role]:
    """Tell which roles signed a move since the project came into its state."""
    roles = books.values(_SIGNED, project_no=project_no, action=action)
    return frozenset(Role(role) for role in roles)


def last_step(
    books: Books, project_no: ProjectNo, *actions: Action
) -> StepPlace | None:
    """Find the last step of a project by one of these actions."""
    row = books.first(_last_of(actions), project_no=project_no)
    return None if row is None else StepPlace(row.no, row.seq)


@cache
def _last_of(actions: tuple[Action, ...]) -> Prepared[int, int]:
    c = t.step.c
    return Prepared(
        select(c.no, c.seq)
        .where(
            owned(t.step),
            c.project_no == bindparam("project_no"),
            or_(false(), *(c.action == action for action in actions)),
        )
        .order_by(c.no.desc())
        .limit(1)
    )


def count_steps(books: Books, project_no: ProjectNo, action: Action) -> int:
    """Count how often something was done to a project."""
    return books.value(_HOW_OFTEN, project_no=project_no, action=action) or 0


_HOW_OFTEN: Final = Prepared(
    select(func.count()).where(
        owned(t.step),
        t.step.c.project_no == bindparam("project_no"),
        t.step.c.action == bindparam("action"),
    )
)


def _of_projects() -> tuple[ColumnElement[bool], ...]:
    """Hold to the steps of projects themselves, not of their payments or claims."""
    c = t.step.c
    parts = (c.disbursement_no, c.claim_no, c.recovery_no)
    return (c.to_state.is_not(None), *(part.is_(None) for part in parts))


def _signatures() -> Prepared[Role]:
    """Ask for the signatures since a project came into its state."""
    c = t.step.c
    of_it = c.project_no == bindparam("project_no")
    own = (owned(t.step), of_it, *_of_projects())
    came = select(func.max(c.no)).where(*own, c.from_state != c.to_state)
    since = func.coalesce(came.scalar_subquery(), 0)
    signing = (c.action == bindparam("action"), c.no > since)
    return Prepared(select(c.role).where(*own, *signing))


_SIGNED: Final = _signatures()


def _select(
    moving: Sequence[ColumnElement[Any]], source: FromClause
) -> Select[*tuple[Any, ...]]:
    """Select projects with their places; `moving` is what changes in time."""
    p, m, s = t.project.c, t.community.c, t.subdistrict.c
    title, *rest = moving
    return select(
        p.no,
        p.code,
        title,
        p.community_key,
        m.name,
        s.key,
        s.name,
        p.round_key,
        p.category,
        *rest,
    ).select_from(source)


_p, _m, _s = t.project.c, t.community.c, t.subdistrict.c
_PLACES: Final = t.project.join(
    t.community, (_m.fund_id == _p.fund_id) & (_m.key == _p.community_key)
).join(t.subdistrict, (_s.fund_id == _m.fund_id) & (_s.key == _m.subdistrict_key))
_MOVING: Final = (_p.title, _p.version, _p.state, _p.returned_from, _p.due_on)
_NOW: Final = _select(_MOVING, _PLACES)
_ONE: Final = Prepared(_NOW.where(owned(t.project), _p.no == bindparam("project_no")))


def _listed_then(
    books: Books, wanted: ProjectFilter, as_of: date, after: int
) -> Iterator[Project]:
    """List projects as they stood at the end of a day, some numbers at a time.

    Projects are numbered without a gap; how each stood is read from its own steps.
    """
    last = books.value(select(func.max(_p.no)).where(books.own(t.project))) or 0
    for first in range(after + 1, last + 1, WALKED):
        some = _then(books, as_of, Numbers(first, min(first + WALKED - 1, last)))
        for row in books.rows(_fitting(some, wanted).order_by(_p.no)):
            each = _project(row)
            if wanted.states is None or each.state in wanted.states:
                yield each


class Numbers(NamedTuple):
    """A run of projects by number, both ends included."""

    first: int
    last: int


def _then(books: Books, as_of: date, numbers: Numbers) -> Select[*tuple[Any, ...]]:
    """Select projects with title, version, state and what was returned, by their steps.

    Each draft and each revision made one version, and days of steps never run
    backwards within a project.
    """
    p, c, a = t.project.c, t.step.c, t.application.c
    until = c.on_date <= as_of
    makes_version = c.action.in_([Action.PROJECT_DRAFT, Action.PROJECT_REVISE])
    returned = c.action == Action.PROJECT_RETURN
    heard = (
        select(
            c.project_no,
            func.max(case((until, c.no))).label("last"),
            func.max(case((until & returned, c.no))).label("returned"),
            func.max(case((returned, c.no))).label("last_returned"),
            cast(
                func.sum(case((until & makes_version, 1), else_=0)), Whole[int]()
            ).label("version"),
        )
        .where(books.own(t.step), *_of_projects(), c.project_no.between(*numbers))
        .group_by(c.project_no)
        .subquery("heard")
    )
    last, back = t.step.alias("last"), t.step.alias("back")
    fund = books.fund_id
    source = (
        _PLACES.join(heard, heard.c.project_no == p.no)
        .join(last, and_(last.c.fund_id == fund, last.c.no == heard.c.last))
        .outerjoin(back, and_(back.c.fund_id == fund, back.c.no == heard.c.returned))
        .join(
            t.application,
            and_(
                a.fund_id == fund,
                a.project_no == p.no,
                a.version == heard.c.version,
            ),
        )
    )
    due_on = case((heard.c.returned == heard.c.last_returned, p.due_on))
    moving = (a.title, heard.c.version, last.c.to_state, back.c.from_state, due_on)
    return _select(moving, source).where(books.own(t.project))


def _fitting(
    statement: Select[*tuple[Any, ...]], wanted: ProjectFilter
) -> Select[*tuple[Any, ...]]:
    """Hold projects to a place, a round, a category and a text."""
    p = t.project.c
    equal: list[tuple[ColumnElement[Any], str | None]] = [
        (p.community_key, wanted.community),
        (t.community.c.subdistrict_key, wanted.subdistrict),
        (p.round_key, wanted.round_key),
        (p.category, wanted.category),
    ]
    for column, value in equal:
        if value is not None:
            statement = statement.where(column == value)
    if wanted.text:
        part = wanted.text.casefold()
        named = (p.title, p.code, t.community.c.name, t.subdistrict.c.name)
        statement = statement.where(
            or_(*(func.lower(each).contains(part, autoescape=True) for each in named))
        )
    return statement


def _project(row: Row[*tuple[Any, ...]]) -> Project:
    plain = Project._make(row)
    came_from = plain.returned_from and ProjectState(plain.returned_from)
    return plain._replace(state=ProjectState(plain.state), returned_from=came_from)
