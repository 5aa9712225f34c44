"""A project's life: what its table means, whatever it holds.

What it holds is compared cell by cell in test_rule_tables.
"""

from collections import defaultdict

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.people import PERMITS, Role
from fundledger.domain.projects import (
    FINAL,
    FIRST_STATE,
    MOVES,
    UNDER_REVIEW,
    UNDER_WAY,
    MoveError,
    MoverError,
    ProjectState,
    SignedAlreadyError,
    decide_move,
    decide_mover,
    decide_signature,
    first_review,
    possible,
)

S, A, R = ProjectState, Action, Role

# Deeds on a case that are not deeds on its project's state.
ELSEWHERE = ("project.draft",)
OF_A_CASE = ("project", "notice", "agreement", "disbursement", "claim", "refund")


def test_every_state_has_a_way_out_except_the_final_ones() -> None:
    leaving = {state for (state, _), move in MOVES.items() if set(move.to) - {state}}
    assert leaving == set(ProjectState) - FINAL


def test_nothing_at_all_is_done_to_a_project_in_a_final_state() -> None:
    assert {state for state in ProjectState if not possible(state)} == FINAL


def test_every_state_can_be_reached_from_the_first() -> None:
    reached, frontier = set[ProjectState](), {FIRST_STATE}
    while frontier:
        state = frontier.pop()
        reached.add(state)
        frontier |= {
            to for (at, _), move in MOVES.items() if at is state for to in move.to
        }
        frontier -= reached
    assert reached == set(ProjectState)


def test_every_deed_on_a_case_has_a_state_that_takes_it() -> None:
    of_a_case = {
        action
        for action in Action
        if action.startswith((*OF_A_CASE, "recovery")) and action not in ELSEWHERE
    }
    assert {action for _, action in MOVES} == of_a_case


def test_a_refusal_names_what_is_possible_instead() -> None:
    with pytest.raises(MoveError) as refused:
        decide_move(S.CLOSED, A.CLAIM_DRAFT)
    assert refused.value.facts == {
        "state": S.CLOSED,
        "action": A.CLAIM_DRAFT,
        "possible": (A.PROJECT_RE_SOURCE, A.PROJECT_REOPEN),
    }


def test_a_mover_that_the_row_does_not_name_is_told_who_is() -> None:
    with pytest.raises(MoverError) as refused:
        decide_mover(S.DISTRICT_REVIEW, A.PROJECT_RETURN, R.SUBDISTRICT_REVIEWER)
    assert refused.value.roles == (R.DISTRICT_REVIEWER,)


def test_whoever_moves_a_project_is_permitted_to() -> None:
    for (_, action), move in MOVES.items():
        assert move.who
        assert move.who <= PERMITS[action]
        assert move.signed_by <= move.who


def test_every_permission_is_of_use_in_some_state() -> None:
    used: dict[Action, set[Role]] = defaultdict(set)
    for (_, action), move in MOVES.items():
        used[action] |= move.who
    assert used == {action: PERMITS[action] for action in used}


def test_the_last_signature_executes_the_move() -> None:
    for (state, action), move in MOVES.items():
        needed = sorted(move.signed_by)
        for count, role in enumerate(needed, start=1):
            last = decide_signature(state, action, role, needed[: count - 1])
            assert last is (count == len(needed))
            with pytest.raises(SignedAlreadyError):
                decide_signature(state, action, role, needed)


def test_where_nobody_signs_whoever_may_do_it_executes_the_move() -> None:
    for (state, action), move in MOVES.items():
        for role in () if move.signed_by else move.who:
            assert decide_signature(state, action, role, [])
            assert decide_signature(state, action, role, [role])


def test_nothing_is_paid_while_suspended() -> None:
    assert A.DISBURSEMENT_PAY not in possible(S.SUSPENDED)
    assert A.DISBURSEMENT_REQUEST not in possible(S.SUSPENDED)


def test_claims_refunds_and_recoveries_go_on_while_closing() -> None:
    for state in UNDER_WAY:
        assert {A.CLAIM_ADMIT, A.REFUND_RECEIVE, A.RECOVERY_RECEIVE} <= {
            *possible(state)
        }


def test_no_new_advance_is_asked_for_while_closing() -> None:
    assert A.DISBURSEMENT_REQUEST not in possible(S.CLOSING)
    assert A.DISBURSEMENT_PAY in possible(S.CLOSING)


@pytest.mark.parametrize("stage", sorted(UNDER_REVIEW))
def test_a_returned_application_goes_back_to_where_it_came_from(
    stage: ProjectState,
) -> None:
    assert decide_move(S.RETURNED, A.PROJECT_RESUBMIT, stage) is stage


@pytest.mark.parametrize("toward", [None, S.ACTIVE, S.SUBMITTED])
def test_a_way_that_depends_on_the_case_must_be_told(
    toward: ProjectState | None,
) -> None:
    with pytest.raises(MoveError):
        decide_move(S.RETURNED, A.PROJECT_RESUBMIT, toward)


def test_the_subdistrict_stage_can_be_switched_off() -> None:
    assert first_review(subdistrict_stage=True) is S.SUBDISTRICT_REVIEW
    assert first_review(subdistrict_stage=False) is S.DISTRICT_REVIEW
