"""What somebody may do to a case is what would happen if they did it."""

from collections.abc import Callable

import pytest

from fundledger.commands import (
    applications,
    claims,
    disbursements,
    notices,
    people,
    projects,
    reviews,
    signatures,
)
from fundledger.commands.deed import Desk
from fundledger.commands.lookup import NotFoundError
from fundledger.commands.permission import NOUNS, may
from fundledger.commands.rights import UnknownPersonError
from fundledger.domain.chart import Book
from fundledger.domain.ids import Login, ProjectNo
from fundledger.domain.values import ChoiceError
from fundledger.errors import RefusedError
from fundledger.store.previews import Preview
from tests.commands.money import paid
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    APPROVER,
    AUDITOR,
    CASHIER,
    GRANTS,
    HEAD,
    PREPARER,
    REVIEWER1,
    SUBDISTRICT,
    SUPERVISOR,
    Scene,
)

Attempt = Callable[[Desk], Preview]


def allowed(scene: Scene, login: Login, key: object, noun: str = "project") -> set[str]:
    with scene.fund.reading() as books:
        permissions = may(books, login, scene.today, noun, key)
    return {each.deed for each in permissions if each.refusal is None} - {
        "file_document"
    }


def why_not(scene: Scene, login: Login, no: ProjectNo, deed: str) -> str:
    with scene.fund.reading() as books:
        permissions = may(books, login, scene.today, "project", no)
    [refusal] = [each.refusal for each in permissions if each.deed == deed]
    assert refusal is not None
    return refusal.code


def test_each_role_may_do_its_own_deeds_at_each_stage(scene: Scene) -> None:
    no = scene.drafted()
    assert allowed(scene, PREPARER, no) == {
        "revise_application",
        "submit_application",
        "withdraw_application",
    }
    assert allowed(scene, HEAD, no) == set()
    applications.submit_application(scene.desk(PREPARER), no)
    assert allowed(scene, HEAD, no) == {"sign_application"}
    applications.sign_application(scene.desk(HEAD), no)
    assert allowed(scene, SUBDISTRICT, no) == {
        "recommend_application",
        "reject_application",
        "return_application",
    }
    reviews.recommend_application(scene.desk(SUBDISTRICT), no, "同意。")
    assert allowed(scene, REVIEWER1, no) == {
        "reject_application",
        "return_application",
        "review_application",
    }


def test_an_auditor_may_do_nothing_anywhere(scene: Scene) -> None:
    assert allowed(scene, AUDITOR, scene.drafted()) == set()


def test_what_is_missing_is_told_before_anybody_tries(scene: Scene) -> None:
    no = scene.recommended()
    assert why_not(scene, APPROVER, no, "approve_project") == "too_few_reviewers"
    scene.agree(no, REVIEWER1)
    assert why_not(scene, REVIEWER1, no, "review_application") == "reviewed_already"
    assert why_not(scene, ACCOUNTANT, no, "record_agreement") == "project_move"
    assert why_not(scene, CASHIER, no, "approve_project") == "no_role"


def test_a_notice_that_runs_is_told_and_its_end_as_well(scene: Scene) -> None:
    no = scene.on_notice()
    assert why_not(scene, APPROVER, no, "establish_project") == "notice_running"
    scene.wait(10)
    assert "establish_project" in allowed(scene, APPROVER, no)
    notices.establish_project(scene.desk(APPROVER), no)
    assert why_not(scene, SUPERVISOR, no, "activate_project") == "no_agreement"


def test_a_missing_reason_is_no_refusal_yet(scene: Scene) -> None:
    no = scene.active()
    assert "suspend_project" in allowed(scene, APPROVER, no)
    with pytest.raises(RefusedError):
        projects.suspend_project(scene.desk(APPROVER), no, "")


def test_an_interest_binds_at_once(scene: Scene) -> None:
    no = scene.recommended()
    assert "review_application" in allowed(scene, REVIEWER1, no)
    desk = scene.desk(REVIEWER1)
    people.declare_interest(desk, project_no=no, reason="亲属")
    assert why_not(scene, REVIEWER1, no, "review_application") == "conflict_of_interest"


BY_TWO = {"adjust_voucher", "correct_closed_year", "correct_voucher"}
"""What a supervisor signs beside an accountant; how much it is, is not known yet."""


def test_claims_disbursements_and_vouchers_are_cases_as_well(scene: Scene) -> None:
    no = scene.active()
    disbursement = paid(scene, no, 500)
    assert allowed(scene, HEAD, disbursement, "disbursement") == {
        "acknowledge_disbursement"
    }
    disbursements.acknowledge_disbursement(scene.desk(HEAD), disbursement)
    with scene.fund.reading() as books:
        from fundledger.queries.journal import vouchers

        last = vouchers(books, series=Book.MONEY)[-1].no
    assert allowed(scene, ACCOUNTANT2, last, "voucher") >= {"prepare_voucher"}
    signatures.prepare_voucher(scene.desk(ACCOUNTANT), last)
    assert "review_voucher" in allowed(scene, ACCOUNTANT2, last, "voucher")
    assert allowed(scene, SUPERVISOR, last, "voucher") == BY_TWO
    signatures.review_voucher(scene.desk(ACCOUNTANT2), last)
    endorses = {"endorse_voucher", *BY_TWO}
    assert allowed(scene, SUPERVISOR, last, "voucher") == endorses
    assert "correct_voucher" in allowed(scene, ACCOUNTANT, last, "voucher")


def test_for_everybody_and_every_deed_it_is_what_would_happen(scene: Scene) -> None:
    """A deed that is told as refused is refused so; nothing else forbids it sooner."""
    no = scene.active()
    everybody = dict.fromkeys(grant.login for grant in GRANTS)
    for login in everybody:
        with scene.fund.reading() as books:
            foretold = {
                p.deed: p for p in may(books, login, scene.today, "project", no)
            }
        desk = scene.desk(login)
        attempts: dict[str, Attempt] = {
            "suspend_project": lambda d: projects.suspend_project.preview(d, no, "查"),
            "begin_project_closing": lambda d: projects.begin_project_closing.preview(
                d, no, "完"
            ),
            "cancel_project": lambda d: projects.cancel_project.preview(d, no, "停"),
            "withdraw_application": lambda d: applications.withdraw_application.preview(
                d, no
            ),
            "draft_claim": lambda d: claims.draft_claim.preview(d, no, receipts=[]),
        }
        for name, attempt in attempts.items():
            met = attempt(desk).refusal
            forbidden = foretold[name].refusal
            if forbidden is not None:
                assert met is not None
                assert (met.code, met.facts) == (forbidden.code, forbidden.facts)
            elif met is not None:
                assert met.code == "no_receipts", (login, name)


def test_wrong_questions_are_answered_in_words(scene: Scene) -> None:
    no = scene.drafted()
    with scene.fund.reading() as books:
        with pytest.raises(ChoiceError) as wrong:
            may(books, PREPARER, scene.today, "projekt", 1)
        assert wrong.value.choices == ("project",)
        with pytest.raises(NotFoundError):
            may(books, PREPARER, scene.today, "project", 99)
        with pytest.raises(UnknownPersonError):
            may(books, Login("nobody"), scene.today, "project", no)
    assert "claim" in NOUNS
