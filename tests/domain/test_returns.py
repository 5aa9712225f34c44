"""Money that goes back 退还: why, how far, and that it is paid once."""

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.money import from_fen
from fundledger.domain.posting_rules import RULES
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.returns import (
    RETURN_RULES,
    MistakenYearError,
    OverFreeError,
    ReturnGround,
    ReturnMoveError,
    ReturnState,
    decide_free_to_return,
    decide_mistaken,
    decide_return_move,
)

PAY, BOUNCE = Action.RETURN_PAY, Action.RETURN_BOUNCE
G = ReturnGround


def test_a_return_is_paid_once_and_again_only_after_it_bounced() -> None:
    paid = decide_return_move(ReturnState.DECIDED, PAY)
    assert paid is ReturnState.PAID
    with pytest.raises(ReturnMoveError) as refused:
        decide_return_move(paid, PAY)
    assert refused.value.state is paid
    back = decide_return_move(paid, BOUNCE, reason="账号有误")
    assert decide_return_move(back, PAY) is ReturnState.PAID


def test_only_what_was_paid_comes_back() -> None:
    with pytest.raises(ReturnMoveError):
        decide_return_move(ReturnState.DECIDED, BOUNCE, reason="账号有误")


@pytest.mark.parametrize("reason", ["", " ", "\u3000"])
def test_a_bounce_says_why(reason: str) -> None:
    with pytest.raises(ReasonNeededError):
        decide_return_move(ReturnState.PAID, BOUNCE, reason=reason)


@pytest.mark.parametrize("ground", ReturnGround)
@pytest.mark.parametrize("restricted", [True, False])
def test_what_is_free_may_go_back_and_only_an_order_takes_more(
    ground: ReturnGround, *, restricted: bool
) -> None:
    """What somebody may demand of unrestricted money goes back though it is spent."""
    decide_free_to_return(ground, restricted=restricted, free_fen=70, asked_fen=70)
    if ground is G.ORDERED and not restricted:
        decide_free_to_return(ground, restricted=False, free_fen=70, asked_fen=71)
        return
    with pytest.raises(OverFreeError) as refused:
        decide_free_to_return(ground, restricted=restricted, free_fen=70, asked_fen=71)
    assert (refused.value.free, refused.value.amount) == (from_fen(70), from_fen(71))


@pytest.mark.parametrize("ground", ReturnGround)
def test_income_is_taken_back_in_the_year_it_came(ground: ReturnGround) -> None:
    decide_mistaken(ground, 2024, 2024)
    if ground is not G.MISTAKEN:
        decide_mistaken(ground, 2023, 2024)
        return
    with pytest.raises(MistakenYearError) as refused:
        decide_mistaken(ground, 2023, 2024)
    assert refused.value.year == 2023


def test_only_what_should_not_have_come_is_no_income_and_all_is_owed() -> None:
    red = {ground for ground in G if RULES[RETURN_RULES[ground]][0].debit_red}
    assert red == {G.MISTAKEN}
    owed = {RULES[RETURN_RULES[ground]][0].credit for ground in G}
    assert owed == {"other_payable.to_return"}
