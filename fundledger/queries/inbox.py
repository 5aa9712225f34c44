"""Cases that may wait for somebody: found state by state, the longest waiting first.

What is asked for comes as a `Lane`, made of the tables of the domain; here is only how
a condition reads in SQL. Each statement walks an index in the order in which cases came
to their state, and ends with the page. It may give a case too many, never one too few:
whether the deed goes through is asked of the deed's own rules.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
)

from fundledger.domain.ids import Login, Seq
from fundledger.domain.inbox import NO_STATE, CaseKind, Condition, Lane
from fundledger.domain.people import ScopeKind
from fundledger.domain.projects import ProjectState
from fundledger.queries.conditions import (
    CONDITIONS,
    ON,
    RARE,
    TABLES,
    acted_otherwise,
    among,
    communities_of_theirs,
    interests,
)
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole

_Rule = ColumnElement[bool]
_p, _m, _y = t.project.c, t.community.c, t.payee.c


class Reach(NamedTuple):
    """How far a person's role reaches, and which questions of separation there are."""

    scope: ScopeKind
    apart: bool = False
    """Whether they may have acted in a case in a role that this one excludes."""
    interested: bool = False
    """Whether they declared an interest anywhere."""
    implied: bool = False
    """Whether they are, or were, of a community, and this role is none of it."""


class Facts(NamedTuple):
    """What conditions are judged by: who, when, and what the fund decided."""

    login: Login
    on: date
    threshold_fen: int
    """Above so many 分 a disbursement takes the approver's agreement."""
    scope_key: str | None = None


class Position(NamedTuple):
    """A place in the order of waiting: the record that brought a case to its state."""

    seq: Seq
    no: int


class Stretch(NamedTuple):
    """What lies behind one place, up to another that is part of it."""

    after: Position
    until: Position


class Candidate(NamedTuple):
    """A case that may wait for somebody, by its number."""

    seq: Seq
    no: int


def candidates(
    books: Books,
    lane: Lane,
    reach: Reach,
    facts: Facts,
    *,
    overdue: bool,
    stretch: Stretch,
    limit: int,
) -> list[Candidate]:
    """List the cases of a lane in a stretch, the longest waiting first.

    Those past due, or all others.
    """
    rows = books.rows(
        statement_of(lane, reach, overdue=overdue),
        login=facts.login,
        on=facts.on,
        threshold_fen=facts.threshold_fen,
        scope_key=facts.scope_key,
        after_seq=stretch.after.seq,
        after_no=stretch.after.no,
        until_seq=stretch.until.seq,
        until_no=stretch.until.no,
        page=limit,
    )
    return [Candidate(*row) for row in rows]


def can_hold(lane: Lane, *, overdue: bool) -> bool:
    """Tell whether cases of a lane can be past due, or can be anything else."""
    if overdue:
        return (lane.kind, lane.state) in _DEADLINES
    return Condition.OVERDUE not in lane.conditions


def walks(lane: Lane, scope: ScopeKind) -> bool:
    """Tell whether a lane goes through what stands in its state, in order.

    Others are found whole, from the few cases that they can be about. Debts are few by
    themselves, and payees have no state.
    """
    if lane.kind is CaseKind.RECOVERY:
        return True
    few = scope is ScopeKind.COMMUNITY or not RARE.isdisjoint(lane.conditions)
    return not few and lane.kind is not CaseKind.PAYEE


@cache
def statement_of(lane: Lane, reach: Reach, *, overdue: bool) -> Prepared[Seq, int]:
    """Make the question for a lane; there are some hundred of them in all."""
    c = TABLES[lane.kind].c
    statement = (
        select(c.seq, c.no)
        .select_from(_source_of(lane, reach))
        .where(owned(TABLES[lane.kind]), *_between(c), *_rules(lane, reach))
        .order_by(c.seq, c.no)
        .limit(bindparam("page"))
    )
    deadline = _DEADLINES.get((lane.kind, lane.state))
    if deadline is not None:
        late = func.coalesce(deadline < ON, False)
        statement = statement.where(late if overdue else ~late)
    return Prepared(statement)


def _between(case_of: Any) -> Iterator[_Rule]:  # noqa: ANN401 - columns of any case
    """Hold cases between two places of their order."""
    seq, no = case_of.seq, case_of.no
    after, until = (
        [bindparam(f"{end}_{part}", type_=Whole[int]()) for part in Position._fields]
        for end in Stretch._fields
    )
    yield seq >= after[0]
    yield or_(seq > after[0], no > after[1])
    yield seq <= until[0]
    yield or_(seq < until[0], no <= until[1])


def _source_of(lane: Lane, reach: Reach) -> FromClause:
    """Join a case to its project; to its community only for the subdistrict."""
    if reach.scope is ScopeKind.SUBDISTRICT:
        return source(lane.kind)
    if lane.kind in {CaseKind.PROJECT, CaseKind.PAYEE}:
        return TABLES[lane.kind]
    return _with_project(lane.kind)


def _with_project(kind: CaseKind) -> FromClause:
    c = TABLES[kind].c
    mine = (_p.fund_id == c.fund_id) & (_p.no == c.project_no)
    return TABLES[kind].join(t.project, mine)


def source(kind: CaseKind) -> FromClause:
    """Join a case to its project and community, where its rights are decided."""
    home = (_m.fund_id == _p.fund_id) & (_m.key == _p.community_key)
    if kind is CaseKind.PROJECT:
        return t.project.join(t.community, home)
    if kind is CaseKind.PAYEE:
        of = (_m.fund_id == _y.fund_id) & (_m.key == _y.community_key)
        return t.payee.join(t.community, of)
    return _with_project(kind).join(t.community, home)


def _rules(lane: Lane, reach: Reach) -> Iterator[_Rule]:
    """Say state, place, separation, interest and conditions."""
    if lane.kind is not CaseKind.PAYEE:
        yield from _states(lane, reach)
        if reach.apart:
            yield ~acted_otherwise(lane.role)
    if reach.scope is not ScopeKind.DISTRICT:
        in_community = reach.scope is ScopeKind.COMMUNITY
        at = _community_of(lane) if in_community else _m.subdistrict_key
        yield at == bindparam("scope_key", type_=at.type)
    yield from _concerns(lane, reach)
    for condition in sorted(lane.conditions):
        yield CONDITIONS[condition](lane)


def _states(lane: Lane, reach: Reach) -> Iterator[_Rule]:
    """Hold a case and its project to their states.

    Few cases are of one community, or met by a rare condition: they are found from
    there, so the index by state is kept out of the way.
    """
    few = not walks(lane, reach.scope)
    at, project_at = TABLES[lane.kind].c.state, _p.state
    yield (at.concat("") if few else at) == lane.state
    if lane.kind is not CaseKind.PROJECT:
        states = lane.project_states
        yield among(project_at.concat("") if few else project_at, states)


def _concerns(lane: Lane, reach: Reach) -> Iterator[_Rule]:
    """Leave out what somebody has an interest in, declared or implied."""
    community = _community_of(lane)
    if reach.interested:
        yield community.not_in(interests(t.interest.c.community_key))
        if lane.kind is not CaseKind.PAYEE:
            yield _p.no.not_in(interests(t.interest.c.project_no))
    if reach.implied:
        yield community.not_in(communities_of_theirs())


def _community_of(lane: Lane) -> ColumnElement[Any]:
    return (_y if lane.kind is CaseKind.PAYEE else _p).community_key


def _closes_on() -> ColumnElement[date]:
    c = t.funding_round.c
    own = (c.fund_id == _p.fund_id, c.key == _p.round_key)
    closes: ColumnElement[date] = select(c.closes_on).where(*own).scalar_subquery()
    return closes


_DEADLINES: Final[Mapping[tuple[CaseKind, str], ColumnElement[Any]]] = MappingProxyType(
    {
        (CaseKind.PROJECT, ProjectState.DRAFT): _closes_on(),
        (CaseKind.PROJECT, ProjectState.RETURNED): _p.due_on,
    }
)
"""The last day for what a case waits for: of its round, or as whoever returned it said.
"""


# --- What is shown of a case ------------------------------------------------------


class WaitingCase(NamedTuple):
    """What a list shows of a case; the amount in 分, where it is about one."""

    no: int
    code: str
    title: str
    whose: str
    """The payee, or the community."""
    fen: int | None
    state: str
    since: date
    """The day of the record that brought it to its state."""
    due_on: date | None


Place = tuple[CaseKind, int]


def describe(books: Books, places: Collection[Place]) -> dict[Place, WaitingCase]:
    """Give code, title, amount, state and days of cases by kind and number."""
    cases: dict[Place, WaitingCase] = {}
    for kind in dict.fromkeys(kind for kind, _ in places):
        nos = [no for of, no in places if of is kind]
        c, record = TABLES[kind].c, t.record.c
        wrote = (record.fund_id == c.fund_id) & (record.seq == c.seq)
        statement = (
            select(c.no, *_shown(kind), record.on_date, _due_on(kind))
            .select_from(source(kind).join(t.record, wrote))
            .where(books.own(TABLES[kind]), c.no.in_(nos))
        )
        for row in books.rows(statement):
            shown = WaitingCase._make(row)
            cases[kind, shown.no] = shown
    return cases


def _shown(kind: CaseKind) -> Iterator[ColumnElement[Any]]:
    """Give code, title, whose, amount and state."""
    if kind is CaseKind.PAYEE:
        yield from (literal(""), _y.name, _m.name, null(), literal(NO_STATE))
        return
    yield _p.code
    yield _p.title
    yield _payee() if kind is CaseKind.DISBURSEMENT else _m.name
    yield _fen(kind)
    yield TABLES[kind].c.state


def _fen(kind: CaseKind) -> ColumnElement[Any]:
    """Give what a case is about, in 分."""
    if kind is CaseKind.PROJECT:
        return _decided_fen()
    if kind is CaseKind.DISBURSEMENT:
        return t.disbursement.c.fen
    if kind is CaseKind.CLAIM:
        return t.claim.c.claimed_fen
    return t.recovery.c.fen - t.recovery.c.recovered_fen


def _payee() -> ColumnElement[str]:
    of = (_y.fund_id == t.disbursement.c.fund_id, _y.no == t.disbursement.c.payee_no)
    name: ColumnElement[str] = select(_y.name).where(*of).scalar_subquery()
    return name


def _decided_fen() -> ColumnElement[int]:
    """Give what was approved last, before that what is requested."""
    a, v = t.approval.c, t.application.c
    mine = (a.fund_id == _p.fund_id, a.project_no == _p.no)
    approved = select(a.approved_fen).where(*mine).order_by(a.no.desc()).limit(1)
    version = and_(v.fund_id == _p.fund_id, v.project_no == _p.no)
    requested = select(v.requested_fen).where(version, v.version == _p.version)
    return func.coalesce(approved.scalar_subquery(), requested.scalar_subquery())


def _due_on(kind: CaseKind) -> ColumnElement[Any]:
    """Give the last day of what the case waits for, by its state."""
    days = {state: day for (of, state), day in _DEADLINES.items() if of is kind}
    if not days:
        return null()
    return case(*((_p.state == state, day) for state, day in days.items()))
