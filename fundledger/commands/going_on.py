"""Who brings a case on from where it stands now."""

from datetime import date
from typing import Final, NamedTuple

from fundledger.commands.waiting import facts_of
from fundledger.domain.ids import Login, Seq
from fundledger.domain.inbox import CaseKind, lanes_at, next_roles
from fundledger.domain.people import Role
from fundledger.queries import cosignatures, inbox, one_case
from fundledger.store.reading import Books

NOBODY: Final = Login("")
"""A login that nobody has: what depends on who acts is open to somebody."""


class NextRoles(NamedTuple):
    """Which roles bring a case on: as it stands, or as it usually goes."""

    roles: tuple[Role, ...] = ()
    usually: bool = False
    """Whether something else must be so first, so that it is only what is usual."""


def next_cosigner(books: Books, deed: str, seq: Seq) -> NextRoles:
    """Tell who signs beside the one whose signature this record has, if anybody."""
    for each in cosignatures.waiting(books):
        if (each.deed, each.seq) == (deed, seq):
            return NextRoles((each.other,))
    return NextRoles()


def next_roles_of(books: Books, on: date, noun: str, key: object) -> NextRoles:
    """Tell which roles bring a case on from where it stands on a day.

    What else must be so is judged: a signature that is there, an amount above what
    takes the approver, enough reviewers. Where it waits for nobody yet (a notice is
    not over), those are told who usually go on. Nobody for what is no case of the
    inbox, or waits for nobody.
    """
    if noun not in set(CaseKind) or not isinstance(key, int):
        return NextRoles()
    place = (CaseKind(noun), key)
    described = inbox.describe(books, (place,)).get(place)
    if described is None:
        return NextRoles()
    at, facts = lanes_at(place[0], described.state), facts_of(books, NOBODY, on)
    waiting = one_case.lanes_of(books, at, key, facts)
    if waiting:
        return NextRoles(tuple(dict.fromkeys(lane.role for lane in waiting)))
    usual = next_roles(place[0], described.state)
    return NextRoles(usual, usually=bool(usual))
