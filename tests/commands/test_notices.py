"""Public notice: objections, their answers, and establishing."""

from datetime import date

import pytest

from fundledger.commands import calendars, funds, notices, rounds
from fundledger.commands.lookup import NotFoundError
from fundledger.domain.chart import B_COMMITTED, B_FREE, B_RESERVED
from fundledger.domain.ids import ProjectNo, RoundKey
from fundledger.domain.notices import (
    FirstDay,
    NoticeDatesError,
    NoticeNotStartedError,
    NoticeRunningError,
    OpenObjectionError,
    PublishedAmountError,
)
from fundledger.domain.projects import MoveError, ProjectState, ReasonNeededError
from fundledger.domain.rights import NoRoleError
from fundledger.domain.working_days import UncoveredYearError
from fundledger.queries import notices as queries
from fundledger.queries import reviews
from fundledger.queries.notices import Notice
from tests.commands.scene import (
    ADMIN,
    APPROVER,
    PREPARER,
    REVIEWER1,
    SUBDISTRICT,
    SUPERVISOR,
    Scene,
)

S = ProjectState


def notice(scene: Scene, no: ProjectNo) -> Notice:
    """Give the last notice of a project."""
    with scene.fund.reading() as books:
        return queries.notices(books, no)[-1]


def test_nothing_is_established_before_its_notice_started(scene: Scene) -> None:
    no = scene.reviewed()
    scene.approve(no, 1200, 800)
    scene.wait(10)
    with pytest.raises(NoticeNotStartedError):
        notices.establish_project(scene.desk(APPROVER), no)
    scene.publish(no, 2000)
    with pytest.raises(NoticeRunningError):
        notices.establish_project(scene.desk(APPROVER), no)


def test_the_end_of_a_notice_is_stored_and_never_moves(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    calendars.add_holiday(desk, date(2024, 1, 10), "休")
    calendars.add_holiday(desk, date(2024, 1, 13), "班", works=True)
    no = scene.on_notice()
    # From Monday the 8th: 9, 11, 12, 13 (a worked Saturday), 15.
    started = notice(scene, no)
    assert (started.ends_on, started.working_days) == (date(2024, 1, 15), 5)
    assert started.published_fen == 200_000
    calendars.add_holiday(desk, date(2024, 1, 11), "休")
    funds.change_setting(desk, "notice_working_days", "9")
    assert notice(scene, no) == started


def test_the_first_day_rule_is_that_of_the_round(scene: Scene) -> None:
    """On Monday the 8th, which counts, until Friday."""
    rounds.open_round(
        scene.desk(ADMIN),
        key=RoundKey("counts"),
        name="当日起算",
        opens_on=scene.today,
        closes_on=date(2024, 1, 31),
        first_day=FirstDay.START,
    )
    scene.round_key = RoundKey("counts")
    no = scene.reviewed()
    scene.approve(no, 1200, 800)
    scene.publish(no, 2000)
    started = notice(scene, no)
    assert (started.ends_on, started.first_day) == (date(2024, 1, 12), FirstDay.START)


def test_the_list_says_what_was_approved_and_not_before_that(scene: Scene) -> None:
    no = scene.reviewed()
    scene.approve(no, 1200, 300)
    with pytest.raises(PublishedAmountError):
        scene.publish(no, 2000)
    scene.wait(-1)
    with pytest.raises(NoticeDatesError):
        scene.publish(no, 1500)


def test_a_corrected_list_starts_anew_for_a_reason(scene: Scene) -> None:
    no = scene.on_notice()
    scene.wait(5)
    with pytest.raises(ReasonNeededError):
        scene.publish(no, 2000)
    scene.publish(no, 2000, "名单有误")
    # From Saturday the 13th: Monday the 15th is its first day.
    assert notice(scene, no).ends_on == date(2024, 1, 19)
    scene.today = date(2024, 1, 16)
    with pytest.raises(NoticeRunningError):
        notices.establish_project(scene.desk(APPROVER), no)


def test_a_notice_into_an_uncovered_year_says_what_to_do(scene: Scene) -> None:
    no = scene.reviewed()
    scene.approve(no, 1200, 800)
    scene.today = date(2026, 12, 25)
    with pytest.raises(UncoveredYearError, match="2027"):
        scene.publish(no, 2000)
    assert scene.refusals()[-1] == "uncovered_year"


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
