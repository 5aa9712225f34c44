"""Where a source names its account, its payments leave that account and no other."""

import pytest

from fundledger.commands import disbursements, journal, returns, running_costs
from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import ADVANCE
from fundledger.domain.ids import AccountKey, FundingNo
from fundledger.domain.sources import GENERAL, SourceBankError
from tests.commands.money import approved, booked, decided, vouchers
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks

MAIN, SECOND = AccountKey("bank.main"), AccountKey("bank.second")


@pytest.fixture
def parted(scene: Scene) -> Scene:
    """Give 500.00 元 of a restricted source an account of their own."""
    two_banks(scene)
    scene.source(AID, 500, bank="second", overhead_percent=10)
    return scene


def test_an_advance_of_two_sources_is_split_by_account(parted: Scene) -> None:
    project = parted.active(1200, 800, of=[SourceShare(AID), SourceShare(GENERAL)])
    no = approved(parted, project, 900)
    disbursements.pay_disbursement(parted.desk(CASHIER), no, bank="main")
    assert booked(parted)[:2] == [(ADVANCE, SECOND, 500), (ADVANCE, MAIN, 400)]


def test_an_advance_of_the_source_alone_leaves_its_account(parted: Scene) -> None:
    project = parted.active(300, 200, of=[SourceShare(AID)])
    no = approved(parted, project, 500)
    with pytest.raises(SourceBankError):
        disbursements.pay_disbursement(parted.desk(CASHIER), no, bank="main")
    disbursements.pay_disbursement(parted.desk(CASHIER), no, bank="second")
    assert booked(parted)[0] == (ADVANCE, SECOND, 500)


def test_so_does_what_goes_back_to_its_giver(parted: Scene) -> None:
    no = decided(parted, FundingNo(2), 100)
    with pytest.raises(SourceBankError):
        returns.pay_money_return(parted.desk(CASHIER), no, bank="main")
    returns.pay_money_return(parted.desk(CASHIER), no, bank="second")


def test_so_does_what_running_the_fund_costs(parted: Scene) -> None:
    with pytest.raises(SourceBankError):
        cost(parted, "main")
    cost(parted, "second")
    assert parted.refusals() == ["source_bank"]


def cost(scene: Scene, bank: str) -> None:
    running_costs.pay_admin_cost(
        scene.desk(SUPERVISOR), yuan(20), bank=bank, summary="印刷费", source=AID
    )


def test_a_correction_moves_no_payment_to_another_account(parted: Scene) -> None:
    cost(parted, "second")
    voucher_no = vouchers(parted)[-1].no
    with pytest.raises(SourceBankError):
        journal.correct_voucher(
            parted.desk(ACCOUNTANT),
            voucher_no,
            accounts={SECOND: MAIN},
            reason="账户有误",
        )
    assert parted.refusals() == ["source_bank"]


def test_a_correction_gives_no_payment_to_a_source_that_lies_elsewhere(
    parted: Scene,
) -> None:
    running_costs.pay_admin_cost(
        parted.desk(SUPERVISOR), yuan(20), bank="main", summary="印刷费"
    )
    with pytest.raises(SourceBankError):
        journal.correct_voucher(
            parted.desk(ACCOUNTANT),
            vouchers(parted)[-1].no,
            to_source=AID,
            reason="来源有误",
        )
