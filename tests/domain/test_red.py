"""Postings as lines, annulled in red, and corrected by their differences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain import chart
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import (
    Entry,
    InsufficientError,
    Left,
    NothingToPostError,
    Posting,
    PostingRule,
    entries,
    left_after,
)
from fundledger.domain.money import from_fen
from fundledger.domain.red import (
    OtherAccountsError,
    level_gap,
    lines,
    red_copy,
    red_difference,
)
from fundledger.domain.sources import Source

BANK = AccountKey("bank.main")
P1 = ProjectNo(1)
GENERAL = Source(SourceKey("general"), restricted=False)
AID = Source(SourceKey("aid"), restricted=True)


@pytest.mark.parametrize(
    ("debit_red", "credit_red", "debit", "credit"),
    [
        (False, False, (100, 0), (0, 100)),
        (True, True, (0, -100), (-100, 0)),
        (False, True, (100, 0), (-100, 0)),
        (True, False, (0, -100), (0, 100)),
    ],
)
def test_red_prints_below_zero_on_its_own_side(
    *,
    debit_red: bool,
    credit_red: bool,
    debit: tuple[int, int],
    credit: tuple[int, int],
) -> None:
    entry = Entry(chart.ADVANCE, BANK, 100, P1, debit_red, credit_red)
    from_debit, from_credit = lines(entry)
    assert (from_debit.account, from_credit.account) == (chart.ADVANCE, BANK)
    assert from_debit[2:4] == debit
    assert from_credit[2:4] == credit


def test_each_line_is_of_the_source_of_its_side() -> None:
    entry = Entry(chart.ADVANCE, BANK, 100, P1, debit_source=AID.key)
    assert [line.source for line in lines(entry)] == [AID.key, None]
    assert [line.source for line in lines(*red_copy([entry]))] == [None, AID.key]


A_POSTING = st.builds(
    Entry,
    st.sampled_from([chart.ADVANCE, chart.RECOVERABLE]),
    st.sampled_from([chart.PAYABLE, BANK]),
    st.integers(1, 10**6),
    st.just(P1),
    st.booleans(),
    st.booleans(),
    st.sampled_from([GENERAL.key, AID.key]),
    st.sampled_from([GENERAL.key, AID.key, None]),
)


@given(st.lists(A_POSTING))
def test_debits_equal_credits_in_the_line_view(booked: list[Entry]) -> None:
    seen = [line for entry in booked for line in lines(entry)]
    assert sum(line.debit_fen for line in seen) == sum(line.credit_fen for line in seen)


@given(st.lists(A_POSTING, min_size=1))
def test_a_red_copy_undoes_balances_and_turnovers(booked: list[Entry]) -> None:
    both = [line for entry in (*booked, *red_copy(booked)) for line in lines(entry)]
    for of in {(line.account, line.source) for line in both}:
        own = [line for line in both if (line.account, line.source) == of]
        assert sum(line.debit_fen for line in own) == 0
        assert sum(line.credit_fen for line in own) == 0


@given(st.lists(A_POSTING))
def test_a_red_copy_of_a_red_copy_is_the_original(booked: list[Entry]) -> None:
    assert red_copy(red_copy(booked)) == booked


def test_an_ordinary_posting_is_annulled_all_in_red() -> None:
    assert red_copy([Entry(chart.ADVANCE, BANK, 7, P1)]) == [
        Entry(BANK, chart.ADVANCE, 7, P1, debit_red=True, credit_red=True)
    ]


def test_an_amount_too_high_is_corrected_in_red_and_one_too_low_in_blue() -> None:
    booked = [Entry(chart.ADVANCE, BANK, 70, P1), Entry(chart.PAYABLE, BANK, 5, P1)]
    right = [booked[0]._replace(fen=60), booked[1]._replace(fen=9)]
    assert red_difference(booked, right) == [
        Entry(BANK, chart.ADVANCE, 10, P1, debit_red=True, credit_red=True),
        Entry(chart.PAYABLE, BANK, 4, P1),
    ]


def test_a_difference_voucher_needs_a_difference() -> None:
    booked = [Entry(chart.ADVANCE, BANK, 70, P1)]
    with pytest.raises(NothingToPostError):
        red_difference(booked, booked)


@pytest.mark.parametrize(
    "right",
    [
        [],
        [Entry(chart.ADVANCE, BANK, 70, ProjectNo(2))],
        [Entry(chart.RECOVERABLE, BANK, 70, P1)],
        [Entry(chart.ADVANCE, BANK, 70, P1, debit_red=True)],
        [Entry(chart.ADVANCE, BANK, 70, P1, debit_source=AID.key)],
    ],
)
def test_a_difference_voucher_changes_amounts_only(right: list[Entry]) -> None:
    with pytest.raises(OtherAccountsError):
        red_difference([Entry(chart.ADVANCE, BANK, 70, P1)], right)


def standing(free: int, gap: int) -> Left:
    """Tell what is left of free budget and gap."""
    fen_of = {chart.B_FREE: free, chart.B_UNCOVERED: gap}
    return lambda key, _project_no, _source: fen_of[key]


@given(st.integers(-1_000, 1_000), st.integers(-1_000, 1_000))
def test_after_levelling_there_is_free_budget_or_a_gap_but_never_both(
    free: int, gap: int
) -> None:
    left = standing(free, gap)
    levelling = level_gap(GENERAL, left)
    after = left
    if levelling:
        rule, fen = levelling
        after = left_after(left, entries(Posting(rule, fen, GENERAL), left))
    now_free = after(chart.B_FREE, None, GENERAL.key)
    now_gap = after(chart.B_UNCOVERED, None, GENERAL.key)
    assert min(now_free, now_gap) == 0
    assert now_free - now_gap == free - gap


@given(st.integers(-1_000, 1_000))
def test_restricted_money_is_never_levelled_by_a_gap(free: int) -> None:
    left = standing(free, gap=0)
    if free < 0:
        with pytest.raises(InsufficientError) as refused:
            level_gap(AID, left)
        assert refused.value.source == AID.key
    else:
        assert level_gap(AID, left) is None


def test_a_restricted_donation_that_is_spent_is_not_annulled() -> None:
    with pytest.raises(InsufficientError) as refused:
        level_gap(AID, standing(free=-70, gap=0))
    assert refused.value.taken == from_fen(70)


def test_what_is_level_is_left_alone() -> None:
    for source in (GENERAL, AID):
        assert level_gap(source, standing(free=5, gap=0)) is None
    assert level_gap(GENERAL, standing(free=0, gap=5)) is None


def test_a_fee_annulled_after_its_gap_was_covered_frees_the_budget() -> None:
    levelling = level_gap(GENERAL, standing(free=40, gap=-60))
    assert levelling == (PostingRule.GAP_OPENED, 60)
