"""Whether somebody may do a deed here, now.

Three questions, each its own function: does the actor hold a role that may do this
here (`decide_right`), did the actor already act in this case in a role that excludes
it (`decide_separation`), has the actor an interest in it (`decide_conflict`). Nobody
is exempt, admin least of all. Sources: 《会计法》 art. 25 (2024; separation of duties),
《慈善法》 (回避).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, Login, ProjectNo, SubdistrictKey
from fundledger.domain.people import (
    COMMUNITY_ROLES,
    EXCLUSIVE,
    INCOMPATIBLE,
    PERMITS,
    ROLE_SCOPES,
    Acted,
    Grant,
    Interest,
    Place,
    Role,
    Scope,
    ScopeKind,
)
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class RightError(RefusedError):
    """The root of refusals for who somebody is."""

    code = "no_right"
    message = N_("You may not do this.")
    hint = N_("Have it done by somebody whose role allows it.")


@dataclass(eq=False)
class NoRoleError(RightError):
    """The actor holds no role that may do this."""

    actor: Login
    action: Action
    roles: tuple[Role, ...]
    code = "no_role"
    message = N_("{actor} may not {action}: it takes {roles}.")
    hint = N_("Ask somebody who holds one of these roles.")


@dataclass(eq=False)
class OutOfScopeError(RightError):
    """The actor holds the role, but for another place."""

    actor: Login
    action: Action
    roles: tuple[Role, ...]
    subdistrict: SubdistrictKey | None
    community: CommunityKey | None
    code = "out_of_scope"
    message = N_("{actor} is {roles} elsewhere, and may not {action} here.")
    hint = N_("Have it done by somebody who holds the role here.")


@dataclass(eq=False)
class OwnWorkError(RightError):
    """The actor already acted in this case in a role that excludes this one."""

    actor: Login
    action: Action
    role: Role
    earlier: Role
    code = "own_work"
    message = N_("{actor} acted as {earlier} here, and so may not {action} as {role}.")
    hint = N_("Nobody passes their own work: ask the deputy.")


@dataclass(eq=False)
class ConflictOfInterestError(RightError):
    """The actor has an interest in this community or project 回避."""

    actor: Login
    action: Action
    community: CommunityKey | None
    project_no: ProjectNo | None
    declared: bool
    code = "conflict_of_interest"
    message = N_("{actor} has an interest here, and may not {action}.")
    hint = N_("Ask the deputy of the role.")


@dataclass(eq=False)
class SelfGrantError(RightError):
    """Nobody grants themselves a role."""

    actor: Login
    role: Role
    code = "self_grant"
    message = N_("{actor} may not grant themselves the role {role}.")
    hint = N_("Ask another admin.")


@dataclass(eq=False)
class ExclusiveRoleError(RightError):
    """Auditors and admins hold no other role."""

    login: Login
    role: Role
    present: Role
    code = "exclusive_role"
    message = N_("{login} is {present}, and cannot also be {role}.")
    hint = N_("Grant the role to another person, or revoke the other one first.")


@dataclass(eq=False)
class GrantDatesError(RightError):
    """A grant ends before it begins: the role would never be held."""

    login: Login
    role: Role
    from_on: date
    until_on: date
    code = "grant_dates"
    message = N_("{login} cannot be {role} from {from_on} until {until_on}.")
    hint = N_("Let the last day be the first one, or later.")


@dataclass(eq=False)
class ScopeOfRoleError(RightError):
    """The role cannot be granted for such a scope."""

    role: Role
    kind: ScopeKind
    key: str | None
    code = "scope_of_role"
    message = N_("{role} cannot be granted for {kind} {key}.")
    hint = N_("Grant it for a scope that this role can have.")


@dataclass(eq=False)
class FoundersError(RefusedError):
    """Two different people create a fund: nobody grants themselves a role."""

    founders: tuple[Login, ...]
    code = "two_founders"
    message = N_("Two different people create a fund, not {founders}.")
    hint = N_("Name two people with logins of their own; the first of them acts.")


def holds_on(grant: Grant, on: date) -> bool:
    """Tell whether a grant holds on a day; its last day is included."""
    return grant.from_on <= on and (grant.until_on is None or on <= grant.until_on)


def overlap(one: Grant, other: Grant) -> bool:
    """Tell whether two grants hold together on some day."""
    from_on = max(one.from_on, other.from_on)
    return holds_on(one, from_on) and holds_on(other, from_on)


def covers(scope: Scope, place: Place) -> bool:
    """Tell whether a scope reaches a place. Only the district reaches the fund."""
    if scope.kind is ScopeKind.DISTRICT:
        return True
    own = place.community if scope.kind is ScopeKind.COMMUNITY else place.subdistrict
    return own is not None and scope.key == own


def decide_right(
    actor: Login, action: Action, place: Place, grants: Iterable[Grant], on: date
) -> frozenset[Role]:
    """Tell in which roles the actor may do this here, on this day.

    Raises NoRoleError without a fitting role, OutOfScopeError with one elsewhere.
    """
    allowed = PERMITS[action]
    fitting = [
        grant
        for grant in grants
        if grant.login == actor and grant.role in allowed and holds_on(grant, on)
    ]
    if not fitting:
        raise NoRoleError(actor, action, in_order(allowed))
    here = frozenset(grant.role for grant in fitting if covers(grant.scope, place))
    if not here:
        elsewhere = in_order({grant.role for grant in fitting})
        raise OutOfScopeError(
            actor, action, elsewhere, place.subdistrict, place.community
        )
    return here


def in_order(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Sort roles in the order a case meets them."""
    given = set(roles)
    return tuple(role for role in Role if role in given)


def incompatible(one: Role, other: Role) -> bool:
    """Tell whether one person may not hold both roles in one case."""
    return frozenset({one, other}) in INCOMPATIBLE


def decide_separation(
    actor: Login, action: Action, roles: Iterable[Role], earlier: Iterable[Acted]
) -> Role:
    """Choose the role the actor acts in, among those they may act in here.

    It goes with every role the actor held in this case before. Raises OwnWorkError,
    naming the earlier role that is in the way.
    """
    before = [acted.role for acted in earlier if acted.login == actor]
    in_the_way: dict[Role, Role] = {}
    for role in in_order(roles):
        clash = next((past for past in before if incompatible(role, past)), None)
        if clash is None:
            return role
        in_the_way[role] = clash
    role, clash = next(iter(in_the_way.items()))
    raise OwnWorkError(actor, action, role, clash)


def decide_conflict(
    actor: Login,
    action: Action,
    role: Role,
    place: Place,
    project_no: ProjectNo | None,
    interests: Iterable[Interest],
    grants: Iterable[Grant],
) -> None:
    """Refuse an actor with an interest in the case. Raises ConflictOfInterestError.

    A declared interest binds every role. An interest is implied for reviewers and
    finance where they are, or ever were, preparer or head of the same community.
    """
    declared = any(
        interest.login == actor
        and (
            (project_no is not None and interest.project_no == project_no)
            or (place.community is not None and interest.community == place.community)
        )
        for interest in interests
    )
    implied = role not in COMMUNITY_ROLES and any(
        grant.login == actor
        and grant.role in COMMUNITY_ROLES
        and grant.scope.key == place.community
        for grant in grants
    )
    if declared or implied:
        raise ConflictOfInterestError(
            actor, action, place.community, project_no, declared
        )


def decide_founders(actor: Login, founders: Sequence[Login]) -> None:
    """Demand two different founders, the actor first. Raises FoundersError.

    Nobody grants themselves a role: each of them is granted it by the other.
    """
    pair = len(founders) == len({*founders}) == len(("one", "other"))
    if not pair or founders[0] != actor:
        raise FoundersError(tuple(founders))


def decide_grant(actor: Login, grant: Grant, others: Iterable[Grant]) -> None:
    """Decide whether a role may be granted.

    Raises SelfGrantError, ExclusiveRoleError where auditor or admin would hold
    another role, ScopeOfRoleError for a scope the role does not have, GrantDatesError
    for a grant that ends before it begins.
    """
    if grant.until_on is not None and grant.until_on < grant.from_on:
        raise GrantDatesError(grant.login, grant.role, grant.from_on, grant.until_on)
    if actor == grant.login:
        raise SelfGrantError(actor, grant.role)
    if grant.scope.kind not in ROLE_SCOPES[grant.role] or (
        (grant.scope.key is None) != (grant.scope.kind is ScopeKind.DISTRICT)
    ):
        raise ScopeOfRoleError(grant.role, grant.scope.kind, grant.scope.key)
    for other in others:
        together = other.login == grant.login and overlap(other, grant)
        if (
            together
            and other.role is not grant.role
            and {other.role, grant.role} & EXCLUSIVE
        ):
            raise ExclusiveRoleError(grant.login, grant.role, other.role)
