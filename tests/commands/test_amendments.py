"""Supplements and cuts: new decisions on a line, a large one with its own notice."""

import pytest

from fundledger.commands import amendments, disbursements, projects
from fundledger.commands.amendments import EstablishedAlreadyError
from fundledger.domain.chart import B_COMMITTED, B_FREE
from fundledger.domain.claims import UnknownLineError
from fundledger.domain.ids import LineNo, ProjectNo
from fundledger.domain.journal import InsufficientError, NothingToPostError
from fundledger.domain.projects import MoveError, ReasonNeededError
from fundledger.domain.reviews import (
    CutTooDeepError,
    NoticeRunningError,
)
from fundledger.domain.rights import NoRoleError
from fundledger.domain.sources import SourceShortError
from fundledger.queries import budgets
from tests.commands.scene import (
    ACCOUNTANT,
    APPROVER,
    PREPARER,
    SUPERVISOR,
    Scene,
    yuan,
)

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


def test_a_large_supplement_waits_for_its_own_notice(scene: Scene) -> None:
    no = scene.active()
    number = amendments.supplement_project(
        scene.desk(APPROVER), no, ONE, yuan(1001), "扩大"
    )
    assert approved(scene, no) == [120_000, 80_000]
    with pytest.raises(NoticeRunningError):
        amendments.establish_supplement(scene.desk(APPROVER), no, number, "期满")
    scene.wait(8)
    amendments.establish_supplement(scene.desk(APPROVER), no, number, "期满")
    assert approved(scene, no) == [220_100, 80_000]
    assert scene.left(B_COMMITTED, no) == 300_100
    with pytest.raises(EstablishedAlreadyError):
        amendments.establish_supplement(scene.desk(APPROVER), no, number, "期满")


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
