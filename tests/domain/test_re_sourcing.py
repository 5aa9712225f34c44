"""Another source takes over, or money changes its kind: how far, and booked how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain.chart import NET_RESTRICTED, NET_UNRESTRICTED
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.journal import (
    NothingToPostError,
    PostingRule,
    Slot,
)
from fundledger.domain.money import from_fen
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.re_sourcing import (
    CostPart,
    IncomeShortError,
    NotNetYetError,
    OverStandingError,
    SameKindError,
    SameSourceError,
    cost_parts,
    decide_income,
    decide_re_sourced,
    decide_reclassified,
    reclassified_parts,
)
from fundledger.domain.returns import OverFreeError
from fundledger.domain.sources import RestrictedSourceError, Source, SourceShortError

GENERAL = Source(SourceKey("general"), restricted=False)
MEMBERS = Source(SourceKey("members"), restricted=False)
AID = Source(SourceKey("aid"), restricted=True)
BOOKS = Source(SourceKey("books"), restricted=True)
VENUE, LABOUR = AccountKey("programme_cost.venue"), AccountKey("programme_cost.labour")
R = PostingRule


def decide(fen: int, own: Source = GENERAL, other: Source = AID) -> None:
    decide_re_sourced(own, other, asked_fen=fen, standing_fen=100, free_fen=80)


def test_a_source_takes_over_what_stands_there_and_it_has_free() -> None:
    decide(80)
    with pytest.raises(OverStandingError) as over:
        decide(101)
    assert (over.value.source, over.value.standing) == (GENERAL.key, from_fen(100))
    with pytest.raises(SourceShortError) as short:
        decide(81)
    assert (short.value.sources, short.value.free) == ((AID.key,), from_fen(80))


@pytest.mark.parametrize("fen", [0, -1])
def test_nothing_is_not_taken_over(fen: int) -> None:
    with pytest.raises(OverStandingError):
        decide(fen)


def test_a_source_takes_nothing_over_from_itself() -> None:
    with pytest.raises(SameSourceError):
        decide(10, other=GENERAL)


def test_cost_of_closed_years_is_taken_over_by_income_of_this_year() -> None:
    decide_income(GENERAL, income_fen=50, asked_fen=50)
    with pytest.raises(IncomeShortError) as refused:
        decide_income(GENERAL, income_fen=50, asked_fen=51)
    assert refused.value.income == from_fen(50)


def test_only_unrestricted_money_bridges_beyond_the_year() -> None:
    with pytest.raises(RestrictedSourceError) as refused:
        decide_income(AID, income_fen=50, asked_fen=1)
    assert refused.value.source == AID.key


def test_cost_is_taken_over_account_by_account() -> None:
    cost = [CostPart(LABOUR, 30), CostPart(VENUE, 0), CostPart(VENUE, 50)]
    assert cost_parts(60, cost) == [CostPart(LABOUR, 30), CostPart(VENUE, 30)]
    assert cost_parts(30, cost) == [CostPart(LABOUR, 30)]
    assert cost_parts(5, [CostPart(LABOUR, -9), CostPart(VENUE, 5)]) == [
        CostPart(VENUE, 5)
    ]


# --- money changes its kind ---


def reclassify(
    fen: int = 10, own: Source = AID, other: Source = GENERAL, reason: str = "来函"
) -> None:
    decide_reclassified(own, other, asked_fen=fen, free_fen=60, reason=reason)


@pytest.mark.parametrize(("own", "other"), [(AID, GENERAL), (GENERAL, AID)])
def test_a_restriction_is_lifted_or_made_of_what_is_free(
    own: Source, other: Source
) -> None:
    reclassify(60, own, other)
    with pytest.raises(OverFreeError) as refused:
        reclassify(61, own, other)
    assert refused.value.free == from_fen(60)


@pytest.mark.parametrize(("own", "other"), [(AID, BOOKS), (GENERAL, MEMBERS)])
def test_money_of_one_kind_is_not_reclassified_to_the_same(
    own: Source, other: Source
) -> None:
    with pytest.raises(SameKindError):
        reclassify(10, own, other)
    with pytest.raises(SameSourceError):
        reclassify(10, own, own)


@pytest.mark.parametrize("fen", [0, -1])
def test_nothing_is_not_reclassified(fen: int) -> None:
    with pytest.raises(NothingToPostError):
        reclassify(fen)


def test_the_giver_says_why() -> None:
    with pytest.raises(ReasonNeededError):
        reclassify(reason=" ")


def leaf(name: str, kind: str = "restricted") -> AccountKey:
    return AccountKey(f"{name}.{kind}")


def test_what_was_carried_over_goes_first_then_income_in_the_order_of_release() -> None:
    standing = {
        leaf("other_income"): 5,
        leaf("grants"): 20,
        leaf("donations"): 10,
        NET_RESTRICTED: 40,
    }
    parts = reclassified_parts(72, AID, GENERAL, standing)
    assert [
        (each.rule, each.fen, each.accounts.get(Slot.INCOME)) for each in parts
    ] == [
        (R.RECLASSIFIED_NET, 40, None),
        (R.RECLASSIFIED_INCOME, 10, "donations"),
        (R.RECLASSIFIED_INCOME, 20, "grants"),
        (R.RECLASSIFIED_INCOME, 2, "other_income"),
    ]
    assert {(each.source, each.other) for each in parts} == {(AID, GENERAL)}


def test_a_restriction_is_made_of_unrestricted_net_assets() -> None:
    standing = {NET_UNRESTRICTED: 40, NET_RESTRICTED: 99}
    (part,) = reclassified_parts(30, GENERAL, AID, standing)
    assert (part.rule, part.fen, part.source) == (R.RECLASSIFIED_NET, 30, GENERAL)


def test_what_a_correction_left_waits_for_year_end() -> None:
    """Prior-year adjustments are no net assets yet: they are not reclassified."""
    standing = {leaf("prior_year"): 30, leaf("donations"): 10}
    with pytest.raises(NotNetYetError) as refused:
        reclassified_parts(30, AID, GENERAL, standing)
    assert (refused.value.source, refused.value.net) == (AID.key, from_fen(10))


@given(st.integers(1, 300), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_a_reclassification_is_booked_to_the_last_fen(
    fen: int, net: int, gifts: int, grants: int
) -> None:
    standing = {NET_RESTRICTED: net, leaf("donations"): gifts, leaf("grants"): grants}
    if fen > net + gifts + grants:
        with pytest.raises(NotNetYetError):
            reclassified_parts(fen, AID, GENERAL, standing)
        return
    parts = reclassified_parts(fen, AID, GENERAL, standing)
    assert sum(part.fen for part in parts) == fen
    assert all(part.fen > 0 for part in parts)
