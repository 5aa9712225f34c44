"""A fund in which everything happens once, day by day: something for every query.

It is lived through the deeds, in a `Scene`. Two of them in one ledger have the same
people, places, keys and numbers, but other amounts, other signatures and other states,
so that a row of the one that is counted in the other changes an answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fundledger.commands import (
    accounts,
    amendments,
    applications,
    claims,
    disallowances,
    disbursements,
    funding,
    funds,
    journal,
    notices,
    people,
    periods,
    places,
    projects,
    recoveries,
    refunds,
    reviews,
    rounds,
)
from fundledger.commands.claims import Verdict
from fundledger.commands.funds import Holiday
from fundledger.domain.claims import ReceiptKind
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import (
    AccountKey,
    CommunityKey,
    DisbursementNo,
    FundingNo,
    LineNo,
    Month,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    RoundKey,
    SubdistrictKey,
    VoucherNo,
)
from fundledger.domain.money import Money
from fundledger.domain.people import Role
from fundledger.domain.publishing import Unit
from fundledger.errors import FundledgerError
from fundledger.queries.places import Community, Subdistrict
from fundledger.store.books import Ledger
from tests.commands import money, scene
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    CASHIER,
    HEAD,
    JIA1,
    JIA2,
    PREPARER,
    REVIEWER1,
    REVIEWER2,
    REVIEWER3,
    SUBDISTRICT,
    SUPERVISOR,
    Scene,
    codes,
    content,
    yuan,
)

ASKED: Final = ProjectNo(3)
"""A project that was only handed in; in the other fund it goes on."""


@dataclass(frozen=True)
class Life:
    """One fund's life; `other` makes it another than its twin's."""

    scene: Scene
    other: bool

    @property
    def runs(self) -> ProjectNo:
        """The project that comes under way."""
        return ProjectNo(2 if self.other else 1)

    @property
    def waits(self) -> ProjectNo:
        """The project that stays on public notice."""
        return ProjectNo(1 if self.other else 2)

    def yuan(self, amount: int) -> Money:
        """Give an amount in 元, and half as much again in the other fund."""
        return yuan(amount * 3 // 2 if self.other else amount)


def found(ledger: Ledger, user: str | None, *, other: bool) -> Life:
    """Found the fund; `other` names it other and sets other limits."""
    days = "6" if other else "5"
    return Life(
        scene.found(
            ledger,
            user,
            "other" if other else "full",
            approver_agrees_above="500",
            supplement_notice_above="100",
            advance_waits_until_cleared="false",
            notice_working_days=days,
        ),
        other,
    )


def live(life: Life) -> Iterator[date]:
    """Live through every day on which something happens; yield when it is over."""
    for day, happens in DAYS:
        life.scene.today = date.fromisoformat(day) + timedelta(life.other)
        happens(life)
        yield life.scene.today


def money_comes(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    funding.receive_unidentified(desk, life.yuan(300), bank="main", party="某人")
    funding.receive_grant(desk, life.yuan(5000), party="区民政局", bank="main")
    funding.receive_donation(desk, life.yuan(60), party="另一企业", bank="main")


def the_fund_grows(life: Life) -> None:
    desk = life.scene.desk(ADMIN)
    for key in ("second", "third") if life.other else ("second",):
        accounts.add_bank_account(
            desk, key=key, name=f"专户{key}", bank="示例银行", number=f"0-{key}"
        )
    opens, closes = date(2024, 3, 1), date(2024, 3, 29 if life.other else 31)
    rounds.open_round(
        desk,
        key=RoundKey("2024-2"),
        name="第二批",
        opens_on=opens,
        closes_on=closes,
        cap=life.yuan(4000),
    )
    days = [Holiday(date(2024, 4, 4 + life.other), works=False, name="清明")]
    funds.add_holidays(desk, days)
    if life.other:
        _grows_more(life)
    no = people.add_payee(
        desk, community_key=JIA2, name="甲二居委会", bank="示例银行", number="2002"
    )
    if life.other:
        people.verify_payee(life.scene.desk(ACCOUNTANT), no)
    funds.store_attachment(
        life.scene.desk(PREPARER),
        b"other" if life.other else b"full",
        "text/plain",
        JIA1,
    )


def _grows_more(life: Life) -> None:
    desk, third = life.scene.desk(ADMIN), SubdistrictKey("bing")
    places.add_subdistricts(desk, [Subdistrict(third, "丙街道")])
    places.add_communities(desk, [Community(CommunityKey("bing-1"), "丙一社区", third)])
    people.grant_role(
        desk, login=REVIEWER3, role=Role.ACCOUNTANT, until_on=date(2024, 1, 20)
    )
    people.add_payee(
        desk, community_key=JIA1, name="甲一居委会", bank="示例银行", number="1002"
    )
    people.verify_payee(life.scene.desk(ACCOUNTANT), 2)
    accounts.open_year(
        life.scene.desk(SUPERVISOR), year=2025, edition="2026", codes=codes("2026")
    )


def applications_come(life: Life) -> None:
    amounts = (1500, 900, 100) if life.other else (1200, 800)
    for title in ("邻里节", "饺子宴", "读书会"):
        named = f"{title}二" if life.other else title
        life.scene.submitted(content(named, *amounts))
    for no in (life.runs, life.waits):
        applications.sign(life.scene.desk(HEAD), no)
    if life.other:
        applications.sign(life.scene.desk(HEAD), ASKED)
        life.scene.drafted(content("第四份", 100))


def one_is_returned_and_mended(life: Life) -> None:
    desk, due_on = life.scene.desk(SUBDISTRICT), date(2024, 1, 25 + life.other)
    reviews.return_(desk, life.runs, "预算不清。", due_on)
    preparer = life.scene.desk(PREPARER)
    amounts = (1400, 900, 100) if life.other else (1100, 800)
    applications.revise(preparer, life.runs, content("邻里节（改）", *amounts))
    applications.resubmit(preparer, life.runs)


def the_district_reviews(life: Life) -> None:
    for no in (life.runs, life.waits):
        reviews.recommend(
            life.scene.desk(SUBDISTRICT), no, "同意上报。", life.yuan(1200)
        )
        life.scene.agree(no, REVIEWER1, REVIEWER2)
    if life.other:
        reviews.review(
            life.scene.desk(REVIEWER3), life.waits, agrees=False, opinion="不妥"
        )
        reviews.recommend(life.scene.desk(SUBDISTRICT), ASKED, "同意。")
        life.scene.agree(ASKED, REVIEWER1, REVIEWER2)
    funding.identify_receipt(
        life.scene.desk(ACCOUNTANT),
        FundingNo(2),
        kind=FundingKind.GRANT if life.other else FundingKind.DONATION,
        party="某企业",
    )


def both_are_on_notice(life: Life) -> None:
    amounts = (1300, 500, 100) if life.other else (1000, 600)
    for no in (life.runs, life.waits):
        life.scene.approve(no, *amounts)
    notices.object_to(life.scene.desk(REVIEWER1), life.runs, "有重复。", "居民")
    notices.object_to(life.scene.desk(REVIEWER2), life.waits, "金额偏高。")
    if life.other:
        notices.object_to(life.scene.desk(REVIEWER2), life.waits, "再议。")
        life.scene.approve(ASKED, 100, 100, 0)
    else:
        applications.withdraw(life.scene.desk(PREPARER), life.waits)
    notices.dismiss(life.scene.desk(APPROVER), life.runs, 1, "经核实不重复。")


def one_is_established(life: Life) -> None:
    notices.establish(life.scene.desk(APPROVER), life.runs)
    projects.record_agreement(life.scene.desk(ACCOUNTANT), life.runs, "XY-1")
    projects.activate(life.scene.desk(SUPERVISOR), life.runs)


def an_advance_is_paid(life: Life) -> None:
    no = disbursements.request_disbursement(
        life.scene.desk(HEAD), life.runs, life.yuan(700)
    )
    disbursements.check_disbursement(life.scene.desk(ACCOUNTANT), no)
    disbursements.approve_disbursement(life.scene.desk(SUPERVISOR), no)
    disbursements.agree_disbursement(life.scene.desk(APPROVER), no)
    disbursements.pay_disbursement(life.scene.desk(CASHIER), no, bank="main")
    if life.other:
        disbursements.acknowledge_disbursement(life.scene.desk(HEAD), no)


def receipts_are_admitted(life: Life) -> None:
    bills = [
        money.receipt(life.yuan(400), 1, "FP-1"),
        money.receipt(life.yuan(200), 2, "FP-2"),
    ]
    no = money.submitted(life.scene, life.runs, *bills)
    first, second = money.receipt_nos(life.scene, no)
    less = Verdict(first, life.yuan(350), "超标准")
    verdicts = [less, Verdict(second, life.yuan(200))]
    claims.admit_claim(life.scene.desk(ACCOUNTANT), no, admitted=verdicts)


def some_is_disallowed(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    one, other = ReceiptNo(1), ReceiptNo(2)
    disallowances.disallow_receipt(
        desk, one, life.yuan(20), reason="无关支出", before_booking=True
    )
    disallowances.disallow_receipt(desk, other, life.yuan(40), reason="发票不实")
    if life.other:
        disallowances.disallow_receipt(desk, other, life.yuan(10), reason="再核减")


def some_comes_back(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    refunds.receive_refund(desk, life.runs, life.yuan(60), bank="main")
    recoveries.receive_recovery(desk, RecoveryNo(1), life.yuan(10), bank="main")
    off = RecoveryNo(2)
    recoveries.write_off(life.scene.desk(APPROVER), off, reason="无力偿还")
    if life.other:
        recoveries.write_off(life.scene.desk(SUPERVISOR), off, reason="无力偿还")


def the_community_spends_its_own(life: Life) -> None:
    money.admitted(
        life.scene, life.runs, money.receipt(life.yuan(90), 1, "FP-3"), reimburses=True
    )
    if life.other:
        no = DisbursementNo(2)
        disbursements.approve_disbursement(life.scene.desk(SUPERVISOR), no)
        disbursements.pay_disbursement(life.scene.desk(CASHIER), no, bank="main")
        disbursements.bounce_disbursement(
            life.scene.desk(CASHIER), no, reason="账号有误"
        )


def the_budget_is_changed(life: Life) -> None:
    desk = life.scene.desk(APPROVER)
    amendments.supplement(desk, life.runs, LineNo(2), life.yuan(50), "物价上涨")
    amendments.supplement(desk, life.runs, LineNo(1), life.yuan(200), "另加公示")
    amendments.cut(desk, life.runs, LineNo(1), life.yuan(30), "节约")


def another_advance_waits_for_a_signature(life: Life) -> None:
    no = money.approved(life.scene, life.runs, 630 if life.other else 510)
    if life.other:
        disbursements.agree_disbursement(life.scene.desk(APPROVER), no)


def a_second_claim_looks_like_the_first(life: Life) -> None:
    day = date(2024, 3, 2 + life.other)
    kind = ReceiptKind.SIGNED_LIST
    same = money.receipt(life.yuan(200), 2, "SJ-9", kind=kind, issued_on=day)
    no = money.submitted(life.scene, life.runs, same)
    if life.other:
        claims.return_claim(life.scene.desk(ACCOUNTANT), no, reason="缺签字")


def the_fund_runs(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    funding.pay_fee(desk, life.yuan(8), bank="main", summary="手续费")
    funding.receive_interest(desk, life.yuan(12), bank="main")
    funding.pay_admin_cost(
        life.scene.desk(SUPERVISOR), life.yuan(30), bank="main", summary="打印"
    )
    funding.return_donation(
        life.scene.desk(SUPERVISOR),
        FundingNo(4),
        life.yuan(10),
        reason="误捐",
        bank="main",
    )


def the_books_are_kept(life: Life) -> None:
    until = date(2024, 2, 29) if life.other else date(2024, 1, 31)
    journal.review_vouchers(life.scene.desk(SUPERVISOR), until=until)
    journal.review_vouchers(life.scene.desk(ACCOUNTANT), until=until)
    periods.close_month(life.scene.desk(SUPERVISOR), Month("2024-01"))


def a_voucher_is_corrected(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    fee = _voucher(life, "bank_fee")
    amounts = [life.yuan(9), life.yuan(9)]
    journal.adjust_voucher(desk, fee, amounts=amounts, reason="金额有误")
    if not life.other:
        refund = _voucher(life, "refund")
        main, second = AccountKey("bank.main"), AccountKey("bank.second")
        journal.correct_voucher(
            desk, refund, reason="账户有误", accounts={main: second}
        )


def figures_are_published(life: Life) -> None:
    funds.record_published(
        life.scene.desk(SUPERVISOR),
        figure="spent",
        as_of=life.scene.today,
        value="0.06" if life.other else "0.05",
        unit=Unit.WAN,
        source="简报",
    )
    projects.report(life.scene.desk(HEAD), life.runs, "总结")


def people_change(life: Life) -> None:
    who, project = (REVIEWER3, life.runs) if life.other else (REVIEWER2, life.waits)
    people.declare_interest(life.scene.desk(who), reason="亲属", project_no=project)
    people.declare_interest(life.scene.desk(who), reason="住处", community_key=JIA2)
    if life.other:
        fees = life.scene.desk(ACCOUNTANT)
        funding.pay_fee(fees, yuan(1), bank="main", summary="手续费")
    retired = REVIEWER1 if life.other else REVIEWER3
    people.retire_person(life.scene.desk(ADMIN), retired)
    try:
        disbursements.pay_disbursement(
            life.scene.desk(APPROVER), DisbursementNo(3), bank="main"
        )
    except FundledgerError:
        return


DAYS: Final[tuple[tuple[str, Callable[[Life], None]], ...]] = (
    ("2024-01-08", money_comes),
    ("2024-01-09", the_fund_grows),
    ("2024-01-10", applications_come),
    ("2024-01-11", one_is_returned_and_mended),
    ("2024-01-15", the_district_reviews),
    ("2024-01-16", both_are_on_notice),
    ("2024-01-29", one_is_established),
    ("2024-02-01", an_advance_is_paid),
    ("2024-03-04", receipts_are_admitted),
    ("2024-03-05", some_is_disallowed),
    ("2024-03-07", some_comes_back),
    ("2024-03-11", the_community_spends_its_own),
    ("2024-03-12", the_budget_is_changed),
    ("2024-03-18", another_advance_waits_for_a_signature),
    ("2024-03-19", a_second_claim_looks_like_the_first),
    ("2024-04-01", the_fund_runs),
    ("2024-04-02", the_books_are_kept),
    ("2024-04-08", a_voucher_is_corrected),
    ("2024-04-15", figures_are_published),
    ("2024-05-06", people_change),
)


def _voucher(life: Life, rule: str) -> VoucherNo:
    """Find the first voucher of a rule."""
    return next(each.no for each in money.vouchers(life.scene) if each.rule == rule)
