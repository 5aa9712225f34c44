"""What two are to sign is not done by one: by corrections, terms, limits."""

from functools import partial

import pytest

from fundledger.commands import (
    accounts,
    funds,
    journal,
    re_sourcing,
    refunds,
    running_costs,
    sources,
    transfers,
)
from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.lookup import NotFoundError
from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import B_FREE, UnknownAccountError
from fundledger.domain.corrections import RefundSourceError
from fundledger.domain.cosigning import AloneKindError
from fundledger.domain.ids import AccountKey, SourceKey, VoucherNo
from fundledger.domain.sources import GENERAL, OverheadShareError
from tests.commands.money import corrected_voucher, paid, red_checks, sourced, vouchers
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    APPROVER,
    CASHIER,
    SUPERVISOR,
    Scene,
    content,
    yuan,
)
from tests.commands.test_journal import two_banks
from tests.commands.test_stale_signatures import pay, two_sign_above


def test_money_of_another_kind_is_not_made_by_a_correction_of_one_person(
    scene: Scene,
) -> None:
    scene.source(AID, 5000)
    given, desk = vouchers(scene)[-1].no, scene.desk(ACCOUNTANT)
    wrong = partial(journal.correct_voucher, reason="错记", to_source=GENERAL)
    assert wrong(desk, given) is None
    assert scene.left(B_FREE, None, AID) == 500_000
    blue = wrong(scene.desk(SUPERVISOR), given)
    assert blue is not None
    assert scene.left(B_FREE, None, AID) == 0


def test_a_transfer_is_not_led_elsewhere_by_one_person(scene: Scene) -> None:
    two_banks(scene)
    for key, number in (("third", "0003"), ("fourth", "0004")):
        new = NewBankAccount(key, key, "示例银行", number)
        accounts.add_bank_account(scene.desk(ADMIN), **new._asdict())
    for who in (CASHIER, SUPERVISOR):
        transfers.transfer_money(
            scene.desk(who), yuan(8000), from_bank="main", to_bank="third"
        )
    moved = vouchers(scene)[-1].no
    to = {AccountKey("bank.third"): AccountKey("bank.fourth")}
    desk = scene.desk(ACCOUNTANT)
    assert journal.correct_voucher(desk, moved, reason="错记", accounts=to) is None
    assert scene.left(AccountKey("bank.third")) == 800_000


def test_a_refund_goes_back_where_the_advance_came_from(scene: Scene) -> None:
    scene.source(AID, 5000)
    both = [SourceShare(GENERAL, yuan(1000)), SourceShare(AID, yuan(1000))]
    one = scene.active(1200, 800, of=both)
    general = [SourceShare(GENERAL)]
    other = scene.active(300, 300, of=general, saying=content("读书会"))
    for project, amount in ((one, 2000), (other, 600)):
        paid(scene, project, amount)
    came = refunds.receive_refund(scene.desk(ACCOUNTANT), one, yuan(500), bank="main")
    with pytest.raises(RefundSourceError):
        journal.correct_voucher(
            scene.desk(ACCOUNTANT), came, reason="错记", to_source=GENERAL
        )
    free = scene.left(B_FREE, None, AID)
    blue = corrected_voucher(scene, came, reason="另一项目", to_project_no=other)
    assert sourced(scene, blue)[0] == ("bank.main", "advance", 500, GENERAL)
    assert scene.left(B_FREE, None, AID) == free - 50_000
    assert red_checks(scene) == {}


def test_the_terms_of_a_source_are_changed_by_two_its_name_by_one(scene: Scene) -> None:
    scene.source(AID, 5000)
    raised = partial(sources.change_source, source=AID, overhead_percent=100)
    raised(scene.desk(SUPERVISOR))
    with pytest.raises(OverheadShareError):
        cost_of(scene, AID)
    with pytest.raises(AloneKindError):
        sources.change_source(scene.desk(APPROVER), AID, name="救助")
    raised(scene.desk(APPROVER))
    cost_of(scene, AID)


def cost_of(scene: Scene, source: SourceKey) -> None:
    running_costs.pay_admin_cost(
        scene.desk(SUPERVISOR), yuan(10), bank="main", summary="饭", source=source
    )


def test_the_share_of_running_costs_is_of_what_is_still_restricted(
    scene: Scene,
) -> None:
    scene.source(AID, 5000, overhead_percent=10)
    for who in (APPROVER, SUPERVISOR):
        re_sourcing.reclassify_source(
            scene.desk(who),
            yuan(4950),
            from_source=AID,
            to_source=GENERAL,
            reason="来函",
        )
    with pytest.raises(OverheadShareError) as refused:
        cost_of(scene, AID)
    assert refused.value.most == yuan(5)


def test_a_limit_is_changed_by_two_once_there_are_vouchers(scene: Scene) -> None:
    two_sign_above(scene, 1000)
    funds.change_setting(scene.desk(ADMIN), "two_sign_above", "1000000")
    assert pay(scene, SUPERVISOR, 5000) is None
    with pytest.raises(AloneKindError):
        funds.change_setting(scene.desk(SUPERVISOR), "reviewers_needed", "1")


def test_a_correction_names_accounts_of_this_fund(scene: Scene) -> None:
    for wrong, error in (
        ("bank.nowhere", NotFoundError),
        ("b_cash", UnknownAccountError),
    ):
        with pytest.raises(error):
            journal.correct_voucher(
                scene.desk(ACCOUNTANT),
                VoucherNo(1),
                reason="错记",
                accounts={AccountKey("bank.main"): AccountKey(wrong)},
            )
