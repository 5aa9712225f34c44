"""Vouchers dated back: every month end after them holds, of each project by itself."""

from datetime import date

import pytest

from fundledger.commands import funding, refunds, running_costs
from fundledger.commands.posting import MonthEndFloorError
from fundledger.queries import recoveries
from tests.commands.money import admitted, left, paid, receipt
from tests.commands.scene import ACCOUNTANT, Scene, content, yuan

FEBRUARY, MARCH = date(2024, 2, 29), date(2024, 3, 5)


def test_money_is_not_spent_in_a_month_before_it_came(scene: Scene) -> None:
    """20,000 from the beginning, 500 in March: 20,100 cannot go in February."""
    desk = scene.desk(ACCOUNTANT, date(2024, 4, 2))
    funding.receive_donation(desk, yuan(500), party="某", bank="main", voucher_on=MARCH)
    with pytest.raises(MonthEndFloorError) as refused:
        running_costs.pay_bank_fee(
            desk, yuan(20100), bank="main", voucher_on=date(2024, 2, 5)
        )
    assert refused.value.account == "bank.main"
    running_costs.pay_bank_fee(desk, yuan(20100), bank="main", voucher_on=MARCH)
    assert left(scene, "bank.main") == 400


def test_a_project_does_not_dip_in_a_middle_month(scene: Scene) -> None:
    """Two projects: 600 of the one lie out in February, 500 of the other since March.

    A refund of 550 dated February is refused for the second, whose advance came later;
    in all there was enough.
    """
    one = scene.active()
    paid(scene, one, 600)
    other = scene.active(saying=content("读书会"))
    scene.today = MARCH
    paid(scene, other, 500)
    scene.today = date(2024, 4, 2)
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(MonthEndFloorError) as refused:
        refunds.receive_refund(desk, other, yuan(400), bank="main", voucher_on=FEBRUARY)
    assert refused.value.account in {"advance", "b_disbursed"}
    refunds.receive_refund(desk, other, yuan(400), bank="main", voucher_on=MARCH)
    assert left(scene, "advance", other) == 100


def test_a_project_does_not_dip_in_between_and_recover(scene: Scene) -> None:
    """A middle month counts, though later ones are sound again, and by project.

    Paid 600 in January, all accounted for in March, 500 paid anew in April, 50 of them
    spent in May: a refund of 300 dated February leaves 300 short in March. Another
    project's 400 lie out till April, so that in all there is enough at every month end.
    """
    project, other = scene.active(), scene.active(saying=content("读书会"))
    paid(scene, project, 600)
    paid(scene, other, 400)
    desk = scene.desk(ACCOUNTANT, date(2024, 5, 7))
    scene.today = MARCH
    admitted(scene, project, receipt(500))
    refunds.receive_refund(scene.desk(ACCOUNTANT), project, yuan(100), bank="main")
    scene.today = date(2024, 4, 2)
    paid(scene, project, 500)
    admitted(scene, other, receipt(400, number="FP-2"))
    scene.today = date(2024, 5, 6)
    admitted(scene, project, receipt(50, number="FP-3"))
    with pytest.raises(MonthEndFloorError) as refused:
        refunds.receive_refund(
            desk, project, yuan(300), bank="main", voucher_on=FEBRUARY
        )
    assert (refused.value.month, refused.value.left) == ("2024-04", yuan(-300))


def test_a_refund_dated_back_came_on_its_vouchers_day(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 600)
    scene.today = date(2024, 3, 5)
    on = date(2024, 2, 27)
    desk = scene.desk(ACCOUNTANT)
    refunds.receive_refund(desk, project, yuan(60), bank="main", voucher_on=on)
    with scene.fund.reading() as books:
        (refund,) = recoveries.refunds(books, project)
    assert (refund.on, refund.fen) == (on, 6_000)
