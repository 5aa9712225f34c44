"""Nobody passes their own work, or decides for a case they have an interest in."""

import pytest

from fundledger.commands import journal, people, refunds
from fundledger.domain.ids import GrantNo, Login, ProjectNo
from fundledger.domain.payees import OwnPayeeError
from fundledger.domain.people import Role
from fundledger.domain.rights import ConflictOfInterestError
from fundledger.queries import people as known
from fundledger.queries import places
from tests.commands.money import left, paid
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    JIA2,
    Scene,
    content,
    yuan,
)

CLERK = Login("clerk2")


def second_accountant(scene: Scene) -> None:
    """Let another accountant in, on the database user that everybody has here."""
    with scene.fund.reading() as books:
        person = known.person(books, ADMIN)
    assert person is not None
    desk = scene.desk(ADMIN)
    people.add_person(
        desk, login=CLERK, name="会计二", database_user=person.database_user
    )
    people.grant_role(desk, login=CLERK, role=Role.ACCOUNTANT)


def verified_by(scene: Scene, payee_no: int) -> Login | None:
    with scene.fund.reading() as books:
        payee = places.payee(books, payee_no)
    assert payee is not None
    return payee.verified_by


def test_who_recorded_a_payee_does_not_verify_it_in_a_later_role(scene: Scene) -> None:
    """A head of a while ago is an accountant now: no conflict but their own record.

    An interest is implied where somebody is, or was, head of the community, so the
    payee is recorded for another one, by an admin who then changed their work.
    """
    second_accountant(scene)
    desk = scene.desk(ADMIN)
    payee_no = people.add_payee(
        desk, community_key=JIA2, name="户", bank="乙银行", number="0003"
    )
    with scene.fund.reading() as books:
        grants = known.grants(books)
    own = next(n for n, each in enumerate(grants, start=1) if each.login == ADMIN)
    other_admin = next(
        each.login for each in grants if each.role is Role.ADMIN and each.login != ADMIN
    )
    by = scene.desk(other_admin)
    people.revoke_role(by, GrantNo(own), scene.today)
    scene.wait(1)
    people.grant_role(scene.desk(other_admin), login=ADMIN, role=Role.ACCOUNTANT)
    with pytest.raises(OwnPayeeError) as refused:
        people.verify_payee(scene.desk(ADMIN), payee_no)
    assert refused.value.facts == {"payee_no": payee_no, "login": ADMIN}
    assert verified_by(scene, payee_no) is None
    people.verify_payee(scene.desk(CLERK), payee_no)
    assert verified_by(scene, payee_no) == CLERK


def test_cost_is_not_moved_onto_a_project_one_has_an_interest_in(scene: Scene) -> None:
    second_accountant(scene)
    one, other = scene.active(), scene.active(saying=content("读书会"))
    for project in (one, other):
        paid(scene, project, 500)
    voucher = refunds.receive_refund(scene.desk(ACCOUNTANT), one, yuan(40), bank="main")
    people.declare_interest(scene.desk(CLERK), reason="亲属", project_no=other)
    with pytest.raises(ConflictOfInterestError) as refused:
        journal.correct_voucher(
            scene.desk(CLERK), voucher, to_project_no=other, reason="项目有误"
        )
    assert refused.value.project_no == other
    assert left(scene, "advance", ProjectNo(one)) == 460
    journal.correct_voucher(
        scene.desk(ACCOUNTANT), voucher, to_project_no=other, reason="项目有误"
    )
    assert left(scene, "advance", other) == 460
