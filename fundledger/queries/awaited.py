"""Cases that somebody brought on last: the newest first, and whom they wait for then.

Whose step is the last of a case did what others go on from. It is looked for among the
newest steps of the fund, so that what it costs does not grow with its age.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal, select

from fundledger.domain.ids import Login, Seq
from fundledger.domain.inbox import NO_STATE, WAITS, CaseKind
from fundledger.queries.conditions import FUND, LOGIN, TABLES, among
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole

LOOKED_AT: Final = 20_000
"""So many of the newest steps are looked through."""
_OWN_STEPS: Final = (CaseKind.DISBURSEMENT, CaseKind.CLAIM, CaseKind.RECOVERY)
"""Cases whose steps name them beside their project."""
_s, _y = t.step.c, t.payee.c


class Brought(NamedTuple):
    """A case that waits, and the step that somebody took last in it."""

    kind: CaseKind
    no: int
    state: str
    case_seq: Seq
    """The record that brought it to its state."""
    step_seq: Seq
    on: date


def brought(books: Books, login: Login, limit: int) -> list[Brought]:
    """List what somebody brought on last and now waits for a deed, newest first."""
    rows = [
        Brought(kind, *row)
        for kind in CaseKind
        for row in books.rows(_statement(kind), login=login, page=limit)
    ]
    return sorted(rows, key=lambda each: each.step_seq, reverse=True)[:limit]


@cache
def _statement(kind: CaseKind) -> Prepared[*tuple[Any, ...]]:
    """Ask for one kind of case."""
    if kind is CaseKind.PAYEE:
        return Prepared(_payees())
    c = TABLES[kind].c
    states = {state for of, state, _ in WAITS if of is kind}
    mine = and_(c.fund_id == _s.fund_id, c.no == _s[f"{kind}_no"])
    statement = (
        select(c.no, c.state, c.seq, _s.seq, _s.on_date)
        .select_from(t.step.join(TABLES[kind], mine))
        .where(
            owned(t.step),
            _s.no > _newest() - LOOKED_AT,
            _s.actor == LOGIN,
            *_of_kind(_s, kind),
            among(c.state, states),
            ~_later(kind),
        )
        .order_by(_s.no.desc())
        .limit(bindparam("page"))
    )
    return Prepared(statement)


def _newest() -> ColumnElement[int]:
    newest = select(func.max(_s.no)).where(owned(t.step)).scalar_subquery()
    return func.coalesce(newest, 0, type_=Whole[int]())


def _of_kind(step: Any, kind: CaseKind) -> Iterator[ColumnElement[bool]]:  # noqa: ANN401 - the columns of steps, by any name
    """Hold to steps of a case itself: its payments and claims have their own."""
    for part in _OWN_STEPS:
        column = step[f"{part}_no"]
        if part is kind:
            yield column.is_not(None)
        elif kind is CaseKind.PROJECT:
            yield column.is_(None)


def _later(kind: CaseKind) -> ColumnElement[bool]:
    """Tell whether anybody took a step in the case since."""
    other = t.step.alias("later").c
    named = f"{kind}_no"
    return exists().where(
        other.fund_id == FUND,
        other.project_no == _s.project_no,
        other[named] == _s[named],
        other.no > _s.no,
        *_of_kind(other, kind),
    )


def _payees() -> Any:  # noqa: ANN401 - a selection of columns of several types
    """Select the payees that somebody recorded and nobody has verified."""
    record = t.record.c
    wrote = and_(record.fund_id == _y.fund_id, record.seq == _y.seq)
    return (
        select(_y.no, literal(NO_STATE), _y.seq, _y.seq, record.on_date)
        .select_from(t.payee.join(t.record, wrote))
        .where(owned(t.payee), _y.verified_by.is_(None), _y.recorded_by == LOGIN)
        .order_by(_y.no.desc())
        .limit(bindparam("page"))
    )
