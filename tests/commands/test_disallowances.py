"""Spending disallowed, recovered, given up; unspent money that comes back."""

from datetime import date

import pytest

from fundledger.commands import (
    accounts,
    claims,
    disallowances,
    disbursements,
    recoveries,
    refunds,
)
from fundledger.commands.claims import Verdict
from fundledger.domain.claims import (
    OverRecoveredError,
    RecoverySettledError,
    RecoveryState,
)
from fundledger.domain.disallowances import (
    NotAdvancedError,
    NothingBookedError,
    OverDisallowedError,
)
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.ids import ClaimNo, DisbursementNo, ProjectNo, RecoveryNo
from fundledger.domain.journal import InsufficientError
from fundledger.domain.projects import ReasonNeededError, SignedAlreadyError
from fundledger.queries import budgets
from fundledger.queries import disbursements as paid_by
from fundledger.queries import recoveries as queries
from tests.commands.money import (
    admitted,
    approved,
    booked,
    left,
    paid,
    receipt,
    receipt_nos,
    submitted,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    APPROVER,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)

COST = "programme_cost.materials.unrestricted"


def spent(scene: Scene, advance: int = 900, claimed: int = 600) -> ClaimNo:
    """Pay an advance and admit a claim against it, in 元."""
    project = scene.active()
    paid(scene, project, advance)
    return admitted(scene, project, receipt(claimed))


def rows(scene: Scene) -> list[tuple[int, int, RecoveryState]]:
    with scene.fund.reading() as books:
        recoveries = queries.recoveries(books)
    return [
        (each.fen // 100, each.recovered_fen // 100, each.state) for each in recoveries
    ]


def reimbursed(scene: Scene) -> tuple[ClaimNo, DisbursementNo]:
    """Admit 700.00 元 that the community spent itself."""
    claim = admitted(scene, scene.active(), receipt(700), reimburses=True)
    with scene.fund.reading() as books:
        disbursement = paid_by.disbursement_of_claim(books, claim)
    assert disbursement is not None
    return claim, disbursement.no


def test_before_booking_it_comes_off_the_advance(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 900)
    claim = submitted(scene, project, receipt(600))
    [no] = receipt_nos(scene, claim)
    verdicts = [Verdict(no, yuan(500), "无签收")]
    claims.admit_claim(scene.desk(ACCOUNTANT), claim, admitted=verdicts)
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(OverDisallowedError) as refused:
        disallowances.disallow_receipt(
            desk, no, yuan(101), reason="未发生", before_booking=True
        )
    assert refused.value.left == yuan(100)
    disallowances.disallow_receipt(
        desk, no, yuan(100), reason="未发生", before_booking=True
    )
    assert booked(scene) == [("recoverable", "advance", 100)]
    assert rows(scene) == [(100, 0, RecoveryState.OPEN)]


def test_after_booking_its_cost_comes_back_in_red(scene: Scene) -> None:
    claim = spent(scene)
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(ReasonNeededError):
        disallowances.disallow_receipt(desk, no, yuan(80), reason=" ")
    disallowances.disallow_receipt(desk, no, yuan(80), reason="数量不符")
    assert booked(scene) == [("recoverable", COST, 80)]
    with pytest.raises(OverDisallowedError):
        disallowances.disallow_receipt(desk, no, yuan(521), reason="数量不符")
    with scene.fund.reading() as books:
        assert budgets.approved_lines(books, ProjectNo(1))[0].spent_fen == 52000


def test_the_cost_of_a_closed_year_is_adjusted_in_blue(scene: Scene) -> None:
    claim = spent(scene)
    [no] = receipt_nos(scene, claim)
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2025, 1, 6)
    disallowances.disallow_receipt(
        scene.desk(ACCOUNTANT), no, yuan(80), reason="审计发现"
    )
    assert booked(scene) == [("recoverable", "prior_year.unrestricted", 80)]


def test_what_is_not_paid_yet_is_not_owed_and_its_payment_becomes_less(
    scene: Scene,
) -> None:
    claim, disbursement = reimbursed(scene)
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, no, yuan(80), reason="数量不符")
    assert booked(scene) == [
        ("payable", COST, 80),
        ("b_payment", "b_committed", 80),
    ]
    assert rows(scene) == [(80, 0, RecoveryState.NEVER_PAID)]
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), disbursement)
    disbursements.pay_disbursement(scene.desk(CASHIER), disbursement, bank="main")
    assert booked(scene)[0] == ("payable", "bank.main", 620)


def test_a_reimbursement_disallowed_whole_is_declined(scene: Scene) -> None:
    claim, disbursement = reimbursed(scene)
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, no, yuan(700), reason="虚假")
    with scene.fund.reading() as books:
        declined = paid_by.disbursement(books, disbursement)
    assert declined is not None
    assert declined.state is DisbursementState.DECLINED
    with pytest.raises(OverDisallowedError):
        disallowances.disallow_receipt(desk, no, yuan(1), reason="虚假")


def test_nothing_of_a_declined_reimbursement_is_left_to_disallow(scene: Scene) -> None:
    claim, disbursement = reimbursed(scene)
    desk = scene.desk(SUPERVISOR)
    disbursements.decline_disbursement(desk, disbursement, reason="不付")
    [no] = receipt_nos(scene, claim)
    with pytest.raises(NothingBookedError):
        disallowances.disallow_receipt(
            scene.desk(ACCOUNTANT), no, yuan(1), reason="虚假"
        )


def test_a_declined_reimbursement_declines_only_what_is_left_of_its_cost(
    scene: Scene,
) -> None:
    claim, disbursement = reimbursed(scene)
    [no] = receipt_nos(scene, claim)
    disallowances.disallow_receipt(scene.desk(ACCOUNTANT), no, yuan(80), reason="不符")
    desk = scene.desk(SUPERVISOR)
    disbursements.decline_disbursement(desk, disbursement, reason="不付")
    assert booked(scene)[0] == ("payable", COST, 620)
    assert left(scene, "payable") == left(scene, "b_payment") == 0


def test_a_paid_reimbursement_must_come_back(scene: Scene) -> None:
    claim, disbursement = reimbursed(scene)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), disbursement)
    disbursements.pay_disbursement(scene.desk(CASHIER), disbursement, bank="main")
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, no, yuan(80), reason="不符")
    assert booked(scene) == [("recoverable", COST, 80)]
    with pytest.raises(NotAdvancedError):
        disallowances.disallow_receipt(
            desk, no, yuan(1), reason="误", before_booking=True
        )


def test_disallowed_spending_of_a_bounced_advance_is_partly_never_paid(
    scene: Scene,
) -> None:
    project = scene.active()
    no = paid(scene, project, 900)
    claim = admitted(scene, project, receipt(600))
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    [receipt_no] = receipt_nos(scene, claim)
    disallowances.disallow_receipt(
        scene.desk(ACCOUNTANT), receipt_no, yuan(100), reason="不符"
    )
    assert booked(scene) == [("payable", COST, 100), ("b_payment", "b_committed", 100)]
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert booked(scene) == [
        ("payable", "bank.main", 500),
        ("advance", "bank.main", 300),
        ("b_payment", "b_disbursed", 500),
        ("b_payment", "b_disbursed", 300),
    ]


def test_a_declined_reimbursement_of_a_closed_year_is_adjusted_in_blue(
    scene: Scene,
) -> None:
    _claim, disbursement = reimbursed(scene)
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2025, 1, 6)
    desk = scene.desk(SUPERVISOR)
    disbursements.decline_disbursement(desk, disbursement, reason="不付")
    assert booked(scene) == [
        ("payable", "prior_year.unrestricted", 700),
        ("b_payment", "b_committed", 700),
    ]


def owed(scene: Scene) -> RecoveryNo:
    """Disallow 80.00 元 of what was paid."""
    [no] = receipt_nos(scene, spent(scene))
    disallowances.disallow_receipt(scene.desk(ACCOUNTANT), no, yuan(80), reason="不符")
    return RecoveryNo(1)


def test_money_recovered_is_free_again(scene: Scene) -> None:
    no = owed(scene)
    free = left(scene, "b_free")
    desk = scene.desk(ACCOUNTANT)
    recoveries.receive_recovery(desk, no, yuan(30), bank="main")
    assert booked(scene) == [
        ("bank.main", "recoverable", 30),
        ("b_disbursed", "b_free", 30),
    ]
    with pytest.raises(OverRecoveredError):
        recoveries.receive_recovery(desk, no, yuan(51), bank="main")
    recoveries.receive_recovery(desk, no, yuan(50), bank="main")
    assert rows(scene) == [(80, 80, RecoveryState.RECOVERED)]
    assert left(scene, "b_free") == free + 80
    with pytest.raises(RecoverySettledError):
        recoveries.receive_recovery(desk, no, yuan(1), bank="main")
    assert scene.refusals() == ["over_recovered", "recovery_settled"]


def test_two_sign_that_money_is_lost(scene: Scene) -> None:
    no = owed(scene)
    recoveries.receive_recovery(scene.desk(ACCOUNTANT), no, yuan(30), bank="main")
    before = len(vouchers(scene))
    assert (
        recoveries.write_off_recovery(scene.desk(APPROVER), no, reason="社区撤并")
        is None
    )
    assert len(vouchers(scene)) == before
    with pytest.raises(SignedAlreadyError):
        recoveries.write_off_recovery(scene.desk(APPROVER), no, reason="社区撤并")
    recoveries.write_off_recovery(scene.desk(SUPERVISOR), no, reason="社区撤并")
    assert booked(scene) == [("admin_cost.unrestricted", "recoverable", 50)]
    assert rows(scene) == [(80, 30, RecoveryState.WRITTEN_OFF)]


def test_unspent_money_comes_back_and_is_free_again(scene: Scene) -> None:
    spent(scene)
    desk = scene.desk(ACCOUNTANT)
    refunds.receive_refund(desk, ProjectNo(1), yuan(300), bank="main")
    assert booked(scene) == [
        ("bank.main", "advance", 300),
        ("b_disbursed", "b_free", 300),
    ]
    with scene.fund.reading() as books:
        [refund] = queries.refunds(books, ProjectNo(1))
    assert (refund.fen, refund.bank) == (30000, "bank.main")
    with pytest.raises(InsufficientError):
        refunds.receive_refund(desk, ProjectNo(1), yuan(1), bank="main")


def test_an_advance_that_waits_is_not_lowered_by_what_was_paid(scene: Scene) -> None:
    claim = spent(scene, claimed=900)
    no = approved(scene, ProjectNo(1), 400)
    [receipt_no] = receipt_nos(scene, claim)
    disallowances.disallow_receipt(
        scene.desk(ACCOUNTANT), receipt_no, yuan(80), reason="不符"
    )
    assert booked(scene) == [("recoverable", COST, 80)]
    with scene.fund.reading() as books:
        disbursement = paid_by.disbursement(books, no)
    assert disbursement is not None
    assert disbursement.fen == 40000
