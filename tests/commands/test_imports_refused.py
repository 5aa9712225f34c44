"""A batch is held to what single deeds are held to: cover, months that are open."""

from datetime import date

import pytest

from fundledger.commands import imports
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_PAYMENT,
    PAYABLE,
)
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import Entry, PayableUncoveredError, PostingRule
from fundledger.domain.periods import MonthNotOpenError
from tests.commands.money import admitted, entry, left, receipt, vouchers
from tests.commands.scene import ACCOUNTANT, Scene

MAIN, INCOME = AccountKey("bank.main"), AccountKey("donations.unrestricted")


def one(entry: Entry, on: date, rule: PostingRule) -> Batch:
    return Batch([BatchVoucher(on, "迁移", [entry], rule)])


def test_a_batch_does_not_uncover_what_is_owed(scene: Scene) -> None:
    """400 are owed to the community, and covered; not 1 分 of the cover is taken."""
    project = scene.active()
    admitted(scene, project, receipt(400), reimburses=True)
    desk, count = scene.desk(ACCOUNTANT), len(vouchers(scene))
    declined = entry(B_PAYMENT, B_COMMITTED, 1, project)
    with pytest.raises(PayableUncoveredError) as refused:
        imports.import_journal(
            desk, one(declined, scene.today, PostingRule.PAYMENT_DECLINED)
        )
    assert refused.value.project_no == project
    owed = entry(ADVANCE, PAYABLE, 1, project)
    with pytest.raises(PayableUncoveredError):
        imports.import_journal(desk, one(owed, scene.today, PostingRule.OPENING))
    assert len(vouchers(scene)) == count
    assert left(scene, "b_payment", project) == left(scene, "payable", project) == 400


def test_a_batch_moves_budget_within_what_covers(scene: Scene) -> None:
    project = scene.active()
    admitted(scene, project, receipt(400), reimburses=True)
    more = entry(B_COMMITTED, B_PAYMENT, 100, project)
    back = entry(B_PAYMENT, B_COMMITTED, 100, project)
    days = [(more, PostingRule.ADVANCE_APPROVED), (back, PostingRule.PAYMENT_DECLINED)]
    batch = Batch([BatchVoucher(scene.today, "迁移", [e], rule) for e, rule in days])
    assert imports.import_journal(scene.desk(ACCOUNTANT), batch) == 2
    assert left(scene, B_DISBURSED, project) == 0


@pytest.mark.parametrize("on", [date(2023, 12, 31), date(2025, 1, 1)])
def test_a_batch_comes_only_into_months_that_were_opened(
    scene: Scene, on: date
) -> None:
    gift = entry(MAIN, INCOME, 100)
    batch = one(gift, on, PostingRule.DONATION_RECEIVED)
    with pytest.raises(MonthNotOpenError) as refused:
        imports.import_journal(scene.desk(ACCOUNTANT), batch)
    assert refused.value.month == f"{on:%Y-%m}"
    assert len(vouchers(scene)) == 1
