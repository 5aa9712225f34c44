"""A year with a loss of a project, on an account that need not name one, is closed."""

from datetime import date

from fundledger.checks.registry import Light, run_checks
from fundledger.commands import disallowances, recoveries, running_costs
from fundledger.domain.chart import NET_UNRESTRICTED
from fundledger.domain.ids import RecoveryNo
from fundledger.domain.periods import months_of
from fundledger.queries import balances
from tests.commands.money import admitted, booked, paid, receipt, receipt_nos
from tests.commands.scene import ACCOUNTANT, APPROVER, SUPERVISOR, Scene, yuan
from tests.commands.test_periods import close, closed, reviewed

RESULTS = ("donations", "grants", "other_income", "programme_cost", "admin_cost")


def lived(scene: Scene) -> None:
    """Write 50 off, of what a project owed; and come to the end of the year."""
    project = scene.active()
    paid(scene, project, 900)
    claim = admitted(scene, project, receipt(600))
    (no,) = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, no, yuan(50), reason="发票不实")
    for who in (APPROVER, SUPERVISOR):
        recoveries.write_off_recovery(scene.desk(who), RecoveryNo(1), reason="无力偿还")
    running_costs.pay_bank_fee(desk, yuan(8), bank="main")
    scene.today = date(2025, 1, 8)
    reviewed(scene)
    for month in months_of(2024)[:-1]:
        close(scene, month)


def test_a_loss_is_carried_forward_once(scene: Scene) -> None:
    lived(scene)
    assert closed(scene, 2024) == 2
    assert sorted(booked(scene)) == [
        ("net_unrestricted", "admin_cost.unrestricted", 8),
        ("net_unrestricted", "admin_cost.unrestricted", 50),
        ("net_unrestricted", "programme_cost.materials.unrestricted", 550),
    ]
    with scene.fund.reading() as books:
        left = balances.balances(books)
        results = run_checks(books)
    of_results = {key: fen for key, fen in left.items() if key.startswith(RESULTS)}
    assert set(of_results.values()) == {0}
    assert left[NET_UNRESTRICTED] == 2_000_000 - 60_800
    quiet = {Light.PASS, Light.NOT_BUILT, Light.NOT_RUN}
    lit = {each.number: each.light for each in results if each.light not in quiet}
    assert lit == {"R19": Light.AMBER}, "what is left of the advance is a year old"
