"""Running costs keep to the cap of the year, and to the share of their source."""

import pytest

from fundledger.checks import r20_running_costs
from fundledger.checks.r20_running_costs import RunningCostApart
from fundledger.commands import funds, running_costs
from fundledger.domain.ids import SourceKey
from fundledger.domain.sources import GENERAL
from tests import lived
from tests.commands import money
from tests.commands.money import source_changed
from tests.commands.scene import ADMIN, AID, SUPERVISOR, Scene, yuan


def cost(scene: Scene, amount: int, source: SourceKey = GENERAL) -> None:
    running_costs.pay_admin_cost(
        scene.desk(SUPERVISOR), yuan(amount), bank="main", summary="印刷", source=source
    )


def offences(scene: Scene, *statements: str) -> list[RunningCostApart]:
    with lived.tampered(scene.fund, *statements) as books:
        return r20_running_costs.offences(books)


@pytest.mark.parametrize(("amount", "apart"), [(100, False), (101, True)])
def test_a_year_keeps_to_the_cap(scene: Scene, amount: int, *, apart: bool) -> None:
    """A tenth of all that the year cost: 900.00 元 and 100.00 元."""
    no = scene.active()
    money.paid(scene, no, 900)
    money.admitted(scene, no, money.receipt(900))
    cost(scene, amount)
    rows = offences(scene)
    assert bool(rows) is apart
    assert all(map(r20_running_costs.amber, rows))
    closed = offences(scene, "UPDATE fund_year SET closed = 1")
    assert [r20_running_costs.amber(row) for row in closed] == [False] * len(rows)


def test_the_cap_is_the_funds_own(scene: Scene) -> None:
    cost(scene, 100)
    assert offences(scene)
    funds.change_setting(scene.desk(ADMIN), "admin_cost_cap_percent", "100")
    assert offences(scene) == []


def test_a_share_that_was_raised_spent_and_set_back_is_named(scene: Scene) -> None:
    funds.change_setting(scene.desk(ADMIN), "admin_cost_cap_percent", "100")
    scene.source(AID, 1000, overhead_percent=5)
    cost(scene, 50, AID)
    assert offences(scene) == []
    source_changed(scene, AID, overhead_percent=10)
    cost(scene, 40, AID)
    assert offences(scene) == []
    source_changed(scene, AID, overhead_percent=5)
    [row] = offences(scene)
    assert (row.source, row.running_cost_no) == (AID, 2)
    assert (row.most_fen, row.spent_fen) == (5_000, 9_000)
    scene.wait(1)
    scene.grant(AID, 5000)
    assert offences(scene) == [row]
