"""Projects under way: agreed, activated, suspended, cancelled, closed, reopened."""

from datetime import date

import pytest

from fundledger.commands import disbursements, people, projects
from fundledger.commands.projects import EmptyReportError
from fundledger.commands.steps import BackwardsError
from fundledger.domain.budgets import NoFinalReportError, NotSettledError
from fundledger.domain.chart import B_COMMITTED, B_FREE
from fundledger.domain.disbursements import PayeeUnverifiedError
from fundledger.domain.ids import DisbursementNo, ProjectNo
from fundledger.domain.projects import (
    MoveError,
    MoverError,
    ProjectState,
    ReasonNeededError,
    SignedAlreadyError,
)
from fundledger.domain.reviews import NoAgreementError
from fundledger.domain.rights import NoRoleError, OutOfScopeError
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    CASHIER,
    HEAD,
    HEAD2,
    JIA1,
    PREPARER,
    SUPERVISOR,
    Scene,
    yuan,
)

S = ProjectState


def advanced(scene: Scene, no: ProjectNo, amount: int) -> DisbursementNo:
    """Pay an advance, in 元."""
    disbursement_no = disbursements.request_disbursement(
        scene.desk(PREPARER), no, yuan(amount)
    )
    disbursements.check_disbursement(scene.desk(ACCOUNTANT), disbursement_no)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), disbursement_no)
    disbursements.pay_disbursement(scene.desk(CASHIER), disbursement_no, bank="main")
    return disbursement_no


def closing(scene: Scene) -> ProjectNo:
    """Bring a project to its closing, reported."""
    no = scene.active()
    projects.submit_final_report(scene.desk(PREPARER), no, "办了三场，到场九十人。")
    projects.begin_project_closing(scene.desk(HEAD), no)
    return no


def test_a_project_is_activated_once_it_is_agreed_on(scene: Scene) -> None:
    no = scene.established()
    with pytest.raises(NoAgreementError):
        projects.activate_project(scene.desk(SUPERVISOR), no)
    assert scene.refusals() == ["no_agreement"]
    projects.record_agreement(scene.desk(ACCOUNTANT), no, "XY-2024-1-01")
    projects.activate_project(scene.desk(SUPERVISOR), no)
    assert scene.state(no) is S.ACTIVE


def test_a_project_is_activated_only_with_a_verified_payee(scene: Scene) -> None:
    no = scene.established()
    projects.record_agreement(scene.desk(ACCOUNTANT), no, "XY-2024-1-01")
    payee_no = people.add_payee(
        scene.desk(HEAD), community_key=JIA1, name="新户", bank="乙银行", number="0002"
    )
    with pytest.raises(PayeeUnverifiedError):
        projects.activate_project(scene.desk(SUPERVISOR), no)
    people.verify_payee(scene.desk(ACCOUNTANT), payee_no)
    projects.activate_project(scene.desk(SUPERVISOR), no)


def test_only_the_supervisor_activates(scene: Scene) -> None:
    no = scene.established()
    projects.record_agreement(scene.desk(ACCOUNTANT), no, "XY-2024-1-01")
    for login in (APPROVER, ACCOUNTANT, CASHIER, ADMIN):
        with pytest.raises(NoRoleError):
            projects.activate_project(scene.desk(login), no)


def test_a_project_is_suspended_and_resumed_for_reasons(scene: Scene) -> None:
    no = scene.active()
    with pytest.raises(ReasonNeededError):
        projects.suspend_project(scene.desk(APPROVER), no, "")
    projects.suspend_project(scene.desk(APPROVER), no, "施工")
    with pytest.raises(MoveError):
        disbursements.request_disbursement(scene.desk(PREPARER), no, yuan(100))
    projects.resume_project(scene.desk(APPROVER), no, "完工")
    assert scene.state(no) is S.ACTIVE


def test_cancelling_takes_two_signatures_and_frees_the_budget(scene: Scene) -> None:
    free = scene.left(B_FREE)
    no = scene.active()
    assert projects.cancel_project(scene.desk(APPROVER), no, "场地没了") == S.ACTIVE
    with pytest.raises(SignedAlreadyError):
        projects.cancel_project(scene.desk(APPROVER), no, "场地没了")
    assert scene.left(B_COMMITTED, no) == 200_000
    assert projects.cancel_project(scene.desk(SUPERVISOR), no, "同意") == S.CANCELLED
    assert scene.left(B_COMMITTED, no) == 0
    assert scene.left(B_FREE) == free


def test_a_signature_is_void_once_the_project_moved(scene: Scene) -> None:
    no = scene.active()
    projects.cancel_project(scene.desk(APPROVER), no, "场地没了")
    projects.suspend_project(scene.desk(APPROVER), no, "先停")
    assert projects.cancel_project(scene.desk(SUPERVISOR), no, "同意") == S.SUSPENDED
    assert projects.cancel_project(scene.desk(APPROVER), no, "场地没了") == S.CANCELLED


def test_nothing_is_cancelled_while_an_advance_is_out(scene: Scene) -> None:
    no = scene.active()
    advanced(scene, no, 1000)
    projects.cancel_project(scene.desk(APPROVER), no, "场地没了")
    with pytest.raises(NotSettledError) as refused:
        projects.cancel_project(scene.desk(SUPERVISOR), no, "同意")
    assert refused.value.advance == yuan(1000)
    assert scene.state(no) is S.ACTIVE
    assert scene.refusals() == ["not_settled"]


def test_the_head_begins_to_close_an_active_project(scene: Scene) -> None:
    no = scene.active()
    with pytest.raises(NoRoleError):
        projects.begin_project_closing(scene.desk(PREPARER), no)
    with pytest.raises(OutOfScopeError):
        projects.begin_project_closing(scene.desk(HEAD2), no)
    with pytest.raises(MoverError):
        projects.begin_project_closing(scene.desk(APPROVER), no, "到期")
    projects.begin_project_closing(scene.desk(HEAD), no)
    assert scene.state(no) is S.CLOSING


def test_the_approver_closes_a_suspended_project_for_a_reason(scene: Scene) -> None:
    no = scene.active()
    projects.suspend_project(scene.desk(APPROVER), no, "施工")
    with pytest.raises(ReasonNeededError):
        projects.begin_project_closing(scene.desk(APPROVER), no)
    projects.begin_project_closing(scene.desk(APPROVER), no, "不再恢复")
    assert scene.state(no) is S.CLOSING


def test_closing_takes_three_signatures_and_the_rest_lapses(scene: Scene) -> None:
    free = scene.left(B_FREE)
    no = closing(scene)
    assert projects.close_project(scene.desk(ACCOUNTANT), no) == S.CLOSING
    assert projects.close_project(scene.desk(APPROVER), no) == S.CLOSING
    assert projects.close_project(scene.desk(SUPERVISOR), no) == S.CLOSED
    assert scene.left(B_COMMITTED, no) == 0
    assert scene.left(B_FREE) == free


def test_closing_takes_a_final_report(scene: Scene) -> None:
    no = scene.active()
    projects.begin_project_closing(scene.desk(HEAD), no)
    with pytest.raises(EmptyReportError):
        projects.submit_final_report(scene.desk(HEAD), no, " ")
    projects.close_project(scene.desk(ACCOUNTANT), no)
    projects.close_project(scene.desk(APPROVER), no)
    with pytest.raises(NoFinalReportError):
        projects.close_project(scene.desk(SUPERVISOR), no)
    projects.submit_final_report(scene.desk(HEAD), no, "办完了。")
    assert projects.close_project(scene.desk(SUPERVISOR), no) == S.CLOSED


def test_a_refused_report_is_no_report(scene: Scene) -> None:
    no = closing(scene)
    projects.refuse_final_report(scene.desk(APPROVER), no, "缺照片")
    assert scene.state(no) is S.ACTIVE
    projects.begin_project_closing(scene.desk(HEAD), no)
    for login in (ACCOUNTANT, APPROVER):
        projects.close_project(scene.desk(login), no)
    with pytest.raises(NoFinalReportError):
        projects.close_project(scene.desk(SUPERVISOR), no)


def test_nothing_is_closed_while_an_advance_is_out(scene: Scene) -> None:
    no = scene.active()
    advanced(scene, no, 500)
    projects.submit_final_report(scene.desk(PREPARER), no, "办完了。")
    projects.begin_project_closing(scene.desk(HEAD), no)
    for login in (ACCOUNTANT, APPROVER):
        projects.close_project(scene.desk(login), no)
    with pytest.raises(NotSettledError):
        projects.close_project(scene.desk(SUPERVISOR), no)


def test_a_closed_project_is_reopened_by_two_for_a_reason(scene: Scene) -> None:
    no = closing(scene)
    for login in (ACCOUNTANT, APPROVER, SUPERVISOR):
        projects.close_project(scene.desk(login), no)
    with pytest.raises(ReasonNeededError):
        projects.reopen_project(scene.desk(APPROVER), no, "")
    assert projects.reopen_project(scene.desk(APPROVER), no, "审计发现") == S.CLOSED
    assert projects.reopen_project(scene.desk(SUPERVISOR), no, "同意") == S.ACTIVE


def test_a_voucher_of_a_lapse_may_be_dated_otherwise(scene: Scene) -> None:
    no = closing(scene)
    for login in (ACCOUNTANT, APPROVER):
        projects.close_project(scene.desk(login), no)
    scene.wait(20)
    day = date(2024, 1, 31)
    assert (
        projects.close_project(scene.desk(SUPERVISOR), no, voucher_on=day) == S.CLOSED
    )


def test_a_suspension_is_not_dated_before_the_activation(scene: Scene) -> None:
    no = scene.active()
    with pytest.raises(BackwardsError):
        projects.suspend_project(scene.desk(APPROVER, date(2024, 1, 9)), no, "施工")
