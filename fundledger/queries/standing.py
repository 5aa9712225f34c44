"""What decides somebody's rights, asked at once: every deed begins with it."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    bindparam,
    cast,
    literal_column,
    null,
    select,
    union_all,
)

from fundledger.domain.ids import Login
from fundledger.domain.people import Grant, Interest, Role, Scope, ScopeKind
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Day, Flag, KeyText, Whole


class Standing(NamedTuple):
    """Whether somebody acts at all, in which roles, and with which interests."""

    active: bool
    grants: Sequence[Grant]
    """Oldest first."""
    interests: Sequence[Interest]
    """Oldest first."""


_PERSON, _GRANT, _INTEREST = range(3)
"""The parts of a standing, as its rows number them."""

_p, _g, _i = t.person.c, t.role_grant.c, t.interest.c
_ZERO: Final = literal_column("0", Whole[int]())
_KINDS: Final[Mapping[str, Any]] = {
    "active": Flag(),
    "role": KeyText[str](),
    "scope_kind": KeyText[str](),
    "scope_key": KeyText[str](),
    "community_key": KeyText[str](),
    "project_no": Whole[int](),
    "from_on": Day(),
    "until_on": Day(),
}


def _part(
    part: int,
    table: Table[Any],
    no: ColumnElement[Any],
    **columns: ColumnElement[Any],
) -> Select[*tuple[Any, ...]]:
    """Ask for the rows of one part; what only others have is NULL."""
    rest = [
        columns.get(name, cast(null(), kind)).label(name)
        for name, kind in _KINDS.items()
    ]
    number = literal_column(str(part), Whole[int]()).label("part")
    own = owned(table) & (table.c.login == bindparam("login"))
    return select(number, no.label("no"), *rest).where(own)


_STANDING: Final = Prepared(
    union_all(
        _part(_PERSON, t.person, _ZERO, active=_p.active),
        _part(
            _GRANT,
            t.role_grant,
            _g.no,
            role=_g.role,
            scope_kind=_g.scope_kind,
            scope_key=_g.scope_key,
            from_on=_g.from_on,
            until_on=_g.until_on,
        ),
        _part(
            _INTEREST,
            t.interest,
            _i.no,
            community_key=_i.community_key,
            project_no=_i.project_no,
            from_on=_i.on_date,
        ),
    )
)


def standing(books: Books, login: Login) -> Standing | None:
    """Tell how somebody stands in the fund; None when nobody has the login."""
    rows: list[Any] = sorted(books.rows(_STANDING, login=login), key=itemgetter(0, 1))
    if not rows or rows[0].part != _PERSON:
        return None
    grants = [
        Grant(
            login,
            Role(row.role),
            Scope(ScopeKind(row.scope_kind), row.scope_key),
            row.from_on,
            row.until_on,
        )
        for row in rows
        if row.part == _GRANT
    ]
    interests = [
        Interest(login, row.community_key, row.project_no, row.from_on)
        for row in rows
        if row.part == _INTEREST
    ]
    return Standing(rows[0].active, grants, interests)
