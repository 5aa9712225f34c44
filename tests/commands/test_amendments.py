"""Supplements and cuts: new decisions on a line, a large one with its own notice."""

from datetime import date

import pytest

from fundledger.commands import amendments, disbursements, notices, projects
from fundledger.commands.amendments import EstablishedAlreadyError
from fundledger.commands.sources import NO_SHARES, SourceShare
from fundledger.domain.chart import B_COMMITTED, B_FREE
from fundledger.domain.claims import UnknownLineError
from fundledger.domain.ids import AmendmentNo, LineNo, ProjectNo
from fundledger.domain.journal import InsufficientError, NothingToPostError
from fundledger.domain.notices import NoticeNotStartedError, NoticeRunningError
from fundledger.domain.projects import MoveError, ReasonNeededError
from fundledger.domain.reviews import CutTooDeepError
from fundledger.domain.rights import NoRoleError
from fundledger.domain.sources import GENERAL, SourceDatesError, SourceShortError
from fundledger.queries import budgets
from tests.commands.money import red_checks, source_changed, sourced
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    APPROVER,
    PREPARER,
    SPORT,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_sources import by_source, of_both, order

ONE, TWO, NINE = LineNo(1), LineNo(2), LineNo(9)


def approved(scene: Scene, no: ProjectNo) -> list[int]:
    """Give what each line is approved for, in 分."""
    with scene.fund.reading() as books:
        return [line.approved_fen for line in budgets.approved_lines(books, no)]


def test_a_supplement_commits_more_on_a_line(scene: Scene) -> None:
    no = scene.active()
    amendments.supplement_project(scene.desk(APPROVER), no, ONE, yuan(300), "涨价")
    assert approved(scene, no) == [150_000, 80_000]
    assert scene.left(B_COMMITTED, no) == 230_000


def publish(scene: Scene, no: ProjectNo, number: AmendmentNo, amount: int) -> None:
    """Publish a supplement of so many 元, and start its notice."""
    notices.start_supplement_notice(
        scene.desk(APPROVER),
        no,
        number,
        amount=yuan(amount),
        published_on=scene.today,
        publication="政务网",
    )


def test_a_large_supplement_waits_for_its_own_notice(scene: Scene) -> None:
    no = scene.active()
    number = amendments.supplement_project(
        scene.desk(APPROVER), no, ONE, yuan(1001), "扩大"
    )
    assert approved(scene, no) == [120_000, 80_000]
    with pytest.raises(NoticeNotStartedError):
        amendments.establish_supplement(scene.desk(APPROVER), no, number, "期满")
    publish(scene, no, number, 1001)
    with pytest.raises(NoticeRunningError):
        amendments.establish_supplement(scene.desk(APPROVER), no, number, "期满")
    scene.wait(8)
    amendments.establish_supplement(scene.desk(APPROVER), no, number, "期满")
    assert approved(scene, no) == [220_100, 80_000]
    assert scene.left(B_COMMITTED, no) == 300_100
    with pytest.raises(EstablishedAlreadyError):
        amendments.establish_supplement(scene.desk(APPROVER), no, number, "期满")
    with pytest.raises(EstablishedAlreadyError):
        publish(scene, no, number, 1001)


def test_a_supplement_needs_free_budget(scene: Scene) -> None:
    no = scene.active()
    with pytest.raises(SourceShortError):
        amendments.supplement_project(
            scene.desk(APPROVER), no, ONE, yuan(18_001), "扩大"
        )
    assert scene.refusals() == ["source_short"]


def test_a_cut_frees_what_was_committed(scene: Scene) -> None:
    free = scene.left(B_FREE)
    no = scene.active()
    amendments.cut_project(scene.desk(APPROVER), no, TWO, yuan(120), "改为借用")
    assert approved(scene, no) == [120_000, 68_000]
    assert scene.left(B_FREE) == free - 188_000


def test_a_cut_takes_no_more_than_the_line_has(scene: Scene) -> None:
    no = scene.active()
    with pytest.raises(CutTooDeepError):
        amendments.cut_project(scene.desk(APPROVER), no, TWO, yuan(801), "不办了")


def test_a_cut_leaves_what_was_paid_out(scene: Scene) -> None:
    no = scene.active()
    disbursement_no = disbursements.request_disbursement(
        scene.desk(PREPARER), no, yuan(1500)
    )
    disbursements.check_disbursement(scene.desk(ACCOUNTANT), disbursement_no)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), disbursement_no)
    with pytest.raises(InsufficientError):
        amendments.cut_project(scene.desk(APPROVER), no, ONE, yuan(501), "缩小")


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amendment_is_above_zero(scene: Scene, amount: int) -> None:
    no = scene.active()
    for amend in (amendments.supplement_project, amendments.cut_project):
        with pytest.raises(NothingToPostError):
            amend(scene.desk(APPROVER), no, ONE, yuan(amount), "试试")


def test_an_amendment_names_an_approved_line_and_a_reason(scene: Scene) -> None:
    no = scene.active()
    for amend in (amendments.supplement_project, amendments.cut_project):
        with pytest.raises(UnknownLineError):
            amend(scene.desk(APPROVER), no, NINE, yuan(1), "试试")
        with pytest.raises(ReasonNeededError):
            amend(scene.desk(APPROVER), no, ONE, yuan(1), "")
        with pytest.raises(NoRoleError):
            amend(scene.desk(SUPERVISOR), no, ONE, yuan(1), "试试")


def test_a_suspended_project_is_cut_but_not_supplemented(scene: Scene) -> None:
    no = scene.active()
    projects.suspend_project(scene.desk(APPROVER), no, "施工")
    amendments.cut_project(scene.desk(APPROVER), no, ONE, yuan(100), "缩小")
    with pytest.raises(MoveError):
        amendments.supplement_project(scene.desk(APPROVER), no, ONE, yuan(100), "涨价")


def test_a_cut_goes_back_to_the_last_source_first(scene: Scene) -> None:
    project = of_both(scene)
    amendments.cut_project(scene.desk(APPROVER), project, ONE, yuan(600), "改为借用")
    assert sourced(scene) == [
        ("b_committed", "b_free", 500, GENERAL),
        ("b_committed", "b_free", 100, AID),
    ]
    assert by_source(scene, B_FREE) == [100, 20000]


def test_what_is_left_at_the_end_goes_back_to_each_source(scene: Scene) -> None:
    project = of_both(scene)
    for login in (APPROVER, SUPERVISOR):
        projects.cancel_project(scene.desk(login), project, "不再需要")
    assert by_source(scene, B_FREE) == [1500, 20000]
    assert by_source(scene, B_COMMITTED) == [0, 0]
    assert red_checks(scene) == {}


def test_a_supplement_is_of_the_project_s_own_sources(scene: Scene) -> None:
    scene.source(SPORT, 9000)
    project = of_both(scene)
    scene.grant(AID, 60)
    desk = scene.desk(APPROVER)
    amendments.supplement_project(desk, project, ONE, yuan(100), "涨价")
    assert sourced(scene) == [
        ("b_free", "b_committed", 60, AID),
        ("b_free", "b_committed", 40, GENERAL),
    ]
    more = [SourceShare(SPORT, yuan(30))]
    amendments.supplement_project(desk, project, ONE, yuan(30), "加购", sources=more)
    assert order(scene, project) == [AID, GENERAL, SPORT]
    assert sourced(scene) == [("b_free", "b_committed", 30, SPORT)]
    assert red_checks(scene) == {}


def test_a_large_supplement_takes_its_sources_when_its_notice_is_over(
    scene: Scene,
) -> None:
    project = of_both(scene)
    desk = scene.desk(APPROVER)
    more = yuan(1001)
    no = amendments.supplement_project(desk, project, ONE, more, "扩大")
    publish(scene, project, no, 1001)
    scene.wait(8)
    scene.source(SPORT, 1000)
    named = [SourceShare(SPORT), SourceShare(GENERAL)]
    amendments.establish_supplement(
        scene.desk(APPROVER), project, no, "期满", sources=named
    )
    assert sourced(scene) == [
        ("b_free", "b_committed", 1000, SPORT),
        ("b_free", "b_committed", 1, GENERAL),
    ]


def test_an_ended_source_of_a_project_supplements_nothing(scene: Scene) -> None:
    project = of_both(scene)
    yesterday = date(2024, 1, 17)
    source_changed(scene, AID, until_on=yesterday)
    desk = scene.desk(APPROVER)
    for named in (NO_SHARES, [SourceShare(AID)]):
        with pytest.raises(SourceDatesError):
            amendments.supplement_project(
                desk, project, ONE, yuan(10), "涨价", sources=named
            )
    only = [SourceShare(GENERAL)]
    amendments.supplement_project(desk, project, ONE, yuan(10), "涨价", sources=only)
