"""Applications: handed in, mended, reviewed, on notice, established."""

from datetime import date

from fundledger.commands import (
    applications,
    funding,
    notices,
    projects,
    reviews,
)
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import (
    FundingNo,
    ObjectionNo,
)
from tests.commands.scene import (
    ACCOUNTANT,
    APPROVER,
    HEAD,
    PREPARER,
    REVIEWER1,
    REVIEWER2,
    REVIEWER3,
    SUBDISTRICT,
    SUPERVISOR,
    content,
)
from tests.full.life import ASKED, Life


def applications_come(life: Life) -> None:
    amounts = (1500, 900, 100) if life.other else (1200, 800)
    for title in ("邻里节", "饺子宴", "读书会"):
        named = f"{title}二" if life.other else title
        life.scene.submitted(content(named, *amounts))
    for no in (life.runs, life.waits):
        applications.sign_application(life.scene.desk(HEAD), no)
    if life.other:
        applications.sign_application(life.scene.desk(HEAD), ASKED)
        life.scene.drafted(content("第四份", 100))


def one_is_returned_and_mended(life: Life) -> None:
    desk, due_on = life.scene.desk(SUBDISTRICT), date(2024, 1, 25 + life.other)
    reviews.return_application(desk, life.runs, "预算不清。", due_on)
    preparer = life.scene.desk(PREPARER)
    amounts = (1400, 900, 100) if life.other else (1100, 800)
    applications.revise_application(
        preparer, life.runs, content("邻里节（改）", *amounts)
    )
    applications.resubmit_application(preparer, life.runs)


def the_district_reviews(life: Life) -> None:
    for no in (life.runs, life.waits):
        reviews.recommend_application(
            life.scene.desk(SUBDISTRICT), no, "同意上报。", life.yuan(1200)
        )
        life.scene.agree(no, REVIEWER1, REVIEWER2)
    if life.other:
        reviews.review_application(
            life.scene.desk(REVIEWER3), life.waits, agrees=False, opinion="不妥"
        )
        reviews.recommend_application(life.scene.desk(SUBDISTRICT), ASKED, "同意。")
        life.scene.agree(ASKED, REVIEWER1, REVIEWER2)
    funding.identify_money(
        life.scene.desk(ACCOUNTANT),
        FundingNo(2),
        kind=FundingKind.GRANT if life.other else FundingKind.DONATION,
        party="某企业",
    )


def both_are_on_notice(life: Life) -> None:
    amounts = (1300, 500, 100) if life.other else (1000, 600)
    for no in (life.runs, life.waits):
        life.scene.approve(no, *amounts)
        life.scene.publish(no, sum(amounts))
    notices.raise_objection(life.scene.desk(REVIEWER1), life.runs, "有重复。", "居民")
    notices.raise_objection(life.scene.desk(REVIEWER2), life.waits, "金额偏高。")
    if life.other:
        notices.raise_objection(life.scene.desk(REVIEWER2), life.waits, "再议。")
        life.scene.approve(ASKED, 100, 100, 0)
    else:
        applications.withdraw_application(life.scene.desk(PREPARER), life.waits)
    notices.dismiss_objection(
        life.scene.desk(APPROVER), life.runs, ObjectionNo(1), "经核实不重复。"
    )


def one_is_established(life: Life) -> None:
    notices.establish_project(life.scene.desk(APPROVER), life.runs)
    projects.record_agreement(life.scene.desk(ACCOUNTANT), life.runs, "XY-1")
    projects.activate_project(life.scene.desk(SUPERVISOR), life.runs)
