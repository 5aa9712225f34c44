"""Sources of funds: named, changed, spent for running the fund, released, moved."""

from fundledger.commands import (
    accounts,
    cosignatures,
    funding,
    re_sourcing,
    releases,
    returns,
    running_costs,
    sources,
    transfers,
)
from fundledger.domain.ids import FundingNo, Month, RunningCostNo, SourceKey, TransferNo
from fundledger.domain.re_sourcing import ReSourced
from fundledger.domain.returns import ReturnGround
from fundledger.domain.sources import GENERAL
from fundledger.queries.cosignatures import waiting
from fundledger.queries.funding import fundings
from tests.commands.money import source_changed
from tests.commands.scene import (
    ACCOUNTANT,
    APPROVER,
    CASHIER,
    SUPERVISOR,
)
from tests.full.life import Life

AID, LOOSE = SourceKey("aid"), SourceKey("loose")


def money_is_of_sources(life: Life) -> None:
    """Add a restricted source and an overdrawn one; spend, release, return, move."""
    scene = life.scene
    accountant, supervisor = scene.desk(ACCOUNTANT), scene.desk(SUPERVISOR)
    sources.add_source(
        supervisor, key=AID, name="救助专项", restricted=True, overhead_percent=20
    )
    name = "机动资金二" if life.other else "机动资金"
    sources.add_source(supervisor, key=LOOSE, name=name, restricted=False)
    changed = 60 if life.other else 50
    source_changed(scene, AID, overhead_percent=changed)
    funding.receive_grant(
        accountant, life.yuan(400), party="区民政局", bank="main", source=AID
    )
    running_costs.pay_bank_fee(
        accountant, life.yuan(4), bank="main", source=LOOSE, summary="手续费"
    )
    accounts.change_bank_account(supervisor, "main", source=AID)
    running_costs.pay_admin_cost(
        supervisor, life.yuan(20), bank="main", source=AID, summary="督导"
    )
    running_costs.pay_admin_cost(
        supervisor, life.yuan(10), bank="main", source=AID, summary="退汇"
    )
    running_costs.bounce_admin_cost(
        scene.desk(CASHIER), RunningCostNo(3), reason="账号有误"
    )
    _money_moves(life)
    _money_goes_back(life)


def what_was_spent_is_released(life: Life) -> None:
    """Release it in the one; in the other, what is to be released waits."""
    if not life.other:
        releases.release_net_assets(life.scene.desk(ACCOUNTANT), Month("2024-04"))


def _money_moves(life: Life) -> None:
    scene = life.scene
    for login in (CASHIER, SUPERVISOR):
        transfers.transfer_money(
            scene.desk(login),
            life.yuan(14),
            from_bank="main",
            to_bank="second",
            in_transit=True,
        )
    if not life.other:
        transfers.receive_transfer(scene.desk(ACCOUNTANT), TransferNo(1))
    for login in (APPROVER, SUPERVISOR):
        re_sourcing.reclassify_source(
            scene.desk(login),
            life.yuan(6),
            from_source=AID,
            to_source=GENERAL,
            reason="来函解除限定",
        )
    taken = ReSourced.ADVANCED if life.other else ReSourced.COMMITTED
    for login in (APPROVER, ACCOUNTANT):
        re_sourcing.re_source_project(
            scene.desk(login),
            life.runs,
            life.yuan(2),
            from_source=GENERAL,
            to_source=AID,
            of=taken,
            reason="改由专项支付",
        )
    for first, end, login, reason in (
        (CASHIER, cosignatures.withdraw_cosignature, CASHIER, "金额有误"),
        (CASHIER, cosignatures.return_cosignature, SUPERVISOR, "不同意"),
        (SUPERVISOR, cosignatures.return_cosignature, CASHIER, "未到账"),
        (CASHIER, None, CASHIER, ""),
    ):
        transfers.transfer_money(
            scene.desk(first), life.yuan(5), from_bank="main", to_bank="second"
        )
        if end is not None:
            with scene.fund.reading() as books:
                no = waiting(books)[-1].no
            end(scene.desk(login), no, reason=reason)


def _money_goes_back(life: Life) -> None:
    scene = life.scene
    with scene.fund.reading() as books:
        last = fundings(books)[-1].no
    *_, no = (
        returns.decide_money_return(
            scene.desk(login),
            last,
            life.yuan(8),
            ground=ReturnGround.UNSPENT,
            reason="结余上缴",
        )
        for login in (APPROVER, SUPERVISOR)
    )
    assert no is not None
    returns.pay_money_return(scene.desk(CASHIER), no, bank="main")
    if life.other:
        returns.bounce_money_return(scene.desk(CASHIER), no, reason="户名不符")
    unknown = FundingNo(
        funding.receive_unidentified(
            scene.desk(ACCOUNTANT), life.yuan(3), bank="main", party="不详"
        )
    )
    funding.send_back_unidentified(scene.desk(CASHIER), unknown, reason="无法认定")
