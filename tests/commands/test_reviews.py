"""Review: recommended, judged, returned, rejected, approved by line."""

from datetime import date

import pytest

from fundledger.commands import applications, notices, people, reviews
from fundledger.domain.applications import DueDateError
from fundledger.domain.chart import B_FREE, B_RESERVED
from fundledger.domain.ids import LineNo
from fundledger.domain.people import Role
from fundledger.domain.projects import (
    MoveError,
    MoverError,
    ProjectState,
    ReasonNeededError,
)
from fundledger.domain.reviews import (
    NothingApprovedError,
    OtherLinesError,
    OverRequestError,
    ReviewedAlreadyError,
    TooFewReviewersError,
)
from fundledger.domain.rights import (
    ConflictOfInterestError,
    NoRoleError,
    OutOfScopeError,
    OwnWorkError,
)
from fundledger.domain.sources import SourceShortError
from fundledger.queries import applications as versions
from fundledger.queries import budgets, cases
from fundledger.queries import reviews as reviewed
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    JIA1,
    OTHER_SUBDISTRICT,
    PREPARER,
    REVIEWER1,
    REVIEWER2,
    REVIEWER3,
    SUBDISTRICT,
    Scene,
    by_line,
    content,
    yuan,
)

S = ProjectState


def test_the_subdistrict_recommends_for_less(scene: Scene) -> None:
    no = scene.signed()
    reviews.recommend_application(
        scene.desk(SUBDISTRICT), no, "压缩后支持。", yuan(1500)
    )
    with scene.fund.reading() as books:
        (review,) = reviewed.reviews(books, no)
    assert (review.stage, review.recommended_fen) == (S.SUBDISTRICT_REVIEW, 150_000)
    assert scene.state(no) is S.DISTRICT_REVIEW


def test_nobody_recommends_more_than_was_asked_for(scene: Scene) -> None:
    no = scene.signed()
    with pytest.raises(OverRequestError):
        reviews.recommend_application(
            scene.desk(SUBDISTRICT), no, "多给点。", yuan(2001)
        )
    assert scene.refusals() == ["over_request"]


def test_another_subdistrict_has_no_say(scene: Scene) -> None:
    no = scene.signed()
    with pytest.raises(OutOfScopeError):
        reviews.recommend_application(scene.desk(OTHER_SUBDISTRICT), no, "同意。")


def test_returning_takes_a_reason_and_a_day_to_come(scene: Scene) -> None:
    no = scene.signed()
    desk = scene.desk(SUBDISTRICT)
    with pytest.raises(ReasonNeededError):
        reviews.return_application(desk, no, "  ", date(2024, 1, 20))
    with pytest.raises(DueDateError):
        reviews.return_application(desk, no, "请补方案。", scene.today)
    reviews.return_application(desk, no, "请补方案。", date(2024, 1, 20))
    assert scene.state(no) is S.RETURNED


def test_only_the_stage_that_has_it_returns_it(scene: Scene) -> None:
    no = scene.recommended()
    with pytest.raises(MoverError):
        reviews.return_application(
            scene.desk(SUBDISTRICT), no, "请补。", date(2024, 1, 20)
        )
    assert scene.refusals() == ["project_mover"]


def test_rejecting_takes_a_reason_and_is_final(scene: Scene) -> None:
    no = scene.signed()
    with pytest.raises(ReasonNeededError):
        reviews.reject_application(scene.desk(SUBDISTRICT), no, "")
    reviews.reject_application(scene.desk(SUBDISTRICT), no, "不属于支持范围。")
    assert scene.state(no) is S.REJECTED
    with pytest.raises(MoveError):
        applications.revise_application(scene.desk(PREPARER), no, content())


def test_the_approver_may_reject_at_the_district_stage(scene: Scene) -> None:
    no = scene.recommended()
    reviews.reject_application(scene.desk(APPROVER), no, "与已有项目重复。")
    assert scene.state(no) is S.REJECTED


def test_a_reviewer_gives_one_verdict_on_a_version(scene: Scene) -> None:
    no = scene.recommended()
    scene.agree(no, REVIEWER1)
    with pytest.raises(ReviewedAlreadyError):
        scene.agree(no, REVIEWER1)
    assert scene.refusals() == ["reviewed_already"]


def test_a_new_version_asks_for_new_verdicts(scene: Scene) -> None:
    no = scene.recommended()
    scene.agree(no, REVIEWER1, REVIEWER2)
    reviews.return_application(
        scene.desk(REVIEWER3), no, "请补方案。", date(2024, 1, 20)
    )
    applications.revise_application(scene.desk(PREPARER), no, content("饺子宴", 1000))
    applications.resubmit_application(scene.desk(PREPARER), no)
    with pytest.raises(TooFewReviewersError):
        scene.approve(no, 1000)
    scene.agree(no, REVIEWER1, REVIEWER2)
    scene.approve(no, 1000)


def test_two_reviewers_must_agree_and_one_may_oppose(scene: Scene) -> None:
    no = scene.recommended()
    scene.agree(no, REVIEWER1)
    reviews.review_application(
        scene.desk(REVIEWER2), no, agrees=False, opinion="太贵。"
    )
    with pytest.raises(TooFewReviewersError) as refused:
        scene.approve(no, 1200, 800)
    assert (refused.value.agree, refused.value.needed) == (1, 2)
    scene.agree(no, REVIEWER3)
    scene.approve(no, 1200, 800)


def test_an_approval_reserves_what_it_grants_line_by_line(scene: Scene) -> None:
    free = scene.left(B_FREE)
    no = scene.on_notice(900, 0)
    assert scene.left(B_RESERVED, no) == 90_000
    assert scene.left(B_FREE) == free - 90_000
    with scene.fund.reading() as books:
        (approval,) = versions.approvals(books, no)
        lines = budgets.approved_lines(books, no)
    assert (approval.approved_fen, approval.version) == (90_000, 1)
    assert [line.approved_fen for line in lines] == [90_000, 0]


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ((1201, 800), OverRequestError),
        ((-1, 800), OverRequestError),
        ((1200,), OtherLinesError),
        ((1200, 800, 1), OtherLinesError),
        ((0, 0), NothingApprovedError),
    ],
)
def test_an_approval_keeps_to_the_request(
    scene: Scene, lines: tuple[int, ...], error: type[Exception]
) -> None:
    no = scene.reviewed()
    with pytest.raises(error):
        scene.approve(no, *lines)
    assert scene.state(no) is S.DISTRICT_REVIEW
    assert scene.left(B_RESERVED) == 0


def test_an_approval_needs_free_budget(scene: Scene) -> None:
    for _ in range(3):
        no = scene.reviewed(content(f"项目{scene.today}", 6000))
        scene.approve(no, 6000)
        scene.wait(1)
    no = scene.reviewed(content("第四个", 2001))
    with pytest.raises(SourceShortError) as refused:
        scene.approve(no, 2001)
    assert refused.value.free == yuan(2000)
    scene.approve(no, 2000)


def test_only_the_approver_approves(scene: Scene) -> None:
    no = scene.reviewed()
    for login in (REVIEWER1, ACCOUNTANT, ADMIN, PREPARER):
        with pytest.raises(NoRoleError):
            reviews.approve_project(scene.desk(login), no, by_line((1200, 800)))


def test_nobody_approves_what_they_reviewed(scene: Scene) -> None:
    people.grant_role(scene.desk(ADMIN), login=REVIEWER1, role=Role.DISTRICT_APPROVER)
    no = scene.reviewed()
    with pytest.raises(OwnWorkError) as refused:
        reviews.approve_project(scene.desk(REVIEWER1), no, by_line((1200, 800)))
    assert refused.value.earlier is Role.DISTRICT_REVIEWER
    assert scene.refusals() == ["own_work"]


def test_who_holds_two_reviewing_roles_acts_in_the_one_whose_turn_it_is(
    scene: Scene,
) -> None:
    people.grant_role(scene.desk(ADMIN), login=SUBDISTRICT, role=Role.DISTRICT_REVIEWER)
    no = scene.recommended()
    reviews.return_application(
        scene.desk(SUBDISTRICT), no, "请补方案。", date(2024, 1, 20)
    )
    with scene.fund.reading() as books:
        last = cases.steps(books, no)[-1]
    assert last.role == Role.DISTRICT_REVIEWER


def test_who_declared_an_interest_has_no_say(scene: Scene) -> None:
    no = scene.recommended()
    people.declare_interest(scene.desk(REVIEWER1), project_no=no, reason="亲属")
    with pytest.raises(ConflictOfInterestError):
        scene.agree(no, REVIEWER1)
    assert scene.refusals() == ["conflict_of_interest"]
    scene.agree(no, REVIEWER2, REVIEWER3)


def test_an_interest_in_a_community_binds_in_all_its_projects(scene: Scene) -> None:
    people.declare_interest(scene.desk(REVIEWER1), community_key=JIA1, reason="住户")
    no = scene.recommended()
    with pytest.raises(ConflictOfInterestError):
        scene.agree(no, REVIEWER1)


def test_an_objection_upheld_asks_for_new_verdicts(scene: Scene) -> None:
    no = scene.on_notice()
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), no, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")
    with pytest.raises(TooFewReviewersError):
        scene.approve(no, 1000, 500)
    scene.agree(no, REVIEWER1, REVIEWER3)
    scene.approve(no, 1000, 500)
    assert scene.left(B_RESERVED, no) == 150_000


def test_a_line_nobody_asked_for_is_not_approved(scene: Scene) -> None:
    no = scene.reviewed()
    lines = {LineNo(1): yuan(1200), LineNo(7): yuan(800)}
    with pytest.raises(OtherLinesError):
        reviews.approve_project(scene.desk(APPROVER), no, lines)
