"""What a full life lacks, each in a fund of its own: the deeds that end or undo."""

from collections.abc import Callable
from datetime import date
from typing import Final

from fundledger.commands import (
    accounts,
    amendments,
    claims,
    disbursements,
    funds,
    journal,
    notices,
    people,
    periods,
    projects,
    reviews,
    rounds,
    signatures,
)
from fundledger.domain.ids import GrantNo, LineNo, Month
from fundledger.domain.periods import months_of
from tests.commands.money import (
    approved,
    paid,
    receipt,
    receipt_nos,
    submitted,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    ADMIN,
    APPROVER,
    CASHIER,
    HEAD,
    PREPARER,
    REVIEWER1,
    ROUND,
    SUBDISTRICT,
    SUPERVISOR,
    Scene,
    content,
    yuan,
)
from tests.commands.test_periods import closed

JANUARY: Final = Month("2024-01")


def applications_end(scene: Scene) -> None:
    """Reject one application, uphold an objection to another; close the round."""
    rejected = scene.signed(content("一"))
    reviews.reject_application(scene.desk(SUBDISTRICT), rejected, "重复")
    no = scene.on_notice(saying=content("二"))
    objection = notices.raise_objection(scene.desk(REVIEWER1), no, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")
    rounds.close_round(scene.desk(APPROVER), ROUND)
    funds.change_setting(scene.desk(ADMIN), "reviewers_needed", "3")
    people.revoke_role(scene.desk(ADMIN), GrantNo(5), date(2024, 2, 29))


def a_project_ends(scene: Scene) -> None:
    """Suspend, resume, close and reopen a project, and cancel it."""
    no = scene.active()
    projects.suspend_project(scene.desk(APPROVER), no, "施工")
    projects.resume_project(scene.desk(APPROVER), no, "完工")
    number = amendments.supplement_project(
        scene.desk(APPROVER), no, LineNo(1), yuan(1001), "扩大"
    )
    scene.wait(8)
    amendments.establish_supplement(scene.desk(APPROVER), no, number, "期满")
    report = "办了三场。\n到场九十人。"
    projects.submit_final_report(scene.desk(PREPARER), no, report)
    projects.begin_project_closing(scene.desk(HEAD), no)
    projects.refuse_final_report(scene.desk(APPROVER), no, "缺照片")
    projects.submit_final_report(scene.desk(PREPARER), no, report)
    projects.begin_project_closing(scene.desk(HEAD), no)
    for login in (ACCOUNTANT, APPROVER, SUPERVISOR):
        projects.close_project(scene.desk(login), no)
    for login in (APPROVER, SUPERVISOR):
        projects.reopen_project(scene.desk(login), no, "审计发现")
    for login in (APPROVER, SUPERVISOR):
        projects.cancel_project(scene.desk(login), no, "不再需要")


def payments_fail(scene: Scene) -> None:
    """Return, decline, bounce and acknowledge; mend, return and reject claims."""
    project = scene.active()
    desk = scene.desk(ACCOUNTANT)
    first = disbursements.request_disbursement(scene.desk(HEAD), project, yuan(100))
    disbursements.return_disbursement(desk, first, reason="金额不符")
    second = approved(scene, project, 200)
    disbursements.decline_disbursement(scene.desk(CASHIER), second, reason="户名不符")
    third = paid(scene, project, 300)
    disbursements.bounce_disbursement(scene.desk(CASHIER), third, reason="账户已销")
    disbursements.pay_disbursement(scene.desk(CASHIER), third, bank="main")
    disbursements.acknowledge_disbursement(scene.desk(PREPARER), third)
    draft = claims.draft_claim(
        scene.desk(PREPARER), project, receipts=[receipt(10, number="A")]
    )
    again = [receipt(11, number="A"), receipt(12, line=2, number="B")]
    claims.redraft_claim(scene.desk(PREPARER), draft, receipts=again)
    returned = submitted(scene, project, receipt(20, number="C"))
    claims.return_claim(desk, returned, reason="缺签收单")
    mended = [receipt(21, number="C")]
    claims.resubmit_claim(scene.desk(PREPARER), returned, receipts=mended)
    claims.reject_claim(desk, returned, reason="项目不符")


def a_year_ends(scene: Scene) -> None:
    """Review and close, reopen a month, carry the year forward, correct it."""
    project = scene.active()
    paid(scene, project, 900)
    claim = submitted(scene, project, receipt(600))
    (receipt_no,) = receipt_nos(scene, claim)
    verdict = claims.Verdict(receipt_no, yuan(600))
    claims.admit_claim(scene.desk(ACCOUNTANT), claim, admitted=[verdict])
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2025, 1, 6)
    first, *_ = vouchers(scene)
    for who, sign in (
        (CASHIER, signatures.countersign_voucher),
        (SUPERVISOR, signatures.review_voucher),
        (ACCOUNTANT, signatures.post_voucher),
        (SUPERVISOR, signatures.endorse_voucher),
    ):
        sign(scene.desk(who), first.no)
    payment = next(e.no for e in vouchers(scene) if e.rule == "advance_paid")
    signatures.prepare_voucher(scene.desk(ACCOUNTANT2), payment)
    scene.sign_all(date(2024, 12, 31))
    cost = vouchers(scene)[-1].no
    periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    periods.reopen_month(scene.desk(SUPERVISOR), JANUARY, reason="漏登手续费")
    for month in months_of(2024)[:-1]:
        periods.close_month(scene.desk(SUPERVISOR), month)
    closed(scene, 2024)
    journal.correct_closed_year(scene.desk(ACCOUNTANT), cost, yuan(50), reason="多记")


WORLDS: Final[tuple[Callable[[Scene], None], ...]] = (
    applications_end,
    a_project_ends,
    payments_fail,
    a_year_ends,
)
