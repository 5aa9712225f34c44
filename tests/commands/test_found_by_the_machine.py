"""What random lives found (`tests/machine`), each as small as it can be told."""

from datetime import date

import pytest

from fundledger.commands import (
    accounts,
    closed_years,
    disallowances,
    disbursements,
    funding,
    funds,
    journal,
    re_sourcing,
    refunds,
    releases,
    running_costs,
    transfers,
)
from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import B_FREE, B_UNCOVERED
from fundledger.domain.differences import UnevenError
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    DisbursementNo,
    Month,
    ProjectNo,
    SourceKey,
)
from fundledger.domain.journal import InsufficientError, NothingToPostError
from fundledger.domain.re_sourcing import NotNetYetError, OverStandingError, ReSourced
from fundledger.domain.sources import GENERAL
from fundledger.domain.transfers import SameAccountError
from fundledger.queries import disbursements as payments
from tests.commands.money import (
    admitted,
    corrected_voucher,
    cost_corrected,
    paid,
    receipt,
    receipt_nos,
    red_checks,
    sourced,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    APPROVER,
    CASHIER,
    SPORT,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks
from tests.commands.test_releases import release
from tests.commands.test_sources import advanced, of_both, spent

BRIDGE = SourceKey("bridge")
MATERIALS = "programme_cost.materials"


def taken_over(
    scene: Scene,
    project: ProjectNo,
    amount: int,
    own: SourceKey = AID,
    of: ReSourced = ReSourced.SPENT,
) -> None:
    """Let the second restricted source take over what was spent, or else, in 元."""
    for who in (APPROVER, ACCOUNTANT):
        re_sourcing.re_source_project(
            scene.desk(who),
            project,
            yuan(amount),
            from_source=own,
            to_source=SPORT,
            of=of,
            reason="后拨到位",
        )


def disallowed(scene: Scene, claim: ClaimNo, amount: int, line: int = 1) -> None:
    """Disallow so much of a receipt, in 元."""
    no = receipt_nos(scene, claim)[line - 1]
    disallowances.disallow_receipt(
        scene.desk(ACCOUNTANT), no, yuan(amount), reason="无签收"
    )


def next_year(scene: Scene) -> None:
    """Come to February 2025."""
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2025, 2, 3)


def test_cost_that_another_source_took_over_comes_back_to_that_one(
    scene: Scene,
) -> None:
    """What is left of the first source comes first; nobody's cost falls below zero."""
    scene.source(SPORT, 2000)
    project, _ = advanced(scene)
    claim = spent(scene, project)
    taken_over(scene, project, 1400)
    disallowed(scene, claim, 300)
    assert sourced(scene) == [
        ("recoverable", f"{MATERIALS}.restricted", 100, AID),
        ("recoverable", f"{MATERIALS}.restricted", 200, SPORT),
    ]
    assert red_checks(scene) == {}


def test_cost_of_a_closed_year_is_taken_over_once(scene: Scene) -> None:
    """It stays in cost: what was given for it has to be counted besides."""
    project, _ = advanced(scene)
    spent(scene, project)
    next_year(scene)
    scene.source(SPORT, 500)
    taken_over(scene, project, 100, GENERAL)
    with pytest.raises(OverStandingError):
        taken_over(scene, project, 1, GENERAL)
    assert red_checks(scene) == {}


def test_a_cost_of_a_closed_year_was_too_high_by_what_was_booked_at_most(
    scene: Scene,
) -> None:
    project, _ = advanced(scene)
    spent(scene, project)
    no = vouchers(scene)[-1].no
    next_year(scene)
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(InsufficientError):
        closed_years.correct_closed_year(desk, no, yuan(1601), reason="多记")
    cost_corrected(scene, no, 1600)
    with pytest.raises(InsufficientError):
        closed_years.correct_closed_year(desk, no, yuan(1), reason="多记")


def test_a_release_counts_those_of_the_year_before_until_it_is_closed(
    scene: Scene,
) -> None:
    scene.source(AID, 2000)
    project = scene.active(of=[SourceShare(AID)])
    paid(scene, project, 900)
    admitted(scene, project, receipt(600))
    release(scene)
    next_year(scene)
    with pytest.raises(NothingToPostError):
        releases.release_net_assets(scene.desk(ACCOUNTANT), Month("2025-01"))


def test_income_that_was_released_changes_its_kind_no_more(scene: Scene) -> None:
    """Of 2,000.00 元 of donations 1,900.00 are released; then it is grants' turn."""
    scene.source(AID)
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(2000), party="某某", bank="main", source=AID)
    scene.grant(AID, 500)
    project = scene.active(of=[SourceShare(AID)])
    paid(scene, project, 2000)
    admitted(scene, project, receipt(1200), receipt(700, 2, "FP-2"))
    release(scene)
    reclassified(scene, 300)
    assert sourced(scene)[:2] == [
        ("donations.restricted", "donations.unrestricted", 100, f"{AID} ← {GENERAL}"),
        ("grants.restricted", "grants.unrestricted", 200, f"{AID} ← {GENERAL}"),
    ]
    assert red_checks(scene) == {}


def test_interest_booked_as_cost_less_changes_its_kind_once_it_is_released(
    scene: Scene,
) -> None:
    """Under the edition of 2004 interest is red cost, and free to be approved."""
    scene.source(AID, 500)
    accounts.change_bank_account(scene.desk(SUPERVISOR), "main", source=AID)
    desk = scene.desk(ACCOUNTANT)
    funding.receive_interest(desk, yuan(5), bank="main", voucher_on=date(2024, 1, 8))
    with pytest.raises(NotNetYetError) as refused:
        reclassified(scene, 505)
    assert refused.value.net == yuan(500)
    release(scene)
    reclassified(scene, 505)
    assert sourced(scene)[:2] == [
        ("net_restricted", "net_unrestricted", 5, f"{AID} ← {GENERAL}"),
        ("grants.restricted", "grants.unrestricted", 500, f"{AID} ← {GENERAL}"),
    ]
    assert red_checks(scene) == {}
    with pytest.raises(NothingToPostError):
        release(scene)


def reclassified(scene: Scene, amount: int) -> None:
    for who in (APPROVER, SUPERVISOR):
        re_sourcing.reclassify_source(
            scene.desk(who),
            yuan(amount),
            from_source=AID,
            to_source=GENERAL,
            reason="捐赠人来函",
        )


def test_a_transfer_is_not_corrected_into_one_account(scene: Scene) -> None:
    two_banks(scene)
    for who in (CASHIER, SUPERVISOR):
        transfers.transfer_money(
            scene.desk(who), yuan(100), from_bank="main", to_bank="second"
        )
    no = vouchers(scene)[-1].no
    with pytest.raises(SameAccountError):
        journal.correct_voucher(
            scene.desk(ACCOUNTANT),
            no,
            reason="账户有误",
            accounts={AccountKey("bank.main"): AccountKey("bank.second")},
        )


def test_a_disallowance_lowers_several_payments_that_bounced(scene: Scene) -> None:
    funds.change_setting(scene.desk(ADMIN), "advance_waits_until_cleared", "false")
    project = of_both(scene)
    nos = [paid(scene, project, amount) for amount in (1400, 400)]
    claim = admitted(scene, project, receipt(1200), receipt(600, 2, "FP-2"))
    for no in nos:
        disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    disallowed(scene, claim, 400, line=2)
    assert [shares(scene, no) for no in nos] == [
        [(AID, 130_000)],
        [(AID, 10_000)],
    ]
    assert red_checks(scene) == {}


def shares(scene: Scene, no: DisbursementNo) -> list[tuple[SourceKey, int]]:
    with scene.fund.reading() as books:
        return [*payments.shares(books, no)]


def test_a_fee_of_another_source_leaves_no_gap_where_money_is_free_again(
    scene: Scene,
) -> None:
    """The first fee took what was free, the second one overdrew: one goes elsewhere."""
    scene.source(AID, 1000)
    scene.source(BRIDGE, 20000, restricted=False)
    desk = scene.desk(ACCOUNTANT)
    for fee in (20000, 300):
        running_costs.pay_bank_fee(desk, yuan(fee), bank="main")
    first_fee = vouchers(scene)[-2].no
    corrected_voucher(scene, first_fee, reason="来源有误", to_source=BRIDGE)
    assert (scene.left(B_FREE, None, GENERAL), scene.left(B_UNCOVERED)) == (
        1_970_000,
        0,
    )
    assert red_checks(scene) == {}


def test_a_refund_is_adjusted_source_by_source(scene: Scene) -> None:
    """Of 150.00 元, 50.00 are more than was advanced, and nobody's yet."""
    project, _ = advanced(scene)
    spent(scene, project)
    desk = scene.desk(ACCOUNTANT)
    refunds.receive_refund(desk, project, yuan(150), bank="main")
    no = vouchers(scene)[-1].no
    amounts = [yuan(40), yuan(60), yuan(100)]
    with pytest.raises(UnevenError):
        journal.adjust_voucher(desk, no, amounts=amounts, reason="金额有误")
    amounts = [yuan(40), yuan(60), yuan(40)]
    journal.adjust_voucher(desk, no, amounts=amounts, reason="金额有误")
    assert red_checks(scene) == {}
