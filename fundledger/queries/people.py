"""Who holds which role, who acted in a case, who has an interest."""

from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.ids import CommunityKey, Login, ProjectNo
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
from fundledger.store.reading import Books


class Person(NamedTuple):
    """A person of the fund."""

    login: Login
    name: str
    active: bool
    database_user: str | None


def people(books: Books) -> list[Person]:
    """List everybody by login."""
    c = t.person.c
    asked = select(c.login, c.name, c.active, c.database_user)
    rows = books.rows(asked.where(books.own(t.person)).order_by(c.login))
    return [Person(*row) for row in rows]


def person(books: Books, login: Login) -> Person | None:
    """Find somebody by login."""
    c = t.person.c
    asked = select(c.login, c.name, c.active, c.database_user)
    row = books.first(asked.where(books.own(t.person), c.login == login))
    return None if row is None else Person(*row)


def grants(books: Books, login: Login | None = None) -> list[Grant]:
    """List the roles granted, to everybody or to one person, oldest first."""
    c = t.role_grant.c
    asked = select(
        c.login, c.role, c.scope_kind, c.scope_key, c.from_on, c.until_on
    ).where(books.own(t.role_grant))
    if login is not None:
        asked = asked.where(c.login == login)
    return [
        Grant(login, Role(role), Scope(ScopeKind(kind), key), from_on, until_on)
        for login, role, kind, key, from_on, until_on in books.rows(
            asked.order_by(c.no)
        )
    ]


def grant(books: Books, no: int) -> Grant | None:
    """Find a grant by its number."""
    c = t.role_grant.c
    asked = select(
        c.login, c.role, c.scope_kind, c.scope_key, c.from_on, c.until_on
    ).where(books.own(t.role_grant), c.no == no)
    row = books.first(asked)
    if row is None:
        return None
    scope = Scope(ScopeKind(row.scope_kind), row.scope_key)
    return Grant(row.login, Role(row.role), scope, row.from_on, row.until_on)


def interests(books: Books, login: Login | None = None) -> list[Interest]:
    """List declared interests, of everybody or of one person, oldest first."""
    c = t.interest.c
    asked = select(c.login, c.community_key, c.project_no, c.on_date).where(
        books.own(t.interest)
    )
    if login is not None:
        asked = asked.where(c.login == login)
    return [Interest(*row) for row in books.rows(asked.order_by(c.no))]


def acted_in(books: Books, project_no: ProjectNo) -> list[Acted]:
    """List who acted in a project's case so far, and in which role."""
    c = t.step.c
    asked = (
        select(c.actor, c.role)
        .where(books.own(t.step), c.project_no == project_no)
        .distinct()
        .order_by(c.actor, c.role)
    )
    return [Acted(row.actor, Role(row.role)) for row in books.rows(asked)]


def place_of_community(books: Books, community: CommunityKey) -> Place | None:
    """Tell where a community is at home; None when there is no such community."""
    c = t.community.c
    asked = select(c.subdistrict_key).where(books.own(t.community), c.key == community)
    row = books.first(asked)
    return None if row is None else Place(row.subdistrict_key, community)


def place_of_project(books: Books, project_no: ProjectNo) -> Place | None:
    """Tell where a project is at home; None when there is no such project."""
    c = t.project.c
    asked = select(c.community_key).where(books.own(t.project), c.no == project_no)
    row = books.first(asked)
    return None if row is None else place_of_community(books, row.community_key)
