"""Whose money is spent: advances, claims, payments, and all the ways back."""

import pytest

from fundledger.commands import (
    claims,
    disallowances,
    disbursements,
    funds,
    recoveries,
    refunds,
)
from fundledger.commands.claims import Verdict
from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import B_COMMITTED, B_FREE, B_PAYMENT
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    DisbursementNo,
    ProjectNo,
    RecoveryNo,
)
from fundledger.domain.sources import (
    GENERAL,
    SourceBankError,
)
from fundledger.queries import disbursements as payments
from fundledger.queries import recoveries as debts
from tests.commands.money import (
    admitted,
    approved,
    left,
    paid,
    receipt,
    receipt_nos,
    red_checks,
    sourced,
    submitted,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks
from tests.commands.test_sources import BOTH, advanced, by_source, of_both, spent

MATERIALS, LABOUR = "programme_cost.materials", "programme_cost.labour"


def claimed_less(scene: Scene, project: ProjectNo) -> ClaimNo:
    """Admit 500.00 of 800.00 元 claimed."""
    claim = submitted(scene, project, receipt(800))
    [no] = receipt_nos(scene, claim)
    verdict = Verdict(no, yuan(500), "无签收")
    claims.admit_claim(scene.desk(ACCOUNTANT), claim, admitted=[verdict])
    return claim


# --- advances, and claims against them ---


def test_an_advance_takes_the_project_s_sources_in_their_order(scene: Scene) -> None:
    project = of_both(scene)
    no = approved(scene, project, 1700)
    assert by_source(scene, B_COMMITTED, project) == [0, 300]
    assert by_source(scene, B_PAYMENT, project) == [1500, 200]
    with scene.fund.reading() as books:
        shares = payments.shares(books, no)
    assert shares == [(AID, 150_000), (GENERAL, 20_000)]
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert sourced(scene) == [
        ("advance", "bank.main", 1500, AID),
        ("advance", "bank.main", 200, GENERAL),
        ("b_payment", "b_disbursed", 1500, AID),
        ("b_payment", "b_disbursed", 200, GENERAL),
    ]
    assert red_checks(scene) == {}


def test_a_claim_whose_advance_came_from_two_sources_costs_both(scene: Scene) -> None:
    """Nobody chooses: the first source is used up first, whatever the kind of cost."""
    project, _ = advanced(scene)
    spent(scene, project)
    assert sourced(scene) == [
        (f"{MATERIALS}.restricted", "advance", 1200, AID),
        (f"{LABOUR}.restricted", "advance", 300, AID),
        (f"{LABOUR}.unrestricted", "advance", 100, GENERAL),
    ]
    assert by_source(scene, AccountKey("advance"), project) == [0, 100]
    assert red_checks(scene) == {}


def test_claims_clear_the_oldest_advance_and_refunds_come_from_the_newest(
    scene: Scene,
) -> None:
    """1,400 of the first source, then 100 of it and 300 of the second."""
    funds.change_setting(scene.desk(ADMIN), "advance_waits_until_cleared", "false")
    project = of_both(scene)
    paid(scene, project, 1400)
    paid(scene, project, 400)
    refunds.receive_refund(scene.desk(ACCOUNTANT), project, yuan(350), bank="main")
    assert sourced(scene)[:2] == [
        ("bank.main", "advance", 300, GENERAL),
        ("bank.main", "advance", 50, AID),
    ]
    assert by_source(scene, B_FREE) == [50, 19800]
    admitted(scene, project, receipt(1200))
    assert sourced(scene) == [(f"{MATERIALS}.restricted", "advance", 1200, AID)]
    assert by_source(scene, AccountKey("advance"), project) == [250, 0]
    assert red_checks(scene) == {}


def test_unspent_money_goes_back_in_the_reverse_order(scene: Scene) -> None:
    project, _ = advanced(scene)
    refunds.receive_refund(scene.desk(ACCOUNTANT), project, yuan(300), bank="main")
    assert sourced(scene) == [
        ("bank.main", "advance", 200, GENERAL),
        ("bank.main", "advance", 100, AID),
        ("b_disbursed", "b_free", 200, GENERAL),
        ("b_disbursed", "b_free", 100, AID),
    ]
    assert red_checks(scene) == {}


def test_an_advance_declined_is_committed_again_by_source(scene: Scene) -> None:
    project = of_both(scene)
    no = approved(scene, project, 1700)
    disbursements.decline_disbursement(scene.desk(CASHIER), no, reason="户名不符")
    assert by_source(scene, B_COMMITTED, project) == [1500, 500]
    assert by_source(scene, B_PAYMENT, project) == [0, 0]


# --- reimbursements ---


def test_a_reimbursement_is_of_the_sources_of_its_own_commitment(scene: Scene) -> None:
    project = of_both(scene)
    lines = (receipt(1200), receipt(400, 2, "FP-2"))
    admitted(scene, project, *lines, reimburses=True)
    assert by_source(scene, AccountKey("payable"), project) == [1500, 100]
    assert by_source(scene, B_PAYMENT, project) == [1500, 100]
    no = DisbursementNo(1)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    payment = sourced(scene)[:2]
    assert payment == [
        ("payable", "bank.main", 1500, AID),
        ("payable", "bank.main", 100, GENERAL),
    ]
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert sourced(scene)[:2] == [
        ("bank.main", "payable", 1500, AID),
        ("bank.main", "payable", 100, GENERAL),
    ]
    assert red_checks(scene) == {}
    disbursements.decline_disbursement(scene.desk(CASHIER), no, reason="不付")
    assert by_source(scene, B_COMMITTED, project) == [1500, 500]
    assert left(scene, f"{LABOUR}.restricted") == 0
    assert red_checks(scene) == {}


# --- what bounces, is disallowed, is recovered ---


def test_a_payment_bounces_by_the_very_split_it_was_paid_in(scene: Scene) -> None:
    project, no = advanced(scene)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert sourced(scene) == [
        ("bank.main", "advance", 1500, AID),
        ("bank.main", "advance", 200, GENERAL),
        ("b_disbursed", "b_payment", 1500, AID),
        ("b_disbursed", "b_payment", 200, GENERAL),
    ]
    assert by_source(scene, B_PAYMENT, project) == [1500, 200]
    assert red_checks(scene) == {}


def test_what_was_spent_of_a_bounced_payment_is_owed_by_source(scene: Scene) -> None:
    """The community spent 1,600.00 元 of its own: paid again, it gets them first."""
    project, no = advanced(scene)
    spent(scene, project)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert sourced(scene)[:3] == [
        ("bank.main", "payable", 1500, AID),
        ("bank.main", "advance", 100, GENERAL),
        ("bank.main", "payable", 100, GENERAL),
    ]
    assert red_checks(scene) == {}
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert sourced(scene)[:3] == [
        ("payable", "bank.main", 1500, AID),
        ("payable", "bank.main", 100, GENERAL),
        ("advance", "bank.main", 100, GENERAL),
    ]
    assert left(scene, "payable", project) == 0
    assert red_checks(scene) == {}


def test_spending_is_disallowed_of_the_last_source_that_paid_for_it(
    scene: Scene,
) -> None:
    project, _ = advanced(scene)
    _, labour = receipt_nos(scene, spent(scene, project))
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, labour, yuan(150), reason="不符")
    assert sourced(scene) == [
        ("recoverable", f"{LABOUR}.unrestricted", 100, GENERAL),
        ("recoverable", f"{LABOUR}.restricted", 50, AID),
    ]
    with scene.fund.reading() as books:
        owed = [(each.source, each.fen) for each in debts.recoveries(books)]
    assert owed == [(GENERAL, 10_000), (AID, 5_000)]
    disallowances.disallow_receipt(desk, labour, yuan(20), reason="不符")
    assert sourced(scene) == [("recoverable", f"{LABOUR}.restricted", 20, AID)]
    assert red_checks(scene) == {}


def test_what_is_recovered_is_free_to_the_source_that_it_is_owed_to(
    scene: Scene,
) -> None:
    project, _ = advanced(scene)
    _, labour = receipt_nos(scene, spent(scene, project))
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, labour, yuan(150), reason="不符")
    free = by_source(scene, B_FREE)
    recoveries.receive_recovery(desk, RecoveryNo(2), yuan(40), bank="main")
    assert sourced(scene) == [
        ("bank.main", "recoverable", 40, AID),
        ("b_disbursed", "b_free", 40, AID),
    ]
    assert by_source(scene, B_FREE) == [free[0] + 40, free[1]]
    assert red_checks(scene) == {}


def test_a_bounce_settles_what_was_owed_back_of_the_same_source(scene: Scene) -> None:
    project, no = advanced(scene)
    _, labour = receipt_nos(scene, spent(scene, project))
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, labour, yuan(150), reason="不符")
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    with scene.fund.reading() as books:
        owed = [each.recovered_fen for each in debts.recoveries(books, project)]
    assert owed == [10_000, 5_000]
    assert left(scene, "recoverable") == 0
    assert by_source(scene, AccountKey("payable"), project) == [1450, 0]
    assert red_checks(scene) == {}


def test_what_is_never_paid_lowers_the_payment_by_source(scene: Scene) -> None:
    project, no = advanced(scene)
    _, labour = receipt_nos(scene, spent(scene, project))
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, labour, yuan(150), reason="不符")
    assert sourced(scene) == [
        ("payable", f"{LABOUR}.unrestricted", 100, GENERAL),
        ("payable", f"{LABOUR}.restricted", 50, AID),
        ("b_payment", "b_committed", 100, GENERAL),
        ("b_payment", "b_committed", 50, AID),
    ]
    with scene.fund.reading() as books:
        assert payments.shares(books, no) == [(AID, 145_000), (GENERAL, 10_000)]
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert red_checks(scene) == {}


def test_before_booking_what_is_disallowed_comes_off_the_newest_money(
    scene: Scene,
) -> None:
    project, _ = advanced(scene)
    claim = claimed_less(scene, project)
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(
        desk, no, yuan(250), reason="未发生", before_booking=True
    )
    assert sourced(scene) == [
        ("recoverable", "advance", 200, GENERAL),
        ("recoverable", "advance", 50, AID),
    ]
    assert red_checks(scene) == {}


# --- bank accounts ---


def test_a_source_that_names_its_account_is_paid_from_there(scene: Scene) -> None:
    """Of one payment 1,500.00 leave the second account, and 200.00 the first."""
    two_banks(scene)
    scene.source(AID, 1500, bank="second")
    project = scene.active(of=BOTH)
    no = paid(scene, project, 1700)
    assert sourced(scene)[:2] == [
        ("advance", "bank.second", 1500, AID),
        ("advance", "bank.main", 200, GENERAL),
    ]
    assert (left(scene, "bank.second"), left(scene, "bank.main")) == (0, 19800)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert sourced(scene)[:2] == [
        ("bank.second", "advance", 1500, AID),
        ("bank.main", "advance", 200, GENERAL),
    ]
    assert red_checks(scene) == {}


def test_no_payment_names_an_account_that_none_of_its_money_lies_in(
    scene: Scene,
) -> None:
    two_banks(scene)
    scene.source(AID, 2000, bank="second")
    project = scene.active(of=[SourceShare(AID)])
    no = approved(scene, project, 1700)
    with pytest.raises(SourceBankError):
        disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="second")
    assert left(scene, "bank.second") == 300
