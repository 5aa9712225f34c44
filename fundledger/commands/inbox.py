"""What waits for somebody in the whole fund 待办: set-wise, a page at a time.

`may` asks every deed about one case; here it goes the other way. The tables of the
domain say which states wait for a role, a query an index long finds the cases, and
only of those on the page the deeds themselves are asked whether they would go through.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from fundledger.commands.permission import refusal_of
from fundledger.commands.queues import Asker, Queue, queues
from fundledger.commands.registry import DEEDS
from fundledger.commands.rights import UnknownPersonError
from fundledger.commands.waiting import BEGINNING, After, Case, next_cases
from fundledger.domain import texts
from fundledger.domain.ids import Login
from fundledger.domain.inbox import CaseKind
from fundledger.domain.money import Money, from_fen
from fundledger.domain.people import COMMUNITY_ROLES, ScopeKind
from fundledger.domain.rights import holds_on, incompatible
from fundledger.domain.values import check_day
from fundledger.queries import inbox as queries
from fundledger.queries import people
from fundledger.queries.inbox import Reach, WaitingCase
from fundledger.store.reading import Books, Remembering

PAGE: Final = 50
ROUNDS: Final = 20
"""So many pages of candidates are tried before a page is given as it is."""


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
    """How many things are in a queue, counted up to `domain.inbox.COUNTED`."""
    signer: str = ""
    """Who has signed what two people sign, or who gave it back."""
    note: str = ""
    """Why it came back."""
    given: Mapping[str, Any] | None = None
    """What it was filled with, as its record keeps it, where it is done anew."""

    def days_left(self, on: date) -> int | None:
        """Count the days until it is due, below zero when it is overdue."""
        return None if self.due_on is None else (self.due_on - on).days


class Page(NamedTuple):
    """A page of what waits: queues on the first one, then cases.

    Overdue cases come first, and among them those that came to their state first.
    """

    items: tuple[Item, ...]
    queues: tuple[Item, ...] = ()
    after: After | None = None
    """Where the next page begins; None where there is none."""


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
    place: After | None = after or BEGINNING
    for _ in range(ROUNDS):
        if place is None or len(items) == limit:
            break
        cases, place = next_cases(asker, place, limit - len(items))
        items += _items(asker, cases)
    return Page(tuple(items), tuple(first), place)


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


def _of_queue(queue: Queue) -> Item:
    return Item(
        noun=queue.noun,
        key=queue.key,
        code=queue.code,
        title=queue.title,
        whose="",
        amount=None if queue.fen is None else from_fen(queue.fen),
        state=queue.state,
        deeds=queue.deeds,
        since=queue.since,
        size=queue.size,
        signer=queue.signer,
        note=queue.note,
        given=queue.given,
    )


# --- Cases ------------------------------------------------------------------------


def _items(asker: Asker, cases: Sequence[Case]) -> Iterator[Item]:
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


def _goes(asker: Asker, name: str, case: Case) -> bool:
    deed, no = DEEDS[name], case.spot.no
    return refusal_of(asker.books, deed, asker.login, asker.on, no) is None
