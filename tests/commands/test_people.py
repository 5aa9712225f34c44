"""People: added, granted roles, retired; their interests; whom money goes to."""

from datetime import date

import pytest

from fundledger.commands import people, projects
from fundledger.commands.lookup import ExistsError, NotFoundError
from fundledger.commands.people import (
    GrantOverError,
    LastAdminError,
    OneSubjectError,
    RetiredError,
)
from fundledger.commands.rights import UnknownPersonError
from fundledger.domain.ids import CommunityKey, GrantNo, Login, PayeeNo
from fundledger.domain.payees import OwnPayeeError, PayeeVerifiedError
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.rights import (
    ConflictOfInterestError,
    ExclusiveRoleError,
    NoRoleError,
    OutOfScopeError,
    ScopeOfRoleError,
    SelfGrantError,
)
from fundledger.queries import people as queries
from fundledger.queries import places
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    ADMIN2,
    APPROVER,
    AUDITOR,
    CASHIER,
    HEAD,
    JIA1,
    JIA2,
    REVIEWER1,
    SUPERVISOR,
    YI1,
    Scene,
)

NEW = Login("new")


def test_a_person_is_added_once(scene: Scene) -> None:
    people.add_person(scene.desk(ADMIN), login=NEW, name="新人")
    with pytest.raises(ExistsError):
        people.add_person(scene.desk(ADMIN), login=NEW, name="别人")
    assert scene.refusals() == ["exists_already"]


def test_only_an_admin_adds_people_and_grants_roles(scene: Scene) -> None:
    for login in (APPROVER, SUPERVISOR, AUDITOR):
        with pytest.raises(NoRoleError):
            people.add_person(scene.desk(login), login=NEW, name="新人")
        with pytest.raises(NoRoleError):
            people.grant_role(scene.desk(login), login=REVIEWER1, role=Role.CASHIER)


def test_nobody_grants_themselves_a_role(scene: Scene) -> None:
    with pytest.raises(SelfGrantError):
        people.grant_role(scene.desk(ADMIN), login=ADMIN, role=Role.ADMIN)


def test_an_auditor_holds_no_other_role(scene: Scene) -> None:
    with pytest.raises(ExclusiveRoleError):
        people.grant_role(scene.desk(ADMIN), login=AUDITOR, role=Role.CASHIER)


def test_a_role_has_its_own_kind_of_scope(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    people.add_person(desk, login=NEW, name="新人")
    with pytest.raises(ScopeOfRoleError):
        people.grant_role(desk, login=NEW, role=Role.HEAD)
    with pytest.raises(NotFoundError):
        people.grant_role(
            desk,
            login=NEW,
            role=Role.HEAD,
            scope_kind=ScopeKind.COMMUNITY,
            scope_key="nowhere",
        )
    with pytest.raises(NotFoundError):
        people.grant_role(desk, login=Login("nobody"), role=Role.CASHIER)


def test_a_role_ends_after_its_last_day(scene: Scene) -> None:
    no = people.grant_role(scene.desk(ADMIN), login=REVIEWER1, role=Role.CASHIER)
    people.revoke_role(scene.desk(ADMIN), no, date(2024, 1, 31))
    with scene.fund.reading() as books:
        grant = queries.grant(books, no)
    assert grant is not None
    assert grant.until_on == date(2024, 1, 31)
    with pytest.raises(GrantOverError):
        people.revoke_role(scene.desk(ADMIN), no, date(2024, 2, 29))
    with pytest.raises(NotFoundError):
        people.revoke_role(scene.desk(ADMIN), GrantNo(999), date(2024, 2, 29))


def test_who_retired_acts_no_more(scene: Scene) -> None:
    people.retire_person(scene.desk(ADMIN), ADMIN2)
    with pytest.raises(UnknownPersonError):
        people.add_person(scene.desk(ADMIN2), login=NEW, name="新人")
    with pytest.raises(RetiredError):
        people.retire_person(scene.desk(ADMIN), ADMIN2)
    with pytest.raises(RetiredError):
        people.grant_role(scene.desk(ADMIN), login=ADMIN2, role=Role.ADMIN)


def test_the_last_admin_stays(scene: Scene) -> None:
    people.retire_person(scene.desk(ADMIN), ADMIN2)
    with pytest.raises(LastAdminError):
        people.retire_person(scene.desk(ADMIN), ADMIN)
    with pytest.raises(LastAdminError):
        people.revoke_role(scene.desk(ADMIN), GrantNo(1), date(2024, 2, 29))


def test_an_interest_is_in_one_thing(scene: Scene) -> None:
    with pytest.raises(OneSubjectError):
        people.declare_interest(scene.desk(CASHIER), reason="亲属")


def test_whoever_is_concerned_declares_an_interest(scene: Scene) -> None:
    no = scene.established()
    people.declare_interest(scene.desk(ACCOUNTANT), project_no=no, reason="亲属")
    with scene.fund.reading() as books:
        (interest,) = queries.interests(books, ACCOUNTANT)
    assert (interest.project_no, interest.community) == (no, None)
    with pytest.raises(ConflictOfInterestError):
        projects.record_agreement(scene.desk(ACCOUNTANT), no, "XY-1")


def test_neither_admin_nor_auditor_has_a_case_to_step_back_from(scene: Scene) -> None:
    for login in (ADMIN, AUDITOR):
        with pytest.raises(NoRoleError):
            people.declare_interest(
                scene.desk(login), community_key=JIA1, reason="住户"
            )


def test_a_payee_is_verified_by_a_second_person_once(scene: Scene) -> None:
    no = people.add_payee(
        scene.desk(HEAD), community_key=JIA1, name="新户", bank="乙银行", number="0002"
    )
    people.verify_payee(scene.desk(ACCOUNTANT), no)
    with scene.fund.reading() as books:
        payee = places.payee(books, no)
    assert payee is not None
    assert (payee.verified_by, payee.verified_on) == (ACCOUNTANT, scene.today)
    with pytest.raises(PayeeVerifiedError):
        people.verify_payee(scene.desk(ACCOUNTANT), no)


def test_nobody_verifies_the_payee_they_recorded(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    people.add_person(desk, login=NEW, name="新人", database_user=user_of(scene))
    scope = ScopeKind.COMMUNITY
    people.grant_role(desk, login=NEW, role=Role.HEAD, scope_kind=scope, scope_key=JIA2)
    people.grant_role(desk, login=NEW, role=Role.ACCOUNTANT)
    payee_no = people.add_payee(
        scene.desk(NEW), community_key=JIA2, name="户", bank="乙银行", number="0003"
    )
    with pytest.raises((OwnPayeeError, ConflictOfInterestError)):
        people.verify_payee(scene.desk(NEW), payee_no)


def user_of(scene: Scene) -> str | None:
    """Give the database user that everybody here has."""
    with scene.fund.reading() as books:
        person = queries.person(books, ADMIN)
    assert person is not None
    return person.database_user


def test_a_community_records_only_its_own_payee(scene: Scene) -> None:
    with pytest.raises(OutOfScopeError):
        people.add_payee(
            scene.desk(HEAD), community_key=YI1, name="户", bank="乙银行", number="0004"
        )
    with pytest.raises(NoRoleError):
        people.verify_payee(scene.desk(SUPERVISOR), PayeeNo(1))


def test_payees_of_unknown_communities_are_not_recorded(scene: Scene) -> None:
    with pytest.raises(NotFoundError):
        people.add_payee(
            scene.desk(ADMIN),
            community_key=CommunityKey("nowhere"),
            name="户",
            bank="乙银行",
            number="0005",
        )
    with pytest.raises(NotFoundError):
        people.verify_payee(scene.desk(ACCOUNTANT), PayeeNo(99))


def test_a_database_user_is_named_as_the_database_names_them(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    people.add_person(desk, login=NEW, name="新人", database_user="Zhang.San@财政")
    with scene.fund.reading() as books:
        person = queries.person(books, NEW)
    assert person is not None
    assert person.database_user == "Zhang.San@财政"
