"""A receipt is handed in once: when resubmitting, beside a returned claim, of old."""

from datetime import date

import pytest

from fundledger.commands import claims
from fundledger.domain.receipts import DuplicateReceiptError
from tests.commands.money import receipt, receipt_nos, submitted
from tests.commands.scene import ACCOUNTANT, PREPARER, Scene


def test_a_receipt_of_another_claim_does_not_come_back_with_a_returned_one(
    scene: Scene,
) -> None:
    project = scene.active()
    first = submitted(scene, project, receipt(300, number="FP-1"))
    second = submitted(scene, project, receipt(100, number="FP-2"))
    claims.return_claim(scene.desk(ACCOUNTANT), second, reason="发票不清")
    twice = [receipt(100, number="FP-2"), receipt(300, number="FP-1")]
    with pytest.raises(DuplicateReceiptError) as refused:
        claims.resubmit_claim(scene.desk(PREPARER), second, receipts=twice)
    assert refused.value.claim_no == first
    assert len(receipt_nos(scene, second)) == 1, "nothing was handed in"


def test_a_receipt_of_a_returned_claim_is_not_handed_in_by_another(
    scene: Scene,
) -> None:
    project = scene.active()
    first = submitted(scene, project, receipt(300))
    claims.return_claim(scene.desk(ACCOUNTANT), first, reason="缺签字")
    with pytest.raises(DuplicateReceiptError) as refused:
        submitted(scene, project, receipt(300))
    assert refused.value.claim_no == first


def test_what_a_later_version_left_out_may_be_handed_in_by_another(
    scene: Scene,
) -> None:
    """Only the version that stands is handed in; what it dropped is free again."""
    project = scene.active()
    first = submitted(scene, project, receipt(300, number="FP-1"))
    claims.return_claim(scene.desk(ACCOUNTANT), first, reason="发票有误")
    day = date(2024, 3, 4)
    other = receipt(250, number="FP-9", issued_on=day)
    claims.resubmit_claim(scene.desk(PREPARER), first, receipts=[other])
    submitted(scene, project, receipt(300, number="FP-1"))
    with pytest.raises(DuplicateReceiptError):
        submitted(scene, project, receipt(80, number="FP-9", issued_on=day))


def test_the_same_receipt_twice_in_one_claim_is_refused(scene: Scene) -> None:
    project = scene.active()
    with pytest.raises(DuplicateReceiptError):
        submitted(scene, project, receipt(300), receipt(20, 2, "FP-1"))


def test_one_receipt_twice_in_a_claim_is_refused_when_it_is_handed_in(
    scene: Scene,
) -> None:
    project = scene.active()
    desk = scene.desk(PREPARER)
    no = claims.draft_claim(desk, project, receipts=[receipt(5)] * 2)
    with pytest.raises(DuplicateReceiptError):
        claims.submit_claim(desk, no)
