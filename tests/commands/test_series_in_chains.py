"""What two series and five signatures come to after corrections of corrections."""

from fundledger.checks import r07_budget, r15_separation
from fundledger.commands import (
    funding,
    imports,
    journal,
    recoveries,
    refunds,
    running_costs,
    signatures,
)
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import B_FREE, B_TOTAL
from fundledger.domain.ids import Login
from fundledger.domain.journal import VoucherKind
from fundledger.queries import corrections
from fundledger.queries import journal as queries
from fundledger.store import tables as t
from tests import small
from tests.commands.money import corrected_voucher, entry, paid, vouchers
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    APPROVER,
    CASHIER,
    PREPARER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_disallowances import owed
from tests.commands.test_journal import MAIN, SECOND, second, two_banks


def test_a_difference_counts_once_in_the_budget(scene: Scene) -> None:
    one, other = scene.active(), second(scene)
    for project in (one, other):
        paid(scene, project, 900)
    desk = scene.desk(ACCOUNTANT)
    no = refunds.receive_refund(desk, one, yuan(40), bank="main")
    journal.adjust_voucher(desk, no, amounts=[yuan(30), yuan(30)], reason="误")
    for project in (other, one, other):
        no = corrected_voucher(scene, no, to_project_no=project, reason="误")
    with scene.fund.reading() as books:
        nos = (no, corrections.budget_voucher(books, no))
        booked = [queries.postings(books, each) for each in nos if each is not None]
        assert [[each.fen for each in of] for of in booked] == [[3000], [3000]]
        assert not r07_budget.offences(books)


def test_who_approved_a_payment_does_not_review_its_blue_voucher(scene: Scene) -> None:
    two_banks(scene)
    funding.receive_donation(
        scene.desk(ACCOUNTANT), yuan(900), party="企", bank="second"
    )
    paid(scene, scene.active(), 900)
    old = vouchers(scene)[-1].no
    blue = corrected_voucher(scene, old, accounts={MAIN: SECOND}, reason="误")
    signatures.prepare_voucher(scene.desk(ACCOUNTANT), blue)
    shown = signatures.review_voucher.preview(scene.desk(SUPERVISOR), blue)
    assert shown.refusal is not None
    assert shown.refusal.code == "own_voucher"


def test_a_later_write_off_bars_nobody_from_the_voucher_of_the_claim_on_it(
    scene: Scene,
) -> None:
    no = owed(scene)
    debt = vouchers(scene)[-1].no
    for who in (SUPERVISOR, APPROVER):
        recoveries.write_off_recovery(scene.desk(who), no, reason="追不回")
    assert (
        signatures.review_voucher.preview(scene.desk(SUPERVISOR), debt).refusal is None
    )


def test_r15_finds_a_maker_who_reviews_and_parts_signed_without_the_role(
    scene: Scene,
) -> None:
    running_costs.pay_admin_cost(
        scene.desk(SUPERVISOR), yuan(1), bank="main", summary="办公"
    )
    own = vouchers(scene)[-1].no

    def put(actor: Login, no: int, part: str, login: Login) -> None:
        row = {"voucher_no": no, "part": part, "login": login, "on_date": scene.today}
        request = small.ask("voucher.review", actor=actor, on=scene.today)
        scene.fund.write(request, lambda write: write.insert(t.signature, **row))

    put(ACCOUNTANT2, own, "prepared", ACCOUNTANT2)
    put(SUPERVISOR, own, "reviewed", SUPERVISOR)
    put(PREPARER, 1, "chief", PREPARER)
    put(APPROVER, 1, "cashier", CASHIER)
    with scene.fund.reading() as books:
        offences = [(e.actor, e.problem) for e in r15_separation.offences(books)]
    assert offences == [
        (SUPERVISOR, "own_voucher"),
        (PREPARER, "no_role"),
        (PREPARER, "part_too_early"),
        (APPROVER, "signed_for_another"),
    ]


def test_a_lone_budget_voucher_keeps_what_the_batch_said(scene: Scene) -> None:
    budget = entry(B_TOTAL, B_FREE, 1)
    one = BatchVoucher(
        scene.today, "x", [budget], kind=VoucherKind.OPENING, attachments=2
    )
    imports.import_journal(scene.desk(ACCOUNTANT), Batch([one]))
    with scene.fund.reading() as books:
        assert queries.vouchers(books)[-1].attachments == 2
