"""Two debts, two payments, two signatures at once: each is counted for its own."""

import pytest

from fundledger.commands import disallowances, disbursements, recoveries
from fundledger.domain.claims import RecoveryState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.ids import DisbursementNo, ProjectNo, RecoveryNo
from fundledger.domain.projects import SignedAlreadyError
from fundledger.domain.sources import GENERAL
from fundledger.queries import claims as claim_queries
from fundledger.queries import disbursements as queries
from fundledger.queries import measures
from fundledger.queries import recoveries as debts
from fundledger.store.books import Ledger
from tests.commands import scene as scenes
from tests.commands.money import (
    admitted,
    approved,
    left,
    paid,
    receipt,
    receipt_nos,
)
from tests.commands.scene import ACCOUNTANT, APPROVER, CASHIER, SUPERVISOR, Scene, yuan
from tests.databases import Database


@pytest.fixture
def unwaiting(database: Database, ledger: Ledger) -> Scene:
    """Found a district where an instalment does not wait for the earlier one."""
    return scenes.create(ledger, database.clerk, advance_waits_until_cleared="false")


def state_of_debt(scene: Scene, no: RecoveryNo) -> RecoveryState:
    with scene.fund.reading() as books:
        debt = debts.recovery(books, no)
    assert debt is not None
    return debt.state


def payment(scene: Scene, no: DisbursementNo) -> tuple[DisbursementState, int]:
    """Tell a payment's state, and its amount in 元."""
    with scene.fund.reading() as books:
        row = queries.disbursement(books, no)
    assert row is not None
    return row.state, row.fen // 100


def two_debts(scene: Scene) -> tuple[RecoveryNo, RecoveryNo]:
    """Disallow something of each of two receipts that were paid."""
    project = scene.active()
    paid(scene, project, 900)
    claim = admitted(scene, project, receipt(300), receipt(200, 2, "FP-2"))
    for no in receipt_nos(scene, claim):
        desk = scene.desk(ACCOUNTANT)
        disallowances.disallow_receipt(desk, no, yuan(50), reason="发票不实")
    return RecoveryNo(1), RecoveryNo(2)


def test_a_signature_on_one_debt_is_none_on_another(scene: Scene) -> None:
    first, second = two_debts(scene)
    recoveries.write_off_recovery(scene.desk(APPROVER), first, reason="无力偿还")
    recoveries.write_off_recovery(scene.desk(SUPERVISOR), second, reason="无力偿还")
    assert state_of_debt(scene, first) is RecoveryState.OPEN
    assert state_of_debt(scene, second) is RecoveryState.OPEN
    assert left(scene, "admin_cost.unrestricted") == 0
    with pytest.raises(SignedAlreadyError):
        recoveries.write_off_recovery(scene.desk(APPROVER), first, reason="无力偿还")
    recoveries.write_off_recovery(scene.desk(APPROVER), second, reason="无力偿还")
    assert state_of_debt(scene, first) is RecoveryState.OPEN
    assert state_of_debt(scene, second) is RecoveryState.WRITTEN_OFF
    assert left(scene, "admin_cost.unrestricted") == 50


def test_what_comes_back_of_one_debt_settles_no_other(scene: Scene) -> None:
    first, second = two_debts(scene)
    desk = scene.desk(ACCOUNTANT)
    recoveries.receive_recovery(desk, second, yuan(50), bank="main")
    assert state_of_debt(scene, first) is RecoveryState.OPEN
    assert state_of_debt(scene, second) is RecoveryState.RECOVERED
    assert left(scene, "recoverable", ProjectNo(1)) == 50


def test_a_signature_on_one_payment_is_none_on_another(
    database: Database, ledger: Ledger
) -> None:
    scene = scenes.create(
        ledger,
        database.clerk,
        advance_waits_until_cleared="false",
        approver_agrees_above="100",
    )
    project = scene.active()
    first, second = (approved(scene, project, amount) for amount in (300, 400))
    disbursements.agree_to_disbursement(scene.desk(APPROVER), second)
    assert payment(scene, first) == (DisbursementState.CHECKED, 300)
    assert payment(scene, second) == (DisbursementState.APPROVED, 400)


def test_what_was_never_paid_lowers_one_waiting_payment_and_then_the_next(
    unwaiting: Scene,
) -> None:
    """Both bounced after the community had spent them: 300 and 200 are owed to it."""
    scene = unwaiting
    project = scene.active()
    first, second = (paid(scene, project, amount) for amount in (300, 200))
    claim = admitted(scene, project, receipt(500))
    for no in (first, second):
        disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="账号有误")
    assert left(scene, "payable", project) == 500
    (receipt_no,) = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, receipt_no, yuan(350), reason="超标准")
    assert payment(scene, first) == (DisbursementState.DECLINED, 300)
    assert payment(scene, second) == (DisbursementState.BOUNCED, 150)
    assert left(scene, "payable", project) == 150
    assert left(scene, "b_payment", project) == 150


def test_a_bounced_reimbursement_is_not_paid(scene: Scene) -> None:
    project = scene.active()
    admitted(scene, project, receipt(300), reimburses=True)
    no = DisbursementNo(1)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="账号有误")
    with scene.fund.reading() as books:
        funds = measures.project_funds(books, project)
        owed = queries.unpaid_shares(books, project)
        claim = claim_queries.claims(books, project)[0]
    assert (funds.gross_paid, funds.bounced, funds.paid) == (30_000, 30_000, 0)
    assert owed == {GENERAL: 30_000}
    assert funds.admitted == claim.admitted_fen == 30_000
    assert funds.payable == 30_000
