"""Whoever has an interest in a case keeps their hands off its vouchers 回避."""

from datetime import date

import pytest

from fundledger.commands import journal, people
from fundledger.domain.ids import VoucherNo
from fundledger.domain.rights import ConflictOfInterestError
from fundledger.queries import journal as queries
from tests.commands.money import paid
from tests.commands.scene import ACCOUNTANT, SUPERVISOR, Scene, yuan


@pytest.fixture
def payment(scene: Scene) -> VoucherNo:
    """Have an advance paid, in a case in which accountant and supervisor declare."""
    project = scene.active()
    paid(scene, project, 500)
    for login in (ACCOUNTANT, SUPERVISOR):
        desk = scene.desk(login)
        people.declare_interest(desk, project_no=project, reason="亲属")
    with scene.fund.reading() as books:
        return queries.vouchers(books)[-1].no


def test_a_voucher_of_ones_own_interest_is_not_reviewed(
    scene: Scene, payment: VoucherNo
) -> None:
    with pytest.raises(ConflictOfInterestError):
        journal.review_voucher(scene.desk(SUPERVISOR), payment)
    assert scene.refusals()[-1] == "conflict_of_interest"


def test_reviewing_many_leaves_those_of_ones_own_interest(
    scene: Scene, payment: VoucherNo
) -> None:
    until = date(2024, 12, 31)
    reviewed = journal.review_vouchers(scene.desk(SUPERVISOR), until=until)
    with scene.fund.reading() as books:
        waiting = {each.no for each in queries.unreviewed(books, until=until)}
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
