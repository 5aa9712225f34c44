"""Cases that may wait for somebody, brought together from the lanes of their roles.

A page's worth at a time, in order, with the deeds that each may wait for. Whether these
would go through is not asked here.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby, islice
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.commands.queues import Asker
from fundledger.commands.registry import DEEDS
from fundledger.domain.actions import Action
from fundledger.domain.ids import Login, Seq
from fundledger.domain.inbox import CaseKind, Lane, lanes
from fundledger.domain.money import to_fen
from fundledger.domain.people import ScopeKind
from fundledger.queries import inbox as queries
from fundledger.queries.inbox import Facts, Position, Stretch
from fundledger.queries.settings import settings
from fundledger.store.reading import Books

STRETCH: Final = 512
"""The first stretch of the chain that is gone through, in records."""
LONGER: Final = 2
"""So much longer is each stretch than the one before."""

_DEEDS: Final[Mapping[tuple[str, Action], str]] = MappingProxyType(
    {
        (deed.case[0].noun, deed.action): name
        for name, deed in DEEDS.items()
        if deed.case and name != "supplement_project"
    }
)
"""The deed on a case by its action; a supplement waits to be put in force, no other."""


def deed_of(kind: CaseKind, action: Action) -> str:
    """Name the deed by which an action brings on a case."""
    return _DEEDS[kind, action]


class After(NamedTuple):
    """Where a page ended, to go on from."""

    overdue: bool
    seq: Seq
    rank: int
    """The place of its kind among those of the same record."""
    no: int


class Spot(NamedTuple):
    """The place of a case in the order of the page."""

    seq: Seq
    rank: int
    no: int


class Case(NamedTuple):
    """A case, and the deeds it may wait for."""

    spot: Spot
    deeds: list[str]

    @property
    def place(self) -> tuple[CaseKind, int]:
        """Its kind and number."""
        return _KINDS[self.spot.rank], self.spot.no


class _Match(NamedTuple):
    """A candidate, and a deed it may wait for."""

    spot: Spot
    deed: str


class _Way(NamedTuple):
    """A lane as one grant reaches it."""

    lane: Lane
    scope: ScopeKind
    key: str | None


BEGINNING: Final = After(overdue=True, seq=Seq(0), rank=0, no=0)
_KINDS: Final = tuple(CaseKind)
_LAST: Final = 2**62
_END: Final = Spot(Seq(_LAST), rank=0, no=0)


def next_cases(
    asker: Asker, after: After, limit: int
) -> tuple[list[Case], After | None]:
    """Give the next cases with the deeds they may wait for, and where to go on."""
    matches = _Gathering(asker, after, limit).gather()
    grouped = groupby(matches, key=attrgetter("spot"))
    cases = [
        Case(spot, list(dict.fromkeys(each.deed for each in same)))
        for spot, same in islice(grouped, limit)
    ]
    if len(cases) == limit:
        return cases, After(after.overdue, *cases[-1].spot)
    return cases, BEGINNING._replace(overdue=False) if after.overdue else None


class _Gathering:
    """The first cases after a place, as many as fit on a page."""

    def __init__(self, asker: Asker, after: After, limit: int) -> None:
        """Begin after a place, with so many cases to find."""
        self.asker, self.overdue, self.limit = asker, after.overdue, limit
        self.begin = Spot(after.seq, after.rank, after.no)
        self.facts = facts_of(asker.books, asker.login, asker.on)
        self.matches: list[_Match] = []
        self.until: Spot | None = None
        """The last case of the page, once it is full."""

    def gather(self) -> list[_Match]:
        """Give what may wait, in order: a full page or all there is, and no more.

        Lanes that go through all that stands in a state do so a stretch of the chain
        at a time: a page is mostly full long before the end, and thousands of cases
        that wait for somebody else first are not gone through for fifty of another.
        """
        ways = dict.fromkeys(self._ways())
        walking = [each for each in ways if queries.walks(each.lane, each.scope)]
        begin = self.begin
        for end in self._ends():
            for way in walking:
                self._take(way, begin, end)
            if self.until is not None:
                break
            begin = end
        for way in ways:
            if not queries.walks(way.lane, way.scope):
                self._take(way, self.begin, _END)
        last = self.until or _END
        return sorted(each for each in self.matches if each.spot <= last)

    def _ways(self) -> Iterator[_Way]:
        for grant in self.asker.grants:
            for lane in lanes(grant.role):
                if queries.can_hold(lane, overdue=self.overdue):
                    yield _Way(lane, *grant.scope)

    def _ends(self) -> Iterator[Spot]:
        """Say where stretches end, each longer than the one before."""
        length = STRETCH
        while (end := self.begin.seq + length) < self.asker.books.head.seq:
            yield Spot(Seq(end), len(_KINDS), 0)
            length *= LONGER
        yield _END

    def _take(self, way: _Way, begin: Spot, end: Spot) -> None:
        """Take a lane's cases between two places, as far as the page has room."""
        until = end if self.until is None else min(end, self.until)
        lane, rank = way.lane, _KINDS.index(way.lane.kind)
        candidates = queries.candidates(
            self.asker.books,
            lane,
            self.asker.reaches[lane.role]._replace(scope=way.scope),
            self.facts._replace(scope_key=way.key),
            overdue=self.overdue,
            stretch=Stretch(_position(begin, rank), _position(until, rank)),
            limit=self.limit,
        )
        deed = deed_of(lane.kind, lane.action)
        for each in candidates:
            self.matches.append(_Match(Spot(each.seq, rank, each.no), deed))
        spots = sorted({each.spot for each in self.matches})
        if len(spots) >= self.limit:
            self.until = spots[self.limit - 1]


def facts_of(books: Books, login: Login, on: date) -> Facts:
    """Say what conditions are judged by."""
    by = settings(books)
    threshold = to_fen(by.approver_agrees_above)
    return Facts(login, on, threshold)


def _position(spot: Spot, rank: int) -> Position:
    """Say where a spot lies among the cases of a kind; itself is before it."""
    if rank == spot.rank:
        return Position(spot.seq, spot.no)
    return Position(spot.seq, _LAST if rank < spot.rank else 0)
