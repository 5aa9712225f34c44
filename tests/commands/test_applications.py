"""Applications: drafted, handed in, signed, mended, withdrawn; refused in between."""

from datetime import date

import pytest

from fundledger.commands import applications, reviews
from fundledger.commands.lookup import NotFoundError
from fundledger.commands.steps import BackwardsError
from fundledger.domain.applications import (
    DuplicateApplicationError,
    IncompleteError,
    LinesSumError,
    NotOverdueError,
    OverCapError,
    RoundClosedError,
)
from fundledger.domain.chart import B_FREE, B_RESERVED
from fundledger.domain.ids import ProjectNo, RoundKey
from fundledger.domain.projects import (
    MoveError,
    MoverError,
    ProjectState,
    SignedAlreadyError,
)
from fundledger.domain.readiness import NotMendedError
from fundledger.domain.rights import NoRoleError, OutOfScopeError, OwnWorkError
from fundledger.errors import RefusedError
from fundledger.queries import applications as versions
from fundledger.queries import projects
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    AUDITOR,
    CLOSES,
    HEAD,
    HEAD2,
    JIA1,
    JIA2,
    PREPARER,
    PREPARER2,
    REVIEWER1,
    ROUND,
    SUBDISTRICT,
    Scene,
    content,
)

S = ProjectState


def test_a_draft_is_the_first_version_of_a_numbered_project(scene: Scene) -> None:
    no = scene.drafted()
    with scene.fund.reading() as books:
        project = projects.project(books, no)
        first = versions.version(books, no, 1)
        lines = versions.budget_lines(books, no, 1)
    assert project is not None
    assert first is not None
    assert (project.code, project.version, project.state) == ("2024-1-01", 1, S.DRAFT)
    assert (project.community, project.subdistrict) == ("甲一社区", "甲街道")
    assert first.requested_fen == 200_000
    assert [line.requested_fen for line in lines] == [120_000, 80_000]


def test_a_revision_is_a_new_version_and_the_old_one_stays(scene: Scene) -> None:
    no = scene.drafted()
    assert (
        applications.revise_application(
            scene.desk(PREPARER), no, content("冬至宴", 900)
        )
        == 2
    )
    with scene.fund.reading() as books:
        both = versions.versions(books, no)
        project = projects.project(books, no)
    assert [each.title for each in both] == ["邻里饺子宴", "冬至宴"]
    assert project is not None
    assert (project.title, project.version, project.state) == ("冬至宴", 2, S.DRAFT)


def test_handing_in_and_signing_lead_to_the_subdistrict(scene: Scene) -> None:
    no = scene.submitted()
    assert scene.state(no) is S.SUBMITTED
    assert applications.sign_application(scene.desk(HEAD), no) == S.SUBDISTRICT_REVIEW
    assert scene.state(no) is S.SUBDISTRICT_REVIEW


def test_nobody_drafts_for_another_community(scene: Scene) -> None:
    with pytest.raises(OutOfScopeError):
        applications.draft_project(
            scene.desk(PREPARER),
            community_key=JIA2,
            round_key=ROUND,
            category="邻里互助",
            content=content(),
        )
    assert scene.refusals() == ["out_of_scope"]


def test_a_draft_names_a_round_that_is_there(scene: Scene) -> None:
    with pytest.raises(NotFoundError):
        applications.draft_project(
            scene.desk(PREPARER),
            community_key=JIA1,
            round_key=RoundKey("2031-1"),
            category="邻里互助",
            content=content(),
        )
    assert scene.refusals() == []


@pytest.mark.parametrize(
    ("saying", "error"),
    [
        (content(purpose=" "), IncompleteError),
        (content("饺子宴", 1200, 800, requested=1900), LinesSumError),
        (content("饺子宴", 6001), OverCapError),
    ],
)
def test_what_is_not_right_is_not_handed_in(
    scene: Scene, saying: applications.Content, error: type[RefusedError]
) -> None:
    no = scene.drafted(saying)
    with pytest.raises(error):
        applications.submit_application(scene.desk(PREPARER), no)
    assert scene.state(no) is S.DRAFT
    assert scene.refusals() == [error.code]


def test_nothing_is_handed_in_after_the_round(scene: Scene) -> None:
    no = scene.drafted()
    scene.today = date(2024, 2, 1)
    with pytest.raises(RoundClosedError):
        applications.submit_application(scene.desk(PREPARER), no)


def test_the_last_day_of_the_round_still_counts(scene: Scene) -> None:
    no = scene.drafted()
    scene.today = CLOSES
    applications.submit_application(scene.desk(PREPARER), no)
    assert scene.state(no) is S.SUBMITTED


def test_the_same_is_not_applied_for_twice_in_a_round(scene: Scene) -> None:
    scene.submitted(content("冬至 饺子宴"))
    again = scene.drafted(content("冬至饺子宴"))
    with pytest.raises(DuplicateApplicationError):
        applications.submit_application(scene.desk(PREPARER), again)


def test_what_was_withdrawn_may_be_applied_for_again(scene: Scene) -> None:
    first = scene.submitted()
    applications.withdraw_application(scene.desk(PREPARER), first)
    scene.submitted()


def test_only_the_head_of_the_community_signs(scene: Scene) -> None:
    no = scene.submitted()
    for login, error in (
        (PREPARER, NoRoleError),
        (HEAD2, OutOfScopeError),
        (ADMIN, NoRoleError),
        (AUDITOR, NoRoleError),
    ):
        with pytest.raises(error):
            applications.sign_application(scene.desk(login), no)
    assert scene.state(no) is S.SUBMITTED


def test_a_draft_is_not_signed(scene: Scene) -> None:
    no = scene.drafted()
    with pytest.raises(MoveError) as refused:
        applications.sign_application(scene.desk(HEAD), no)
    assert refused.value.state is S.DRAFT
    assert scene.refusals() == ["project_move"]


def test_the_subdistrict_stage_can_be_switched_off(scene: Scene) -> None:
    from fundledger.commands.funds import change_setting

    change_setting(scene.desk(ADMIN), "subdistrict_stage", "false")
    no = scene.submitted()
    assert applications.sign_application(scene.desk(HEAD), no) == S.DISTRICT_REVIEW


def test_what_was_returned_is_mended_and_comes_back_to_who_returned_it(
    scene: Scene,
) -> None:
    no = scene.recommended()
    reviews.return_application(
        scene.desk(REVIEWER1), no, "请补方案。", date(2024, 1, 20)
    )
    applications.revise_application(scene.desk(PREPARER), no, content("饺子宴", 1000))
    assert scene.state(no) is S.RETURNED
    assert (
        applications.resubmit_application(scene.desk(PREPARER), no) == S.DISTRICT_REVIEW
    )


def test_what_was_returned_is_not_handed_in_as_it_was(scene: Scene) -> None:
    no = scene.signed()
    reviews.return_application(
        scene.desk(SUBDISTRICT), no, "请补方案。", date(2024, 1, 20)
    )
    with pytest.raises(NotMendedError):
        applications.resubmit_application(scene.desk(PREPARER), no)
    assert scene.refusals() == ["not_mended"]


def test_mending_may_outlast_the_round_but_not_the_cap(scene: Scene) -> None:
    no = scene.signed()
    reviews.return_application(
        scene.desk(SUBDISTRICT), no, "请补方案。", date(2024, 2, 20)
    )
    scene.today = date(2024, 2, 10)
    applications.revise_application(scene.desk(PREPARER), no, content("饺子宴", 6001))
    with pytest.raises(OverCapError):
        applications.resubmit_application(scene.desk(PREPARER), no)
    applications.revise_application(scene.desk(PREPARER), no, content("饺子宴", 5000))
    assert (
        applications.resubmit_application(scene.desk(PREPARER), no)
        == S.SUBDISTRICT_REVIEW
    )


def test_what_is_under_review_is_not_revised(scene: Scene) -> None:
    no = scene.signed()
    with pytest.raises(MoveError):
        applications.revise_application(scene.desk(PREPARER), no, content())


def test_a_reviewer_withdraws_only_what_is_overdue(scene: Scene) -> None:
    no = scene.signed()
    reviews.return_application(
        scene.desk(SUBDISTRICT), no, "请补方案。", date(2024, 1, 20)
    )
    scene.today = date(2024, 1, 20)
    with pytest.raises(NotOverdueError):
        applications.withdraw_application(scene.desk(SUBDISTRICT), no)
    scene.wait(1)
    assert applications.withdraw_application(scene.desk(SUBDISTRICT), no) == S.WITHDRAWN


def test_a_reviewer_withdraws_nothing_that_is_under_review(scene: Scene) -> None:
    no = scene.recommended()
    with pytest.raises(MoverError):
        applications.withdraw_application(scene.desk(REVIEWER1), no)


def test_on_notice_preparer_and_approver_withdraw_together(scene: Scene) -> None:
    no = scene.on_notice()
    free = scene.left(B_FREE)
    assert (
        applications.withdraw_application(scene.desk(PREPARER), no, "场地没了")
        == S.ON_NOTICE
    )
    with pytest.raises(SignedAlreadyError):
        applications.withdraw_application(scene.desk(PREPARER), no)
    assert scene.left(B_RESERVED, no) == 200_000
    assert applications.withdraw_application(scene.desk(APPROVER), no) == S.WITHDRAWN
    assert scene.left(B_RESERVED, no) == 0
    assert scene.left(B_FREE) == free + 200_000


def test_a_step_is_never_dated_before_the_one_before(scene: Scene) -> None:
    no = scene.submitted()
    with pytest.raises(BackwardsError):
        applications.sign_application(scene.desk(HEAD, date(2024, 1, 3)), no)


def test_nobody_signs_what_they_prepared(scene: Scene) -> None:
    from fundledger.commands.people import grant_role
    from fundledger.domain.people import Role, ScopeKind

    grant_role(
        scene.desk(ADMIN),
        login=PREPARER,
        role=Role.HEAD,
        scope_kind=ScopeKind.COMMUNITY,
        scope_key=JIA1,
    )
    no = scene.submitted()
    with pytest.raises(OwnWorkError):
        applications.sign_application(scene.desk(PREPARER), no)
    assert scene.refusals() == ["own_work"]


def test_a_project_that_is_not_there_is_said_to_be_missing(scene: Scene) -> None:
    with pytest.raises(NotFoundError):
        applications.submit_application(scene.desk(PREPARER2), ProjectNo(99))


def test_a_case_of_another_community_is_out_of_scope(scene: Scene) -> None:
    no = scene.drafted()
    with pytest.raises(OutOfScopeError):
        applications.submit_application(scene.desk(PREPARER2), no)
    with pytest.raises(NoRoleError):
        applications.submit_application(scene.desk(ACCOUNTANT), no)
