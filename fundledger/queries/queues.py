"""Work that waits in queues: vouchers to sign, and money nobody has identified."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_, select

from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import Login, Month
from fundledger.domain.people import COMMUNITY_ROLES, Role
from fundledger.domain.signatures import SignaturePart
from fundledger.queries.conditions import FUND, LOGIN, acted_otherwise, among
from fundledger.queries.inbox import Reach
from fundledger.queries.signatures import made_by, signed_apart, waits_for
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books

_v = t.voucher.c
_b, _p, _i = t.posting.c, t.project.c, t.interest.c


class Unidentified(NamedTuple):
    """Money that came in and nobody has identified 暂收, in 分."""

    fen: int
    on: date


def signable(
    books: Books,
    part: SignaturePart,
    login: Login,
    reaches: Mapping[Role, Reach],
    month: Month,
    limit: int,
) -> Sequence[date]:
    """List the days of a month's vouchers whose part somebody in these roles may sign.

    They are those that wait for it; asked for as many as are wanted.
    """
    apart = all(reach.apart for reach in reaches.values())
    concerned = any(reach.interested or reach.implied for reach in reaches.values())
    roles = frozenset(reaches) if apart else frozenset[Role]()
    statement = _signable(part, roles, concerned=concerned)
    return books.values(statement, login=login, month=month, page=limit)


def unidentified(books: Books) -> list[Unidentified]:
    """List the money that nobody has identified or sent back, the oldest first."""
    return [Unidentified(*row) for row in books.rows(_UNIDENTIFIED)]


_f = t.funding.c
_UNIDENTIFIED: Final = Prepared(
    select(_f.fen, _f.on_date)
    .where(
        owned(t.funding),
        _f.kind == FundingKind.UNIDENTIFIED,
        _f.returned_fen < _f.fen,
    )
    .order_by(_f.on_date, _f.no)
)


@cache
def _signable(
    part: SignaturePart, roles: frozenset[Role], *, concerned: bool
) -> Prepared[date]:
    """Ask for what waits for a part, signed by others so far, and no case of one's own.

    What somebody did or approved they do not review.
    """
    statement = select(_v.on_date).where(
        owned(t.voucher),
        _v.month == bindparam("month"),
        waits_for(part),
        ~signed_apart(part, LOGIN),
    )
    if part is SignaturePart.REVIEWED:
        statement = statement.where(~made_by(LOGIN))
    if roles:
        free = (~_named(acted_otherwise(role)) for role in sorted(roles))
        statement = statement.where(or_(false(), *free))
    if concerned:
        statement = statement.where(~_named(_concerns()))
    page = statement.order_by(_v.number).limit(bindparam("page"))
    return Prepared(page)


def _named(rule: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell whether a voucher names a project for which something holds."""
    of = and_(_p.fund_id == _b.fund_id, _p.no == _b.project_no)
    return (
        exists()
        .select_from(t.posting.join(t.project, of))
        .where(_b.fund_id == FUND, _b.voucher_no == _v.no, rule)
    )


def _concerns() -> ColumnElement[bool]:
    """Tell whether somebody has an interest in a project, declared or implied."""
    c = t.role_grant.c
    declared: Any = exists().where(
        owned(t.interest),
        _i.login == LOGIN,
        or_(_i.project_no == _p.no, _i.community_key == _p.community_key),
    )
    implied: Any = exists().where(
        owned(t.role_grant),
        c.login == LOGIN,
        c.scope_key == _p.community_key,
        among(c.role, COMMUNITY_ROLES),
    )
    either: ColumnElement[bool] = declared | implied
    return either
