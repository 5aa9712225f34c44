"""Payments: who signs, what is booked, and what goes wrong on the way."""

import pytest

from fundledger.commands import (
    claims,
    disallowances,
    disbursements,
    people,
    projects,
)
from fundledger.commands.claims import Verdict
from fundledger.domain.claims import RecoveryState
from fundledger.domain.disbursements import (
    AgreementNotNeededError,
    DisbursementMoveError,
    DisbursementSignedError,
    DisbursementState,
    OverCommittedError,
    PayeeChangedError,
    PayeeUnverifiedError,
    ReimbursementReturnError,
    SamePayeeError,
    UnclearedAdvanceError,
)
from fundledger.domain.ids import DisbursementNo, FundingNo, Login, PayeeNo
from fundledger.domain.journal import InsufficientError, PayableUncoveredError
from fundledger.domain.people import Role
from fundledger.domain.projects import MoveError, ReasonNeededError
from fundledger.domain.returns import ReturnGround
from fundledger.domain.rights import NoRoleError, OwnWorkError
from fundledger.queries import disbursements as queries
from fundledger.queries import recoveries
from tests.commands.money import (
    admitted,
    approved,
    booked,
    left,
    limit_changed,
    paid,
    receipt,
    receipt_nos,
    requested,
    returned,
    submitted,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    CASHIER,
    HEAD,
    JIA1,
    PREPARER,
    SUPERVISOR,
    Scene,
    content,
    yuan,
)

S = DisbursementState


def row(scene: Scene, no: DisbursementNo) -> queries.Disbursement:
    with scene.fund.reading() as books:
        disbursement = queries.disbursement(books, no)
    assert disbursement is not None
    return disbursement


def test_an_advance_goes_from_committed_to_approved_to_paid(scene: Scene) -> None:
    project = scene.active()
    no = requested(scene, project, 900)
    before = len(vouchers(scene))
    assert row(scene, no).state is S.CHECKED
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
    assert booked(scene) == [("b_committed", "b_payment", 900)]
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert booked(scene) == [
        ("advance", "bank.main", 900),
        ("b_payment", "b_disbursed", 900),
    ]
    disbursements.acknowledge_disbursement(scene.desk(PREPARER), no)
    assert row(scene, no).state is S.ACKNOWLEDGED
    assert len(vouchers(scene)) == before + 2


def test_nobody_asks_for_more_than_is_left(scene: Scene) -> None:
    project = scene.active()
    with pytest.raises(OverCommittedError) as refused:
        disbursements.request_disbursement(scene.desk(HEAD), project, yuan(2001))
    assert refused.value.left == yuan(2000)
    assert scene.refusals() == ["over_committed"]


def test_a_second_instalment_waits_for_the_first(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 900)
    with pytest.raises(UnclearedAdvanceError):
        disbursements.request_disbursement(scene.desk(HEAD), project, yuan(100))
    admitted(scene, project, receipt(900))
    disbursements.request_disbursement(scene.desk(HEAD), project, yuan(100))


def test_above_the_threshold_the_approver_agrees_in_either_order(scene: Scene) -> None:
    limit_changed(scene, "approver_agrees_above", 500)
    project = scene.active()
    no = requested(scene, project, 501)
    disbursements.agree_to_disbursement(scene.desk(APPROVER), no)
    assert row(scene, no).state is S.CHECKED
    with pytest.raises(DisbursementSignedError):
        disbursements.agree_to_disbursement(scene.desk(APPROVER), no)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
    assert row(scene, no).state is S.APPROVED
    assert booked(scene) == [("b_committed", "b_payment", 501)]


def test_at_the_threshold_the_supervisor_signs_alone(scene: Scene) -> None:
    limit_changed(scene, "approver_agrees_above", 500)
    no = requested(scene, scene.active(), 500)
    with pytest.raises(AgreementNotNeededError):
        disbursements.agree_to_disbursement(scene.desk(APPROVER), no)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
    assert row(scene, no).state is S.APPROVED


def test_nothing_is_paid_before_it_is_approved_or_twice(scene: Scene) -> None:
    project = scene.active()
    no = requested(scene, project, 900)
    for state in (S.CHECKED, S.PAID):
        with pytest.raises(DisbursementMoveError) as refused:
            disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
        assert refused.value.state is state
        if state is S.CHECKED:
            disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
            disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert left(scene, "advance", project) == 900


def test_who_approves_does_not_pay(scene: Scene) -> None:
    no = approved(scene, scene.active(), 900)
    with pytest.raises(NoRoleError):
        disbursements.pay_disbursement(scene.desk(SUPERVISOR), no, bank="main")
    people.grant_role(scene.desk(ADMIN), login=SUPERVISOR, role=Role.CASHIER)
    with pytest.raises(OwnWorkError):
        disbursements.pay_disbursement(scene.desk(SUPERVISOR), no, bank="main")
    assert scene.refusals() == ["no_role", "own_work"]


def test_a_new_payee_is_paid_only_once_verified(scene: Scene) -> None:
    no = approved(scene, scene.active(), 900)
    payee_no = people.add_payee(
        scene.desk(HEAD), community_key=JIA1, name="新户", bank="银行", number="1002"
    )
    with pytest.raises(PayeeUnverifiedError):
        disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    people.verify_payee(scene.desk(ACCOUNTANT), payee_no)
    with pytest.raises(PayeeChangedError):
        disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    redirect(scene, SUPERVISOR, no)
    with pytest.raises(SamePayeeError):
        redirect(scene, SUPERVISOR, no)
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert row(scene, no).payee_no == payee_no


def redirect(scene: Scene, who: Login, no: DisbursementNo) -> None:
    disbursements.redirect_disbursement(scene.desk(who), no, reason="原户已销")


def test_above_the_threshold_both_approve_another_account_of_a_payee(
    scene: Scene,
) -> None:
    limit_changed(scene, "approver_agrees_above", 500)
    no = requested(scene, scene.active(), 501)
    disbursements.agree_to_disbursement(scene.desk(APPROVER), no)
    new_payee(scene, "1002")
    with pytest.raises(PayeeChangedError):
        disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
    scene.wait(1)
    other = requested(scene, scene.active(saying=content("读书会")), 501)
    disbursements.agree_to_disbursement(scene.desk(APPROVER), other)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), other)
    payee_no = new_payee(scene, "1003")
    redirect(scene, SUPERVISOR, other)
    with pytest.raises(PayeeChangedError):
        disbursements.pay_disbursement(scene.desk(CASHIER), other, bank="main")
    redirect(scene, APPROVER, other)
    disbursements.pay_disbursement(scene.desk(CASHIER), other, bank="main")
    assert row(scene, other).payee_no == payee_no


def new_payee(scene: Scene, number: str) -> PayeeNo:
    payee_no = people.add_payee(
        scene.desk(HEAD), community_key=JIA1, name="新户", bank="银行", number=number
    )
    people.verify_payee(scene.desk(ACCOUNTANT), payee_no)
    return payee_no


def test_a_request_is_returned_with_a_reason_and_nothing_is_booked(
    scene: Scene,
) -> None:
    project = scene.active()
    no = requested(scene, project, 900)
    before = len(vouchers(scene))
    with pytest.raises(ReasonNeededError):
        disbursements.return_disbursement(scene.desk(ACCOUNTANT), no, reason=" ")
    disbursements.return_disbursement(scene.desk(ACCOUNTANT), no, reason="金额不符")
    assert row(scene, no).state is S.RETURNED
    assert len(vouchers(scene)) == before
    requested(scene, project, 2000)


def test_an_approved_advance_declined_is_committed_again(scene: Scene) -> None:
    no = approved(scene, scene.active(), 900)
    disbursements.decline_disbursement(scene.desk(CASHIER), no, reason="户名不符")
    assert booked(scene) == [("b_payment", "b_committed", 900)]
    assert row(scene, no).state is S.DECLINED


def test_an_advance_declined_before_approval_books_nothing(scene: Scene) -> None:
    no = requested(scene, scene.active(), 900)
    desk = scene.desk(SUPERVISOR)
    assert disbursements.decline_disbursement(desk, no, reason="重复") is None


def test_a_bounced_advance_is_paid_again_under_its_number(scene: Scene) -> None:
    project = scene.active()
    no = paid(scene, project, 900)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="账户已销")
    assert booked(scene) == [
        ("bank.main", "advance", 900),
        ("b_disbursed", "b_payment", 900),
    ]
    payee_no = people.add_payee(
        scene.desk(HEAD), community_key=JIA1, name="新户", bank="银行", number="1002"
    )
    people.verify_payee(scene.desk(ACCOUNTANT), payee_no)
    redirect(scene, SUPERVISOR, no)
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert row(scene, no)[3:6] == (payee_no, 90000, S.PAID)
    assert left(scene, "bank.main") == 20000 - 900


def test_what_the_community_spent_of_a_bounced_advance_is_owed_to_it(
    scene: Scene,
) -> None:
    project = scene.active()
    no = paid(scene, project, 900)
    admitted(scene, project, receipt(500))
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert booked(scene) == [
        ("bank.main", "advance", 400),
        ("bank.main", "payable", 500),
        ("b_disbursed", "b_payment", 900),
    ]
    with pytest.raises(PayableUncoveredError):
        disbursements.decline_disbursement(scene.desk(CASHIER), no, reason="不付")
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert booked(scene) == [
        ("payable", "bank.main", 500),
        ("advance", "bank.main", 400),
        ("b_payment", "b_disbursed", 500),
        ("b_payment", "b_disbursed", 400),
    ]
    assert left(scene, "payable", project) == 0


def test_what_bounced_is_not_recovered_as_well(scene: Scene) -> None:
    project = scene.active()
    no = paid(scene, project, 900)
    claim = submitted(scene, project, receipt(900))
    [receipt_no] = receipt_nos(scene, claim)
    verdict = Verdict(receipt_no, yuan(600), "无签收")
    claims.admit_claim(scene.desk(ACCOUNTANT), claim, admitted=[verdict])
    disallowances.disallow_receipt(
        scene.desk(ACCOUNTANT),
        receipt_no,
        yuan(300),
        reason="未发生",
        before_booking=True,
    )
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert booked(scene)[:2] == [
        ("bank.main", "recoverable", 300),
        ("bank.main", "payable", 600),
    ]
    with scene.fund.reading() as books:
        [recovery] = recoveries.recoveries(books, project)
    assert (recovery.recovered_fen, recovery.state) == (30000, RecoveryState.RECOVERED)


def test_a_bounced_advance_that_was_not_spent_can_be_declined(scene: Scene) -> None:
    project = scene.active()
    no = paid(scene, project, 900)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    disbursements.decline_disbursement(scene.desk(CASHIER), no, reason="不再需要")
    assert booked(scene) == [("b_payment", "b_committed", 900)]


def reimbursement(scene: Scene, amount: int = 700) -> DisbursementNo:
    """Admit what the community spent itself: it is owed."""
    project = scene.active()
    claim = admitted(scene, project, receipt(amount), reimburses=True)
    with scene.fund.reading() as books:
        disbursement = queries.disbursement_of_claim(books, claim)
    assert disbursement is not None
    return disbursement.no


def test_a_reimbursement_is_approved_without_a_voucher_and_paid(scene: Scene) -> None:
    no = reimbursement(scene)
    assert booked(scene) == [
        ("programme_cost.materials.unrestricted", "payable", 700),
        ("b_committed", "b_payment", 700),
    ]
    assert row(scene, no).state is S.CHECKED
    assert disbursements.approve_disbursement(scene.desk(SUPERVISOR), no) is None
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert booked(scene) == [
        ("payable", "bank.main", 700),
        ("b_payment", "b_disbursed", 700),
    ]


def test_a_bounced_reimbursement_is_owed_again(scene: Scene) -> None:
    no = reimbursement(scene)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert booked(scene) == [
        ("bank.main", "payable", 700),
        ("b_disbursed", "b_payment", 700),
    ]
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert row(scene, no).state is S.PAID


def test_a_declined_reimbursement_takes_its_cost_back_in_red(scene: Scene) -> None:
    no = reimbursement(scene)
    disbursements.decline_disbursement(scene.desk(SUPERVISOR), no, reason="不合规")
    assert booked(scene) == [
        ("payable", "programme_cost.materials.unrestricted", 700),
        ("b_payment", "b_committed", 700),
    ]


def test_a_reimbursement_is_never_handed_back(scene: Scene) -> None:
    no = reimbursement(scene)
    with pytest.raises(ReimbursementReturnError):
        disbursements.return_disbursement(scene.desk(ACCOUNTANT), no, reason="误")


def test_nothing_is_paid_while_a_project_is_suspended(scene: Scene) -> None:
    project = scene.active()
    no = approved(scene, project, 900)
    projects.suspend_project(scene.desk(APPROVER), project, "核查")
    with pytest.raises(MoveError):
        disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert scene.refusals() == ["project_move"]


def test_the_bank_account_must_hold_what_is_paid(scene: Scene) -> None:
    project = scene.active()
    no = approved(scene, project, 1500)
    returned(scene, FundingNo(1), 19000, ReturnGround.ORDERED)
    with pytest.raises(InsufficientError):
        disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
