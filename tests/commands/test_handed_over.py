"""What a community hands over: more than it was advanced, and interest it earned."""

import pytest

from fundledger.commands import disbursements, funding, funds, journal, refunds
from fundledger.commands.sources import SourceShare
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_FREE
from fundledger.domain.corrections import CaseVoucherError
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import FundingNo, ProjectNo, VoucherNo
from fundledger.domain.journal import InsufficientError, NothingToPostError
from fundledger.domain.projects import MoveError
from fundledger.domain.sources import GENERAL
from fundledger.queries import cases, recoveries
from fundledger.queries import funding as received
from tests.commands.money import (
    admitted,
    approved,
    booked,
    left,
    paid,
    receipt,
    red_checks,
    sourced,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    CASHIER,
    Scene,
    yuan,
)
from tests.commands.test_sources import BOTH, by_source, of_both

MORE = FundingNo(2)
"""What came above the advance, after the donation that the scene begins with."""


def advanced(scene: Scene) -> ProjectNo:
    """Pay 900.00 元, of which 600.00 are spent."""
    project = scene.active()
    paid(scene, project, 900)
    admitted(scene, project, receipt(600))
    return project


def refund(scene: Scene, no: ProjectNo, amount: int) -> VoucherNo:
    """Have unspent money come back, in 元."""
    return refunds.receive_refund(scene.desk(ACCOUNTANT), no, yuan(amount), bank="main")


def unnamed(scene: Scene) -> received.Funding:
    with scene.fund.reading() as books:
        row = received.funding(books, MORE)
    assert row is not None
    return row


def refunded(scene: Scene) -> int:
    """Tell what is kept as refunded, in 元."""
    with scene.fund.reading() as books:
        [row] = recoveries.refunds(books)
    return row.fen // 100


# --- more than was advanced ---


def test_what_is_more_than_the_advance_waits_to_be_identified(scene: Scene) -> None:
    project = advanced(scene)
    refund(scene, project, 350)
    assert booked(scene) == [
        ("bank.main", "advance", 300),
        ("bank.main", "other_payable.unidentified", 50),
        ("b_disbursed", "b_free", 300),
    ]
    assert refunded(scene) == 300
    row = unnamed(scene)
    assert (row.kind, row.fen, row.party) == (
        FundingKind.UNIDENTIFIED,
        5000,
        "甲一社区",
    )
    assert left(scene, "b_free") == 20000 - 2000 + 300
    assert red_checks(scene) == {}


def test_what_was_more_is_identified_or_sent_back_as_any_other(scene: Scene) -> None:
    refund(scene, advanced(scene), 350)
    funding.identify_money(
        scene.desk(ACCOUNTANT), MORE, kind=FundingKind.DONATION, party="甲一社区"
    )
    assert left(scene, "other_payable.unidentified") == 0
    assert left(scene, "b_free") == 18350
    assert red_checks(scene) == {}


def test_where_nothing_is_advanced_nothing_is_refunded(scene: Scene) -> None:
    project = advanced(scene)
    refund(scene, project, 300)
    with pytest.raises(InsufficientError):
        refund(scene, project, 1)
    assert left(scene, "other_payable.unidentified") == 0


def test_both_parts_of_a_refund_are_corrected_together(scene: Scene) -> None:
    refund(scene, advanced(scene), 350)
    right = [yuan(280), yuan(70), yuan(280)]
    journal.adjust_voucher(
        scene.desk(ACCOUNTANT), vouchers(scene)[-1].no, amounts=right, reason="误"
    )
    assert (refunded(scene), unnamed(scene).fen) == (280, 7000)
    assert red_checks(scene) == {}


def test_a_refund_whose_surplus_was_identified_keeps_its_amounts(scene: Scene) -> None:
    refund(scene, advanced(scene), 350)
    no = vouchers(scene)[-1].no
    desk, right = scene.desk(ACCOUNTANT), [yuan(299), yuan(51), yuan(299)]
    funding.identify_money(desk, MORE, kind=FundingKind.DONATION, party="甲一社区")
    with pytest.raises(CaseVoucherError):
        journal.adjust_voucher(desk, no, amounts=right, reason="误")


# --- interest ---


def interest(scene: Scene, no: ProjectNo, amount: int = 3) -> VoucherNo:
    """Have a community hand over interest, in 元."""
    return funding.receive_project_interest(
        scene.desk(ACCOUNTANT), no, yuan(amount), bank="main"
    )


def test_interest_on_an_advance_is_income_of_its_source_and_no_refund(
    scene: Scene,
) -> None:
    scene.source(AID, 2000)
    project = scene.active(of=[SourceShare(AID)])
    paid(scene, project, 900)
    voucher = interest(scene, project)
    assert sourced(scene) == [
        ("bank.main", "other_income.restricted", 3, AID),
        ("b_total", "b_free", 3, AID),
    ]
    assert left(scene, "advance", project) == 900
    with scene.fund.reading() as books:
        assert recoveries.refunds(books) == []
        step = cases.step_of_voucher(books, voucher)
    assert step is not None
    assert (step.project_no, step.action) == (project, Action.PROJECT_INTEREST_RECEIVE)
    assert red_checks(scene) == {}


def test_interest_is_of_the_source_that_the_advance_is_of_now(scene: Scene) -> None:
    """The first source is used up: the second advance is of the other alone."""
    funds.change_setting(scene.desk(ADMIN), "advance_waits_until_cleared", "false")
    project = of_both(scene)
    paid(scene, project, 1500)
    paid(scene, project, 400)
    interest(scene, project)
    assert by_source(scene, B_FREE) == [3, 19500]
    admitted(scene, project, receipt(1200), receipt(300, 2, "FP-2"))
    interest(scene, project)
    assert by_source(scene, B_FREE) == [3, 19503]
    admitted(scene, project, receipt(400, 2, "FP-3"))
    interest(scene, project)
    assert by_source(scene, B_FREE) == [3, 19506]
    assert red_checks(scene) == {}


def test_who_was_advanced_nothing_earned_nothing(scene: Scene) -> None:
    scene.source(AID, 1500)
    project = scene.active(of=BOTH)
    approved(scene, project, 900)
    with pytest.raises(InsufficientError):
        interest(scene, project)
    assert left(scene, "b_free", of=GENERAL) == 19500


def test_an_advance_that_bounced_earned_nothing(scene: Scene) -> None:
    project = scene.active()
    no = paid(scene, project, 900)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    with pytest.raises(InsufficientError):
        interest(scene, project)


def test_interest_is_above_zero_and_of_a_project_under_way(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 900)
    with pytest.raises(NothingToPostError):
        interest(scene, project, 0)
    drafted = scene.drafted()
    with pytest.raises(MoveError):
        interest(scene, drafted)
