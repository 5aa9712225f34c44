"""What only the database refused once: now a rule says it in words.

Each was found by the machine that plays random deeds (tests/machine).
"""

from datetime import date

import pytest

from fundledger.commands import (
    accounts,
    applications,
    disallowances,
    disbursements,
    funding,
    journal,
    periods,
    running_costs,
    signatures,
)
from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.applications import Content, NewLine
from fundledger.domain.applications import IncompleteError
from fundledger.domain.chart import SpendingKind
from fundledger.domain.corrections import (
    AnnulledError,
    CorrectionKindError,
)
from fundledger.domain.disbursements import CostApartError
from fundledger.domain.funding import OverReturnError
from fundledger.domain.ids import AccountKey, FundingNo, Month, VoucherNo
from fundledger.domain.journal import InsufficientError, NothingToPostError
from fundledger.domain.periods import MonthNotOverError
from fundledger.domain.signatures import PartSignedError
from fundledger.queries import disbursements as queries
from tests.commands.money import (
    admitted,
    alone,
    booked,
    paid,
    receipt,
    receipt_nos,
    returned,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    CASHIER,
    JIA1,
    PREPARER,
    ROUND,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_periods import closed

FIRST = VoucherNo(1)
"""The donation that the scene begins with, of 20,000.00 元, unrestricted."""


def spend(scene: Scene, amount: int) -> None:
    """Spend money on running the fund, in 元."""
    desk = scene.desk(SUPERVISOR)
    running_costs.pay_admin_cost(desk, yuan(amount), bank="main", summary="印刷费")


def adjust(scene: Scene, no: VoucherNo, *amounts: int) -> VoucherNo:
    """Correct the amounts of a voucher, in 元."""
    right = [yuan(amount) for amount in amounts]
    desk = scene.desk(ACCOUNTANT)
    booked = journal.adjust_voucher(desk, no, amounts=right, reason="误")
    if booked is None:
        desk = scene.desk(SUPERVISOR)
        booked = journal.adjust_voucher(desk, no, amounts=right, reason="误")
    return alone(booked)


def left(scene: Scene, key: str) -> int:
    """Tell what an account has left, in 元."""
    return scene.left(AccountKey(key)) // 100


def test_a_correction_takes_no_money_that_was_spent(scene: Scene) -> None:
    new = NewBankAccount("second", "二户", "示例银行", "0002")
    accounts.add_bank_account(scene.desk(ADMIN), **new._asdict())
    spend(scene, 500)
    with pytest.raises(InsufficientError):
        journal.correct_voucher(
            scene.desk(ACCOUNTANT),
            FIRST,
            reason="误",
            accounts={AccountKey("bank.main"): AccountKey("bank.second")},
        )
    with pytest.raises(InsufficientError):
        adjust(scene, FIRST, 400, 400)


def test_less_budget_after_it_was_used_leaves_a_gap(scene: Scene) -> None:
    funding.receive_unidentified(scene.desk(ACCOUNTANT), yuan(1000), bank="main")
    spend(scene, 20000)
    adjust(scene, FIRST, 19500, 19500)
    assert (left(scene, "b_free"), left(scene, "b_uncovered")) == (0, 500)
    adjust(scene, FIRST, 20100, 20100)
    assert (left(scene, "b_free"), left(scene, "b_uncovered")) == (100, 0)


def test_an_adjusted_amount_is_adjusted_from_where_it_stands(scene: Scene) -> None:
    adjust(scene, FIRST, 19000, 19000)
    adjust(scene, FIRST, 18000, 18000)
    assert left(scene, "bank.main") == 18000
    adjust(scene, FIRST, 19500, 19500)
    assert left(scene, "bank.main") == 19500


def test_an_adjusted_voucher_is_corrected_with_its_adjustment(scene: Scene) -> None:
    adjust(scene, FIRST, 19000, 19000)
    grant = AccountKey("grants.unrestricted")
    journal.correct_voucher(
        scene.desk(ACCOUNTANT),
        FIRST,
        reason="误",
        accounts={AccountKey("donations.unrestricted"): grant},
    )
    assert booked(scene)[0] == ("bank.main", grant, 19000)
    assert left(scene, "donations.unrestricted") == 0
    with pytest.raises(AnnulledError):
        adjust(scene, FIRST, 18000, 18000)


def test_a_difference_is_not_corrected_by_itself(scene: Scene) -> None:
    for right in (21000, 19000):
        difference = adjust(scene, FIRST, right, right)
        with pytest.raises(CorrectionKindError):
            adjust(scene, difference, 1, 1)


def test_no_amount_is_adjusted_to_nothing_or_below_what_was_returned(
    scene: Scene,
) -> None:
    for amounts in ((0, 0), (-5, -5)):
        with pytest.raises(NothingToPostError):
            adjust(scene, FIRST, *amounts)
    returned(scene, FundingNo(1), 600)
    funding.receive_grant(
        scene.desk(ACCOUNTANT), yuan(5000), party="区民政局", bank="main"
    )
    with pytest.raises(OverReturnError):
        adjust(scene, FIRST, 500, 500)


def test_a_voucher_is_reviewed_once(scene: Scene) -> None:
    signatures.review_voucher(scene.desk(SUPERVISOR), FIRST)
    with pytest.raises(PartSignedError):
        signatures.review_voucher(scene.desk(SUPERVISOR), FIRST)


@pytest.mark.parametrize("amount", [0, -1])
def test_an_application_asks_for_something(scene: Scene, amount: int) -> None:
    line = NewLine(SpendingKind.VENUE, "场地", yuan(amount))
    day = date(2024, 3, 1)
    content = Content("邻里节", "一起过节", day, day, [line])
    with pytest.raises(IncompleteError):
        applications.draft_project(
            scene.desk(PREPARER),
            community_key=JIA1,
            round_key=ROUND,
            category="邻里互助",
            content=content,
        )


@pytest.mark.parametrize("amount", [0, -1])
def test_a_disbursement_and_a_disallowance_are_for_something(
    scene: Scene, amount: int
) -> None:
    project = scene.active()
    with pytest.raises(NothingToPostError):
        disbursements.request_disbursement(scene.desk(PREPARER), project, yuan(amount))
    paid(scene, project, 900)
    claim = admitted(scene, project, receipt(600))
    with pytest.raises(NothingToPostError):
        disallowances.disallow_receipt(
            scene.desk(ACCOUNTANT),
            receipt_nos(scene, claim)[0],
            yuan(amount),
            reason="不符",
        )


def test_a_bounced_payment_is_not_declined_for_less_than_is_owed(scene: Scene) -> None:
    project = scene.active()
    claim = admitted(scene, project, receipt(600), reimburses=True)
    with scene.fund.reading() as books:
        payment = queries.disbursements(books, project)[0].no
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), payment)
    disbursements.pay_disbursement(scene.desk(CASHIER), payment, bank="main")
    disallowances.disallow_receipt(
        scene.desk(ACCOUNTANT), receipt_nos(scene, claim)[0], yuan(5), reason="不符"
    )
    cashier = scene.desk(CASHIER)
    disbursements.bounce_disbursement(cashier, payment, reason="账号有误")
    with pytest.raises(CostApartError):
        disbursements.decline_disbursement(cashier, payment, reason="不付")
    disbursements.pay_disbursement(cashier, payment, bank="main")
    assert scene.left(AccountKey("payable"), project) == 0


def test_a_year_is_not_carried_forward_before_it_is_over(scene: Scene) -> None:
    scene.today = date(2024, 12, 30)
    scene.sign_all()
    for month in range(1, 12):
        periods.close_month(scene.desk(SUPERVISOR), Month(f"2024-{month:02}"))
    with pytest.raises(MonthNotOverError):
        periods.close_year(scene.desk(ACCOUNTANT), 2024)
    scene.wait(1)
    assert closed(scene, 2024) == 1
