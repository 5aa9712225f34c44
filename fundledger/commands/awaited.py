"""What somebody did last that now waits for others: theirs is the step before.

What they can bring on themselves stands in their own inbox, and not here; what waits
for a day alone waits for nobody.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from fundledger.commands.permission import refusal_of
from fundledger.commands.registry import DEEDS
from fundledger.commands.rights import UnknownPersonError
from fundledger.commands.waiting import deed_of
from fundledger.domain import texts
from fundledger.domain.ids import Login
from fundledger.domain.inbox import Lane, lanes
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.values import check_day
from fundledger.queries import awaited as queries
from fundledger.queries import cosignatures, inbox, people
from fundledger.queries.awaited import Brought
from fundledger.queries.inbox import Facts, Position, Reach, Stretch
from fundledger.queries.settings import settings
from fundledger.store.reading import Books, Remembering

MOST: Final = 100
"""So many are listed: what was brought on last comes first."""
_NOBODY: Final = Login("-")
"""No person's login: nobody has voted, signed or recorded under it."""


class Awaited(NamedTuple):
    """What waits for others, a case or a signature, and what they are to do."""

    noun: str
    key: int
    code: str
    """The code of the project that it belongs to; empty where there is none."""
    title: str
    whose: str
    """The payee, or the community."""
    amount: Money | None
    state: str
    roles: tuple[Role, ...]
    """Whom it waits for."""
    deeds: tuple[str, ...]
    """What would bring it on."""
    since: date
    """The day of the person's own step."""


def awaited(
    books: Books, actor: Login, on: date, limit: int = MOST
) -> tuple[Awaited, ...]:
    """List what somebody brought on last and now waits for others, newest first.

    Raises InputError, UnknownPersonError.
    """
    texts.check_login("actor", actor)
    check_day("on", on)
    remembering = Remembering(books.connection, books.fund_id, books.head)
    person = people.person(remembering, actor)
    if person is None or not person.active:
        raise UnknownPersonError(actor)
    waiting = [
        (each, ways)
        for each in queries.brought(remembering, actor, limit)
        if (ways := tuple(_ways(remembering, each, on)))
        and not _is_own(remembering, each, ways, actor, on)
    ]
    places = [(each.kind, each.no) for each, _ in waiting]
    described = inbox.describe(remembering, places)
    items = [_item(each, ways, described) for each, ways in waiting]
    return (*_cosignatures(remembering, actor), *items)


def _cosignatures(books: Books, actor: Login) -> Iterator[Awaited]:
    """Give what somebody signed that waits for another's signature, newest first."""
    for each in reversed(cosignatures.waiting(books)):
        if each.login == actor:
            about = cosignatures.subject(books, each.no)
            assert about is not None, "it is there: it waits"
            yield Awaited(
                noun="cosignature",
                key=each.no,
                code=about.code,
                title=about.title,
                whose="",
                amount=None if about.fen is None else from_fen(about.fen),
                state=each.state,
                roles=(each.other,),
                deeds=(each.deed,),
                since=each.on,
            )


def _ways(books: Books, case: Brought, on: date) -> Iterator[Lane]:
    """Give the ways by which a case waits for somebody, whoever that may be."""
    by = settings(books)
    threshold = to_fen(by.approver_agrees_above)
    facts = Facts(_NOBODY, on, threshold)
    for role in Role:
        for lane in lanes(role):
            if (lane.kind, lane.state) == (case.kind, case.state) and any(
                _waits(books, lane, case, facts, overdue=overdue)
                for overdue in (False, True)
            ):
                yield lane


def _waits(
    books: Books, lane: Lane, case: Brought, facts: Facts, *, overdue: bool
) -> bool:
    """Tell whether a case is in a lane: the stretch is that case alone."""
    if not inbox.can_hold(lane, overdue=overdue):
        return False
    here = Position(case.case_seq, case.no)
    matches = inbox.candidates(
        books,
        lane,
        Reach(ScopeKind.DISTRICT),
        facts,
        overdue=overdue,
        stretch=Stretch(here._replace(no=case.no - 1), here),
        limit=1,
    )
    return bool(matches)


def _is_own(
    books: Books, case: Brought, ways: tuple[Lane, ...], actor: Login, on: date
) -> bool:
    """Tell whether the person could bring it on as well."""
    deeds = dict.fromkeys(deed_of(lane.kind, lane.action) for lane in ways)
    return any(
        refusal_of(books, DEEDS[deed], actor, on, case.no) is None for deed in deeds
    )


def _item(
    case: Brought,
    ways: tuple[Lane, ...],
    described: dict[inbox.Place, inbox.WaitingCase],
) -> Awaited:
    shown = described[case.kind, case.no]
    return Awaited(
        noun=case.kind,
        key=case.no,
        code=shown.code,
        title=shown.title,
        whose=shown.whose,
        amount=None if shown.fen is None else from_fen(shown.fen),
        state=case.state,
        roles=tuple(dict.fromkeys(lane.role for lane in ways)),
        deeds=tuple(dict.fromkeys(deed_of(lane.kind, lane.action) for lane in ways)),
        since=case.on,
    )
