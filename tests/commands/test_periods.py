"""Months close in order, once reviewed; a year is carried forward and sealed."""

from datetime import date

import pytest

from fundledger.commands import accounts, funding, periods, running_costs
from fundledger.domain.ids import Month
from fundledger.domain.journal import VoucherKind
from fundledger.domain.periods import (
    EarlierMonthOpenError,
    MonthNotOpenError,
    MonthNotOverError,
    MonthsOpenError,
    NotClosedError,
    NotLastClosedError,
    UnsignedVouchersError,
    YearClosedError,
    months_of,
)
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.rights import NoRoleError
from tests.commands.money import admitted, booked, left, paid, receipt, vouchers
from tests.commands.scene import ACCOUNTANT, SUPERVISOR, Scene, yuan

JANUARY, FEBRUARY = Month("2024-01"), Month("2024-02")


def reviewed(scene: Scene) -> None:
    """Have everything signed by all."""
    scene.sign_all()


def close(scene: Scene, month: Month) -> None:
    periods.close_month(scene.desk(SUPERVISOR), month)


def test_a_month_closes_when_it_is_over_and_reviewed_and_takes_nothing_more(
    scene: Scene,
) -> None:
    with pytest.raises(MonthNotOverError):
        close(scene, JANUARY)
    scene.today = date(2024, 2, 2)
    with pytest.raises(UnsignedVouchersError) as refused:
        close(scene, JANUARY)
    assert refused.value.unsigned == 1
    reviewed(scene)
    close(scene, JANUARY)
    on = date(2024, 1, 31)
    with pytest.raises(MonthNotOpenError):
        running_costs.pay_bank_fee(
            scene.desk(ACCOUNTANT), yuan(1), bank="main", voucher_on=on
        )
    assert scene.refusals() == [
        "month_not_over",
        "unsigned_vouchers",
        "month_not_open",
    ]


def test_months_close_one_after_another(scene: Scene) -> None:
    scene.today = date(2024, 3, 2)
    reviewed(scene)
    with pytest.raises(EarlierMonthOpenError):
        close(scene, FEBRUARY)


def test_only_the_last_closed_month_is_reopened_for_a_reason(scene: Scene) -> None:
    scene.today = date(2024, 3, 2)
    reviewed(scene)
    for month in (JANUARY, FEBRUARY):
        close(scene, month)
    desk = scene.desk(SUPERVISOR)
    with pytest.raises(NoRoleError):
        periods.reopen_month(scene.desk(ACCOUNTANT), FEBRUARY, reason="漏登")
    with pytest.raises(ReasonNeededError):
        periods.reopen_month(desk, FEBRUARY, reason="")
    with pytest.raises(NotLastClosedError):
        periods.reopen_month(desk, JANUARY, reason="漏登")
    periods.reopen_month(desk, FEBRUARY, reason="漏登手续费")
    with pytest.raises(NotClosedError):
        periods.reopen_month(desk, FEBRUARY, reason="漏登")
    on = date(2024, 2, 29)
    running_costs.pay_bank_fee(
        scene.desk(ACCOUNTANT), yuan(1), bank="main", voucher_on=on
    )


def closed(scene: Scene, year: int) -> int:
    """Carry a year forward, signed by both; count its closing vouchers."""
    assert periods.close_year(scene.desk(ACCOUNTANT), year) == 0
    return periods.close_year(scene.desk(SUPERVISOR), year)


def lived(scene: Scene) -> None:
    """Spend on a project and on the fund, and come to the end of the year."""
    project = scene.active()
    paid(scene, project, 900)
    admitted(scene, project, receipt(600))
    desk = scene.desk(ACCOUNTANT)
    funding.receive_grant(desk, yuan(70), party="区财政", bank="main")
    running_costs.pay_bank_fee(desk, yuan(8), bank="main")
    scene.today = date(2025, 1, 8)
    reviewed(scene)
    for month in months_of(2024)[:-1]:
        close(scene, month)


def test_a_year_is_carried_forward_in_order(scene: Scene) -> None:
    lived(scene)
    assert closed(scene, 2024) == 2
    income, cost = vouchers(scene)[-2:]
    assert (income.kind, income.on) == (VoucherKind.CLOSING, date(2024, 12, 31))
    assert sorted(booked(scene, income.no)) == [
        ("donations.unrestricted", "net_unrestricted", 20000),
        ("grants.unrestricted", "net_unrestricted", 70),
    ]
    assert sorted(booked(scene, cost.no)) == [
        ("net_unrestricted", "admin_cost.unrestricted", 8),
        ("net_unrestricted", "programme_cost.materials.unrestricted", 600),
    ]
    assert left(scene, "net_unrestricted") == 20070 - 608
    assert left(scene, "b_free") == 20000 - 2000 + 70 - 8


def test_a_closed_year_takes_no_voucher_and_its_december_stays_closed(
    scene: Scene,
) -> None:
    lived(scene)
    desk = scene.desk(ACCOUNTANT)
    closed(scene, 2024)
    on = date(2024, 12, 31)
    with pytest.raises(MonthNotOpenError):
        running_costs.pay_bank_fee(desk, yuan(1), bank="main", voucher_on=on)
    with pytest.raises(YearClosedError):
        periods.close_year(desk, 2024)
    december = months_of(2024)[-1]
    with pytest.raises(UnsignedVouchersError):
        close(scene, december)
    reviewed(scene)
    close(scene, december)
    with pytest.raises(YearClosedError):
        periods.reopen_month(scene.desk(SUPERVISOR), december, reason="漏登")


def test_a_year_is_carried_forward_without_what_came_after_it(scene: Scene) -> None:
    lived(scene)
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(55), party="企业", bank="main")
    closed(scene, 2024)
    assert left(scene, "donations.unrestricted") == 55


def test_a_year_is_not_carried_forward_while_its_months_are_open(scene: Scene) -> None:
    with pytest.raises(MonthsOpenError):
        periods.close_year(scene.desk(ACCOUNTANT), 2024)
