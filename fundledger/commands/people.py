"""People: who they are, which roles they hold, what they have an interest in; payees.

A person is never deleted: they retire, and what they did stays theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fundledger.commands.deed import deed
from fundledger.commands.finding import demand, demand_new
from fundledger.commands.steps import take_step
from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, Login, ProjectNo
from fundledger.domain.people import Grant, Role, Scope, ScopeKind
from fundledger.domain.rights import RightError, decide_grant, holds_on
from fundledger.errors import N_, RefusedError
from fundledger.queries import people, places
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@dataclass(eq=False)
class LastAdminError(RefusedError):
    """Without an admin nobody could ever be granted a role again."""

    login: Login
    code = "last_admin"
    message = N_("{login} is the last admin.")
    hint = N_("Make somebody else an admin first.")


@dataclass(eq=False)
class RetiredError(RefusedError):
    """The person has retired."""

    login: Login
    code = "person_retired"
    message = N_("{login} has retired.")
    hint = N_("Choose somebody who is active, or add a new login for the person.")


@dataclass(eq=False)
class GrantOverError(RefusedError):
    """The grant ends on that day or before."""

    grant_no: int
    until_on: date
    code = "grant_over"
    message = N_("Grant {grant_no} ends on {until_on} anyway.")
    hint = N_("Name an earlier last day, or leave the grant as it is.")


@dataclass(eq=False)
class OwnPayeeError(RightError):
    """Whoever recorded a payee does not verify it."""

    payee_no: int
    login: Login
    code = "own_payee"
    message = N_("{login} recorded payee {payee_no}, and so may not verify it.")
    hint = N_("A payee is verified by a second person.")


@dataclass(eq=False)
class PayeeVerifiedError(RefusedError):
    """The payee was verified before."""

    payee_no: int
    by: Login
    code = "payee_verified"
    message = N_("Payee {payee_no} has been verified by {by} already.")
    hint = N_("Nothing is left to do here.")


@dataclass(eq=False)
class OneSubjectError(RefusedError):
    """An interest is in one community or in one project."""

    code = "one_subject"
    message = N_("Declare an interest in a community or in a project: in one of them.")
    hint = N_("Give either the community or the project.")


class NewPerson(NamedTuple):
    """A person to be added; on PostgreSQL their database user proves who they are."""

    login: Login
    name: str
    database_user: str | None = None


class NewGrant(NamedTuple):
    """A role to be granted, from the desk's date if no day is given."""

    login: Login
    role: Role
    scope_kind: ScopeKind = ScopeKind.DISTRICT
    scope_key: str | None = None
    from_on: date | None = None
    until_on: date | None = None


class NewPayee(NamedTuple):
    """Where a community's money shall go."""

    community: CommunityKey
    name: str
    bank: str
    number: str


@deed(Action.PERSON_ADD)
def add_people(write: Writing, added: Sequence[NewPerson]) -> None:
    """Add people, without any role. Raises ExistsError."""
    lay_people(write, added)


@deed(Action.PERSON_ADD)
def add_person(
    write: Writing, *, login: Login, name: str, database_user: str | None = None
) -> None:
    """Add one person, without any role. Raises ExistsError."""
    lay_people(write, [NewPerson(login, name, database_user)])


@deed(Action.PERSON_RETIRE)
def retire_person(write: Writing, login: Login) -> None:
    """Let a person act no more. Raises NotFoundError, RetiredError, LastAdminError."""
    if not demand(people.person(write, login), "person", login).active:
        raise RetiredError(login)
    _demand_other_admin(write, login)
    write.change(t.person, login, active=False)


@deed(Action.ROLE_GRANT)
def grant_roles(write: Writing, granted: Sequence[NewGrant]) -> None:
    """Grant roles. Raises what `domain.rights.decide_grant` does, NotFoundError."""
    _grant(write, granted)


@deed(Action.ROLE_GRANT)
def grant_role(
    write: Writing,
    *,
    login: Login,
    role: Role,
    scope_kind: ScopeKind = ScopeKind.DISTRICT,
    scope_key: str | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> int:
    """Grant one role, and give the number of the grant.

    Raises what `domain.rights.decide_grant` does, NotFoundError, RetiredError.
    """
    new = NewGrant(login, role, scope_kind, scope_key, from_on, until_on)
    return _grant(write, [new])


@deed(Action.ROLE_REVOKE)
def revoke_role(write: Writing, grant_no: int, last_day: date) -> None:
    """End a grant after a last day.

    Raises NotFoundError, GrantOverError, LastAdminError.
    """
    found = demand(people.grant(write, grant_no), "role_grant", grant_no)
    if found.until_on is not None and found.until_on <= last_day:
        raise GrantOverError(grant_no, found.until_on)
    if found.role is Role.ADMIN:
        _demand_other_admin(write, found.login)
    write.change(t.role_grant, grant_no, until_on=last_day)


@deed(Action.INTEREST_DECLARE)
def declare_interest(
    write: Writing,
    *,
    reason: str,
    community_key: CommunityKey | None = None,
    project_no: ProjectNo | None = None,
) -> int:
    """Declare one's own interest 回避, in a community or in a project.

    It binds from now on, in every role. Raises OneSubjectError.
    """
    if (community_key is None) == (project_no is None):
        raise OneSubjectError
    no = write.next_no(t.interest)
    write.insert(
        t.interest,
        no=no,
        login=write.actor,
        community_key=community_key,
        project_no=project_no,
        reason=reason,
        on_date=write.on,
    )
    if project_no is not None:
        take_step(write, Action.INTEREST_DECLARE, project_no, reason=reason)
    return no


@deed(Action.PAYEE_ADD)
def add_payees(write: Writing, added: Sequence[NewPayee]) -> None:
    """Record where the money of communities goes. Raises NotFoundError."""
    known = {each.key: each for each in places.communities(write)}
    for new in added:
        demand(known.get(new.community), "community", new.community)
    _lay_payees(write, added)


@deed(Action.PAYEE_ADD)
def add_payee(
    write: Writing, *, community_key: CommunityKey, name: str, bank: str, number: str
) -> int:
    """Record where a community's money goes from now on, and give its number."""
    return _lay_payees(write, [NewPayee(community_key, name, bank, number)])


@deed(Action.PAYEE_VERIFY)
def verify_payee(write: Writing, payee_no: int) -> None:
    """Confirm a payee's bank account, as a second person.

    Raises NotFoundError, OwnPayeeError, PayeeVerifiedError.
    """
    found = demand(places.payee(write, payee_no), "payee", payee_no)
    if found.verified_by is not None:
        raise PayeeVerifiedError(payee_no, found.verified_by)
    if found.recorded_by == write.actor:
        raise OwnPayeeError(payee_no, write.actor)
    write.change(t.payee, payee_no, verified_by=write.actor, verified_on=write.on)


def lay_people(write: Writing, added: Sequence[NewPerson]) -> None:
    """Write people. Raises ExistsError."""
    known = [each.login for each in people.people(write)]
    demand_new("person", [each.login for each in added], known)
    rows = [{**each._asdict(), "active": True} for each in added]
    write.insert_many(t.person, rows)


def _lay_payees(write: Writing, added: Sequence[NewPayee]) -> int:
    """Write payees, and give the number of the last."""
    no = 0
    for new in added:
        no = write.next_no(t.payee)
        write.insert(
            t.payee,
            no=no,
            community_key=new.community,
            name=new.name,
            bank=new.bank,
            number=new.number,
            recorded_by=write.actor,
        )
    return no


def _grant(write: Writing, granted: Sequence[NewGrant]) -> int:
    """Decide and write grants, each seeing those before; give the last one's number."""
    no = 0
    held = people.grants(write)
    known = {each.login: each for each in people.people(write)}
    homes = _scope_keys(write)
    for new in granted:
        if not demand(known.get(new.login), "person", new.login).active:
            raise RetiredError(new.login)
        if new.scope_key is not None and new.scope_key not in homes[new.scope_kind]:
            demand(None, new.scope_kind, new.scope_key)
        from_on = new.from_on or write.on
        scope = Scope(new.scope_kind, new.scope_key)
        grant = Grant(new.login, new.role, scope, from_on, new.until_on)
        decide_grant(write.actor, grant, held)
        held.append(grant)
        row = {**new._asdict(), "from_on": from_on, "granted_by": write.actor}
        no = write.next_no(t.role_grant)
        write.insert(t.role_grant, no=no, **row)
    return no


def _scope_keys(write: Writing) -> dict[ScopeKind, set[str]]:
    """Give what each kind of scope may name."""
    return {
        ScopeKind.DISTRICT: set(),
        ScopeKind.SUBDISTRICT: {str(s.key) for s in places.subdistricts(write)},
        ScopeKind.COMMUNITY: {str(c.key) for c in places.communities(write)},
    }


def _demand_other_admin(write: Writing, login: Login) -> None:
    """Demand an admin besides this one. Raises LastAdminError."""
    active = {each.login for each in people.people(write) if each.active}
    admins = {
        grant.login
        for grant in people.grants(write)
        if grant.role is Role.ADMIN and holds_on(grant, write.on)
    }
    if login in admins and not (admins & active) - {login}:
        raise LastAdminError(login)
