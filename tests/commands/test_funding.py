"""Money that comes to the fund and what it costs: each deed books its row."""

from datetime import date

import pytest

from fundledger.commands import funding, funds, running_costs
from fundledger.commands.lookup import NotFoundError
from fundledger.domain.funding import (
    FundingKind,
    IdentifiedAlreadyError,
    NoKindError,
    NotADonationError,
    OverReturnError,
)
from fundledger.domain.ids import AccountKey, FundingNo
from fundledger.domain.journal import InsufficientError, NothingToPostError, SlotError
from fundledger.domain.rights import NoRoleError
from fundledger.queries import funding as queries
from tests.commands.money import booked, left, vouchers
from tests.commands.scene import ACCOUNTANT, ADMIN, CASHIER, SUPERVISOR, Scene, yuan

FIRST = FundingNo(1)
"""The donation that the scene begins with, of 20,000.00 元."""


def row(scene: Scene, no: FundingNo) -> queries.Funding:
    with scene.fund.reading() as books:
        funding = queries.funding(books, no)
    assert funding is not None
    return funding


def unidentified(scene: Scene) -> FundingNo:
    desk = scene.desk(ACCOUNTANT)
    return funding.receive_unidentified(desk, yuan(300), bank="main")


def test_a_donation_is_money_and_permission_to_spend_it(scene: Scene) -> None:
    no = funding.receive_donation(
        scene.desk(ACCOUNTANT),
        yuan(500),
        party="居民",
        bank="main",
        restricted=True,
        purpose="助老",
    )
    assert booked(scene) == [
        ("bank.main", "donations.restricted", 500),
        ("b_total", "b_free", 500),
    ]
    assert row(scene, no)[1:7] == ("donation", "居民", True, "助老", 50000, 0)


def test_a_grant_is_restricted_unless_it_says_otherwise(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    funding.receive_grant(desk, yuan(500), party="区财政", bank="main")
    assert booked(scene) == [
        ("bank.main", "grants.restricted", 500),
        ("b_total", "b_free", 500),
    ]


def test_what_nobody_can_name_is_not_free_until_it_is_identified(scene: Scene) -> None:
    no = unidentified(scene)
    assert booked(scene) == [("bank.main", "other_payable.unidentified", 300)]
    assert left(scene, "b_free") == 20000
    funding.identify_money(
        scene.desk(ACCOUNTANT), no, kind=FundingKind.GRANT, party="区财政"
    )
    assert booked(scene) == [
        ("other_payable.unidentified", "grants.unrestricted", 300),
        ("b_total", "b_free", 300),
    ]
    assert row(scene, no).kind is FundingKind.GRANT


def test_money_is_identified_once_and_as_something(scene: Scene) -> None:
    no = unidentified(scene)
    for kind, error in (
        (FundingKind.UNIDENTIFIED, NoKindError),
        (FundingKind.DONATION, None),
        (FundingKind.GRANT, IdentifiedAlreadyError),
    ):
        desk = scene.desk(ACCOUNTANT)
        if error is None:
            funding.identify_money(desk, no, kind=kind, party="商户")
            continue
        with pytest.raises(error):
            funding.identify_money(desk, no, kind=kind, party="商户")
    assert scene.refusals() == ["no_kind", "identified_already"]


def test_a_donation_goes_back_as_far_as_it_came(scene: Scene) -> None:
    desk = scene.desk(SUPERVISOR)
    funding.return_donation(desk, FIRST, yuan(400), reason="协议解除")
    assert booked(scene) == [
        ("donations.unrestricted", "bank.main", 400),
        ("b_free", "b_total", 400),
    ]
    with pytest.raises(OverReturnError) as refused:
        funding.return_donation(desk, FIRST, yuan(19601), reason="协议解除")
    assert refused.value.left == yuan(19600)
    assert scene.refusals() == ["over_return"]


def test_what_is_promised_already_leaves_a_gap_that_new_money_fills_first(
    scene: Scene,
) -> None:
    scene.on_notice()
    desk = scene.desk(SUPERVISOR)
    funding.return_donation(desk, FIRST, yuan(19000), reason="协议解除")
    assert booked(scene)[1:] == [
        ("b_free", "b_total", 18000),
        ("b_uncovered", "b_total", 1000),
    ]
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(1500), party="企业", bank="main")
    assert booked(scene)[1:] == [
        ("b_total", "b_uncovered", 1000),
        ("b_total", "b_free", 500),
    ]


def test_only_a_donation_is_returned(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_grant(desk, yuan(50), party="区财政", bank="main")
    with pytest.raises(NotADonationError):
        funding.return_donation(scene.desk(SUPERVISOR), no, yuan(1), reason="误")


def test_interest_goes_where_the_setting_says(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    funding.receive_interest(desk, yuan(9), bank="main")
    assert booked(scene)[0] == ("bank.main", "fundraising_cost", 9)
    leaf = "other_income.unrestricted"
    funds.change_setting(scene.desk(ADMIN), "interest_account", leaf)
    funding.receive_interest(desk, yuan(9), bank="main")
    assert booked(scene) == [("bank.main", leaf, 9), ("b_total", "b_free", 9)]


def test_a_fee_takes_from_what_is_free(scene: Scene) -> None:
    on = date(2024, 1, 5)
    running_costs.pay_bank_fee(
        scene.desk(ACCOUNTANT), yuan(12), bank="main", voucher_on=on
    )
    assert booked(scene) == [
        ("admin_cost", "bank.main", 12),
        ("b_free", "b_overhead", 12),
    ]
    assert vouchers(scene)[-1].on == on


def test_admin_cost_is_administration_or_fundraising(scene: Scene) -> None:
    desk = scene.desk(SUPERVISOR)
    cost = AccountKey("fundraising_cost")
    running_costs.pay_admin_cost(
        desk, yuan(80), bank="main", summary="宣传", account=cost
    )
    assert booked(scene)[0] == ("fundraising_cost", "bank.main", 80)
    with pytest.raises(SlotError):
        running_costs.pay_admin_cost(
            desk, yuan(80), bank="main", summary="误", account=AccountKey("other_cost")
        )


def test_the_bank_never_pays_what_it_does_not_have(scene: Scene) -> None:
    desk = scene.desk(SUPERVISOR)
    with pytest.raises(InsufficientError):
        running_costs.pay_admin_cost(desk, yuan(20001), bank="main", summary="误")
    assert scene.refusals() == ["insufficient_funds"]


def test_nothing_is_not_received(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(NothingToPostError):
        funding.receive_donation(desk, yuan(0), party="企业", bank="main")


def test_money_comes_through_a_bank_account_of_the_fund(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(NotFoundError):
        funding.receive_donation(desk, yuan(1), party="企业", bank="other")


def test_the_cashier_books_no_donation(scene: Scene) -> None:
    with pytest.raises(NoRoleError):
        funding.receive_donation(
            scene.desk(CASHIER), yuan(1), party="企业", bank="main"
        )
    assert scene.refusals() == ["no_role"]
