"""Vouchers: reviewed by somebody else, corrected in red and blue."""

from datetime import date

import pytest

from fundledger.commands import (
    accounts,
    closed_years,
    disallowances,
    disbursements,
    funding,
    journal,
    notices,
    projects,
    refunds,
)
from fundledger.commands.accounts import NewBankAccount
from fundledger.domain.corrections import (
    AnnulledError,
    CaseVoucherError,
    ClosedYearError,
    CorrectionKindError,
    NoCostError,
    NothingCorrectedError,
    ReplacementError,
    SameYearError,
)
from fundledger.domain.differences import UnevenError
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import AccountKey, FundingNo, ProjectNo, VoucherNo
from fundledger.domain.journal import NothingToPostError, VoucherKind
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.sources import GENERAL
from fundledger.queries import corrections, recoveries
from fundledger.queries import disbursements as payments
from fundledger.queries import funding as received
from fundledger.queries import journal as queries
from tests.commands.money import (
    admitted,
    booked,
    corrected_voucher,
    cost_corrected,
    left,
    paid,
    receipt,
    receipt_nos,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    CASHIER,
    REVIEWER1,
    REVIEWER2,
    SUPERVISOR,
    Scene,
    content,
    yuan,
)

FIRST = VoucherNo(1)
"""The donation that the scene begins with, of 20,000.00 元, unrestricted."""
FREE, GRANT = AccountKey("donations.unrestricted"), AccountKey("grants.unrestricted")
MAIN, SECOND = AccountKey("bank.main"), AccountKey("bank.second")


def two_banks(scene: Scene) -> None:
    new = NewBankAccount("second", "二户", "示例银行", "0002")
    accounts.add_bank_account(
        scene.desk(ADMIN), key=new.key, name=new.name, bank=new.bank, number=new.number
    )


def first(scene: Scene) -> received.Funding:
    with scene.fund.reading() as books:
        row = received.funding(books, FundingNo(1))
    assert row is not None
    return row


def second(scene: Scene) -> ProjectNo:
    """Bring a second project to active, as the scene does the first."""
    no = scene.recommended(content("端午包粽子"))
    scene.agree(no, REVIEWER1, REVIEWER2)
    scene.approve(no, 1200, 800)
    scene.publish(no, 2000)
    scene.wait(10)
    notices.establish_project(scene.desk(APPROVER), no)
    projects.record_agreement(scene.desk(ACCOUNTANT), no, "XY-2")
    projects.activate_project(scene.desk(SUPERVISOR), no)
    return no


def correct(scene: Scene, no: VoucherNo, **accounts_: str) -> VoucherNo:
    """Replace accounts, written with __ for the dot."""
    replaced = {
        AccountKey(old.replace("__", ".")): AccountKey(new)
        for old, new in accounts_.items()
    }
    return corrected_voucher(scene, no, accounts=replaced, reason="科目有误")


def test_a_voucher_on_the_wrong_account_is_annulled_and_booked_again(
    scene: Scene,
) -> None:
    blue = correct(scene, FIRST, donations__unrestricted=GRANT)
    _, red_one, blue_one = vouchers(scene)
    assert (red_one.kind, red_one.annuls_no) == (VoucherKind.RED, 1)
    assert (blue_one.kind, blue_one.no) == (VoucherKind.BLUE, blue)
    assert red_one.summary == "注销1月2日记-0001号凭证"
    assert blue_one.summary == "订正1月2日记-0001号凭证"
    assert booked(scene, red_one.no) == [(FREE, MAIN, 20000)]
    assert booked(scene) == [(MAIN, GRANT, 20000)]
    with scene.fund.reading() as books:
        reds = [each[6:] for each in queries.postings(books, red_one.no)]
        assert corrections.standing_voucher(books, FIRST) == blue
        assert corrections.first_voucher(books, blue) == FIRST
    assert reds == [(True, True, GENERAL, None)]
    assert (first(scene).kind, first(scene).voucher_no) == (FundingKind.GRANT, blue)
    assert (left(scene, FREE), left(scene, GRANT)) == (0, 20000)


def test_a_voucher_is_annulled_once_and_its_blue_one_corrected_next(
    scene: Scene,
) -> None:
    blue = correct(scene, FIRST, donations__unrestricted=GRANT)
    for no, error in ((FIRST, AnnulledError), (VoucherNo(3), CorrectionKindError)):
        with pytest.raises(error):
            correct(scene, no, donations__unrestricted=GRANT)
    assert vouchers(scene)[-1].rule == "grant_received"
    correct(scene, blue, grants__unrestricted=FREE)
    assert first(scene).kind is FundingKind.DONATION
    assert vouchers(scene)[-1].rule == "donation_received"


def test_money_that_came_to_another_bank_account_moves_there(scene: Scene) -> None:
    two_banks(scene)
    correct(scene, FIRST, bank__main=SECOND)
    assert (left(scene, MAIN), left(scene, SECOND)) == (0, 20000)
    assert first(scene).bank == SECOND


def test_a_correction_books_only_what_the_rule_takes(scene: Scene) -> None:
    with pytest.raises(ReplacementError):
        correct(scene, FIRST, donations__unrestricted="admin_cost")
    with pytest.raises(NothingCorrectedError):
        correct(scene, FIRST, grants__restricted="grants.unrestricted")
    with pytest.raises(ReasonNeededError):
        journal.correct_voucher(scene.desk(ACCOUNTANT), FIRST, reason=" ")
    assert scene.refusals() == [
        "replacement_account",
        "nothing_corrected",
        "reason_needed",
    ]


def test_what_was_identified_wrongly_is_corrected_with_its_row(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_unidentified(desk, yuan(30), bank="main")
    kind = FundingKind.DONATION
    voucher = funding.identify_money(desk, no, kind=kind, party="商户")
    blue = correct(scene, voucher, donations__unrestricted=GRANT)
    with scene.fund.reading() as books:
        row = received.funding(books, no)
    assert row is not None
    assert (row.kind, row.source) == (FundingKind.GRANT, GENERAL)
    assert row.identified_voucher_no == blue


def test_a_payment_from_another_bank_account_bounces_there(scene: Scene) -> None:
    two_banks(scene)
    project = scene.active()
    no = paid(scene, project, 900)
    funding.receive_donation(
        scene.desk(ACCOUNTANT), yuan(900), party="企业", bank="second"
    )
    correct(scene, vouchers(scene)[-2].no, bank__main=SECOND)
    with scene.fund.reading() as books:
        disbursement = payments.disbursement(books, no)
    assert disbursement is not None
    assert disbursement.bank == SECOND
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert booked(scene)[0] == (SECOND, "advance", 900)


def test_a_kind_corrected_is_the_kind_disallowed(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 900)
    claim = admitted(scene, project, receipt(600))
    voucher = vouchers(scene)[-1].no
    correct(
        scene,
        voucher,
        programme_cost__materials__unrestricted="programme_cost.other.unrestricted",
    )
    [no] = receipt_nos(scene, claim)
    disallowances.disallow_receipt(scene.desk(ACCOUNTANT), no, yuan(80), reason="不符")
    assert booked(scene) == [("recoverable", "programme_cost.other.unrestricted", 80)]


def test_a_refund_may_have_come_from_another_project(scene: Scene) -> None:
    one, other = scene.active(), second(scene)
    for project in (one, other):
        paid(scene, project, 900)
    desk = scene.desk(ACCOUNTANT)
    voucher = refunds.receive_refund(desk, one, yuan(40), bank="main")
    blue = corrected_voucher(scene, voucher, to_project_no=other, reason="退款项目有误")
    assert [left(scene, "advance", no) for no in (one, other)] == [900, 860]
    with scene.fund.reading() as books:
        [refund] = recoveries.refunds(books)
    assert (refund.project_no, refund.voucher_no) == (other, blue)


def test_what_was_decided_for_a_project_stays_with_it(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 900)
    last = vouchers(scene)[-1].no
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(CaseVoucherError):
        journal.correct_voucher(desk, last, to_project_no=project, reason="误")
    amounts = [yuan(800), yuan(800)]
    with pytest.raises(CaseVoucherError):
        journal.adjust_voucher(desk, last, amounts=amounts, reason="误")


@pytest.mark.parametrize(
    ("right", "kind", "rows"),
    [
        (19000, VoucherKind.RED, [(FREE, MAIN, 1000), ("b_free", "b_total", 1000)]),
        (21000, VoucherKind.BLUE, [(MAIN, FREE, 1000), ("b_total", "b_free", 1000)]),
    ],
)
def test_a_wrong_amount_is_corrected_by_its_difference(
    scene: Scene, right: int, kind: VoucherKind, rows: list[tuple[str, str, int]]
) -> None:
    amounts = [yuan(right), yuan(right)]
    desk = scene.desk(ACCOUNTANT)
    journal.adjust_voucher(desk, FIRST, amounts=amounts, reason="少写一位")
    assert booked(scene) == rows
    assert vouchers(scene)[-1].kind is kind
    assert first(scene).fen == right * 100


def test_money_and_budget_are_adjusted_by_the_same_amount(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(UnevenError):
        journal.adjust_voucher(
            desk, FIRST, amounts=[yuan(19000), yuan(20000)], reason="误"
        )
    same = [yuan(20000), yuan(20000)]
    with pytest.raises(NothingToPostError):
        journal.adjust_voucher(desk, FIRST, amounts=same, reason="误")


def test_an_earlier_year_is_corrected_through_prior_year_alone(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 900)
    admitted(scene, project, receipt(600))
    last = vouchers(scene)[-1].no
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(SameYearError):
        closed_years.correct_closed_year(desk, last, yuan(50), reason="多记")
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2025, 1, 6)
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(ClosedYearError):
        correct(scene, FIRST, donations__unrestricted=GRANT)
    with pytest.raises(NoCostError):
        closed_years.correct_closed_year(desk, FIRST, yuan(50), reason="多记")
    cost_corrected(scene, last, 50)
    assert booked(scene) == [("advance", "prior_year.unrestricted", 50)]
    assert vouchers(scene)[-1].kind is VoucherKind.BLUE
    cost_corrected(scene, last, 20, too_low=True)
    assert booked(scene) == [("prior_year.unrestricted", "advance", 20)]


def test_vouchers_are_listed_by_month_project_and_page(scene: Scene) -> None:
    project = scene.active()
    with scene.fund.reading() as books:
        every = [each.no for each in queries.vouchers(books)]
        page = queries.vouchers(books, after=every[0], limit=1)
        of_project = queries.vouchers(books, project_no=project)
        early = queries.vouchers(books, as_of=date(2024, 1, 2))
    assert [each.no for each in page] == every[1:2]
    assert [each.rule for each in of_project] == ["approved", "established"]
    assert [each.no for each in early] == [1, 2]
