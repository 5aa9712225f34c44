"""A disbursement's life, its signatures, and what may be asked for."""

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.disbursements import (
    DISBURSEMENT_MOVES,
    FINAL,
    AgreementNotNeededError,
    DisbursementSignedError,
    DisbursementState,
    OverCommittedError,
    PayeeUnverifiedError,
    UnclearedAdvanceError,
    decide_approved,
    decide_payee,
    decide_request,
    first_state,
    payment_rules,
)
from fundledger.domain.journal import PostingRule
from fundledger.domain.money import from_fen

S = DisbursementState
APPROVE, AGREE = Action.DISBURSEMENT_APPROVE, Action.DISBURSEMENT_AGREE


def test_every_state_has_a_way_out_except_the_final_ones() -> None:
    leaving = {state for (state, _), to in DISBURSEMENT_MOVES.items() if to != state}
    assert leaving == set(DisbursementState) - FINAL


def test_every_state_can_be_reached() -> None:
    assert {*DISBURSEMENT_MOVES.values(), S.REQUESTED} == set(DisbursementState)


def test_nothing_is_paid_that_was_not_approved() -> None:
    paid_from = {state for (state, _), to in DISBURSEMENT_MOVES.items() if to is S.PAID}
    assert paid_from == {S.APPROVED, S.BOUNCED}
    approved_from = {
        state
        for (state, action), to in DISBURSEMENT_MOVES.items()
        if to is S.APPROVED and action is not Action.DISBURSEMENT_REDIRECT
    }
    assert approved_from == {S.CHECKED}


def test_a_reimbursement_was_checked_when_its_claim_was_admitted() -> None:
    assert first_state(reimburses=True) is S.CHECKED
    assert first_state(reimburses=False) is S.REQUESTED


def ask(fen: int, *, pending: int = 0, advance: int = 0, waits: bool = True) -> None:
    decide_request(
        fen,
        committed_fen=1_000,
        pending_fen=pending,
        advance_fen=advance,
        waits_until_cleared=waits,
    )


def test_a_request_fits_into_what_is_committed() -> None:
    ask(1_000)
    with pytest.raises(OverCommittedError):
        ask(1_001)


def test_what_was_asked_for_already_cannot_be_asked_for_again() -> None:
    ask(700, pending=300, waits=False)
    with pytest.raises(OverCommittedError) as refused:
        ask(701, pending=300, waits=False)
    assert refused.value.left == from_fen(700)


@pytest.mark.parametrize(("pending", "advance"), [(1, 0), (0, 1)])
def test_an_instalment_waits_until_the_earlier_one_is_cleared(
    pending: int, advance: int
) -> None:
    with pytest.raises(UnclearedAdvanceError):
        ask(1, pending=pending, advance=advance)
    ask(1, pending=pending, advance=advance, waits=False)


@pytest.mark.parametrize(
    ("fen", "action", "signed", "executes"),
    [
        (100, APPROVE, [], True),
        (101, APPROVE, [], False),
        (101, AGREE, [], False),
        (101, AGREE, [APPROVE], True),
        (101, APPROVE, [AGREE], True),
    ],
)
def test_above_the_threshold_the_approver_agrees_too(
    fen: int, action: Action, signed: list[Action], *, executes: bool
) -> None:
    assert decide_approved(action, fen, 100, signed) is executes


def test_nobody_signs_twice_or_where_it_is_not_asked_for() -> None:
    with pytest.raises(DisbursementSignedError):
        decide_approved(APPROVE, 101, 100, [APPROVE])
    with pytest.raises(AgreementNotNeededError):
        decide_approved(AGREE, 100, 100, [])


def test_only_a_verified_payee_is_paid() -> None:
    decide_payee("甲一社区居民委员会", verified=True)
    with pytest.raises(PayeeUnverifiedError):
        decide_payee("甲一社区居民委员会", verified=False)


@pytest.mark.parametrize(
    ("reimburses", "owed", "booked"),
    [
        (False, 0, [(PostingRule.ADVANCE_PAID, 100)]),
        (True, 0, [(PostingRule.REIMBURSEMENT_PAID, 100)]),
        (
            False,
            30,
            [(PostingRule.REIMBURSEMENT_PAID, 30), (PostingRule.ADVANCE_PAID, 70)],
        ),
        (False, 100, [(PostingRule.REIMBURSEMENT_PAID, 100)]),
        (False, 130, [(PostingRule.REIMBURSEMENT_PAID, 100)]),
    ],
)
def test_paying_again_settles_first_what_the_community_spent_itself(
    *, reimburses: bool, owed: int, booked: list[tuple[PostingRule, int]]
) -> None:
    assert payment_rules(100, reimburses=reimburses, owed_fen=owed) == booked
