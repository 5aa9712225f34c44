"""What running the fund costs, and how its books are kept."""

from datetime import date

from fundledger.commands import (
    disbursements,
    funding,
    handovers,
    journal,
    people,
    periods,
    projects,
    published,
    running_costs,
)
from fundledger.domain.ids import (
    AccountKey,
    DisbursementNo,
    FundingNo,
    Month,
    VoucherNo,
)
from fundledger.domain.people import Role
from fundledger.domain.publishing import Figure, Unit
from fundledger.errors import FundledgerError
from tests.commands import money
from tests.commands.money import corrected_voucher
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    ADMIN,
    APPROVER,
    HEAD,
    JIA2,
    REVIEWER1,
    REVIEWER2,
    REVIEWER3,
    SUPERVISOR,
    yuan,
)
from tests.full.life import Life


def the_fund_runs(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    running_costs.pay_bank_fee(desk, life.yuan(8), bank="main", summary="手续费")
    funding.receive_interest(desk, life.yuan(12), bank="main")
    running_costs.pay_admin_cost(
        life.scene.desk(SUPERVISOR), life.yuan(30), bank="main", summary="打印"
    )
    money.returned(life.scene, FundingNo(4), 15 if life.other else 10)


def the_books_are_kept(life: Life) -> None:
    until = date(2024, 2, 29) if life.other else date(2024, 1, 31)
    life.scene.sign_all(until)
    periods.close_month(life.scene.desk(SUPERVISOR), Month("2024-01"))


def a_voucher_is_corrected(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    fee = _voucher(life, "bank_fee")
    amounts = [life.yuan(9), life.yuan(9)]
    journal.adjust_voucher(desk, fee, amounts=amounts, reason="金额有误")
    if not life.other:
        refund = _voucher(life, "refund")
        main, second = AccountKey("bank.main"), AccountKey("bank.second")
        corrected_voucher(
            life.scene, refund, reason="账户有误", accounts={main: second}
        )


def figures_are_published(life: Life) -> None:
    desk = life.scene.desk(ACCOUNTANT)
    funding.receive_unidentified(desk, life.yuan(40), bank="main")
    published.record_published_figure(
        life.scene.desk(SUPERVISOR),
        figure=Figure.SPENT,
        as_of=life.scene.today,
        value="0.06" if life.other else "0.05",
        unit=Unit.WAN,
        publication="简报",
    )
    projects.submit_final_report(life.scene.desk(HEAD), life.runs, "总结")


def people_change(life: Life) -> None:
    who, project = (REVIEWER3, life.runs) if life.other else (REVIEWER2, life.waits)
    people.declare_interest(life.scene.desk(who), reason="亲属", project_no=project)
    people.declare_interest(life.scene.desk(who), reason="住处", community_key=JIA2)
    if life.other:
        fees = life.scene.desk(ACCOUNTANT)
        running_costs.pay_bank_fee(fees, yuan(1), bank="main", summary="手续费")
    retired = REVIEWER1 if life.other else REVIEWER3
    people.retire_person(life.scene.desk(ADMIN), retired)
    try:
        disbursements.pay_disbursement(
            life.scene.desk(APPROVER), DisbursementNo(3), bank="main"
        )
    except FundledgerError:
        return


def _voucher(life: Life, rule: str) -> VoucherNo:
    """Find the first voucher of a rule."""
    return next(each.no for each in money.vouchers(life.scene) if each.rule == rule)


def work_is_handed_over(life: Life) -> None:
    """Arrange it, call it off and propose it; in the other fund it stays so."""
    desk = life.scene.desk
    no = handovers.arrange_handover(
        desk(SUPERVISOR),
        login=ACCOUNTANT2,
        role=Role.ACCOUNTANT,
        to=ACCOUNTANT,
        reason="病假",
        delegate="孙某",
    )
    handovers.cancel_handover(desk(ACCOUNTANT2), no, reason="销假")
    no = handovers.propose_handover(
        desk(ACCOUNTANT2), role=Role.ACCOUNTANT, to=ACCOUNTANT
    )
    if not life.other:
        handovers.accept_handover(desk(ACCOUNTANT), no)
        handovers.witness_handover(desk(SUPERVISOR), no)
