"""Pages of the list of projects, in an order whose pages the indexes give.

An order parts the projects (by state, by community); within a part they come by number.
A page reads the rest of the part it begins in, then the parts after it, so that it
costs the same wherever it lies and however many projects there are.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.ids import CommunityKey, ProjectNo
from fundledger.domain.projects import ProjectState
from fundledger.queries.measures import TOGETHER, ProjectFunds, funds_of
from fundledger.queries.projects import (
    EVERYTHING,
    Project,
    ProjectFilter,
    projects,
    walk,
)
from fundledger.store import tables as t
from fundledger.store.reading import Books


class Order(StrEnum):
    """What a list of projects can be paged by; within it, projects go by number."""

    NUMBER = "number"
    STATE = "state"
    """In the order of a project's life."""
    PLACE = "place"
    """By subdistrict and community."""


class _Part(NamedTuple):
    """Projects that come together in an order, and after which number they go on."""

    wanted: ProjectFilter
    after: ProjectNo | None = None


def page(
    books: Books,
    wanted: ProjectFilter = EVERYTHING,
    *,
    order: Order = Order.NUMBER,
    after: Project | None = None,
    limit: int,
) -> list[Project]:
    """List a page of projects; `after` is the last one of the page before."""
    listed: list[Project] = []
    for part in _parts(books, wanted, order, after):
        rest = limit - len(listed)
        if not rest:
            break
        listed += projects(books, part.wanted, after=part.after, limit=rest)
    return listed


def walk_measured(
    books: Books,
    wanted: ProjectFilter = EVERYTHING,
    *,
    as_of: date | None = None,
    after: ProjectNo | None = None,
) -> Iterator[tuple[Project, ProjectFunds]]:
    """Go through all projects wanted by number with their measures, holding few."""
    walked = walk(books, wanted, as_of=as_of, after=after)
    while some := list(islice(walked, TOGETHER)):
        yield from measured(books, some, as_of)


def measured(
    books: Books, some: Sequence[Project], as_of: date | None = None
) -> list[tuple[Project, ProjectFunds]]:
    """Give the projects of a page with their measures."""
    funds = funds_of(books, [each.no for each in some], as_of)
    return [(each, funds[each.no]) for each in some]


def _parts(
    books: Books, wanted: ProjectFilter, order: Order, after: Project | None
) -> Iterator[_Part]:
    """Give the parts of an order from the one that holds the project on."""
    if order is Order.NUMBER:
        parts: Sequence[ProjectFilter] = [wanted]
    elif order is Order.STATE:
        parts = [_in_state(wanted, state) for state in _states(wanted)]
    else:
        parts = [_at_home_in(wanted, key) for key in _communities(books, wanted)]
    if after is None:
        yield from map(_Part, parts)
        return
    reached = _reached(order, parts, after)
    yield _Part(parts[reached], after.no)
    yield from map(_Part, parts[reached + 1 :])


def _reached(order: Order, parts: Sequence[ProjectFilter], after: Project) -> int:
    """Find the part that a project is in."""
    if order is Order.NUMBER:
        return 0
    if order is Order.STATE:
        return parts.index(_in_state(parts[0], after.state))
    return parts.index(_at_home_in(parts[0], after.community_key))


def _in_state(wanted: ProjectFilter, state: ProjectState) -> ProjectFilter:
    return wanted._replace(states=frozenset({state}))


def _at_home_in(wanted: ProjectFilter, key: CommunityKey) -> ProjectFilter:
    return wanted._replace(community=key)


def _states(wanted: ProjectFilter) -> list[ProjectState]:
    """List the states wanted in the order of a project's life."""
    return [s for s in ProjectState if wanted.states is None or s in wanted.states]


def _communities(books: Books, wanted: ProjectFilter) -> list[CommunityKey]:
    """List the communities wanted by subdistrict and key."""
    c = t.community.c
    statement = select(c.key).where(books.own(t.community))
    if wanted.community is not None:
        statement = statement.where(c.key == wanted.community)
    return list(books.values(statement.order_by(c.subdistrict_key, c.key)))
