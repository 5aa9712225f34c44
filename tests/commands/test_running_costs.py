"""What running the fund costs: bank fees, administration, and what bounces of it."""

from datetime import date

import pytest

from fundledger.commands import accounts, journal, running_costs, sources
from fundledger.commands.lookup import NotFoundError
from fundledger.domain.funding import BouncedCostError
from fundledger.domain.ids import (
    AccountKey,
    FundingNo,
    RunningCostNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import InsufficientError, SlotError
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.sources import (
    GENERAL,
    OverdrawnError,
    OverheadShareError,
    RestrictedSourceError,
    SourceBankError,
    SourceDatesError,
)
from fundledger.queries import journal as vouchers_of
from fundledger.queries import running_costs as queries
from tests.commands.money import (
    alone,
    booked,
    left,
    red_checks,
    returned,
    source_changed,
    sourced,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import MAIN, SECOND, two_banks
from tests.commands.test_sources import to

ONE, LOOSE = RunningCostNo(1), SourceKey("loose")
"""The first cost there is; a second unrestricted source."""
ADMIN_COST = "admin_cost.unrestricted"


def cost(
    scene: Scene, amount: int, source: SourceKey = GENERAL, bank: str = "main"
) -> VoucherNo:
    """Pay what running the fund costs, in 元."""
    desk = scene.desk(SUPERVISOR)
    return alone(
        running_costs.pay_admin_cost(
            desk, yuan(amount), bank=bank, summary="印刷费", source=source
        )
    )


def fee(scene: Scene, amount: int, source: SourceKey = GENERAL) -> VoucherNo:
    """Book a fee that the bank took, in 元."""
    desk = scene.desk(ACCOUNTANT)
    return alone(
        running_costs.pay_bank_fee(desk, yuan(amount), bank="main", source=source)
    )


def bounce(scene: Scene, reason: str = "户名不符") -> VoucherNo:
    return running_costs.bounce_admin_cost(scene.desk(CASHIER), ONE, reason=reason)


def row(scene: Scene) -> queries.RunningCost:
    with scene.fund.reading() as books:
        row = queries.running_cost(books, ONE)
    assert row is not None
    return row


# --- fees ---


def test_a_fee_takes_from_what_is_free(scene: Scene) -> None:
    on = date(2024, 1, 5)
    desk = scene.desk(ACCOUNTANT)
    running_costs.pay_bank_fee(desk, yuan(12), bank="main", voucher_on=on)
    assert sourced(scene) == [
        (ADMIN_COST, "bank.main", 12, GENERAL),
        ("b_free", "b_overhead", 12, GENERAL),
    ]
    assert vouchers(scene)[-1].on == on


def test_a_fee_is_never_of_restricted_money(scene: Scene) -> None:
    scene.source(AID, 3000, overhead_percent=100)
    with pytest.raises(RestrictedSourceError):
        fee(scene, 1, AID)
    with pytest.raises(NotFoundError):
        fee(scene, 1, SourceKey("nowhere"))
    assert left(scene, "b_overhead") == 0


def test_a_fee_has_been_taken_and_so_overdraws_unrestricted_money(scene: Scene) -> None:
    """The money that is there is restricted: R24 says how much of it is used."""
    scene.source(AID, 3000)
    cost(scene, 20000)
    fee(scene, 12)
    assert sourced(scene) == [
        (ADMIN_COST, "bank.main", 12, GENERAL),
        ("b_uncovered", "b_overhead", 12, GENERAL),
    ]
    assert (left(scene, "b_free"), left(scene, "bank.main")) == (3000, 2988)
    assert red_checks(scene) == {"R24": ((None, -1200, 0),)}
    scene.grant(GENERAL, 12)
    assert red_checks(scene) == {}


# --- administration ---


def test_admin_cost_is_administration_or_fundraising(scene: Scene) -> None:
    desk = scene.desk(SUPERVISOR)
    key = AccountKey("fundraising_cost")
    running_costs.pay_admin_cost(
        desk, yuan(80), bank="main", summary="宣传", account=key
    )
    assert booked(scene)[0] == ("fundraising_cost.unrestricted", "bank.main", 80)
    with pytest.raises(SlotError):
        running_costs.pay_admin_cost(
            desk, yuan(80), bank="main", summary="误", account=AccountKey("other_cost")
        )


def test_admin_cost_is_decided_and_never_beyond_what_is_free(scene: Scene) -> None:
    scene.source(AID, 3000)
    scene.on_notice(of=[sources.SourceShare(GENERAL)])
    with pytest.raises(InsufficientError) as refused:
        cost(scene, 18001)
    assert (refused.value.account, refused.value.source) == ("b_free", GENERAL)
    cost(scene, 18000)
    assert left(scene, "b_uncovered") == 0


def test_the_bank_never_pays_what_it_does_not_have(scene: Scene) -> None:
    two_banks(scene)
    with pytest.raises(InsufficientError) as refused:
        cost(scene, 1, bank="second")
    assert refused.value.account == "bank.second"
    assert scene.refusals() == ["insufficient_funds"]


def test_a_fund_that_has_only_a_grant_pays_no_admin_cost_but_its_share(
    scene: Scene,
) -> None:
    returned(scene, FundingNo(1), 20000)
    scene.source(AID, 3000, overhead_percent=10)
    with pytest.raises(InsufficientError):
        cost(scene, 1)
    with pytest.raises(OverheadShareError) as refused:
        cost(scene, 301, AID)
    assert (refused.value.most, refused.value.amount) == (yuan(300), yuan(301))
    cost(scene, 300, AID)
    assert sourced(scene) == [
        ("admin_cost.restricted", "bank.main", 300, AID),
        ("b_free", "b_overhead", 300, AID),
    ]
    assert red_checks(scene) == {}


def test_a_source_that_allows_no_share_pays_no_running_cost(scene: Scene) -> None:
    scene.source(AID, 3000)
    with pytest.raises(OverheadShareError) as refused:
        cost(scene, 1, AID)
    assert refused.value.most == yuan(0)


def test_the_share_is_of_what_was_received_less_what_was_spent_or_went_back(
    scene: Scene,
) -> None:
    scene.source(AID, 3000, overhead_percent=10)
    cost(scene, 250, AID)
    for amount, most in ((51, 50), (301, 50)):
        with pytest.raises(OverheadShareError) as refused:
            cost(scene, amount, AID)
        assert refused.value.most == yuan(most)
    scene.grant(AID, 1000)
    cost(scene, 100, AID)
    returned(scene, FundingNo(2), 1000)
    with pytest.raises(OverheadShareError) as refused:
        cost(scene, 1, AID)
    assert refused.value.most == yuan(0)


def test_a_share_that_bounced_may_be_spent_again(scene: Scene) -> None:
    scene.source(AID, 3000, overhead_percent=10)
    cost(scene, 300, AID)
    bounce(scene)
    cost(scene, 300, AID)
    assert left(scene, "admin_cost.restricted") == 300
    assert red_checks(scene) == {}


def test_while_unrestricted_money_is_overdrawn_no_running_cost_is_paid(
    scene: Scene,
) -> None:
    """Not of a source with a share of its own either."""
    scene.source(AID, 3000, overhead_percent=10)
    cost(scene, 20000)
    fee(scene, 12)
    for source in (GENERAL, AID):
        with pytest.raises(OverdrawnError) as refused:
            cost(scene, 1, source)
        assert refused.value.gap == yuan(12)
    scene.grant(GENERAL, 12)
    cost(scene, 1, AID)


def test_unrestricted_sources_are_overdrawn_together_or_not_at_all(
    scene: Scene,
) -> None:
    scene.source(LOOSE, 11, restricted=False)
    scene.source(AID, 3000)
    cost(scene, 20000)
    fee(scene, 12)
    with pytest.raises(OverdrawnError) as refused:
        cost(scene, 1, LOOSE)
    assert refused.value.gap == yuan(1)
    scene.grant(LOOSE, 1)
    assert red_checks(scene) == {}
    cost(scene, 1, LOOSE)
    assert set(red_checks(scene)) == {"R24"}


def test_a_running_cost_is_of_a_source_that_runs_and_of_its_account(
    scene: Scene,
) -> None:
    two_banks(scene)
    scene.source(AID, 3000, overhead_percent=10, bank="second")
    with pytest.raises(SourceBankError):
        cost(scene, 1, AID)
    cost(scene, 1, AID, bank="second")
    source_changed(scene, AID, until_on=date(2024, 1, 7))
    with pytest.raises(SourceDatesError):
        cost(scene, 1, AID, bank="second")


# --- what bounces ---


def test_a_running_cost_that_bounced_is_taken_back_in_red(scene: Scene) -> None:
    cost(scene, 80)
    voucher = bounce(scene)
    assert booked(scene) == [
        ("bank.main", ADMIN_COST, 80),
        ("b_overhead", "b_free", 80),
    ]
    with scene.fund.reading() as books:
        [money] = vouchers_of.postings(books, voucher)
    assert (money.debit_red, money.credit_red) == (False, True)
    assert row(scene).bounced_voucher_no == voucher
    assert left(scene, "b_free") == 20000
    assert red_checks(scene) == {}


def test_a_running_cost_bounces_once_and_for_a_reason(scene: Scene) -> None:
    cost(scene, 80)
    with pytest.raises(ReasonNeededError):
        bounce(scene, " ")
    bounce(scene)
    with pytest.raises(BouncedCostError):
        bounce(scene)
    assert scene.refusals() == ["reason_needed", "bounced_cost"]


def test_what_bounces_covers_a_gap_first(scene: Scene) -> None:
    scene.source(AID, 3000)
    cost(scene, 20000)
    fee(scene, 12)
    bounce(scene)
    assert booked(scene)[1:] == [
        ("b_overhead", "b_uncovered", 12),
        ("b_overhead", "b_free", 19988),
    ]


def test_a_cost_of_a_closed_year_that_bounced_is_adjusted_in_blue(scene: Scene) -> None:
    scene.source(AID, 3000, overhead_percent=10)
    cost(scene, 80, AID)
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2025, 1, 6)
    voucher = bounce(scene)
    assert sourced(scene) == [
        ("bank.main", "prior_year.restricted", 80, AID),
        ("b_overhead", "b_free", 80, AID),
    ]
    with scene.fund.reading() as books:
        [money] = vouchers_of.postings(books, voucher)
    assert (money.debit_red, money.credit_red) == (False, False)
    assert red_checks(scene) == {}


# --- corrections ---


def test_a_running_cost_follows_the_correction_of_its_voucher(scene: Scene) -> None:
    """It bounces to the account, on the cost and of the source it is booked on now."""
    two_banks(scene)
    scene.source(LOOSE, 500, restricted=False)
    voucher = cost(scene, 80)
    scene.grant(GENERAL, 80, bank="second")
    blue = to(scene, voucher, LOOSE, **{MAIN: SECOND})
    assert (row(scene).voucher_no, row(scene).source) == (blue, LOOSE)
    bounce(scene)
    assert sourced(scene) == [
        ("bank.second", ADMIN_COST, 80, LOOSE),
        ("b_overhead", "b_free", 80, LOOSE),
    ]
    assert red_checks(scene) == {}


def test_no_running_cost_becomes_one_of_a_source_that_had_ended(scene: Scene) -> None:
    scene.source(LOOSE, 500, restricted=False)
    voucher = cost(scene, 80)
    source_changed(scene, LOOSE, until_on=date(2024, 1, 7))
    with pytest.raises(SourceDatesError):
        to(scene, voucher, LOOSE)
    source_changed(scene, LOOSE, until_on=scene.today)
    to(scene, voucher, LOOSE)


def test_a_running_cost_of_another_amount_bounces_by_that(scene: Scene) -> None:
    voucher = cost(scene, 80)
    journal.adjust_voucher(
        scene.desk(ACCOUNTANT), voucher, amounts=[yuan(60)] * 2, reason="多记"
    )
    bounce(scene)
    assert booked(scene)[0] == ("bank.main", ADMIN_COST, 60)


def test_no_correction_lets_restricted_money_pay_beyond_its_share(scene: Scene) -> None:
    scene.source(AID, 3000, overhead_percent=1)
    for voucher in (cost(scene, 80), fee(scene, 12)):
        with pytest.raises((OverheadShareError, RestrictedSourceError)):
            to(scene, voucher, AID)
    voucher = cost(scene, 30, AID)
    amounts = [yuan(31)] * 2
    with pytest.raises(OverheadShareError):
        journal.adjust_voucher(
            scene.desk(ACCOUNTANT), voucher, amounts=amounts, reason="少记"
        )
    assert left(scene, "admin_cost.restricted") == 30


def test_a_correction_within_the_share_is_none_beyond_it(scene: Scene) -> None:
    scene.source(AID, 3000, overhead_percent=1)
    blue = to(scene, cost(scene, 30), AID)
    amounts = [yuan(20)] * 2
    journal.adjust_voucher(scene.desk(ACCOUNTANT), blue, amounts=amounts, reason="多记")
    assert (row(scene).source, row(scene).fen) == (AID, 2000)
    cost(scene, 10, AID)
    with pytest.raises(OverheadShareError):
        cost(scene, 1, AID)
    assert red_checks(scene) == {}
