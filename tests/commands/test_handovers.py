"""Nobody leaves accounting work before it is handed over, taken over and witnessed."""

from datetime import date

import pytest

from fundledger.commands import disbursements, handovers, people
from fundledger.commands.inbox import inbox
from fundledger.commands.permission import may
from fundledger.domain.handovers import (
    HandoverMoveError,
    HandoverNeededError,
    HandoverOpenError,
    HandoverPart,
    HandoverState,
    NotOfRoleError,
    OpenItem,
    OpenKind,
    OtherRecipientError,
    OwnHandoverError,
    RoleNotHandedOverError,
    SamePersonError,
)
from fundledger.domain.ids import GrantNo, HandoverNo, Login
from fundledger.domain.people import Role
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.rights import NoRoleError
from fundledger.queries import handovers as queries
from fundledger.queries import people as people_queries
from fundledger.store.verify import Status, verify
from tests.commands.money import approved, receipt, submitted
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    ADMIN,
    AUDITOR,
    CASHIER,
    PREPARER,
    SUPERVISOR,
    Scene,
)

NEW = Login("cashier2")
NO = HandoverNo(1)


def propose(
    scene: Scene,
    login: Login = ACCOUNTANT,
    to: Login = ACCOUNTANT2,
    role: Role = Role.ACCOUNTANT,
) -> HandoverNo:
    return handovers.propose_handover(scene.desk(login), role=role, to=to)


def complete(scene: Scene) -> None:
    no = propose(scene)
    handovers.accept_handover(scene.desk(ACCOUNTANT2), no)
    handovers.witness_handover(scene.desk(SUPERVISOR), no)


def state(scene: Scene, no: HandoverNo = NO) -> HandoverState:
    with scene.fund.reading() as books:
        handover = queries.handover(books, no)
    assert handover is not None
    return handover.state


def items(scene: Scene, no: HandoverNo = NO) -> list[OpenItem]:
    with scene.fund.reading() as books:
        return queries.items(books, no)


def grant_of(scene: Scene, login: Login) -> GrantNo:
    with scene.fund.reading() as books:
        grants = people_queries.numbered_grants(books)
    return next(no for no, each in grants.items() if each.login == login)


def test_three_people_sign_and_the_last_signature_completes_it(scene: Scene) -> None:
    no = propose(scene)
    assert state(scene, no) is HandoverState.PROPOSED
    handovers.accept_handover(scene.desk(ACCOUNTANT2), no)
    assert state(scene, no) is HandoverState.ACCEPTED
    handovers.witness_handover(scene.desk(SUPERVISOR), no)
    assert state(scene, no) is HandoverState.COMPLETE
    with scene.fund.reading() as books:
        signed = [(e.part, e.login) for e in queries.handover_signatures(books, no)]
    assert signed == [
        (HandoverPart.GIVEN, ACCOUNTANT),
        (HandoverPart.TAKEN, ACCOUNTANT2),
        (HandoverPart.WITNESSED, SUPERVISOR),
    ]
    assert verify(scene.fund).status is Status.OK


def test_what_is_open_is_listed_as_it_stood_then(scene: Scene) -> None:
    project = scene.active()
    payment = approved(scene, project, 500)
    propose(scene)
    propose(scene, CASHIER, _second_cashier(scene), Role.CASHIER)
    disbursements.pay_disbursement(scene.desk(CASHIER), payment, bank="main")
    claim_no = submitted(scene, project, receipt(120))
    listed = {(each.kind, each.key, each.fen) for each in items(scene)}
    assert listed == {
        (OpenKind.TO_REVIEW, "2024-01", None),
        (OpenKind.MONTH_OPEN, "2024-01", None),
        (OpenKind.BANK_BALANCE, "main", 2_000_000),
    }
    assert items(scene, HandoverNo(2)) == [
        OpenItem(OpenKind.TO_COUNTERSIGN, "2024-01", "记-0001"),
        OpenItem(OpenKind.PAYMENT_TO_MAKE, str(payment), "2024-1-01", fen=50_000),
        OpenItem(OpenKind.BANK_BALANCE, "main", "专户", fen=2_000_000),
    ]
    handovers.cancel_handover(scene.desk(ACCOUNTANT), NO, reason="重新移交")
    again = items(scene, propose(scene))
    kinds = [each.kind for each in again]
    claims = [each for each in again if each.kind is OpenKind.CLAIM_TO_ADMIT]
    assert claims == [
        OpenItem(OpenKind.CLAIM_TO_ADMIT, str(claim_no), "2024-1-01", fen=12_000)
    ]
    assert OpenKind.TO_PREPARE in kinds
    assert OpenKind.RECEIPT_WITHOUT_FILE in kinds


def _second_cashier(scene: Scene) -> Login:
    with scene.fund.reading() as books:
        user = people_queries.people(books)[0].database_user
    desk = scene.desk(ADMIN)
    people.add_person(desk, login=NEW, name="出纳二", database_user=user)
    people.grant_role(desk, login=NEW, role=Role.CASHIER)
    return NEW


def test_nobody_retires_or_leaves_the_role_before_it_is_complete(scene: Scene) -> None:
    admin, grant_no = scene.desk(ADMIN), grant_of(scene, ACCOUNTANT)
    for step in (
        lambda: propose(scene),
        lambda: handovers.accept_handover(scene.desk(ACCOUNTANT2), NO),
        lambda: handovers.witness_handover(scene.desk(SUPERVISOR), NO),
    ):
        with pytest.raises(HandoverNeededError):
            people.retire_person(admin, ACCOUNTANT)
        with pytest.raises(HandoverNeededError):
            people.revoke_role(admin, grant_no, scene.today)
        step()
    people.revoke_role(admin, grant_no, scene.today)
    people.retire_person(admin, ACCOUNTANT)


def test_a_handover_is_for_the_grant_that_was_the_last(scene: Scene) -> None:
    complete(scene)
    admin = scene.desk(ADMIN)
    people.revoke_role(admin, grant_of(scene, ACCOUNTANT), scene.today)
    scene.wait(1)
    admin = scene.desk(ADMIN)
    people.grant_role(admin, login=ACCOUNTANT, role=Role.ACCOUNTANT)
    scene.submitted()
    no = propose(scene)
    with pytest.raises(HandoverNeededError):
        people.retire_person(admin, ACCOUNTANT)
    assert no == HandoverNo(2)


def test_who_did_nothing_and_who_keeps_no_books_just_leaves(scene: Scene) -> None:
    people.retire_person(scene.desk(ADMIN), CASHIER)
    people.retire_person(scene.desk(ADMIN), AUDITOR)


def test_a_supervisor_arranges_it_for_who_cannot_with_the_reason(scene: Scene) -> None:
    with pytest.raises(ReasonNeededError):
        handovers.arrange_handover(
            scene.desk(SUPERVISOR),
            login=ACCOUNTANT,
            role=Role.ACCOUNTANT,
            to=ACCOUNTANT2,
            reason=" ",
        )
    no = handovers.arrange_handover(
        scene.desk(SUPERVISOR),
        login=ACCOUNTANT,
        role=Role.ACCOUNTANT,
        to=ACCOUNTANT2,
        reason="病假，由孙某代办",
        delegate="孙某",
    )
    handovers.accept_handover(scene.desk(ACCOUNTANT2), no)
    handovers.witness_handover(scene.desk(SUPERVISOR), no)
    people.retire_person(scene.desk(ADMIN), ACCOUNTANT)
    with scene.fund.reading() as books:
        parts = [each.part for each in queries.handover_signatures(books, no)]
    assert parts == [HandoverPart.TAKEN, HandoverPart.WITNESSED]


def test_only_who_takes_over_accepts_and_only_a_supervisor_witnesses(
    scene: Scene,
) -> None:
    no = propose(scene)
    with pytest.raises(OtherRecipientError):
        handovers.accept_handover(scene.desk(ACCOUNTANT), no)
    with pytest.raises(HandoverMoveError):
        handovers.witness_handover(scene.desk(SUPERVISOR), no)
    handovers.accept_handover(scene.desk(ACCOUNTANT2), no)
    with pytest.raises(NoRoleError):
        handovers.witness_handover(scene.desk(ACCOUNTANT), no)
    with pytest.raises(HandoverMoveError):
        handovers.accept_handover(scene.desk(ACCOUNTANT2), no)


def test_it_is_called_off_with_a_reason_until_it_is_complete(scene: Scene) -> None:
    no = propose(scene)
    with pytest.raises(ReasonNeededError):
        handovers.cancel_handover(scene.desk(ACCOUNTANT), no, reason="")
    with pytest.raises(OwnHandoverError):
        handovers.cancel_handover(scene.desk(CASHIER), no, reason="不办")
    handovers.cancel_handover(scene.desk(SUPERVISOR), no, reason="不办")
    assert state(scene, no) is HandoverState.CANCELLED
    complete(scene)
    with pytest.raises(HandoverMoveError):
        handovers.cancel_handover(scene.desk(SUPERVISOR), HandoverNo(2), reason="不办")


def test_work_goes_only_where_the_role_is_and_once_at_a_time(scene: Scene) -> None:
    for error, login, to, role in (
        (NotOfRoleError, ACCOUNTANT, CASHIER, Role.ACCOUNTANT),
        (NotOfRoleError, ACCOUNTANT, CASHIER, Role.CASHIER),
        (SamePersonError, ACCOUNTANT, ACCOUNTANT, Role.ACCOUNTANT),
        (RoleNotHandedOverError, ACCOUNTANT, SUPERVISOR, Role.SUPERVISOR),
        (NoRoleError, PREPARER, ACCOUNTANT, Role.ACCOUNTANT),
    ):
        with pytest.raises(error):
            propose(scene, login, to, role)
    propose(scene)
    with pytest.raises(HandoverOpenError):
        propose(scene)


def test_it_waits_for_who_signs_next(scene: Scene) -> None:
    def waits() -> dict[Login, tuple[str, ...]]:
        with scene.fund.reading() as books:
            return {
                login: each.deeds
                for login in (ACCOUNTANT, ACCOUNTANT2, CASHIER, SUPERVISOR)
                for each in inbox(books, login, scene.today).queues
                if each.noun == "handover" and each.key == NO
            }

    propose(scene)
    assert waits() == {ACCOUNTANT2: ("accept_handover",)}
    handovers.accept_handover(scene.desk(ACCOUNTANT2), NO)
    assert waits() == {SUPERVISOR: ("witness_handover",)}
    handovers.witness_handover(scene.desk(SUPERVISOR), NO)
    assert waits() == {}


def test_what_may_be_done_to_a_handover_is_foretold(scene: Scene) -> None:
    def able(login: Login) -> set[str]:
        with scene.fund.reading() as books:
            permissions = may(books, login, date(2024, 1, 8), "handover", NO)
        return {each.deed for each in permissions if each.refusal is None}

    propose(scene)
    assert able(ACCOUNTANT) == {"cancel_handover"}
    assert able(ACCOUNTANT2) == {"accept_handover", "cancel_handover"}
    assert able(SUPERVISOR) == {"cancel_handover"}
    assert able(PREPARER) == set()
