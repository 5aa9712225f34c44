"""Who may do a deed, and in which role: right, separation and interest in each case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from fundledger.commands.cases import Case
from fundledger.domain.actions import Action
from fundledger.domain.ids import Login, ProjectNo
from fundledger.domain.people import Acted, Role
from fundledger.domain.projects import MOVES
from fundledger.domain.rights import (
    RightError,
    decide_conflict,
    decide_right,
    decide_separation,
)
from fundledger.errors import N_, StoreError
from fundledger.queries import people, projects
from fundledger.queries.standing import standing
from fundledger.store.reading import Books
from fundledger.store.writing import Writing


@dataclass(eq=False)
class UnknownPersonError(StoreError):
    """Nobody of that login may act in this fund."""

    login: Login
    message = N_("Nobody acts as {login} in this fund.")
    hint = N_("Give a login of this fund with --as, or ask an admin to add the person.")


ROLES: Final = frozenset(Role)


class Who(NamedTuple):
    """Who asks for which action, on which business date."""

    actor: Login
    action: Action
    on: date


def decide_role(books: Books, who: Who, cases: Sequence[Case]) -> Role:
    """Decide whether the actor may in every case, and in which role.

    Raises UnknownPersonError, RightError.
    """
    person = standing(books, who.actor)
    if person is None or not person.active:
        raise UnknownPersonError(who.actor)
    grants = person.grants
    roles = ROLES
    for case in cases:
        roles &= decide_right(who.actor, who.action, case.place, grants, who.on)
    nos = [case.project_no for case in cases if case.project_no is not None]
    for no in nos:
        roles = _movers(books, who.action, no, roles)
    role = decide_separation(who.actor, who.action, roles, _acted(books, nos))
    for case in cases:
        decide_conflict(
            who.actor,
            who.action,
            role,
            case.place,
            case.project_no,
            person.interests,
            grants,
        )
    return role


def _acted(books: Books, nos: Sequence[ProjectNo]) -> list[Acted]:
    return [acted for no in nos for acted in people.acted_in(books, no)]


def _movers(
    books: Books, action: Action, project_no: ProjectNo, roles: frozenset[Role]
) -> frozenset[Role]:
    """Keep, of several roles, those that the project's state leaves the move to.

    Where none is left all stay: readiness says why the move is refused.
    """
    if len(roles) == 1:
        return roles
    state = projects.state(books, project_no)
    move = None if state is None else MOVES.get((state, action))
    return roles if move is None else roles & move.who or roles


def refusal_of(write: Writing, action: Action, project_no: ProjectNo) -> str | None:
    """Tell, for one item of a deed on many, which refusal its case would meet."""
    place = people.place_of_project(write, project_no)
    assert place is not None, "what is booked on a project is at home somewhere"
    try:
        decide_role(
            write, Who(write.actor, action, write.on), [Case(place, project_no)]
        )
    except RightError as error:
        return error.code
    return None
