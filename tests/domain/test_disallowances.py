"""How much of a receipt may be disallowed, and how it is booked."""

import pytest

from fundledger.domain.disallowances import (
    Disallowable,
    NotAdvancedError,
    OverDisallowedError,
    decide_disallowed,
    declined_rule,
    disallowance_rules,
)
from fundledger.domain.ids import ReceiptNo
from fundledger.domain.journal import NothingToPostError
from fundledger.domain.money import from_fen
from fundledger.domain.posting_rules import PostingRule

R = PostingRule
RECEIPT = Disallowable(
    ReceiptNo(4),
    claimed_fen=1_000,
    admitted_fen=700,
    refused_fen=100,
    disallowed_fen=50,
)
"""Of 1,000 claimed 700 were admitted; 100 of the rest and 50 of it are lost already."""


def decide(fen: int, *, before: bool = False, reimburses: bool = False) -> None:
    decide_disallowed(RECEIPT, fen, before_booking=before, reimburses=reimburses)


@pytest.mark.parametrize(("before", "left"), [(True, 200), (False, 650)])
def test_no_more_is_disallowed_than_is_left_on_its_side(
    left: int, *, before: bool
) -> None:
    decide(left, before=before)
    with pytest.raises(OverDisallowedError) as refused:
        decide(left + 1, before=before)
    assert refused.value.receipt_no == RECEIPT.receipt_no
    assert refused.value.left == from_fen(left)


def test_what_was_refused_of_a_reimbursement_was_never_advanced() -> None:
    decide(650, reimburses=True)
    with pytest.raises(NotAdvancedError):
        decide(1, before=True, reimburses=True)


@pytest.mark.parametrize("fen", [0, -1])
@pytest.mark.parametrize("before", [True, False])
def test_nothing_is_not_disallowed(fen: int, *, before: bool) -> None:
    with pytest.raises(NothingToPostError):
        decide(fen, before=before)


@pytest.mark.parametrize(
    ("unpaid", "closed", "booked"),
    [
        (0, False, [(R.DISALLOWED_SAME_YEAR, 100)]),
        (-5, False, [(R.DISALLOWED_SAME_YEAR, 100)]),
        (30, False, [(R.DISALLOWED_UNPAID, 30), (R.DISALLOWED_SAME_YEAR, 70)]),
        (100, False, [(R.DISALLOWED_UNPAID, 100)]),
        (170, False, [(R.DISALLOWED_UNPAID, 100)]),
        (0, True, [(R.DISALLOWED_CLOSED_YEAR, 100)]),
        (
            30,
            True,
            [(R.DISALLOWED_UNPAID_CLOSED_YEAR, 30), (R.DISALLOWED_CLOSED_YEAR, 70)],
        ),
        (100, True, [(R.DISALLOWED_UNPAID_CLOSED_YEAR, 100)]),
    ],
)
def test_what_was_never_paid_is_taken_first_and_the_rest_is_owed_back(
    unpaid: int, *, closed: bool, booked: list[tuple[PostingRule, int]]
) -> None:
    assert disallowance_rules(100, unpaid_fen=unpaid, closed_year=closed) == booked


def test_a_declined_reimbursement_of_a_closed_year_is_no_red_cost() -> None:
    assert declined_rule(closed_year=False) is R.REIMBURSEMENT_DECLINED
    assert declined_rule(closed_year=True) is R.DISALLOWED_UNPAID_CLOSED_YEAR
