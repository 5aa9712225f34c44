"""What a full life lacks, each in a fund of its own: the deeds that end or undo."""

from collections.abc import Callable
from datetime import date
from typing import Final

from fundledger.commands import (
    accounts,
    amendments,
    claims,
    disbursements,
    evidence,
    funding,
    funds,
    notices,
    people,
    periods,
    projects,
    re_sourcing,
    releases,
    returns,
    reviews,
    rounds,
    running_costs,
    signatures,
    sources,
    transfers,
)
from fundledger.commands.sources import SourceShare
from fundledger.domain.evidence import Document
from fundledger.domain.ids import (
    FundingNo,
    GrantNo,
    LineNo,
    Month,
    ProjectNo,
    RunningCostNo,
    TransferNo,
)
from fundledger.domain.periods import months_of
from fundledger.domain.re_sourcing import ReSourced
from fundledger.domain.returns import ReturnGround
from fundledger.domain.sources import GENERAL
from tests import papers
from tests.commands.money import (
    admitted,
    approved,
    cost_corrected,
    paid,
    receipt,
    receipt_nos,
    returned,
    submitted,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    ADMIN,
    AID,
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
from tests.commands.test_amendments import publish
from tests.commands.test_calendars import add_2027
from tests.commands.test_disbursements import new_payee
from tests.commands.test_journal import two_banks
from tests.commands.test_periods import closed
from tests.commands.test_published import record, supersede

JANUARY: Final = Month("2024-01")


def applications_end(scene: Scene) -> None:
    """Reject one application, uphold an objection to another; close the round."""
    rejected = scene.signed(content("一"))
    reviews.reject_application(scene.desk(SUBDISTRICT), rejected, "重复")
    no = scene.on_notice(saying=content("二"))
    objection = notices.raise_objection(scene.desk(REVIEWER1), no, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")
    rounds.close_round(scene.desk(APPROVER), ROUND)
    add_2027(scene)
    record(scene, "14.5")
    supersede(scene, "14.6")
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
    publish(scene, no, number, 1001)
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
    cost_corrected(scene, cost, 50)


def money_of_sources_comes_and_goes(scene: Scene) -> None:
    """Add sources, let their money come, move, change its kind, and go back."""
    two_banks(scene)
    supervisor, approver = scene.desk(SUPERVISOR), scene.desk(APPROVER)
    cashier, accountant = scene.desk(CASHIER), scene.desk(ACCOUNTANT)
    scene.source(AID, 3000, overhead_percent=10)
    sources.change_source(supervisor, AID, name="救助专项", giver="区民政局")
    accounts.change_bank_account(scene.desk(ADMIN), "second", source=AID)
    funding.receive_interest(accountant, yuan(3), bank="second")
    unknown = funding.receive_unidentified(accountant, yuan(40), bank="main")
    funding.send_back_unidentified(cashier, unknown, reason="付错账户")
    returned(scene, FundingNo(2), 100)
    return_no = returned(scene, FundingNo(2), 50, ReturnGround.MISTAKEN)
    returns.bounce_money_return(cashier, return_no, reason="账号有误")
    for in_transit in (False, True):
        for desk in (cashier, supervisor):
            transfers.transfer_money(
                desk,
                yuan(500),
                from_bank="main",
                to_bank="second",
                in_transit=in_transit,
            )
    transfers.receive_transfer(cashier, TransferNo(2))
    running_costs.pay_admin_cost(
        supervisor, yuan(30), bank="main", summary="印刷费", source=AID
    )
    running_costs.bounce_admin_cost(cashier, RunningCostNo(1), reason="户名不符")
    for desk in (approver, supervisor):
        re_sourcing.reclassify_source(
            desk, yuan(200), from_source=AID, to_source=GENERAL, reason="来函"
        )


def another_source_takes_over(scene: Scene) -> None:
    """Promise, advance and spend money of one source, then of another; a year ends."""
    scene.source(AID, 3000)
    project = scene.active(of=[SourceShare(GENERAL)])
    paid(scene, project, 900)
    admitted(scene, project, receipt(600))
    desk = scene.desk(ACCOUNTANT)
    funding.receive_project_interest(desk, project, yuan(2), bank="main")
    for of in ReSourced:
        re_sourced(scene, project, 100, of)
    last = scene.desk(ACCOUNTANT, date(2024, 1, 31))
    releases.release_net_assets(last, JANUARY)
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    running_costs.pay_admin_cost(
        scene.desk(SUPERVISOR), yuan(30), bank="main", summary="印刷费"
    )
    scene.today = date(2025, 1, 6)
    scene.sign_all(date(2024, 12, 31))
    for month in months_of(2024)[:-1]:
        periods.close_month(scene.desk(SUPERVISOR), month)
    closed(scene, 2024)
    scene.grant(AID, 100)
    re_sourced(scene, project, 100, ReSourced.SPENT)
    running_costs.bounce_admin_cost(
        scene.desk(CASHIER), RunningCostNo(1), reason="户名不符"
    )


def papers_come_and_go(scene: Scene) -> None:
    """Attach a file, withdraw it; two parts of one 发票; a payment goes elsewhere."""
    project, cashier = scene.active(), scene.desk(CASHIER)
    no = approved(scene, project, 900)
    new_payee(scene, "1003")
    supervisor = scene.desk(SUPERVISOR)
    disbursements.redirect_disbursement(supervisor, no, reason="原户已销")
    disbursements.pay_disbursement(cashier, no, bank="main")
    slip, last = Document.BANK_SLIP, vouchers(scene)[-1].no
    sha256 = funds.store_attachment(cashier, papers.pdf(), "application/pdf")
    evidence_no = evidence.attach_file(cashier, last, slip, sha256)
    evidence.withdraw_attachment(scene.desk(ACCOUNTANT), evidence_no, reason="附错")
    submitted(scene, project, receipt(60, face_amount=yuan(100)))
    part = submitted(scene, project, receipt(40, 2, face_amount=yuan(100)))
    desk = scene.desk(ACCOUNTANT)
    claims.dismiss_suspicions(desk, part, reason="同一发票分割")


def re_sourced(scene: Scene, no: ProjectNo, amount: int, of: ReSourced) -> None:
    """Let AID take over from the unrestricted source, in 元."""
    for who in (APPROVER, ACCOUNTANT):
        re_sourcing.re_source_project(
            scene.desk(who),
            no,
            yuan(amount),
            from_source=GENERAL,
            to_source=AID,
            of=of,
            reason="补助到账",
        )


WORLDS: Final[tuple[Callable[[Scene], None], ...]] = (
    applications_end,
    a_project_ends,
    payments_fail,
    a_year_ends,
    money_of_sources_comes_and_goes,
    another_source_takes_over,
    papers_come_and_go,
)
