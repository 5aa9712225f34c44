"""How many reviewers must agree, and who of them counts."""

from datetime import timedelta

import pytest

from fundledger.checks.r15_separation import offences
from fundledger.commands import applications, funds, people, reviews
from fundledger.commands.inbox import inbox
from fundledger.domain.ids import LineNo, Login, ProjectNo
from fundledger.domain.reviews import TooFewReviewersError
from tests.commands.scene import (
    ADMIN,
    APPROVER,
    PREPARER,
    REVIEWER1,
    REVIEWER2,
    Scene,
    content,
    yuan,
)


def two_lines(scene: Scene, no: ProjectNo) -> None:
    lines = {LineNo(1): yuan(1200), LineNo(2): yuan(800)}
    reviews.approve_project(scene.desk(APPROVER), no, lines)


def waits_for(scene: Scene, login: Login, no: ProjectNo) -> bool:
    with scene.fund.reading() as books:
        page = inbox(books, login, scene.today)
    return any((e.noun, e.key) == ("project", no) for e in page.items)


def test_what_a_fund_asks_for_later_binds_what_is_handed_in_later(scene: Scene) -> None:
    no = scene.reviewed()
    funds.change_setting(scene.desk(ADMIN), "reviewers_needed", "3")
    assert waits_for(scene, APPROVER, no)
    two_lines(scene, no)


def test_a_version_handed_in_anew_is_asked_for_as_many_as_by_then(scene: Scene) -> None:
    no = scene.recommended()
    scene.agree(no, REVIEWER1)
    funds.change_setting(scene.desk(ADMIN), "reviewers_needed", "1")
    assert not waits_for(scene, APPROVER, no)
    reviews.return_application(
        scene.desk(REVIEWER2), no, "补充", scene.today + timedelta(days=5)
    )
    applications.revise_application(scene.desk(PREPARER), no, content("夜校"))
    applications.resubmit_application(scene.desk(PREPARER), no)
    scene.agree(no, REVIEWER1)
    assert waits_for(scene, APPROVER, no)


def test_a_reviewer_who_declares_an_interest_does_not_count_any_more(
    scene: Scene,
) -> None:
    no = scene.reviewed()
    people.declare_interest(scene.desk(REVIEWER2), reason="亲属", project_no=no)
    assert not waits_for(scene, APPROVER, no)
    with pytest.raises(TooFewReviewersError) as refused:
        two_lines(scene, no)
    assert (refused.value.agree, refused.value.needed) == (1, 2)


def test_an_approval_that_fell_below_by_a_later_interest_is_named(scene: Scene) -> None:
    no = scene.on_notice()
    with scene.fund.reading() as books:
        assert offences(books) == []
    people.declare_interest(scene.desk(REVIEWER2), reason="亲属", project_no=no)
    with scene.fund.reading() as books:
        [fallen] = offences(books)
    assert (fallen.actor, fallen.problem) == (APPROVER, "too_few_reviewers")
