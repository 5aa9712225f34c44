"""Handovers 会计工作交接: who hands over to whom, and how far each one is."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from fundledger.domain.handovers import (
    HANDED_OVER,
    WAITING,
    Charge,
    HandoverPart,
    HandoverState,
    OpenItem,
    OpenKind,
)
from fundledger.domain.ids import GrantNo, HandoverNo, Login, Seq
from fundledger.domain.people import Role
from fundledger.store import tables as t
from fundledger.store.audit import ACCEPTED
from fundledger.store.reading import Books

_h, _i, _s = t.handover.c, t.handover_item.c, t.handover_signature.c
_g, _r = t.role_grant.c, t.record.c


class Handover(NamedTuple):
    """Accounting work that goes from one person to another."""

    no: HandoverNo
    role: Role
    grant_no: GrantNo
    """The giver's last grant of the role."""
    giver: Login
    to: Login
    on: date
    absent_reason: str | None
    """Why the supervisor arranged it; None where the giver proposed it."""
    delegate: str | None
    state: HandoverState
    seq: Seq
    """The record that brought it to its state."""


class HandoverSignature(NamedTuple):
    """Who signed a part of a handover, and on which day."""

    part: HandoverPart
    login: Login
    on: date


def handover(books: Books, no: HandoverNo) -> Handover | None:
    """Find a handover by its number."""
    return next(iter(_handovers(books, _h.no == no)), None)


def handovers(books: Books) -> Sequence[Handover]:
    """List all handovers, oldest first."""
    return _handovers(books)


def waiting(books: Books) -> Sequence[Handover]:
    """List the handovers that are under way, oldest first."""
    return _handovers(books, _h.state.in_(sorted(WAITING)))


def items(books: Books, no: HandoverNo) -> list[OpenItem]:
    """List what was open when the work was handed over."""
    statement = (
        select(_i.kind, _i.key, _i.title, _i.size, _i.fen)
        .where(books.own(t.handover_item), _i.handover_no == no)
        .order_by(_i.item)
    )
    return [
        OpenItem(OpenKind(kind), key, title, size, fen)
        for kind, key, title, size, fen in books.rows(statement)
    ]


def handover_signatures(books: Books, no: HandoverNo) -> list[HandoverSignature]:
    """List who signed a handover."""
    statement = select(_s.part, _s.login, _s.on_date).where(
        books.own(t.handover_signature), _s.handover_no == no
    )
    rows = books.rows(statement.order_by(_s.seq))
    return [
        HandoverSignature(HandoverPart(part), login, on) for part, login, on in rows
    ]


def charges(books: Books, login: Login) -> list[Charge]:
    """List the accounting work that somebody has or had: each grant of such a role."""
    done = select(_h.grant_no).where(
        books.own(t.handover),
        _h.from_login == login,
        _h.state == HandoverState.COMPLETE,
    )
    handed_over = {*books.values(done)}
    acted = select(func.max(_r.on_date, type_=_r.on_date.type)).where(
        books.own(t.record), _r.actor == login, _r.outcome == ACCEPTED
    )
    last_act = books.value(acted)
    statement = (
        select(_g.no, _g.role, _g.from_on, _g.until_on)
        .where(books.own(t.role_grant), _g.login == login)
        .order_by(_g.no)
    )
    return [
        Charge(
            GrantNo(no),
            Role(role),
            from_on,
            until_on,
            acted=last_act is not None and last_act >= from_on,
            handed_over=no in handed_over,
        )
        for no, role, from_on, until_on in books.rows(statement)
        if role in HANDED_OVER
    ]


def _handovers(books: Books, *where: ColumnElement[bool]) -> Sequence[Handover]:
    statement = select(
        _h.no,
        _h.role,
        _h.grant_no,
        _h.from_login,
        _h.to_login,
        _h.on_date,
        _h.absent_reason,
        _h.delegate,
        _h.state,
        _h.seq,
    ).where(books.own(t.handover), *where)
    return [
        Handover(
            HandoverNo(row.no),
            Role(row.role),
            GrantNo(row.grant_no),
            row.from_login,
            row.to_login,
            row.on_date,
            row.absent_reason,
            row.delegate,
            HandoverState(row.state),
            Seq(row.seq),
        )
        for row in books.rows(statement.order_by(_h.no))
    ]
