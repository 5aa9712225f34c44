"""A claim's life, its admission, its budget lines, and money recovered."""

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.claims import (
    CLAIM_MOVES,
    FINAL,
    RECOVERY_MOVES,
    Admitted,
    ClaimState,
    LineBudget,
    NothingAdmittedError,
    OtherReceiptsError,
    OverBudgetError,
    OverClaimError,
    OverRecoveredError,
    ReasonForLessError,
    RecoverySettledError,
    RecoveryState,
    UnknownLineError,
    decide_admission,
    decide_line_budgets,
    decide_recovery,
    decide_recovery_move,
    line_left,
)
from fundledger.domain.ids import LineNo, ReceiptNo
from fundledger.domain.money import from_fen

R1, R2 = ReceiptNo(1), ReceiptNo(2)
L1, L2 = LineNo(1), LineNo(2)
CLAIMED = {R1: 100, R2: 50}


def admit(fen: int, receipt: ReceiptNo = R1, reason: str = "") -> Admitted:
    return Admitted(receipt, L1, CLAIMED.get(receipt, 0), fen, reason)


def test_every_state_has_a_way_out_except_the_final_ones() -> None:
    leaving = {state for (state, _), to in CLAIM_MOVES.items() if to != state}
    assert leaving == set(ClaimState) - FINAL


def test_every_state_can_be_reached() -> None:
    assert set(CLAIM_MOVES.values()) == set(ClaimState)


def test_an_admission_adds_up_what_is_admitted() -> None:
    assert decide_admission(CLAIMED, [admit(100), admit(20, R2, "核减")]) == 120


def test_a_receipt_may_be_refused_whole_while_another_is_admitted() -> None:
    assert decide_admission(CLAIMED, [admit(100), admit(0, R2, "与项目无关")]) == 100


@pytest.mark.parametrize(
    ("admitted", "missing", "unknown"),
    [
        ([admit(100)], (R2,), ()),
        ([], (R1, R2), ()),
        ([admit(100), admit(50, R2), admit(1, ReceiptNo(3))], (), (3,)),
        ([admit(100), admit(100), admit(50, R2)], (), (R1, R1)),
    ],
)
def test_every_receipt_of_the_claim_is_decided_once(
    admitted: list[Admitted],
    missing: tuple[ReceiptNo, ...],
    unknown: tuple[ReceiptNo, ...],
) -> None:
    with pytest.raises(OtherReceiptsError) as refused:
        decide_admission(CLAIMED, admitted)
    assert (refused.value.missing, refused.value.unknown) == (missing, unknown)


@pytest.mark.parametrize("fen", [101, -1])
def test_no_more_is_admitted_than_was_claimed(fen: int) -> None:
    with pytest.raises(OverClaimError):
        decide_admission(CLAIMED, [admit(fen, reason="?"), admit(50, R2)])


def test_the_amount_claimed_is_taken_from_the_claim_not_from_the_admission() -> None:
    forged = Admitted(R1, L1, 500, 500)
    with pytest.raises(OverClaimError):
        decide_admission(CLAIMED, [forged, admit(50, R2)])


@pytest.mark.parametrize("reason", ["", "  "])
def test_admitting_less_says_why(reason: str) -> None:
    with pytest.raises(ReasonForLessError):
        decide_admission(CLAIMED, [admit(99, reason=reason), admit(50, R2)])


def test_a_claim_of_which_nothing_holds_is_rejected_not_admitted() -> None:
    with pytest.raises(NothingAdmittedError):
        decide_admission(CLAIMED, [admit(0, R1, "?"), admit(0, R2, "?")])


@pytest.mark.parametrize(
    ("tolerance", "claimed", "fits"),
    [(0, 400, True), (0, 401, False), (10, 500, True), (10, 501, False)],
)
def test_a_line_spends_within_its_approval_and_the_tolerance(
    tolerance: int, claimed: int, *, fits: bool
) -> None:
    budgets = [LineBudget(L1, 1_000, 600)]
    if fits:
        decide_line_budgets(budgets, [admit(claimed)], tolerance)
    else:
        with pytest.raises(OverBudgetError) as refused:
            decide_line_budgets(budgets, [admit(claimed)], tolerance)
        assert refused.value.left == from_fen(claimed - 1)


def test_receipts_on_one_line_are_judged_together() -> None:
    with pytest.raises(OverBudgetError):
        decide_line_budgets([LineBudget(L1, 140, 0)], [admit(100), admit(50, R2)], 0)


def test_a_tolerance_of_a_part_of_a_fen_is_not_rounded_up() -> None:
    assert line_left(LineBudget(L1, 99, 0), 1) == 99


def test_a_line_that_was_cut_below_its_spending_has_nothing_left() -> None:
    assert line_left(LineBudget(L1, 100, 150), 0) == 0


def test_a_receipt_on_a_line_that_was_not_approved_is_refused() -> None:
    with pytest.raises(UnknownLineError):
        decide_line_budgets([LineBudget(L2, 100, 0)], [admit(1)], 0)


@pytest.mark.parametrize(
    ("received", "state"),
    [(60, RecoveryState.RECOVERED), (59, RecoveryState.OPEN)],
)
def test_a_recovery_is_settled_when_all_of_it_is_back(
    received: int, state: RecoveryState
) -> None:
    assert decide_recovery(100, 40, received) is state


def test_no_more_comes_back_than_is_owed() -> None:
    with pytest.raises(OverRecoveredError):
        decide_recovery(100, 40, 61)


@pytest.mark.parametrize("state", RecoveryState)
def test_only_open_money_is_recovered_or_written_off(state: RecoveryState) -> None:
    for action in (Action.RECOVERY_RECEIVE, Action.RECOVERY_WRITE_OFF):
        if state is RecoveryState.OPEN:
            decide_recovery_move(state, action)
            continue
        with pytest.raises(RecoverySettledError):
            decide_recovery_move(state, action)


def test_every_end_of_a_recovery_is_in_its_table() -> None:
    moved = frozenset[RecoveryState]().union(*RECOVERY_MOVES.values())
    assert moved == set(RecoveryState) - {RecoveryState.NEVER_PAID}
