"""What waits for somebody in the whole fund 待办: set-wise, a page at a time.

`may` asks every deed about one case; here it goes the other way. The tables of the
domain say which states wait for a role, a query an index long finds the cases, and
only of those on the page the deeds themselves are asked whether they would go through.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from itertools import groupby, islice
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.commands.cases import EVERYWHERE
from fundledger.commands.permission import refusal_of
from fundledger.commands.registry import DEEDS
from fundledger.commands.rights import UnknownPersonError, Who, decide_role
from fundledger.domain import texts
from fundledger.domain.actions import Action
from fundledger.domain.chart import UNIDENTIFIED
from fundledger.domain.ids import Login, Seq
from fundledger.domain.inbox import CaseKind, Lane, lanes
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.people import (
    COMMUNITY_ROLES,
    PERMITS,
    Grant,
    Role,
    ScopeKind,
)
from fundledger.domain.periods import (
    decide_month_close,
    decide_year_close,
    month_end,
    year_of,
)
from fundledger.domain.rights import holds_on, incompatible
from fundledger.domain.values import check_day
from fundledger.errors import RefusedError
from fundledger.queries import (
    balances,
    funds,
    people,
    queues,
)
from fundledger.queries import inbox as queries
from fundledger.queries.inbox import Facts, Position, Reach, WaitingCase
from fundledger.queries.settings import settings
from fundledger.store.reading import Books, Remembering

PAGE: Final = 50
COUNTED: Final = 1000
"""A queue is counted up to here: beyond, "more" is as good."""
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
    """How many things are in a queue; `COUNTED` means so many or more."""

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


class _Asker(NamedTuple):
    """Who asks, on which day, with every role held, and what to judge by."""

    books: Books
    facts: Facts
    grants: Sequence[Grant]
    reaches: Mapping[Role, Reach]


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
    first = _queues(asker) if after is None else ()
    items: list[Item] = []
    place: After | None = after or _BEGINNING
    for _ in range(ROUNDS):
        if place is None or len(items) == limit:
            break
        cases, place = _cases(asker, place, limit - len(items))
        items += _items(asker, cases)
    return Page(tuple(items), tuple(first), place)


def _asker(books: Books, actor: Login, on: date) -> _Asker:
    """Read who somebody is. Raises UnknownPersonError."""
    person = people.person(books, actor)
    if person is None or not person.active:
        raise UnknownPersonError(actor)
    ever = people.grants(books, actor)
    by = settings(books)
    facts = Facts(actor, on, by.reviewers_needed, to_fen(by.approver_agrees_above))
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
    return _Asker(books, facts, grants, reaches)


# --- Cases ------------------------------------------------------------------------


def _cases(asker: _Asker, after: After, limit: int) -> tuple[list[_Case], After | None]:
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


def _ways(asker: _Asker) -> Iterator[_Way]:
    for grant in asker.grants:
        for lane in lanes(grant.role):
            yield _Way(lane, *grant.scope)


def _lane(asker: _Asker, way: _Way, after: After, limit: int) -> Iterable[_Match]:
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
        asker.facts._replace(scope_key=way.key),
        overdue=after.overdue,
        after=Position(after.seq, no),
        limit=limit,
    )
    deed = _DEEDS[lane.kind, lane.action]
    return [_Match(_Spot(each.seq, rank, each.no), deed) for each in candidates]


def _items(asker: _Asker, cases: Sequence[_Case]) -> Iterator[Item]:
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


def _goes(asker: _Asker, name: str, case: _Case) -> bool:
    login, on, no = asker.facts.login, asker.facts.on, case.spot.no
    return refusal_of(asker.books, DEEDS[name], login, on, no) is None


# --- Queues -----------------------------------------------------------------------


def _queues(asker: _Asker) -> Iterator[Item]:
    """Give the work of the whole fund that waits for somebody."""
    if _may(asker, Action.VOUCHER_REVIEW):
        yield from _vouchers(asker)
    if _may(asker, Action.RECEIPT_IDENTIFY):
        yield from _unidentified(asker)
    if _may(asker, Action.MONTH_CLOSE) or _may(asker, Action.YEAR_CLOSE):
        yield from _closing(asker)


def _may(asker: _Asker, action: Action) -> bool:
    who = Who(asker.facts.login, action, asker.facts.on)
    return _goes_through(lambda: decide_role(asker.books, who, [EVERYWHERE]))


def _vouchers(asker: _Asker) -> Iterator[Item]:
    """Count the vouchers that somebody may review.

    Months that are closed have none: each of their vouchers is reviewed.
    """
    roles = {grant.role for grant in asker.grants} & PERMITS[Action.VOUCHER_REVIEW]
    reaches = {role: asker.reaches[role] for role in roles}
    days: list[date] = []
    for period in funds.periods(asker.books):
        if not period.closed and len(days) < COUNTED:
            left = COUNTED - len(days)
            login, month = asker.facts.login, period.key
            days += queues.reviewable(asker.books, login, reaches, month, left)
    if days:
        deeds = ("review_voucher", "review_vouchers")
        yield _queue("voucher", deeds, min(days), size=len(days))


def _unidentified(asker: _Asker) -> Iterator[Item]:
    """Sum the money that nobody has identified."""
    if not balances.left(asker.books, UNIDENTIFIED, None):
        return
    waiting = queues.unidentified(asker.books)
    fen = sum(each.fen for each in waiting)
    yield _queue(
        "funding", ("identify_money",), waiting[0].on, size=len(waiting), fen=fen
    )


def _closing(asker: _Asker) -> Iterator[Item]:
    """Name the month or the year that can be closed; December follows its year."""
    opened = [each.key for each in funds.periods(asker.books) if not each.closed]
    if not opened:
        return
    month, on = min(opened), asker.facts.on
    year = year_of(month)
    closed = [each.year for each in funds.years(asker.books) if each.closed]
    if _goes_through(
        lambda: decide_year_close(year, on, opened=opened, closed_years=closed)
    ):
        if _may(asker, Action.YEAR_CLOSE):
            yield _queue("year", ("close_year",), month_end(month), key=year)
        return
    over = on >= month_end(month) and _may(asker, Action.MONTH_CLOSE)
    unreviewed = queues.count_unreviewed(asker.books, month) if over else 0
    if over and _goes_through(
        lambda: decide_month_close(month, opened=opened, unreviewed=unreviewed, on=on)
    ):
        yield _queue("month", ("close_month",), month_end(month), key=month)


def _queue(
    noun: str,
    deeds: tuple[str, ...],
    since: date,
    *,
    key: str | int | None = None,
    size: int = 1,
    fen: int | None = None,
) -> Item:
    return Item(
        noun=noun,
        key=key,
        code="",
        title="",
        whose="",
        amount=None if fen is None else from_fen(fen),
        state="",
        deeds=deeds,
        since=since,
        size=size,
    )


def _goes_through(decide: Callable[[], object]) -> bool:
    try:
        decide()
    except RefusedError:
        return False
    return True
