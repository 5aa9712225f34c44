"""Whoever has an interest in a case keeps their hands off its vouchers 回避."""

from datetime import date

import pytest

from fundledger.commands import journal, people, signatures
from fundledger.domain.chart import Book
from fundledger.domain.ids import VoucherNo
from fundledger.domain.rights import ConflictOfInterestError
from fundledger.domain.signatures import SignaturePart
from fundledger.queries import journal as queries
from fundledger.queries import signatures as voucher_signatures
from tests.commands.money import paid
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    SUPERVISOR,
    Scene,
    yuan,
)


@pytest.fixture
def payment(scene: Scene) -> VoucherNo:
    """Have an advance paid, in a case in which accountant and supervisor declare."""
    project = scene.active()
    paid(scene, project, 500)
    signatures.prepare_vouchers(scene.desk(ACCOUNTANT2), until=scene.today)
    for login in (ACCOUNTANT, SUPERVISOR):
        desk = scene.desk(login)
        people.declare_interest(desk, project_no=project, reason="亲属")
    with scene.fund.reading() as books:
        return queries.vouchers(books, series=Book.MONEY)[-1].no


def test_a_voucher_of_ones_own_interest_is_not_reviewed(
    scene: Scene, payment: VoucherNo
) -> None:
    with pytest.raises(ConflictOfInterestError):
        signatures.review_voucher(scene.desk(SUPERVISOR), payment)
    assert scene.refusals()[-1] == "conflict_of_interest"


def test_reviewing_many_leaves_those_of_ones_own_interest(
    scene: Scene, payment: VoucherNo
) -> None:
    until = date(2024, 12, 31)
    reviewed = signatures.review_vouchers(scene.desk(SUPERVISOR), until=until)
    with scene.fund.reading() as books:
        waiting = {
            each.no
            for each in voucher_signatures.waiting(
                books, SignaturePart.REVIEWED, until=until
            )
        }
    assert payment in waiting
    assert (payment, "conflict_of_interest") in reviewed.left_out
    assert reviewed.signed


def test_a_voucher_of_ones_own_interest_is_not_corrected(
    scene: Scene, payment: VoucherNo
) -> None:
    with pytest.raises(ConflictOfInterestError):
        journal.correct_voucher(
            scene.desk(ACCOUNTANT), payment, reason="账户有误", accounts={}
        )
    with pytest.raises(ConflictOfInterestError):
        journal.adjust_voucher(
            scene.desk(ACCOUNTANT), payment, reason="金额有误", amounts=[yuan(1)]
        )
