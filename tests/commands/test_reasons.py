"""A reason is asked for in earnest: nothing, blanks and wide blanks are none."""

from datetime import date

import pytest

from fundledger.commands import (
    claims,
    disallowances,
    journal,
    periods,
    recoveries,
    running_costs,
)
from fundledger.domain.ids import RecoveryNo
from fundledger.domain.periods import months_of
from fundledger.domain.projects import ReasonNeededError
from tests.commands.money import (
    admitted,
    alone,
    left,
    paid,
    receipt,
    receipt_nos,
    submitted,
)
from tests.commands.scene import ACCOUNTANT, APPROVER, SUPERVISOR, Scene, yuan
from tests.commands.test_periods import close, reviewed

blank = pytest.mark.parametrize("reason", ["", "  ", "\u3000 \u3000"])


@blank
def test_a_month_is_reopened_for_a_reason_however_it_is_left_blank(
    scene: Scene, reason: str
) -> None:
    scene.today = date(2024, 2, 2)
    reviewed(scene)
    close(scene, months_of(2024)[0])
    with pytest.raises(ReasonNeededError):
        periods.reopen_month(scene.desk(SUPERVISOR), months_of(2024)[0], reason=reason)


@blank
def test_a_voucher_is_corrected_for_a_reason_however_it_is_left_blank(
    scene: Scene, reason: str
) -> None:
    desk = scene.desk(ACCOUNTANT)
    fee = alone(running_costs.pay_bank_fee(desk, yuan(8), bank="main"))
    amounts = [yuan(9), yuan(9)]
    with pytest.raises(ReasonNeededError):
        journal.adjust_voucher(
            scene.desk(ACCOUNTANT), fee, amounts=amounts, reason=reason
        )


@blank
def test_a_claim_is_handed_back_or_rejected_for_a_reason(
    scene: Scene, reason: str
) -> None:
    claim = submitted(scene, scene.active(), receipt(300))
    for decide in (claims.return_claim, claims.reject_claim):
        with pytest.raises(ReasonNeededError):
            decide(scene.desk(ACCOUNTANT), claim, reason=reason)


@blank
def test_money_is_disallowed_and_given_up_for_a_reason(
    scene: Scene, reason: str
) -> None:
    project = scene.active()
    paid(scene, project, 900)
    (no,) = receipt_nos(scene, admitted(scene, project, receipt(300)))
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(ReasonNeededError):
        disallowances.disallow_receipt(desk, no, yuan(50), reason=reason)
    disallowances.disallow_receipt(desk, no, yuan(50), reason="发票不实")
    with pytest.raises(ReasonNeededError):
        recoveries.write_off_recovery(
            scene.desk(APPROVER), RecoveryNo(1), reason=reason
        )
    assert left(scene, "recoverable", project) == 50
