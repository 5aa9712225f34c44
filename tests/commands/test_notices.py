"""Public notice: objections, their answers, and establishing."""

from datetime import date

import pytest

from fundledger.commands import notices
from fundledger.commands.lookup import NotFoundError
from fundledger.domain.chart import B_COMMITTED, B_FREE, B_RESERVED
from fundledger.domain.projects import MoveError, ProjectState, ReasonNeededError
from fundledger.domain.reviews import NoticeRunningError, OpenObjectionError
from fundledger.domain.rights import NoRoleError
from fundledger.queries import reviews
from tests.commands.scene import (
    APPROVER,
    PREPARER,
    REVIEWER1,
    SUBDISTRICT,
    SUPERVISOR,
    Scene,
)

S = ProjectState


def test_a_project_is_established_once_the_notice_is_over(scene: Scene) -> None:
    no = scene.on_notice(1200, 300)
    # Approved on Monday 2024-01-08: the notice runs until Monday the 15th.
    scene.today = date(2024, 1, 15)
    with pytest.raises(NoticeRunningError):
        notices.establish_project(scene.desk(APPROVER), no)
    assert scene.refusals() == ["notice_running"]
    scene.wait(1)
    notices.establish_project(scene.desk(APPROVER), no)
    assert scene.state(no) is S.ESTABLISHED
    assert scene.left(B_RESERVED, no) == 0
    assert scene.left(B_COMMITTED, no) == 150_000


def test_an_open_objection_stands_in_the_way(scene: Scene) -> None:
    no = scene.on_notice()
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), no, "扰民", "居民")
    scene.wait(10)
    with pytest.raises(OpenObjectionError):
        notices.establish_project(scene.desk(APPROVER), no)
    notices.dismiss_objection(scene.desk(APPROVER), no, objection, "已沟通")
    notices.establish_project(scene.desk(APPROVER), no)
    with scene.fund.reading() as books:
        (answered,) = reviews.objections(books, no)
    assert (answered.answer, answered.answered_on) == ("dismissed", scene.today)


def test_an_objection_upheld_frees_the_budget(scene: Scene) -> None:
    free = scene.left(B_FREE)
    no = scene.on_notice()
    objection = notices.raise_objection(scene.desk(REVIEWER1), no, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")
    assert scene.state(no) is S.DISTRICT_REVIEW
    assert scene.left(B_FREE) == free


def test_an_objection_is_answered_once(scene: Scene) -> None:
    no = scene.on_notice()
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), no, "扰民")
    notices.dismiss_objection(scene.desk(APPROVER), no, objection, "已沟通")
    with pytest.raises(NotFoundError):
        notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")


def test_an_objection_and_its_answer_give_reasons(scene: Scene) -> None:
    no = scene.on_notice()
    with pytest.raises(ReasonNeededError):
        notices.raise_objection(scene.desk(SUBDISTRICT), no, "")
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), no, "扰民")
    with pytest.raises(ReasonNeededError):
        notices.dismiss_objection(scene.desk(APPROVER), no, objection, " ")


def test_only_the_approver_answers_and_establishes(scene: Scene) -> None:
    no = scene.on_notice()
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), no, "扰民")
    with pytest.raises(NoRoleError):
        notices.dismiss_objection(scene.desk(SUBDISTRICT), no, objection, "不成立")
    scene.wait(10)
    for login in (PREPARER, SUPERVISOR, REVIEWER1):
        with pytest.raises(NoRoleError):
            notices.establish_project(scene.desk(login), no)


def test_nobody_objects_to_what_is_not_on_notice(scene: Scene) -> None:
    no = scene.reviewed()
    with pytest.raises(MoveError):
        notices.raise_objection(scene.desk(SUBDISTRICT), no, "扰民")
