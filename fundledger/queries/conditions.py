"""What a condition of a waiting case reads like in SQL.

Each is asked of a case joined to its project and its community, within one fund. What
the conditions mean is said in `domain.inbox`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from fundledger.domain.actions import Action
from fundledger.domain.ids import ProjectNo
from fundledger.domain.inbox import CaseKind, Condition, Lane
from fundledger.domain.people import COMMUNITY_ROLES, Role
from fundledger.domain.projects import ProjectState
from fundledger.domain.rights import incompatible
from fundledger.store import tables as t
from fundledger.store.prepared import OWN, owned
from fundledger.store.types import Day, Whole

_Rule = ColumnElement[bool]
_p, _m, _s = t.project.c, t.community.c, t.step.c
_d, _y = t.disbursement.c, t.payee.c
FUND: Final = bindparam(OWN, type_=Whole[int]())
LOGIN: Final = bindparam("login", type_=_s.actor.type)
ON: Final = bindparam("on", type_=Day())

TABLES: Final[Mapping[CaseKind, Table[Any]]] = MappingProxyType(
    {
        CaseKind.PROJECT: t.project,
        CaseKind.DISBURSEMENT: t.disbursement,
        CaseKind.CLAIM: t.claim,
        CaseKind.RECOVERY: t.recovery,
        CaseKind.PAYEE: t.payee,
    }
)


def among(column: ColumnElement[Any], values: Iterable[str]) -> _Rule:
    """Hold a column to some values; a prepared question takes no list."""
    return or_(*(column == value for value in sorted(values)))


def excluded_by(role: Role) -> list[Role]:
    """List the roles that whoever acts in this one must not have acted in."""
    return [other for other in Role if incompatible(role, other)]


def acted_otherwise(role: Role) -> _Rule:
    """Tell whether the actor acted in a project in a role that excludes this one."""
    return exists().where(
        _s.fund_id == FUND,
        _s.project_no == _p.no,
        _s.actor == LOGIN,
        among(_s.role, excluded_by(role)),
    )


def interests(column: ColumnElement[Any]) -> Select[Any]:
    """Select what the actor has declared an interest in."""
    c = t.interest.c
    own = (owned(t.interest), c.login == LOGIN, column.is_not(None))
    return select(column).where(*own)


def communities_of_theirs() -> Select[Any]:
    """Select the communities that the actor is, or ever was, of."""
    c = t.role_grant.c
    return select(c.scope_key).where(
        owned(t.role_grant),
        c.login == LOGIN,
        c.scope_key.is_not(None),
        among(c.role, COMMUNITY_ROLES),
    )


def _of_projects(step: Any) -> _Rule:  # noqa: ANN401 - the columns of steps, by any name
    """Hold to a project's own steps, not those of its payments or claims."""
    parts = (step.disbursement_no, step.claim_no, step.recovery_no)
    return and_(step.fund_id == FUND, *(part.is_(None) for part in parts))


def _last(*actions: Action) -> ColumnElement[int]:
    """Find the number of the last step by one of these, 0 where there is none."""
    c = t.step.alias().c
    own = (c.fund_id == FUND, c.project_no == _p.no, among(c.action, actions))
    return func.coalesce(select(func.max(c.no)).where(*own).scalar_subquery(), 0)


def _signatures(lane: Lane) -> tuple[Any, _Rule]:
    """Find the steps by which a move was signed, since the case came to its state.

    A signature that is not the last leaves the case where it is.
    """
    c = t.step.alias("signing").c
    signing = and_(c.fund_id == FUND, c.action == lane.action)
    if lane.kind is CaseKind.DISBURSEMENT:
        return c, signing
    stayed = and_(signing, c.from_state == lane.state, c.to_state == lane.state)
    if lane.kind is CaseKind.RECOVERY:
        return c, stayed
    moving = t.step.alias("moving").c
    moved = exists().where(
        _of_projects(moving),
        moving.project_no == c.project_no,
        moving.no > c.no,
        moving.from_state != moving.to_state,
    )
    return c, and_(stayed, _of_projects(c), ~moved)


def _case_of(step: Any, kind: CaseKind) -> ColumnElement[int]:  # noqa: ANN401 - as above
    column: ColumnElement[int] = step[f"{kind}_no"]
    return column


def _cosigned(lane: Lane) -> _Rule:
    """Somebody signed: sought among the few cases that were ever signed so."""
    c = t.step.c
    ever = select(_case_of(c, lane.kind)).where(
        c.fund_id == FUND,
        c.action == lane.action,
        c.to_state == lane.state,
        _case_of(c, lane.kind).is_not(None),
    )
    step, signing = _signatures(lane)
    number: ColumnElement[int] = TABLES[lane.kind].c.no
    return and_(
        number.in_(ever), exists().where(signing, *_of_this_case(step, lane.kind))
    )


def _unsigned(lane: Lane) -> _Rule:
    """Nobody signed in this role; a payment has each signature once, whoever it is."""
    step, signing = _signatures(lane)
    mine = list(_of_this_case(step, lane.kind))
    if lane.kind is not CaseKind.DISBURSEMENT:
        mine.append(step.role == lane.role)
    return ~exists().where(signing, *mine)


def _of_this_case(step: Any, kind: CaseKind) -> Iterator[_Rule]:  # noqa: ANN401 - as above
    yield step.project_no == _p.no
    if kind is not CaseKind.PROJECT:
        yield _case_of(step, kind) == TABLES[kind].c.no


def _cycle() -> ColumnElement[int]:
    """Count how often the project was put to district review."""
    c = t.step.alias().c
    upholding = (
        c.fund_id == FUND,
        c.action == Action.NOTICE_UPHOLD,
        c.to_state == ProjectState.DISTRICT_REVIEW,
        c.project_no == _p.no,
    )
    count = select(func.count()).where(*upholding).correlate(t.project)
    upheld: ColumnElement[int] = count.scalar_subquery()
    return upheld + 1


def _verdicts(*rules: _Rule) -> Any:  # noqa: ANN401 - rules of a WHERE
    c = t.review.c
    return (
        c.fund_id == FUND,
        c.project_no == _p.no,
        c.version == _p.version,
        c.stage == ProjectState.DISTRICT_REVIEW,
        c.cycle == _cycle(),
        *rules,
    )


def _agreeing() -> ColumnElement[int]:
    c = t.review.c
    i = t.interest.c
    interested = exists().where(
        i.fund_id == FUND,
        i.login == c.reviewer,
        or_(i.project_no == _p.no, i.community_key == _p.community_key),
    )
    counts = _verdicts(c.agrees, ~interested)
    count = select(func.count()).select_from(t.review).where(*counts)
    number: ColumnElement[int] = count.scalar_subquery()
    return number


def _needed() -> ColumnElement[Any]:
    return func.coalesce(_p.reviewers_needed, 1)


def _revised(_lane: Lane) -> _Rule:
    a, c = t.application.c, t.step.alias("handed_back").c
    returned = select(func.max(c.seq)).where(
        c.fund_id == FUND,
        c.project_no == _p.no,
        c.action == Action.PROJECT_RETURN,
    )
    return exists().where(
        a.fund_id == FUND,
        a.project_no == _p.no,
        a.version == _p.version,
        a.seq > func.coalesce(returned.scalar_subquery(), 0),
    )


def _objections() -> Select[ProjectNo]:
    c = t.objection.c
    return select(c.project_no).where(owned(t.objection), c.answer.is_(None))


def _notice_end() -> ColumnElement[Any]:
    """Find the last day of the notice of what was approved last, if it has started."""
    a, c = t.approval.c, t.notice.c
    of_project = (a.fund_id == FUND, a.project_no == _p.no)
    last = select(func.max(a.no)).where(*of_project).correlate(t.project)
    own = (c.fund_id == FUND, c.approval_no == last.scalar_subquery())
    ends = select(c.ends_on).where(*own).order_by(c.no.desc()).limit(1)
    return ends.scalar_subquery()


def _notice_over(_lane: Lane) -> _Rule:
    return (_notice_end() < ON) & _p.no.not_in(_objections())


def _supplements(rule: Callable[[ColumnElement[Any]], _Rule]) -> _Rule:
    """Find projects with a supplement not in force, by the last day of its notice."""
    c, k = t.amendment.c, t.notice.c
    own = (k.fund_id == c.fund_id, k.amendment_no == c.no)
    ends = select(k.ends_on).where(*own).order_by(k.no.desc()).limit(1)
    waiting = (owned(t.amendment), c.voucher_no.is_(None), rule(ends.scalar_subquery()))
    return _p.no.in_(select(c.project_no).where(*waiting))


def _agreement() -> _Rule:
    c = t.step.alias("agreeing").c
    return exists().where(
        c.fund_id == FUND,
        c.action == Action.AGREEMENT_RECORD,
        c.to_state == ProjectState.ESTABLISHED,
        c.project_no == _p.no,
    )


def _payee_verified(_lane: Lane) -> _Rule:
    return _registered(t.payee.c.verified_by).is_not(None)


def _payee_approved(_lane: Lane) -> _Rule:
    return _registered(t.payee.c.no) == _d.payee_no


def _registered(column: Column[Any]) -> ScalarSelect[Any]:
    """Give a column of the payee that the community has now, the newest."""
    c = t.payee.c
    own = (c.fund_id == FUND, c.community_key == _p.community_key)
    newest = select(column).where(*own).order_by(c.no.desc()).limit(1)
    return newest.scalar_subquery()


def _reported(_lane: Lane) -> _Rule:
    overtaken = (Action.PROJECT_REFUSE_REPORT, Action.PROJECT_REOPEN)
    return _last(Action.PROJECT_REPORT) > _last(*overtaken)


CONDITIONS: Final[Mapping[Condition, Callable[[Lane], _Rule]]] = MappingProxyType(
    {
        Condition.REVISED: _revised,
        Condition.UNREVISED: lambda lane: ~_revised(lane),
        Condition.OVERDUE: lambda _: _p.due_on < ON,
        Condition.NOT_VOTED: lambda _: (
            ~exists().where(*_verdicts(t.review.c.reviewer == LOGIN))
        ),
        Condition.TOO_FEW_AGREE: lambda _: _agreeing() < _needed(),
        Condition.ENOUGH_AGREE: lambda _: _agreeing() >= _needed(),
        Condition.NOTICE_WAITS: lambda _: _notice_end().is_(None),
        Condition.NOTICE_OVER: _notice_over,
        Condition.OBJECTED: lambda _: _p.no.in_(_objections()),
        Condition.SUPPLEMENT_WAITS: lambda _: _supplements(lambda end: end.is_(None)),
        Condition.SUPPLEMENT_DUE: lambda _: _supplements(lambda end: end < ON),
        Condition.AGREED: lambda _: _agreement(),
        Condition.NOT_AGREED: lambda _: ~_agreement(),
        Condition.PAYEE_VERIFIED: _payee_verified,
        Condition.PAYEE_APPROVED: _payee_approved,
        Condition.PAYEE_CHANGED: lambda lane: ~_payee_approved(lane),
        Condition.REPORTED: _reported,
        Condition.NOT_REPORTED: lambda lane: ~_reported(lane),
        Condition.COSIGNED: _cosigned,
        Condition.UNSIGNED: _unsigned,
        Condition.ABOVE_THRESHOLD: lambda _: _d.fen > bindparam("threshold_fen"),
        Condition.NOT_RECORDED: lambda _: (
            _y.verified_by.is_(None) & (_y.recorded_by != LOGIN)
        ),
    }
)
RARE: Final = frozenset(
    {
        Condition.COSIGNED,
        Condition.OBJECTED,
        Condition.SUPPLEMENT_WAITS,
        Condition.SUPPLEMENT_DUE,
    }
)
"""Met by so few cases that they are found from what makes them so, not by state."""
