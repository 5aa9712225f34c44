"""A payment that another source took over since, and that the bank sends back."""

from functools import partial

import pytest

from fundledger.commands import disallowances, disbursements, refunds
from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import B_COMMITTED, B_DISBURSED, B_PAYMENT, PAYABLE
from fundledger.domain.ids import DisbursementNo, ProjectNo
from fundledger.domain.journal import InsufficientError
from fundledger.domain.re_sourcing import ReSourced
from fundledger.domain.sources import GENERAL, Share
from fundledger.queries import disbursements as payments
from tests.commands.money import (
    admitted,
    paid,
    receipt,
    receipt_nos,
    red_checks,
    sourced,
)
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    CASHIER,
    SPORT,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_found_by_the_machine import MATERIALS, taken_over
from tests.commands.test_sources import advanced, spent

advance_taken_over = partial(taken_over, of=ReSourced.ADVANCED)


def bounce(scene: Scene, no: DisbursementNo) -> None:
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")


def shares(scene: Scene, no: DisbursementNo) -> list[Share]:
    """Tell whose money a payment is, in 元."""
    with scene.fund.reading() as books:
        return [Share(key, fen // 100) for key, fen in payments.shares(books, no)]


def reimbursed(scene: Scene) -> tuple[ProjectNo, DisbursementNo]:
    """Pay back 1,600.00 元 that the community spent of its own, by one source."""
    scene.source(AID, 2000)
    project = scene.active(of=[SourceShare(AID)])
    claim = admitted(
        scene, project, receipt(1200), receipt(400, 2, "FP-2"), reimburses=True
    )
    with scene.fund.reading() as books:
        payment = payments.disbursement_of_claim(books, claim)
    assert payment is not None
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), payment.no)
    disbursements.pay_disbursement(scene.desk(CASHIER), payment.no, bank="main")
    return project, payment.no


def test_an_advance_comes_back_to_the_source_that_took_it_over(scene: Scene) -> None:
    scene.source(SPORT, 2000)
    project, no = advanced(scene)
    advance_taken_over(scene, project, 1500)
    bounce(scene, no)
    assert sourced(scene) == [
        ("bank.main", "advance", 1500, SPORT),
        ("bank.main", "advance", 200, GENERAL),
        ("b_disbursed", "b_payment", 1500, SPORT),
        ("b_disbursed", "b_payment", 200, GENERAL),
    ]
    assert shares(scene, no) == [(GENERAL, 200), (SPORT, 1500)]
    assert red_checks(scene) == {}


def test_what_bounced_is_paid_again_by_the_source_that_took_it_over(
    scene: Scene,
) -> None:
    scene.source(SPORT, 2000)
    project, no = advanced(scene)
    advance_taken_over(scene, project, 1500)
    for _ in range(2):
        bounce(scene, no)
        disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
        assert scene.left(B_DISBURSED, project, SPORT) == 150_000
        assert scene.left(B_DISBURSED, project, AID) == 0
        assert red_checks(scene) == {}


def test_an_advance_spent_and_taken_over_is_owed_by_the_source_that_took_it(
    scene: Scene,
) -> None:
    """What the community spent of its own stays owed to it, of who bears the cost."""
    scene.source(SPORT, 2000)
    project, no = advanced(scene)
    claim = spent(scene, project)
    taken_over(scene, project, 1400)
    bounce(scene, no)
    assert sourced(scene)[:4] == [
        ("bank.main", "payable", 100, AID),
        ("bank.main", "payable", 1400, SPORT),
        ("bank.main", "advance", 100, GENERAL),
        ("bank.main", "payable", 100, GENERAL),
    ]
    assert red_checks(scene) == {}
    no_of_materials, _ = receipt_nos(scene, claim)
    disallowances.disallow_receipt(
        scene.desk(ACCOUNTANT), no_of_materials, yuan(300), reason="无签收"
    )
    assert sourced(scene)[:2] == [
        ("payable", f"{MATERIALS}.restricted", 100, AID),
        ("payable", f"{MATERIALS}.restricted", 200, SPORT),
    ]
    assert red_checks(scene) == {}


def test_what_was_taken_over_of_one_payment_leaves_the_others(scene: Scene) -> None:
    """One advance is spent, another is not: only that one was taken over."""
    scene.source(SPORT, 2000)
    project, _ = advanced(scene)
    spent(scene, project)
    refunds.receive_refund(scene.desk(ACCOUNTANT), project, yuan(100), bank="main")
    again = paid(scene, project, 300)
    assert shares(scene, again) == [(GENERAL, 300)]
    taken_over(scene, project, 1400)
    bounce(scene, again)
    assert shares(scene, again) == [(GENERAL, 300)]
    assert red_checks(scene) == {}


def test_a_reimbursement_comes_back_to_the_source_that_took_it_over(
    scene: Scene,
) -> None:
    scene.source(SPORT, 2000)
    project, no = reimbursed(scene)
    taken_over(scene, project, 1000)
    bounce(scene, no)
    assert sourced(scene) == [
        ("bank.main", "payable", 600, AID),
        ("bank.main", "payable", 1000, SPORT),
        ("b_disbursed", "b_payment", 600, AID),
        ("b_disbursed", "b_payment", 1000, SPORT),
    ]
    assert shares(scene, no) == [(AID, 600), (SPORT, 1000)]
    assert red_checks(scene) == {}


def test_a_reimbursement_taken_over_and_bounced_is_paid_again_or_declined(
    scene: Scene,
) -> None:
    scene.source(SPORT, 2000)
    project, no = reimbursed(scene)
    taken_over(scene, project, 1000)
    bounce(scene, no)
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    bounce(scene, no)
    disbursements.decline_disbursement(scene.desk(SUPERVISOR), no, reason="不再报销")
    assert scene.left(PAYABLE, project) == scene.left(B_PAYMENT, project) == 0
    assert scene.left(B_COMMITTED, project, SPORT) == 100_000
    assert red_checks(scene) == {}


def test_a_reimbursement_taken_over_and_bounced_is_disallowed_where_it_is_owed(
    scene: Scene,
) -> None:
    scene.source(SPORT, 2000)
    project, no = reimbursed(scene)
    taken_over(scene, project, 1000)
    bounce(scene, no)
    with scene.fund.reading() as books:
        payment = payments.disbursement(books, no)
    assert payment is not None
    assert payment.claim_no is not None
    of_labour = receipt_nos(scene, payment.claim_no)[1]
    disallowances.disallow_receipt(
        scene.desk(ACCOUNTANT), of_labour, yuan(400), reason="无签收"
    )
    assert shares(scene, no) == [(AID, 600), (SPORT, 600)]
    assert red_checks(scene) == {}


def test_money_that_came_back_before_does_not_bounce(scene: Scene) -> None:
    scene.source(SPORT, 2000)
    project, no = advanced(scene)
    advance_taken_over(scene, project, 1500)
    refunds.receive_refund(scene.desk(ACCOUNTANT), project, yuan(300), bank="main")
    with pytest.raises(InsufficientError):
        bounce(scene, no)
