"""Who holds which role, who acted in a case, who has an interest."""

from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from fundledger.domain.ids import CommunityKey, GrantNo, Login, ProjectNo
from fundledger.domain.people import (
    Acted,
    Grant,
    Interest,
    Place,
    Role,
    Scope,
    ScopeKind,
)
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Person(NamedTuple):
    """A person of the fund."""

    login: Login
    name: str
    active: bool
    database_user: str | None


_p, _g, _i = t.person.c, t.role_grant.c, t.interest.c
_s, _m, _c = t.step.c, t.community.c, t.project.c

_PERSON: Final = Prepared(
    select(_p.login, _p.name, _p.active, _p.database_user).where(
        owned(t.person), _p.login == bindparam("login")
    )
)
_all_grants = (
    select(_g.login, _g.role, _g.scope_kind, _g.scope_key, _g.from_on, _g.until_on)
    .where(owned(t.role_grant))
    .order_by(_g.no)
)
_GRANTS: Final = Prepared(_all_grants)
_HELD: Final = Prepared(_all_grants.where(_g.login == bindparam("login")))
_all_interests = (
    select(_i.login, _i.community_key, _i.project_no, _i.on_date)
    .where(owned(t.interest))
    .order_by(_i.no)
)
_INTERESTS: Final = Prepared(_all_interests)
_HAS: Final = Prepared(_all_interests.where(_i.login == bindparam("login")))
_ACTED: Final = Prepared(
    select(_s.actor, _s.role)
    .where(owned(t.step), _s.project_no == bindparam("project_no"), ~_s.opening)
    .distinct()
    .order_by(_s.actor, _s.role)
)
_HOME: Final = Prepared(
    select(_m.key, _m.subdistrict_key).where(
        owned(t.community), _m.key == bindparam("community")
    )
)
_HOME_OF_PROJECT: Final = Prepared(
    select(_m.key, _m.subdistrict_key)
    .select_from(t.project)
    .join(t.community, (_m.fund_id == _c.fund_id) & (_m.key == _c.community_key))
    .where(owned(t.project), _c.no == bindparam("project_no"))
)


def people(books: Books) -> list[Person]:
    """List everybody by login."""
    c = t.person.c
    statement = select(c.login, c.name, c.active, c.database_user)
    rows = books.rows(statement.where(books.own(t.person)).order_by(c.login))
    return [Person(*row) for row in rows]


def person(books: Books, login: Login) -> Person | None:
    """Find somebody by login."""
    row = books.first(_PERSON, login=login)
    return None if row is None else Person(*row)


def grants(books: Books, login: Login | None = None) -> list[Grant]:
    """List the roles granted, to everybody or to one person, oldest first."""
    rows = books.rows(_GRANTS) if login is None else books.rows(_HELD, login=login)
    return [
        Grant(login, Role(role), Scope(ScopeKind(kind), key), from_on, until_on)
        for login, role, kind, key, from_on, until_on in rows
    ]


def grant(books: Books, no: int) -> Grant | None:
    """Find a grant by its number."""
    c = t.role_grant.c
    statement = select(
        c.login, c.role, c.scope_kind, c.scope_key, c.from_on, c.until_on
    ).where(books.own(t.role_grant), c.no == no)
    row = books.first(statement)
    if row is None:
        return None
    scope = Scope(ScopeKind(row.scope_kind), row.scope_key)
    return Grant(row.login, Role(row.role), scope, row.from_on, row.until_on)


def numbered_grants(books: Books) -> dict[GrantNo, Grant]:
    """Give the roles granted by their numbers, oldest first."""
    rows = books.rows(
        select(
            _g.no,
            _g.login,
            _g.role,
            _g.scope_kind,
            _g.scope_key,
            _g.from_on,
            _g.until_on,
        )
        .where(books.own(t.role_grant))
        .order_by(_g.no)
    )
    return {
        GrantNo(no): Grant(
            login, Role(role), Scope(ScopeKind(kind), key), from_on, until_on
        )
        for no, login, role, kind, key, from_on, until_on in rows
    }


def interests(books: Books, login: Login | None = None) -> list[Interest]:
    """List declared interests, of everybody or of one person, oldest first."""
    rows = books.rows(_INTERESTS) if login is None else books.rows(_HAS, login=login)
    return [Interest(*row) for row in rows]


def acted_in(books: Books, project_no: ProjectNo) -> list[Acted]:
    """List who acted in a project's case so far, and in which role."""
    rows = books.rows(_ACTED, project_no=project_no)
    return [Acted(actor, Role(role)) for actor, role in rows]


def place_of_community(books: Books, community: CommunityKey) -> Place | None:
    """Tell where a community is at home; None when there is no such community."""
    row = books.first(_HOME, community=community)
    return None if row is None else Place(row.subdistrict_key, row.key)


def place_of_project(books: Books, project_no: ProjectNo) -> Place | None:
    """Tell where a project is at home; None when there is no such project."""
    row = books.first(_HOME_OF_PROJECT, project_no=project_no)
    return None if row is None else Place(row.subdistrict_key, row.key)
