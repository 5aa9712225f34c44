"""What waits for somebody: found in the whole fund at once, as each case says it."""

import re
from datetime import date, timedelta
from typing import Final

import pytest

from fundledger.commands import (
    amendments,
    applications,
    disallowances,
    disbursements,
    funding,
    journal,
    notices,
    people,
    periods,
    projects,
    recoveries,
    reviews,
    running_costs,
)
from fundledger.commands import (
    waiting as gathering,
)
from fundledger.commands.awaited import awaited
from fundledger.commands.inbox import Item, Page, inbox
from fundledger.commands.rights import UnknownPersonError
from fundledger.domain.ids import AccountKey, LineNo, Login, Month, RecoveryNo
from fundledger.domain.people import Role
from fundledger.domain.values import WrongTypeError
from tests.commands.money import (
    admitted,
    paid,
    receipt,
    receipt_nos,
    requested,
    submitted,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    APPROVER,
    AUDITOR,
    CASHIER,
    CLOSES,
    GRANTS,
    HEAD,
    JIA2,
    PREPARER,
    PREPARER2,
    REVIEWER1,
    REVIEWER2,
    REVIEWER3,
    SIGN_ALL,
    SUBDISTRICT,
    SUPERVISOR,
    Scene,
    content,
    yuan,
)
from tests.commands.test_amendments import publish
from tests.commands.test_journal import two_banks
from tests.inboxes import agreed

Waiting = dict[str, set[str]]

WALKED_TO: Final = re.compile(r"\.seq <= ([0-9]+)")
"""The record where a question about waiting cases ends."""


def waiting(scene: Scene) -> Waiting:
    """Hold everybody's inbox to each case, and give the deeds that wait for them."""
    with scene.fund.reading() as books:
        logins = dict.fromkeys(grant.login for grant in GRANTS)
        cases = {login: agreed(books, login, scene.today) for login in logins}
    # Of two accountants one is enough to be named.
    return {
        login: set[str]().union(*deeds.values())
        for login, deeds in cases.items()
        if deeds and login != ACCOUNTANT2
    }


def page(scene: Scene, login: Login) -> Page:
    with scene.fund.reading() as books:
        return inbox(books, login, scene.today)


def queues(scene: Scene, login: Login) -> dict[str, Item]:
    return {item.noun: item for item in page(scene, login).queues}


def to_sign(scene: Scene, login: Login) -> dict[str, int]:
    """Tell how many vouchers wait for somebody, by the deed that signs them all."""
    items = page(scene, login).queues
    return {e.deeds[1]: e.size for e in items if e.noun == "voucher"}


def test_an_application_waits_for_one_after_another(scene: Scene) -> None:
    no = scene.drafted()
    assert waiting(scene) == {PREPARER: {"submit_application"}}
    applications.submit_application(scene.desk(PREPARER), no)
    assert waiting(scene) == {HEAD: {"sign_application"}}
    applications.sign_application(scene.desk(HEAD), no)
    assert waiting(scene) == {SUBDISTRICT: {"recommend_application"}}
    desk = scene.desk(SUBDISTRICT)
    tomorrow = scene.today + timedelta(days=1)
    reviews.return_application(desk, no, "缺预算", due_on=tomorrow)
    assert waiting(scene) == {PREPARER: {"revise_application"}}
    scene.wait(2)
    late = {"withdraw_application"}
    reviewers = (SUBDISTRICT, REVIEWER1, REVIEWER2, REVIEWER3)
    assert waiting(scene) == {
        PREPARER: {"revise_application", *late},
        **dict.fromkeys(reviewers, late),
    }


def test_a_review_waits_until_enough_agree_and_nobody_is_asked_twice(
    scene: Scene,
) -> None:
    no = scene.recommended()
    three = {REVIEWER1, REVIEWER2, REVIEWER3}
    assert waiting(scene).keys() == three
    people.declare_interest(scene.desk(REVIEWER3), project_no=no, reason="亲属")
    scene.agree(no, REVIEWER1)
    assert waiting(scene).keys() == {REVIEWER2}
    people.declare_interest(scene.desk(REVIEWER2), community_key=JIA2, reason="亲属")
    scene.agree(no, REVIEWER2)
    assert waiting(scene) == {APPROVER: {"approve_project"}}


def test_a_notice_waits_for_answers_and_for_its_end(scene: Scene) -> None:
    no = scene.reviewed()
    scene.approve(no, 1200, 800)
    assert waiting(scene) == {APPROVER: {"start_notice"}}
    scene.publish(no, 2000)
    assert waiting(scene) == {}
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), no, "扰民", "居民")
    answers = {"dismiss_objection", "uphold_objection"}
    scene.wait(10)
    assert waiting(scene) == {APPROVER: answers}
    notices.dismiss_objection(scene.desk(APPROVER), no, objection, "已沟通")
    assert waiting(scene) == {APPROVER: {"establish_project"}}
    applications.withdraw_application(scene.desk(PREPARER), no, "不办了")
    assert waiting(scene) == {APPROVER: {"establish_project", "withdraw_application"}}
    other = scene.on_notice(saying=content("老人助餐"))
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), other, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), other, objection, "属实")
    assert waiting(scene).keys() == {APPROVER, REVIEWER1, REVIEWER2, REVIEWER3}


def test_whoever_signs_second_is_waited_for(scene: Scene) -> None:
    no, other = scene.active(), scene.active(saying=content("老人助餐"))
    no_of_it = amendments.supplement_project(
        scene.desk(APPROVER), other, LineNo(1), yuan(1001), "扩大"
    )
    assert waiting(scene) == {APPROVER: {"start_supplement_notice"}}
    publish(scene, other, no_of_it, 1001)
    assert waiting(scene) == {}
    projects.cancel_project(scene.desk(APPROVER), no, "停办")
    assert waiting(scene) == {SUPERVISOR: {"cancel_project"}}
    projects.cancel_project(scene.desk(SUPERVISOR), no, "停办")
    scene.wait(10)
    assert waiting(scene) == {APPROVER: {"establish_supplement"}}


def test_a_project_waits_for_its_report_and_three_signatures(scene: Scene) -> None:
    no = scene.active()
    projects.begin_project_closing(scene.desk(HEAD), no)
    report = {"submit_final_report"}
    assert waiting(scene) == {PREPARER: report, HEAD: report}
    projects.submit_final_report(scene.desk(HEAD), no, "办了四场")
    close = {"close_project"}
    three = dict.fromkeys((APPROVER, SUPERVISOR, ACCOUNTANT), close)
    assert waiting(scene) == three
    for login in (SUPERVISOR, APPROVER, ACCOUNTANT):
        projects.close_project(scene.desk(login), no)
        del three[login]
        assert waiting(scene) == three
    projects.reopen_project(scene.desk(SUPERVISOR), no, "审计发现")
    assert waiting(scene) == {APPROVER: {"reopen_project"}}


def test_payments_claims_and_debts_wait_as_well(scene: Scene) -> None:
    no = scene.active()
    disbursement = disbursements.request_disbursement(scene.desk(HEAD), no, yuan(700))
    assert waiting(scene) == {ACCOUNTANT: {"check_disbursement"}}
    disbursements.check_disbursement(scene.desk(ACCOUNTANT), disbursement)
    assert waiting(scene) == {SUPERVISOR: {"approve_disbursement"}}
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), disbursement)
    assert waiting(scene) == {CASHIER: {"pay_disbursement"}}
    desk = scene.desk(CASHIER)
    disbursements.pay_disbursement(desk, disbursement, bank="main")
    arrived = {"acknowledge_disbursement"}
    assert waiting(scene) == {PREPARER: arrived, HEAD: arrived}
    disbursements.acknowledge_disbursement(scene.desk(HEAD), disbursement)
    claim = admitted(scene, no, receipt(600))
    [receipt_no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, receipt_no, yuan(80), reason="数量不符")
    assert waiting(scene) == {ACCOUNTANT: {"receive_recovery"}}
    debt = RecoveryNo(1)
    recoveries.write_off_recovery(scene.desk(APPROVER), debt, reason="社区撤并")
    assert waiting(scene)[SUPERVISOR] == {"write_off_recovery"}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_page_that_is_full_is_gone_on_for_no_further(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is walked beyond its last case but what could be past due."""
    first, _, _ = (scene.on_notice(saying=content(each)) for each in "节助学")
    scene.wait(10)
    statements: list[str] = []
    with scene.fund.reading() as books:
        place = inbox(books, APPROVER, scene.today, limit=1).after
        assert place is not None
        monkeypatch.setattr(gathering, "STRETCH", place.seq)
        driver = scene.fund.ledger.dialect.driver(books.connection)
        driver.set_trace_callback(statements.append)
        [item] = inbox(books, APPROVER, scene.today, limit=1).items
        driver.set_trace_callback(None)
    assert item.key == first
    walked = [each for each in statements if "due_on" not in each]
    ends = {int(end) for each in walked for end in WALKED_TO.findall(each)}
    assert ends == {place.seq}
    monkeypatch.setattr(gathering, "STRETCH", 8)
    assert waiting(scene) == {APPROVER: {"establish_project"}}


def test_an_item_says_what_it_is_about_since_when_and_how_long_still(
    scene: Scene,
) -> None:
    drafted = scene.drafted()
    active = scene.active(saying=content("老人助餐"))
    scene.wait(1)
    payment = requested(scene, active, 700)
    [item] = page(scene, SUPERVISOR).items
    assert item == Item(
        noun="disbursement",
        key=payment,
        code="2024-1-02",
        title="老人助餐",
        whose="甲一居委会",
        amount=yuan(700),
        state="checked",
        deeds=("approve_disbursement",),
        since=scene.today,
    )
    [draft] = page(scene, PREPARER).items
    assert (draft.key, draft.whose, draft.due_on) == (drafted, "甲一社区", CLOSES)
    assert draft.days_left(date(2024, 2, 2)) == -2
    assert item.days_left(scene.today) is None


def test_what_many_things_wait_in_is_one_row(scene: Scene) -> None:
    scene.active()
    running_costs.pay_admin_cost(
        scene.desk(SUPERVISOR), yuan(1), bank="main", summary="办公"
    )
    count = to_sign(scene, SUPERVISOR)["review_vouchers"]
    desk = scene.desk(ACCOUNTANT)
    funding.receive_unidentified(desk, yuan(60), bank="main")
    funding.receive_unidentified(desk, yuan(40), bank="main")
    unknown = queues(scene, ACCOUNTANT)["funding"]
    assert (unknown.size, unknown.amount) == (2, yuan(100))
    assert unknown.deeds == ("identify_money",)
    assert to_sign(scene, SUPERVISOR)["review_vouchers"] == count + 2
    scene.today = date(2024, 2, 29)
    assert "month" not in queues(scene, SUPERVISOR)
    for login, sign in SIGN_ALL:  # nobody is shown what they may not sign
        waiting_now = to_sign(scene, login).get(sign.name, 0)
        done = sign(scene.desk(login), until=scene.today)
        assert len(done.signed) == waiting_now
        assert sign.name not in to_sign(scene, login)
    lacking = queues(scene, ACCOUNTANT)["evidence"]
    assert lacking.deeds == ("attach_file",)
    assert "month" not in queues(scene, SUPERVISOR)
    scene.prove_all()
    assert "evidence" not in queues(scene, ACCOUNTANT)
    month = queues(scene, SUPERVISOR)["month"]
    assert (month.key, month.since) == ("2024-01", date(2024, 1, 31))
    periods.close_month(scene.desk(SUPERVISOR), Month("2024-01"))
    assert queues(scene, SUPERVISOR)["month"].key == "2024-02"


def test_what_corrects_their_own_cost_waits_for_others_to_review(scene: Scene) -> None:
    two_banks(scene)
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(1), party="企", bank="second")
    running_costs.pay_admin_cost(
        scene.desk(SUPERVISOR), yuan(1), bank="main", summary="办公"
    )
    before = to_sign(scene, SUPERVISOR)["review_vouchers"]
    other = to_sign(scene, ACCOUNTANT2)["review_vouchers"]
    journal.correct_voucher(
        desk,
        vouchers(scene)[-1].no,
        accounts={
            AccountKey("admin_cost.unrestricted"): AccountKey(
                "fundraising_cost.unrestricted"
            )
        },
        reason="误",
    )
    assert to_sign(scene, SUPERVISOR)["review_vouchers"] == before
    assert to_sign(scene, ACCOUNTANT2)["review_vouchers"] == other + 2


def test_for_an_auditor_and_for_another_community_nothing_waits(scene: Scene) -> None:
    scene.drafted()
    paid(scene, scene.active(), 700)
    for login in (AUDITOR, PREPARER2):
        assert page(scene, login) == Page(())


def test_who_asks_must_be_known_and_the_day_a_day(scene: Scene) -> None:
    with scene.fund.reading() as books:
        with pytest.raises(UnknownPersonError):
            inbox(books, Login("nobody"), scene.today)
        with pytest.raises(WrongTypeError):
            inbox(books, APPROVER, "2024-01-02")  # type: ignore[arg-type]


def test_what_somebody_did_last_waits_for_whoever_is_next(scene: Scene) -> None:
    def awaits(login: Login) -> dict[int, tuple[tuple[Role, ...], tuple[str, ...]]]:
        with scene.fund.reading() as books:
            items = awaited(books, login, scene.today)
        return {each.key: (each.roles, each.deeds) for each in items}

    no = scene.drafted()
    assert awaits(PREPARER) == {}, "one's own inbox has it"
    applications.submit_application(scene.desk(PREPARER), no)
    assert awaits(PREPARER) == {no: ((Role.HEAD,), ("sign_application",))}
    applications.sign_application(scene.desk(HEAD), no)
    assert awaits(PREPARER) == {}, "another's step is the last"
    other = scene.recommended(saying=content("老人助餐"))
    review = ((Role.DISTRICT_REVIEWER,), ("review_application",))
    assert awaits(SUBDISTRICT)[other] == review
    scene.agree(other, REVIEWER1)
    assert awaits(SUBDISTRICT) == {}
    assert awaits(REVIEWER1) == {other: review}, "the other verdict is waited for"
    scene.agree(other, REVIEWER2)
    assert awaits(REVIEWER2)[other] == (
        (Role.DISTRICT_APPROVER,),
        ("approve_project",),
    )
    with scene.fund.reading() as books, pytest.raises(UnknownPersonError):
        awaited(books, Login("nobody"), scene.today)


def test_whoever_signed_or_recorded_waits_for_the_other_one(scene: Scene) -> None:
    no = scene.active()
    projects.cancel_project(scene.desk(APPROVER), no, "停办")
    other = scene.active(saying=content("老人助餐"))
    paid(scene, other, 700)
    claim_no = submitted(scene, other, receipt(100))
    with scene.fund.reading() as books:
        mine = awaited(books, APPROVER, scene.today)
        theirs = awaited(books, PREPARER, scene.today)
    (signed,) = [each for each in mine if each.key == no]
    assert signed.deeds == ("cancel_project",)
    assert signed.roles == (Role.SUPERVISOR,)
    (claim,) = [each for each in theirs if each.noun == "claim"]
    assert (claim.key, claim.deeds) == (claim_no, ("admit_claim",))
    assert claim.amount == yuan(100)
