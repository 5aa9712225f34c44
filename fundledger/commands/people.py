"""People: who they are, which roles they hold, what they have an interest in; payees.

A person is never deleted: they retire, and what they did stays theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fundledger.commands.cases import WHOLE_FUND, of_community, of_payee, of_project
from fundledger.commands.deed import deed
from fundledger.commands.lookup import NotFoundError, require, require_new
from fundledger.commands.steps import record_step
from fundledger.domain.actions import Action
from fundledger.domain.handovers import decide_retirement, decide_revocation
from fundledger.domain.ids import (
    CommunityKey,
    GrantNo,
    InterestNo,
    Login,
    PayeeNo,
    ProjectNo,
)
from fundledger.domain.labels import (
    AccountNumber,
    BankName,
    DatabaseUser,
    PayeeName,
    PersonName,
    Reason,
    ScopeKey,
)
from fundledger.domain.people import Grant, Role, Scope, ScopeKind
from fundledger.domain.readiness import ready_to_verify_payee
from fundledger.domain.rights import decide_grant, holds_on
from fundledger.errors import N_, RefusedError
from fundledger.queries import handovers, people, places
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

    grant_no: GrantNo
    until_on: date
    code = "grant_over"
    message = N_("Grant {grant_no} ends on {until_on} anyway.")
    hint = N_("Name an earlier last day, or leave the grant as it is.")


@dataclass(eq=False)
class OneSubjectError(RefusedError):
    """An interest is in one community or in one project."""

    code = "one_subject"
    message = N_("Declare an interest in a community or in a project: in one of them.")
    hint = N_("Give either the community or the project.")


class NewPerson(NamedTuple):
    """A person to be added; on PostgreSQL their database user proves who they are."""

    login: Login
    name: PersonName
    database_user: DatabaseUser | None = None


@deed(Action.PERSON_ADD, case=WHOLE_FUND)
def add_person(
    write: Writing,
    *,
    login: Login,
    name: PersonName,
    database_user: DatabaseUser | None = None,
) -> None:
    """Add one person, without any role. Raises ExistsError."""
    lay_people(write, [NewPerson(login, name, database_user)])


@deed(Action.PERSON_RETIRE, case=WHOLE_FUND)
def retire_person(write: Writing, login: Login) -> None:
    """Let a person act no more, once accounting work is handed over.

    Raises NotFoundError, RetiredError, HandoverNeededError, LastAdminError.
    """
    if not require(people.person(write, login), "person", login).active:
        raise RetiredError(login)
    decide_retirement(login, handovers.charges(write, login), write.on)
    _require_other_admin(write, login)
    write.change(t.person, login, active=False)


@deed(Action.ROLE_GRANT, case=WHOLE_FUND)
def grant_role(
    write: Writing,
    *,
    login: Login,
    role: Role,
    scope_kind: ScopeKind = ScopeKind.DISTRICT,
    scope_key: ScopeKey | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> GrantNo:
    """Grant a role from a day on, the desk's date if none is given; give its number.

    Raises what `domain.rights.decide_grant` does, NotFoundError, RetiredError.
    """
    if not require(people.person(write, login), "person", login).active:
        raise RetiredError(login)
    if scope_key is not None and scope_key not in _scope_keys(write)[scope_kind]:
        raise NotFoundError(scope_kind, scope_key)
    scope = Scope(scope_kind, scope_key)
    grant = Grant(login, role, scope, from_on or write.on, until_on)
    decide_grant(write.actor, grant, people.grants(write))
    no = GrantNo(write.next_no(t.role_grant))
    write.insert(
        t.role_grant,
        no=no,
        login=login,
        role=role,
        scope_kind=scope_kind,
        scope_key=scope_key,
        from_on=grant.from_on,
        until_on=until_on,
        granted_by=write.actor,
    )
    return no


@deed(Action.ROLE_REVOKE, case=WHOLE_FUND)
def revoke_role(write: Writing, grant_no: GrantNo, last_day: date) -> None:
    """End a grant after a last day.

    An accountant or a cashier has handed the work over. Raises NotFoundError,
    GrantOverError, HandoverNeededError, LastAdminError.
    """
    grant = require(people.grant(write, grant_no), "role_grant", grant_no)
    if grant.until_on is not None and grant.until_on <= last_day:
        raise GrantOverError(grant_no, grant.until_on)
    charges = handovers.charges(write, grant.login)
    decide_revocation(grant.login, charges, grant_no, last_day, write.on)
    if grant.role is Role.ADMIN:
        _require_other_admin(write, grant.login)
    write.change(t.role_grant, grant_no, until_on=last_day)


@deed(Action.INTEREST_DECLARE, case=(of_community, of_project))
def declare_interest(
    write: Writing,
    *,
    reason: Reason,
    community_key: CommunityKey | None = None,
    project_no: ProjectNo | None = None,
) -> InterestNo:
    """Declare one's own interest 回避, in a community or in a project.

    It binds from now on, in every role. Raises OneSubjectError.
    """
    if (community_key is None) == (project_no is None):
        raise OneSubjectError
    no = InterestNo(write.next_no(t.interest))
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
        record_step(write, Action.INTEREST_DECLARE, project_no, reason=reason)
    return no


@deed(Action.PAYEE_ADD, case=of_community)
def add_payee(
    write: Writing,
    *,
    community_key: CommunityKey,
    name: PayeeName,
    bank: BankName,
    number: AccountNumber,
) -> PayeeNo:
    """Record where a community's money goes from now on, and give its number."""
    no = PayeeNo(write.next_no(t.payee))
    write.insert(
        t.payee,
        no=no,
        community_key=community_key,
        name=name,
        bank=bank,
        number=number,
        recorded_by=write.actor,
    )
    return no


@deed(Action.PAYEE_VERIFY, case=of_payee, ready=ready_to_verify_payee)
def verify_payee(write: Writing, payee_no: PayeeNo) -> None:
    """Confirm a payee's bank account, as a second person.

    Raises NotFoundError, OwnPayeeError, PayeeVerifiedError.
    """
    write.change(t.payee, payee_no, verified_by=write.actor, verified_on=write.on)


def lay_people(write: Writing, added: Sequence[NewPerson]) -> None:
    """Write people. Raises ExistsError."""
    known = [each.login for each in people.people(write)]
    require_new("person", [each.login for each in added], known)
    rows = [{**each._asdict(), "active": True} for each in added]
    write.insert_many(t.person, rows)


def _scope_keys(write: Writing) -> dict[ScopeKind, set[str]]:
    """Give what each kind of scope may name."""
    return {
        ScopeKind.DISTRICT: set(),
        ScopeKind.SUBDISTRICT: {str(s.key) for s in places.subdistricts(write)},
        ScopeKind.COMMUNITY: {str(c.key) for c in places.communities(write)},
    }


def _require_other_admin(write: Writing, login: Login) -> None:
    """Demand an admin besides this one. Raises LastAdminError."""
    active = {each.login for each in people.people(write) if each.active}
    admins = {
        grant.login
        for grant in people.grants(write)
        if grant.role is Role.ADMIN and holds_on(grant, write.on)
    }
    if login in admins and not (admins & active) - {login}:
        raise LastAdminError(login)
