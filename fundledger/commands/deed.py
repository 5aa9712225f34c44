"""The wrapper of every deed: who may, and what the audit record keeps of the asking."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from types import MappingProxyType
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec, TypeVar

from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, Login, ProjectNo
from fundledger.domain.people import Place, Role
from fundledger.domain.projects import MOVES
from fundledger.domain.rights import (
    decide_conflict,
    decide_right,
    decide_separation,
)
from fundledger.errors import N_, StoreError
from fundledger.queries import cases, people, places, projects
from fundledger.store.audit import to_canonical
from fundledger.store.books import Ask, Fund
from fundledger.store.reading import Books
from fundledger.store.writing import Writing

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(eq=False)
class UnknownPersonError(StoreError):
    """Nobody of that login may act in this fund."""

    login: Login
    message = N_("Nobody acts as {login} in this fund.")
    hint = N_("Give a login of this fund with --as, or ask an admin to add the person.")


@dataclass(eq=False)
class NotFoundError(StoreError):
    """The deed names something that is not there."""

    what: str
    key: str
    message = N_("There is no {what} {key}.")
    hint = N_("Check the name or number: the lists show what there is.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Where somebody sits down to work: the fund, who, the business date, a key.

    The same key with the same deed does its work once, however often it is asked.
    """

    fund: Fund
    actor: Login
    on: date
    key: str | None = None


class Case(NamedTuple):
    """Which case a deed belongs to: its place, and its project if it has one."""

    place: Place
    project_no: ProjectNo | None = None


CASES: Final[Mapping[str, Callable[[Books, Any], ProjectNo | None]]] = MappingProxyType(
    {
        "project_no": lambda _books, no: no,
        "disbursement_no": cases.project_of_disbursement,
        "claim_no": cases.project_of_claim,
        "receipt_no": cases.project_of_receipt,
        "recovery_no": cases.project_of_recovery,
    }
)
"""By a deed's parameter, the project whose case it is."""


def deed(
    action: Action,
) -> Callable[
    [Callable[Concatenate[Writing, P], R]], Callable[Concatenate[Desk, P], R]
]:
    """Make a function of a `Writing` a deed, to be called with a `Desk`.

    The case is found by the parameters: `project_no`, `claim_no` and the like, or
    `community_key`, `payee_no`; without one the deed concerns the whole fund. What the
    function returns must have a canonical form that equals it (a number, text, None).
    """

    def wrap(
        function: Callable[Concatenate[Writing, P], R],
    ) -> Callable[Concatenate[Desk, P], R]:
        signature = inspect.signature(function)

        @wraps(function)
        def done(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(desk, *args, **kwargs)
            bound.apply_defaults()
            asked = dict(list(bound.arguments.items())[1:])
            given = to_canonical(asked)
            name = function.__name__
            ask = Ask(action, desk.actor, desk.on, desk.key, given, deed=name)

            def run(write: Writing) -> R:
                write.role = _decide_who(write, action, _case_of(write, asked))
                return function(write, *args, **kwargs)

            result: R = desk.fund.write(ask, run)
            return result

        done.__annotations__["desk"] = Desk
        return done

    return wrap


def _case_of(books: Books, asked: Mapping[str, Any]) -> Case:
    """Find the case that a deed's parameters name. Raises NotFoundError."""
    for name, find in CASES.items():
        if asked.get(name) is not None:
            project_no = find(books, asked[name])
            place = None
            if project_no is not None:
                place = people.place_of_project(books, project_no)
            if place is None:
                what = name.removesuffix("_no")
                raise NotFoundError(what, str(asked[name]))
            return Case(place, project_no)
    if community := asked.get("community_key") or _community_of(books, asked):
        place = people.place_of_community(books, community)
        if place is None:
            raise NotFoundError(what="community", key=str(community))
        return Case(place)
    return Case(Place())


def _community_of(books: Books, asked: Mapping[str, Any]) -> CommunityKey | None:
    """Find the community of a payee, where that is what a deed is about."""
    payee_no = asked.get("payee_no")
    return None if payee_no is None else places.community_of_payee(books, payee_no)


def _decide_who(write: Writing, action: Action, case: Case) -> Role:
    """Decide whether the actor may, and in which role. Raises RightError."""
    who = people.person(write, write.actor)
    if who is None or not who.active:
        raise UnknownPersonError(write.actor)
    held = people.grants(write, write.actor)
    roles = decide_right(write.actor, action, case.place, held, write.on)
    earlier = []
    if case.project_no is not None:
        roles = _movers(write, action, case.project_no, roles)
        earlier = people.acted_in(write, case.project_no)
    role = decide_separation(write.actor, action, roles, earlier)
    decide_conflict(
        write.actor,
        action,
        role,
        case.place,
        case.project_no,
        people.interests(write, write.actor),
        held,
    )
    return role


def _movers(
    books: Books, action: Action, project_no: ProjectNo, roles: frozenset[Role]
) -> frozenset[Role]:
    """Keep, of several roles, those that the project's state leaves the move to.

    Where none is left all stay: the move itself says why it is refused.
    """
    if len(roles) == 1:
        return roles
    state = projects.state(books, project_no)
    move = None if state is None else MOVES.get((state, action))
    return roles if move is None else roles & move.who or roles
