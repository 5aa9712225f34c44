"""Sources of funds: who pays how much, in which order, and what a source refuses."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.money import from_fen
from fundledger.domain.sources import (
    NothingChangedError,
    OverdrawnError,
    OverheadShareError,
    RestrictedSourceError,
    Share,
    SourceAmountsError,
    SourceBankError,
    SourceDatesError,
    SourceGapError,
    SourceShortError,
    SourceTerms,
    SourceTermsError,
    SourceTwiceError,
    decide_bank,
    decide_banks,
    decide_not_overdrawn,
    decide_overhead,
    decide_runs,
    decide_shares,
    decide_terms,
    decide_unrestricted,
    give_back,
    split,
    summed,
    take,
    total,
    without,
)

A, B, C = (SourceKey(key) for key in "abc")
MAIN, SECOND, THIRD = (AccountKey(f"bank.{key}") for key in ("main", "two", "three"))
MARCH, JULY = date(2024, 3, 1), date(2024, 7, 31)


def terms(
    key: SourceKey = A,
    *,
    restricted: bool = True,
    runs: tuple[date | None, date | None] = (None, None),
    percent: int = 0,
    bank: AccountKey | None = None,
) -> SourceTerms:
    return SourceTerms(key, restricted, *runs, percent, bank)


def shares(*of: tuple[SourceKey, int]) -> list[Share]:
    return [Share(*each) for each in of]


# --- taking from shares, and giving back ---

SHARES = st.lists(
    st.builds(Share, st.sampled_from([A, B, C]), st.integers(0, 500)), max_size=6
)


def test_shares_are_taken_one_after_another_as_far_as_each_reaches() -> None:
    left = shares((A, 30), (B, 50), (C, 20))
    assert take(30, left) == shares((A, 30))
    assert take(31, left) == shares((A, 30), (B, 1))
    assert take(90, left) == shares((A, 30), (B, 50), (C, 10))


def test_what_comes_back_goes_the_other_way_round() -> None:
    taken = shares((A, 30), (B, 50))
    assert give_back(50, taken) == shares((B, 50))
    assert give_back(60, taken) == shares((B, 50), (A, 10))


def test_no_share_gives_what_it_has_not() -> None:
    assert take(100, shares((A, -5), (B, 40))) == shares((B, 40))
    assert take(0, shares((A, 5))) == []


def test_lots_of_one_source_are_taken_as_one() -> None:
    assert take(60, shares((A, 30), (B, 20), (A, 30))) == shares((A, 40), (B, 20))


@given(st.integers(0, 3_000), SHARES)
def test_as_much_is_taken_as_there_is_and_never_more(
    fen: int, left: list[Share]
) -> None:
    for way in (take, give_back):
        taken = way(fen, left)
        assert total(taken) == min(fen, total(left))
        assert {*taken} == {*summed(taken)}
        has = dict(summed(left))
        assert all(0 < part <= has[source] for source, part in taken)


@given(st.integers(0, 3_000), SHARES)
def test_what_is_taken_and_what_is_left_are_all_there_was(
    fen: int, left: list[Share]
) -> None:
    taken = take(fen, left)
    rest = without(left, taken)
    assert total(taken) + total(rest) == total(left)
    assert dict(summed([*taken, *rest])) == dict(summed(left))


@given(st.integers(0, 3_000), st.integers(0, 3_000), SHARES)
def test_taking_twice_is_taking_the_sum(
    first: int, then: int, left: list[Share]
) -> None:
    """What was taken first is gone; a refund leaves what was never taken."""
    left = summed(left)
    one = take(first, left)
    two = take(then, without(left, one))
    assert dict(summed([*one, *two])) == dict(take(first + then, left))


@given(st.integers(0, 3_000), st.integers(0, 3_000), SHARES)
def test_giving_back_undoes_the_last_that_was_taken(
    first: int, then: int, left: list[Share]
) -> None:
    left = summed(left)
    first, then = min(first, total(left)), min(then, max(total(left) - first, 0))
    taken = take(first + then, left)
    assert without(taken, give_back(then, taken)) == take(first, left)


def test_without_keeps_the_order_and_drops_what_is_used_up() -> None:
    assert without(shares((B, 5), (A, 9), (B, 1)), shares((A, 2), (B, 6))) == shares(
        (A, 7)
    )


@given(st.lists(st.integers(0, 400), max_size=6), SHARES)
def test_amounts_are_split_as_if_taken_one_after_another(
    amounts: list[int], between: list[Share]
) -> None:
    """Receipts of a claim, lines of a payment: their sources add up to the whole."""
    parts = split(amounts, between)
    assert len(parts) == len(amounts)
    left = [*between]
    for amount, part in zip(amounts, parts, strict=True):
        assert total(part) == min(amount, total(left))
        assert part == take(amount, left)
        rest = amount
        for place, (source, has) in enumerate(left):
            used = min(rest, has)
            left[place] = Share(source, has - used)
            rest -= used
    whole = [share for part in parts for share in part]
    assert dict(summed(whole)) == dict(take(sum(amounts), between))


# --- who pays for what is approved ---

FREE = {A: 100, B: 50, C: 0}
Named = Sequence[tuple[SourceTerms, int | None]]


def decide(
    fen: int, *named: tuple[SourceKey, int | None], gaps: Mapping[SourceKey, int] = {}
) -> list[Share]:
    wanted: Named = [(terms(key), part) for key, part in named]
    return decide_shares(fen, wanted, free=FREE, gaps=gaps, on=MARCH)


@pytest.mark.parametrize(
    ("fen", "named", "expected"),
    [
        (80, [(A, None)], [(A, 80)]),
        (120, [(A, None), (B, None)], [(A, 100), (B, 20)]),
        (120, [(B, None), (A, None)], [(B, 50), (A, 70)]),
        (50, [(A, None), (B, None)], [(A, 50)]),
        (120, [(A, 90), (B, 30)], [(A, 90), (B, 30)]),
        (120, [(A, None), (B, 30)], [(A, 90), (B, 30)]),
        (120, [(A, 75), (B, None)], [(A, 75), (B, 45)]),
        (150, [(C, None), (A, None), (B, None)], [(A, 100), (B, 50)]),
        (40, [(A, 40), (B, 0)], [(A, 40)]),
    ],
)
def test_sources_pay_in_their_order_or_what_is_named(
    fen: int,
    named: list[tuple[SourceKey, int | None]],
    expected: list[tuple[SourceKey, int]],
) -> None:
    assert decide(fen, *named) == shares(*expected)


def test_a_source_is_named_once() -> None:
    with pytest.raises(SourceTwiceError) as refused:
        decide(50, (A, None), (B, None), (A, None))
    assert refused.value.source == A


@pytest.mark.parametrize(
    ("fen", "named", "of", "free"),
    [
        (101, [(A, None)], (A,), 100),
        (151, [(A, None), (B, None)], (A, B), 150),
        (120, [(A, None), (B, 51)], (B,), 50),
        (101, [(A, 101)], (A,), 100),
        (1, [(C, None)], (C,), 0),
        (121, [(A, None), (B, 20)], (A, B), 120),
    ],
)
def test_no_more_is_decided_than_the_named_sources_have_free(
    fen: int,
    named: list[tuple[SourceKey, int | None]],
    of: tuple[SourceKey, ...],
    free: int,
) -> None:
    with pytest.raises(SourceShortError) as refused:
        decide(fen, *named)
    assert (refused.value.sources, refused.value.free) == (of, from_fen(free))


@pytest.mark.parametrize(
    ("fen", "named", "given_fen"),
    [
        (100, [(A, 60), (B, 30)], 90),
        (80, [(A, 60), (B, 30)], 90),
        (80, [(A, 90), (B, None)], 90),
        (80, [], 0),
    ],
)
def test_amounts_that_are_named_add_up_to_what_is_decided(
    fen: int, named: list[tuple[SourceKey, int | None]], given_fen: int
) -> None:
    with pytest.raises(SourceAmountsError) as refused:
        decide(fen, *named)
    assert (refused.value.named, refused.value.amount) == (
        from_fen(given_fen),
        from_fen(fen),
    )


@pytest.mark.parametrize("named", [[(A, -20), (B, None)], [(A, None), (B, -1)]])
def test_no_source_pays_less_than_nothing(
    named: list[tuple[SourceKey, int | None]],
) -> None:
    with pytest.raises(SourceAmountsError):
        decide(20, *named)


def test_a_source_with_a_gap_pays_for_nothing_new_and_blocks_no_other() -> None:
    gaps = {A: 1, B: 0}
    with pytest.raises(SourceGapError) as refused:
        decide(10, (B, 10), (A, None), gaps=gaps)
    assert (refused.value.source, refused.value.gap) == (A, from_fen(1))
    assert decide(10, (B, None), gaps=gaps) == shares((B, 10))


def test_nothing_is_approved_from_a_source_that_has_ended() -> None:
    ended: Named = [(terms(B), None), (terms(runs=(None, JULY)), None)]
    on = date(2024, 8, 1)
    with pytest.raises(SourceDatesError) as refused:
        decide_shares(10, ended, free=FREE, gaps={}, on=on)
    assert (refused.value.source, refused.value.on) == (A, on)


@given(
    st.integers(1, 300),
    st.permutations([A, B, C]),
    st.fixed_dictionaries({A: st.integers(0, 99), B: st.integers(0, 99)}),
)
def test_what_is_decided_is_shared_to_the_last_fen(
    fen: int, order: list[SourceKey], free: dict[SourceKey, int]
) -> None:
    named: Named = [(terms(key), None) for key in order]
    there = sum(free.values())
    if fen > there:
        with pytest.raises(SourceShortError):
            decide_shares(fen, named, free=free, gaps={}, on=MARCH)
        return
    decided = decide_shares(fen, named, free=free, gaps={}, on=MARCH)
    assert total(decided) == fen
    assert all(0 < part <= free[source] for source, part in decided)
    assert decided == take(fen, [Share(key, free.get(key, 0)) for key in order])


# --- terms ---


@pytest.mark.parametrize("on", [MARCH, date(2024, 5, 1), JULY])
def test_a_source_runs_from_its_first_day_through_its_last(on: date) -> None:
    for runs in ((MARCH, JULY), (MARCH, None), (None, JULY), (None, None)):
        decide_runs(terms(runs=runs), on)


@pytest.mark.parametrize(
    ("runs", "on"),
    [
        ((MARCH, JULY), date(2024, 2, 29)),
        ((MARCH, JULY), date(2024, 8, 1)),
        ((None, JULY), date(2024, 8, 1)),
        ((MARCH, None), date(2024, 2, 29)),
    ],
)
def test_a_source_pays_neither_before_nor_after(
    runs: tuple[date | None, date | None], on: date
) -> None:
    with pytest.raises(SourceDatesError) as refused:
        decide_runs(terms(runs=runs), on)
    assert (refused.value.from_on, refused.value.until_on) == runs


def test_a_source_does_not_end_before_it_begins() -> None:
    decide_terms(MARCH, MARCH)
    decide_terms(MARCH, None, changed=1)
    with pytest.raises(SourceTermsError):
        decide_terms(JULY, MARCH)


def test_a_change_changes_something() -> None:
    with pytest.raises(NothingChangedError):
        decide_terms(None, None, changed=0)


def test_restricted_money_pays_for_its_purpose_only() -> None:
    decide_unrestricted(terms(restricted=False))
    with pytest.raises(RestrictedSourceError):
        decide_unrestricted(terms())


# --- where its money lies ---


def test_a_source_that_names_its_account_is_paid_from_there() -> None:
    decide_bank(terms(), SECOND)
    decide_bank(terms(bank=MAIN), MAIN)
    with pytest.raises(SourceBankError) as refused:
        decide_bank(terms(bank=MAIN), SECOND)
    assert (refused.value.named, refused.value.given) == (MAIN, SECOND)


def test_a_payment_of_several_sources_is_split_by_their_accounts() -> None:
    of = [(terms(A, bank=MAIN), 70), (terms(B), 20), (terms(C, bank=SECOND), 10)]
    assert decide_banks(of, MAIN) == [(A, MAIN), (B, MAIN), (C, SECOND)]
    assert decide_banks(of, THIRD) == [(A, MAIN), (B, THIRD), (C, SECOND)]


def test_an_account_that_none_of_the_sources_lies_in_pays_for_none() -> None:
    of = [(terms(A, bank=MAIN), 70), (terms(C, bank=SECOND), 10)]
    assert decide_banks(of, SECOND) == [(A, MAIN), (C, SECOND)]
    with pytest.raises(SourceBankError) as refused:
        decide_banks(of, THIRD)
    assert (refused.value.source, refused.value.given) == (A, THIRD)


# --- running costs ---


@pytest.mark.parametrize(
    ("percent", "received", "spent", "most"),
    [
        (10, 1_000, 0, 100),
        (10, 1_000, 60, 40),
        (10, 1_009, 0, 100),
        (0, 1_000, 0, 0),
        (100, 1_000, 400, 600),
        (10, 1_000, 120, 0),
    ],
)
def test_a_restricted_source_pays_running_costs_up_to_its_share(
    percent: int, received: int, spent: int, most: int
) -> None:
    of, so_far = terms(percent=percent), {"received_fen": received, "spent_fen": spent}
    if most:
        decide_overhead(of, most, **so_far)
    with pytest.raises(OverheadShareError) as refused:
        decide_overhead(of, most + 1, **so_far)
    assert refused.value.most == from_fen(most)


def test_unrestricted_money_has_no_share_of_running_costs() -> None:
    decide_overhead(terms(restricted=False), 10**6, received_fen=0, spent_fen=0)


def test_no_running_cost_is_paid_while_unrestricted_money_is_overdrawn() -> None:
    """Else the money of restricted sources would pay for it 专款被占用."""
    decide_not_overdrawn(0)
    with pytest.raises(OverdrawnError) as refused:
        decide_not_overdrawn(-7)
    assert refused.value.gap == from_fen(7)
