"""A project's life, walked pair by pair."""

from itertools import product

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.people import PERMITS, Role
from fundledger.domain.projects import (
    FINAL,
    FIRST_STATE,
    MOVES,
    UNDER_REVIEW,
    UNDER_WAY,
    Guard,
    MoveError,
    MoverError,
    ProjectState,
    ReasonNeededError,
    SignedAlreadyError,
    decide_move,
    decide_mover,
    decide_reason,
    decide_signature,
    first_review,
    possible,
)

S, A, R = ProjectState, Action, Role

every_pair = pytest.mark.parametrize(
    ("state", "action"), list(product(ProjectState, Action))
)
every_move = pytest.mark.parametrize(("state", "action"), list(MOVES))

# The design's life table, written once more: from, action → to.
LIFE = {
    (S.DRAFT, A.PROJECT_SUBMIT): {S.SUBMITTED},
    (S.DRAFT, A.PROJECT_WITHDRAW): {S.WITHDRAWN},
    (S.SUBMITTED, A.PROJECT_SIGN): {S.SUBDISTRICT_REVIEW, S.DISTRICT_REVIEW},
    (S.SUBMITTED, A.PROJECT_WITHDRAW): {S.WITHDRAWN},
    (S.SUBDISTRICT_REVIEW, A.PROJECT_RECOMMEND): {S.DISTRICT_REVIEW},
    (S.SUBDISTRICT_REVIEW, A.PROJECT_RETURN): {S.RETURNED},
    (S.SUBDISTRICT_REVIEW, A.PROJECT_REJECT): {S.REJECTED},
    (S.SUBDISTRICT_REVIEW, A.PROJECT_WITHDRAW): {S.WITHDRAWN},
    (S.DISTRICT_REVIEW, A.PROJECT_RETURN): {S.RETURNED},
    (S.DISTRICT_REVIEW, A.PROJECT_REJECT): {S.REJECTED},
    (S.DISTRICT_REVIEW, A.PROJECT_WITHDRAW): {S.WITHDRAWN},
    (S.DISTRICT_REVIEW, A.PROJECT_APPROVE): {S.ON_NOTICE},
    (S.RETURNED, A.PROJECT_RESUBMIT): {S.SUBDISTRICT_REVIEW, S.DISTRICT_REVIEW},
    (S.RETURNED, A.PROJECT_WITHDRAW): {S.WITHDRAWN},
    (S.ON_NOTICE, A.PROJECT_ESTABLISH): {S.ESTABLISHED},
    (S.ON_NOTICE, A.NOTICE_UPHOLD): {S.DISTRICT_REVIEW},
    (S.ON_NOTICE, A.PROJECT_WITHDRAW): {S.WITHDRAWN},
    (S.ESTABLISHED, A.PROJECT_ACTIVATE): {S.ACTIVE},
    (S.ESTABLISHED, A.PROJECT_CANCEL): {S.CANCELLED},
    (S.ACTIVE, A.PROJECT_SUSPEND): {S.SUSPENDED},
    (S.ACTIVE, A.PROJECT_CANCEL): {S.CANCELLED},
    (S.ACTIVE, A.PROJECT_BEGIN_CLOSING): {S.CLOSING},
    (S.SUSPENDED, A.PROJECT_RESUME): {S.ACTIVE},
    (S.SUSPENDED, A.PROJECT_CANCEL): {S.CANCELLED},
    (S.SUSPENDED, A.PROJECT_BEGIN_CLOSING): {S.CLOSING},
    (S.CLOSING, A.PROJECT_REFUSE_REPORT): {S.ACTIVE},
    (S.CLOSING, A.PROJECT_CLOSE): {S.CLOSED},
    (S.CLOSED, A.PROJECT_REOPEN): {S.ACTIVE},
}
# Deeds on a case that are not deeds on its project's state.
ELSEWHERE = ("project.draft",)
OF_A_CASE = ("project", "notice", "agreement", "disbursement", "claim", "refund")


def test_the_table_leads_where_the_design_says() -> None:
    leading = {
        pair: set(move.to) for pair, move in MOVES.items() if {*move.to} != {pair[0]}
    }
    assert leading == LIFE


@every_pair
def test_whatever_the_table_does_not_hold_is_refused(
    state: ProjectState, action: Action
) -> None:
    if (state, action) in MOVES:
        for toward in MOVES[state, action].to:
            assert decide_move(state, action, toward) is toward
    else:
        with pytest.raises(MoveError) as refused:
            decide_move(state, action)
        assert refused.value.possible == possible(state)
        assert action not in possible(state)


def test_every_state_has_a_way_out_except_the_final_ones() -> None:
    leaving = {state for (state, _), move in MOVES.items() if set(move.to) - {state}}
    assert leaving == set(ProjectState) - FINAL


def test_nothing_at_all_is_done_to_a_project_in_a_final_state() -> None:
    assert {state for state in ProjectState if not possible(state)} == FINAL


def test_every_state_can_be_reached_from_the_first() -> None:
    reached, found = set[ProjectState](), {FIRST_STATE}
    while found:
        state = found.pop()
        reached.add(state)
        found |= {
            to for (at, _), move in MOVES.items() if at is state for to in move.to
        }
        found -= reached
    assert reached == set(ProjectState)


@pytest.mark.parametrize("action", Action)
def test_every_deed_on_a_case_has_a_state_that_takes_it(action: Action) -> None:
    of_a_case = action.startswith((*OF_A_CASE, "recovery")) and action not in ELSEWHERE
    assert of_a_case is any(action in possible(state) for state in ProjectState)


@every_move
def test_whoever_moves_a_project_is_permitted_to(
    state: ProjectState, action: Action
) -> None:
    move = MOVES[state, action]
    assert move.who
    assert move.who <= PERMITS[action]
    assert move.signed_by <= move.who


@pytest.mark.parametrize("action", sorted({action for _, action in MOVES}))
def test_every_permission_is_of_use_in_some_state(action: Action) -> None:
    who = [move.who for (_, of), move in MOVES.items() if of is action]
    assert frozenset().union(*who) == PERMITS[action]


@every_move
def test_a_role_the_row_does_not_name_is_refused(
    state: ProjectState, action: Action
) -> None:
    for role in Role:
        if role in MOVES[state, action].who:
            decide_mover(state, action, role)
        else:
            with pytest.raises(MoverError):
                decide_mover(state, action, role)


@every_move
@pytest.mark.parametrize("blank", ["", "  \u3000"])
def test_a_reason_is_given_where_one_is_needed(
    state: ProjectState, action: Action, blank: str
) -> None:
    decide_reason(state, action, "因为")
    if MOVES[state, action].needs_reason:
        with pytest.raises(ReasonNeededError):
            decide_reason(state, action, blank)
    else:
        decide_reason(state, action, blank)


NEED_REASON = {
    A.PROJECT_RETURN,
    A.PROJECT_REJECT,
    A.PROJECT_SUSPEND,
    A.PROJECT_RESUME,
    A.PROJECT_CANCEL,
    A.PROJECT_REFUSE_REPORT,
    A.PROJECT_REOPEN,
}


def test_what_goes_against_somebody_says_why() -> None:
    for (_, action), move in MOVES.items():
        if action in NEED_REASON:
            assert move.needs_reason


@every_move
def test_the_last_signature_executes_the_move(
    state: ProjectState, action: Action
) -> None:
    needed = sorted(MOVES[state, action].signed_by)
    for count, role in enumerate(needed, start=1):
        last = decide_signature(state, action, role, needed[: count - 1])
        assert last is (count == len(needed))
        with pytest.raises(SignedAlreadyError):
            decide_signature(state, action, role, needed)
    if not needed:
        for role in MOVES[state, action].who:
            assert decide_signature(state, action, role, [])


SIGNED_BY = {
    A.PROJECT_CANCEL: {R.DISTRICT_APPROVER, R.SUPERVISOR},
    A.PROJECT_REOPEN: {R.DISTRICT_APPROVER, R.SUPERVISOR},
    A.RECOVERY_WRITE_OFF: {R.DISTRICT_APPROVER, R.SUPERVISOR},
    A.PROJECT_CLOSE: {R.DISTRICT_APPROVER, R.SUPERVISOR, R.ACCOUNTANT},
}


def test_what_several_people_decide_is_signed_by_each() -> None:
    signed = {
        action: set(move.signed_by)
        for (state, action), move in MOVES.items()
        if move.signed_by and state is not S.ON_NOTICE
    }
    assert signed == SIGNED_BY
    on_notice = MOVES[S.ON_NOTICE, A.PROJECT_WITHDRAW]
    assert on_notice.signed_by == {R.PREPARER, R.DISTRICT_APPROVER}


@pytest.mark.parametrize("guard", Guard)
def test_every_guard_stands_somewhere(guard: Guard) -> None:
    used = {move.guard for move in MOVES.values()}
    assert guard in used


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
