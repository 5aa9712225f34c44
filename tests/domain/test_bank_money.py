"""Whose money lies in which bank account, and what is to be transferred."""

from collections.abc import Mapping

from fundledger.domain.bank_money import Move, misplaced, moves, standing_since
from fundledger.domain.ids import AccountKey

A, B, C = map(AccountKey, ("bank.a", "bank.b", "bank.c"))


def apart(
    lies: Mapping[AccountKey, int],
    belongs: Mapping[AccountKey, int],
    *named: AccountKey,
) -> dict[AccountKey, int]:
    return dict(misplaced(lies, belongs, named))


def test_an_account_that_a_source_names_holds_its_money_and_no_more() -> None:
    assert apart({A: 50, B: 70}, {A: 50}, A) == {}
    assert apart({A: 59, B: 61}, {A: 50}, A) == {A: 9, B: -9}
    assert apart({A: 41, B: 79}, {A: 50}, A) == {A: -9, B: 9}


def test_what_came_unnamed_to_an_account_that_none_names_stays_there() -> None:
    assert apart({A: 41, B: 79}, {A: 50, B: 75}, A) == {A: -9, B: 4}


def test_accounts_that_no_source_names_are_one_purse() -> None:
    """What is missing comes from where most lies, then from the next."""
    assert apart({A: 0, B: 20, C: 40}, {A: 50}, A) == {A: -50, C: 40, B: 10}
    assert apart({A: 60, B: 20, C: 40}, {A: 50}, A) == {A: 10, C: -10}


def test_where_each_account_is_named_the_rest_may_lie_in_any() -> None:
    """Nobody says in which account the money of the other sources lies."""
    assert apart({A: 80, B: 40}, {A: 50, B: 40}, A, B) == {A: 30}
    assert moves({A: 30}) == []
    assert apart({A: 80, B: 30}, {A: 50, B: 40}, A, B) == {A: 30, B: -10}
    assert moves({A: 30, B: -10}) == [Move(A, B, 10)]


def test_every_account_gets_what_it_is_short_of() -> None:
    assert moves({A: 30, B: -10, C: -20}) == [Move(A, B, 10), Move(A, C, 20)]
    assert moves({A: -30, B: 10, C: 20}) == [Move(B, A, 10), Move(C, A, 20)]


def test_money_that_no_account_has_is_named_without_one() -> None:
    assert moves({A: -30, B: 10}) == [Move(B, A, 10), Move(None, A, 20)]
    assert moves({A: -1}) == [Move(None, A, 1)]


def test_what_stands_apart_the_same_way_before_and_now_has_stood_since() -> None:
    assert standing_since({A: 5, B: -5}, {A: 7, B: -7}) == {A, B}
    assert standing_since({A: 5, B: -5}, {A: -7, B: 0}) == frozenset()
    assert standing_since({A: 5}, {}) == frozenset()


def test_an_account_that_nothing_moved_yet_is_short_of_all_that_it_ought_to_hold() -> (
    None
):
    assert apart({B: 30}, {A: 30}, A) == {A: -30, B: 30}
