"""A project under way: paid, accounted for, disallowed, changed."""

from datetime import date

from fundledger.commands import (
    amendments,
    claims,
    disallowances,
    disbursements,
    recoveries,
    refunds,
)
from fundledger.commands.claims import Verdict
from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import (
    DisbursementNo,
    LineNo,
    ReceiptNo,
    RecoveryNo,
)
from tests.commands import money
from tests.commands.scene import (
    ACCOUNTANT,
    APPROVER,
    CASHIER,
    HEAD,
    SUPERVISOR,
)
from tests.commands.test_amendments import publish
from tests.full.life import Life


def an_advance_is_paid(life: Life) -> None:
    no = disbursements.request_disbursement(
        life.scene.desk(HEAD), life.runs, life.yuan(700)
    )
    disbursements.check_disbursement(life.scene.desk(ACCOUNTANT), no)
    disbursements.approve_disbursement(life.scene.desk(SUPERVISOR), no)
    disbursements.agree_to_disbursement(life.scene.desk(APPROVER), no)
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
    recoveries.write_off_recovery(life.scene.desk(APPROVER), off, reason="无力偿还")
    if life.other:
        recoveries.write_off_recovery(
            life.scene.desk(SUPERVISOR), off, reason="无力偿还"
        )


def the_community_spends_its_own(life: Life) -> None:
    bill = money.receipt(life.yuan(90), 1, "FP-4" if life.other else "FP-3")
    money.admitted(life.scene, life.runs, bill, reimburses=True)
    if life.other:
        no = DisbursementNo(2)
        disbursements.approve_disbursement(life.scene.desk(SUPERVISOR), no)
        disbursements.pay_disbursement(life.scene.desk(CASHIER), no, bank="main")
        disbursements.bounce_disbursement(
            life.scene.desk(CASHIER), no, reason="账号有误"
        )


def the_budget_is_changed(life: Life) -> None:
    desk = life.scene.desk(APPROVER)
    amendments.supplement_project(desk, life.runs, LineNo(2), life.yuan(50), "物价上涨")
    more = life.yuan(200)
    no = amendments.supplement_project(desk, life.runs, LineNo(1), more, "另加公示")
    publish(life.scene, life.runs, no, 300 if life.other else 200)
    amendments.cut_project(desk, life.runs, LineNo(1), life.yuan(30), "节约")


def another_advance_waits_for_a_signature(life: Life) -> None:
    no = money.approved(life.scene, life.runs, 630 if life.other else 510)
    if life.other:
        disbursements.agree_to_disbursement(life.scene.desk(APPROVER), no)


def a_second_claim_looks_like_the_first(life: Life) -> None:
    day = date(2024, 3, 2 + life.other)
    kind = ReceiptKind.SIGNED_LIST
    same = money.receipt(life.yuan(200), 2, "SJ-9", kind=kind, issued_on=day)
    no = money.submitted(life.scene, life.runs, same)
    if life.other:
        claims.return_claim(life.scene.desk(ACCOUNTANT), no, reason="缺签字")
