"""What waits for somebody in the whole fund 待办: set-wise, a page at a time.

`may` asks every deed about one case; here it goes the other way. The tables of the
domain say which states wait for a role, a query an index long finds the cases, and
only of those on the page the deeds themselves are asked whether they would go through.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from itertools import groupby, islice
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.commands.permission import refusal_of
from fundledger.commands.queues import Asker, Queue, queues
from fundledger.commands.registry import DEEDS
from fundledger.commands.rights import UnknownPersonError
from fundledger.domain import texts
from fundledger.domain.actions import Action
from fundledger.domain.ids import Login, Seq
from fundledger.domain.inbox import CaseKind, Lane, lanes, next_roles
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.people import (
    COMMUNITY_ROLES,
    Role,
    ScopeKind,
)
from fundledger.domain.rights import holds_on, incompatible
from fundledger.domain.values import check_day
from fundledger.queries import inbox as queries
from fundledger.queries import people
from fundledger.queries.inbox import Facts, Position, Reach, WaitingCase
from fundledger.queries.settings import settings
from fundledger.store.reading import Books, Remembering

PAGE: Final = 50
ROUNDS: Final = 20
"""So many pages of candidates are tried before a page is given as it is."""

_DEEDS: Final[Mapping[tuple[str, Action], str]] = MappingProxyType(
    {
        (deed.case[0].noun, deed.action): name
        for name, deed in DEEDS.items()
        if deed.case and name != "supplement_project"
    }
)
"""The deed on a case by its action; a supplement waits to be put in force, no other."""


class Item(NamedTuple):
    """What waits for somebody: a case, or a queue of many things of one kind."""

    noun: str
    key: str | int | None
    """The case's number or key; None for a queue."""
    code: str
    """The code of the project that it belongs to; empty where there is none."""
    title: str
    whose: str
    """The payee, or the community."""
    amount: Money | None
    state: str
    deeds: tuple[str, ...]
    """What brings it on and would go through, as far as is known."""
    since: date
    """The day of the last step, or of the oldest thing in a queue."""
    due_on: date | None = None
    size: int = 1
    """How many things are in a queue, counted up to `queues.COUNTED`."""

    def days_left(self, on: date) -> int | None:
        """Count the days until it is due, below zero when it is overdue."""
        return None if self.due_on is None else (self.due_on - on).days


class After(NamedTuple):
    """Where a page ended, to go on from."""

    overdue: bool
    seq: Seq
    rank: int
    """The place of its kind among those of the same record."""
    no: int


class Page(NamedTuple):
    """A page of what waits: queues on the first one, then cases.

    Overdue cases come first, and among them those that came to their state first.
    """

    items: tuple[Item, ...]
    queues: tuple[Item, ...] = ()
    after: After | None = None
    """Where the next page begins; None where there is none."""


class _Spot(NamedTuple):
    """The place of a case in the order of the page."""

    seq: Seq
    rank: int
    no: int


class _Match(NamedTuple):
    """A candidate, and a deed it may wait for."""

    spot: _Spot
    deed: str


class _Case(NamedTuple):
    """A case, and the deeds it may wait for."""

    spot: _Spot
    deeds: list[str]

    @property
    def place(self) -> tuple[CaseKind, int]:
        """Its kind and number."""
        return _KINDS[self.spot.rank], self.spot.no


_BEGINNING: Final = After(overdue=True, seq=Seq(0), rank=0, no=0)
_KINDS: Final = tuple(CaseKind)
_LAST: Final = 2**62


def inbox(
    books: Books,
    actor: Login,
    on: date,
    *,
    after: After | None = None,
    limit: int = PAGE,
) -> Page:
    """List what waits for somebody on a day, a page at a time.

    What `may` would refuse is left out; amounts and whatever else a form asks are not
    known yet. Where many cases turn out to be refused, a page may hold fewer items
    than its limit and still say where to go on. Raises InputError, UnknownPersonError.
    """
    texts.check_login("actor", actor)
    check_day("on", on)
    remembering = Remembering(books.connection, books.fund_id, books.head)
    asker = _asker(remembering, actor, on)
    first = map(_of_queue, queues(asker)) if after is None else ()
    items: list[Item] = []
    place: After | None = after or _BEGINNING
    for _ in range(ROUNDS):
        if place is None or len(items) == limit:
            break
        cases, place = _cases(asker, place, limit - len(items))
        items += _items(asker, cases)
    return Page(tuple(items), tuple(first), place)


def next_roles_of(books: Books, noun: str, key: object) -> tuple[Role, ...]:
    """Tell which roles usually bring a case on from where it stands now.

    Nobody for what is no case of the inbox, or waits for nobody.
    """
    if noun not in set(CaseKind) or not isinstance(key, int):
        return ()
    place = (CaseKind(noun), key)
    described = queries.describe(books, (place,))
    return next_roles(place[0], described[place].state) if place in described else ()


def _asker(books: Books, actor: Login, on: date) -> Asker:
    """Read who somebody is. Raises UnknownPersonError."""
    person = people.person(books, actor)
    if person is None or not person.active:
        raise UnknownPersonError(actor)
    ever = people.grants(books, actor)
    interested = bool(people.interests(books, actor))
    roles = {grant.role for grant in ever}
    reaches = {
        role: Reach(
            ScopeKind.DISTRICT,
            apart=any(incompatible(role, other) for other in roles),
            interested=interested,
            implied=role not in COMMUNITY_ROLES and bool(roles & COMMUNITY_ROLES),
        )
        for role in roles
    }
    grants = [grant for grant in ever if holds_on(grant, on)]
    return Asker(books, actor, on, grants, reaches)


def _facts(asker: Asker) -> Facts:
    """Say what conditions are judged by."""
    by = settings(asker.books)
    threshold = to_fen(by.approver_agrees_above)
    return Facts(asker.login, asker.on, by.reviewers_needed, threshold)


def _of_queue(queue: Queue) -> Item:
    return Item(
        noun=queue.noun,
        key=queue.key,
        code="",
        title="",
        whose="",
        amount=None if queue.fen is None else from_fen(queue.fen),
        state="",
        deeds=queue.deeds,
        since=queue.since,
        size=queue.size,
    )


# --- Cases ------------------------------------------------------------------------


def _cases(asker: Asker, after: After, limit: int) -> tuple[list[_Case], After | None]:
    """Give the next cases with the deeds they may wait for, and where to go on."""
    ways = list(dict.fromkeys(_ways(asker)))
    matches = merge(*(_lane(asker, way, after, limit) for way in ways))
    grouped = groupby(matches, key=attrgetter("spot"))
    cases = [
        _Case(spot, list(dict.fromkeys(each.deed for each in same)))
        for spot, same in islice(grouped, limit)
    ]
    if len(cases) == limit:
        return cases, After(after.overdue, *cases[-1].spot)
    return cases, _BEGINNING._replace(overdue=False) if after.overdue else None


class _Way(NamedTuple):
    """A lane as one grant reaches it."""

    lane: Lane
    scope: ScopeKind
    key: str | None


def _ways(asker: Asker) -> Iterator[_Way]:
    for grant in asker.grants:
        for lane in lanes(grant.role):
            yield _Way(lane, *grant.scope)


def _lane(asker: Asker, way: _Way, after: After, limit: int) -> Iterable[_Match]:
    """Give a lane's cases in their order; one deed waits for a case at most once."""
    lane = way.lane
    if after.overdue and not queries.has_deadline(lane):
        return ()
    rank = _KINDS.index(lane.kind)
    no = after.no if rank == after.rank else (_LAST if rank < after.rank else 0)
    candidates = queries.candidates(
        asker.books,
        lane,
        asker.reaches[lane.role]._replace(scope=way.scope),
        _facts(asker)._replace(scope_key=way.key),
        overdue=after.overdue,
        after=Position(after.seq, no),
        limit=limit,
    )
    deed = _DEEDS[lane.kind, lane.action]
    return [_Match(_Spot(each.seq, rank, each.no), deed) for each in candidates]


def _items(asker: Asker, cases: Sequence[_Case]) -> Iterator[Item]:
    """Judge each case by the deeds themselves, and describe those that go through."""
    able = {
        case.place: deeds
        for case in cases
        if (deeds := tuple(each for each in case.deeds if _goes(asker, each, case)))
    }
    described = queries.describe(asker.books, able)
    for place, deeds in able.items():
        yield _item(described[place], place, deeds)


def _item(
    case: WaitingCase, place: tuple[CaseKind, int], deeds: tuple[str, ...]
) -> Item:
    amount = None if case.fen is None else from_fen(case.fen)
    return Item(
        noun=place[0],
        key=place[1],
        code=case.code,
        title=case.title,
        whose=case.whose,
        amount=amount,
        state=case.state,
        deeds=deeds,
        since=case.since,
        due_on=case.due_on,
    )


def _goes(asker: Asker, name: str, case: _Case) -> bool:
    deed, no = DEEDS[name], case.spot.no
    return refusal_of(asker.books, deed, asker.login, asker.on, no) is None
