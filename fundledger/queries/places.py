"""Subdistricts, communities, and where a community's money goes."""

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from fundledger.domain.ids import CommunityKey, Login, SubdistrictKey
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Subdistrict(NamedTuple):
    """A subdistrict 街道 or town 镇."""

    key: SubdistrictKey
    name: str


class Community(NamedTuple):
    """A community 社区."""

    key: CommunityKey
    name: str
    subdistrict: SubdistrictKey


class Payee(NamedTuple):
    """Where a community's money goes."""

    no: int
    community: CommunityKey
    name: str
    bank: str
    number: str
    recorded_by: Login
    verified_by: Login | None
    verified_on: date | None


def subdistricts(books: Books) -> list[Subdistrict]:
    """List the subdistricts by key."""
    c = t.subdistrict.c
    statement = select(c.key, c.name).where(books.own(t.subdistrict)).order_by(c.key)
    return [Subdistrict(*row) for row in books.rows(statement)]


def communities(books: Books) -> list[Community]:
    """List the communities by key."""
    c = t.community.c
    statement = select(c.key, c.name, c.subdistrict_key).where(books.own(t.community))
    return [Community(*row) for row in books.rows(statement.order_by(c.key))]


def payees(books: Books, community: CommunityKey | None = None) -> list[Payee]:
    """List the payees of a community, or of all; the newest of each comes last."""
    if community is None:
        return [Payee(*row) for row in books.rows(_PAYEES)]
    rows = books.rows(_PAYEES_OF, community=community)
    return [Payee(*row) for row in rows]


_y = t.payee.c
_all_payees = (
    select(
        _y.no,
        _y.community_key,
        _y.name,
        _y.bank,
        _y.number,
        _y.recorded_by,
        _y.verified_by,
        _y.verified_on,
    )
    .where(owned(t.payee))
    .order_by(_y.community_key, _y.no)
)
_PAYEES: Final = Prepared(_all_payees)
_PAYEES_OF: Final = Prepared(
    _all_payees.where(_y.community_key == bindparam("community"))
)


def payee(books: Books, no: int) -> Payee | None:
    """Find a payee by number."""
    c = t.payee.c
    statement = select(c.community_key).where(books.own(t.payee), c.no == no)
    community = books.value(statement)
    if community is None:
        return None
    return next(each for each in payees(books, community) if each.no == no)


def community_of_payee(books: Books, no: int) -> CommunityKey | None:
    """Tell whose payee it is; None when there is no such one."""
    c = t.payee.c
    return books.value(select(c.community_key).where(books.own(t.payee), c.no == no))
