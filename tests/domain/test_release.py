"""Release 重分类: what restricted money was spent, in its order, year by year."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain.chart import (
    COST,
    INCOME,
    NET_RESTRICTED,
    NET_UNRESTRICTED,
    IncomeKind,
    SpendingKind,
    account,
    cost_leaf,
    income_leaf,
    prior_year_leaf,
    restricted_leaf,
)
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.journal import Entry
from fundledger.domain.release import Released, release
from tests.domain.postings import written

AID = SourceKey("aid")
DONATIONS, GRANTS, OTHER = (
    income_leaf(kind, restricted=True)
    for kind in (IncomeKind.DONATIONS, IncomeKind.GRANTS, IncomeKind.OTHER_INCOME)
)
VENUE = cost_leaf(SpendingKind.VENUE, restricted=True)
ADMIN = AccountKey("admin_cost.restricted")
PRIOR = prior_year_leaf(restricted=True)
NOTHING = Released(AID, {})
Standing = dict[AccountKey, int]


def released(standing: Standing, **earlier: int) -> list[str]:
    return written(release(AID, standing, Released(AID, _keys(earlier))))


def _keys(earlier: dict[str, int]) -> Standing:
    names = {"net": NET_RESTRICTED, "donations": DONATIONS, "grants": GRANTS}
    return {names[name]: fen for name, fen in earlier.items()}


def of_net(fen: int) -> str:
    return f"net_restricted(aid) ← net_unrestricted(aid) {fen}"


def of_income(kind: str, fen: int) -> str:
    return f"{kind}.restricted(aid) ← {kind}.unrestricted(aid) {fen}"


RICH: Standing = {NET_RESTRICTED: 40, DONATIONS: 30, GRANTS: 20, OTHER: 10}


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        (0, []),
        (40, [of_net(40)]),
        (41, [of_net(40), of_income("donations", 1)]),
        (70, [of_net(40), of_income("donations", 30)]),
        (
            100,
            [
                of_net(40),
                of_income("donations", 30),
                of_income("grants", 20),
                of_income("other_income", 10),
            ],
        ),
    ],
)
def test_what_was_carried_over_goes_first_then_donations_grants_and_the_rest(
    cost: int, expected: list[str]
) -> None:
    assert released({**RICH, VENUE: cost}) == expected


@pytest.mark.parametrize("control", sorted(COST))
def test_all_restricted_cost_is_released_whatever_it_was_spent_on(
    control: AccountKey,
) -> None:
    leaf = restricted_leaf(control, restricted=True)
    key = VENUE if control == "programme_cost" else leaf
    assert released({**RICH, key: 15}) == [of_net(15)]


def test_unrestricted_cost_is_not_released() -> None:
    assert released({**RICH, AccountKey("admin_cost.unrestricted"): 15}) == []


def test_what_corrects_a_closed_year_counts_with_what_was_carried_over() -> None:
    standing = {NET_RESTRICTED: 40, PRIOR: -10, DONATIONS: 50, VENUE: 60}
    assert released(standing) == [of_net(30), of_income("donations", 30)]
    standing[PRIOR] = 5
    assert released(standing) == [of_net(45), of_income("donations", 15)]


def test_what_the_year_released_before_is_not_released_again() -> None:
    after_march = {NET_RESTRICTED: 0, DONATIONS: 25, GRANTS: 20, VENUE: 45}
    assert released(after_march, net=40, donations=5) == []
    assert released(after_march | {VENUE: 60}, net=40, donations=5) == [
        of_income("donations", 15)
    ]


def test_what_was_released_too_much_is_taken_back() -> None:
    """A claim was annulled after its month had been released."""
    standing = {NET_RESTRICTED: 0, DONATIONS: 10, VENUE: 30}
    assert released(standing, net=40, donations=20) == [
        "net_unrestricted(aid) ← net_restricted(aid) 10",
        "donations.unrestricted(aid) ← donations.restricted(aid) 20",
    ]


def test_money_that_came_after_a_release_changes_what_it_was_taken_from() -> None:
    """Cost of 30 was met by a grant; a donation of the same year goes first."""
    standing = {DONATIONS: 50, GRANTS: 0, VENUE: 30}
    assert released(standing, grants=30) == [
        of_income("donations", 30),
        "grants.unrestricted(aid) ← grants.restricted(aid) 30",
    ]


def test_income_opening_and_cost_of_one_year_are_released_to_the_last_fen() -> None:
    standing = {NET_RESTRICTED: 100, DONATIONS: 30, VENUE: 110, ADMIN: 15}
    assert released(standing) == [of_net(100), of_income("donations", 25)]


def test_no_more_is_released_than_there_is() -> None:
    assert released({NET_RESTRICTED: 10, VENUE: 30}) == [of_net(10)]


def test_net_assets_below_zero_release_nothing_and_take_nothing_back() -> None:
    """A closed year cost 10 more than thought, and nothing was carried over."""
    standing = {PRIOR: -10, DONATIONS: 50, VENUE: 30}
    assert released(standing) == [of_income("donations", 30)]


def test_interest_that_lowers_cost_is_not_released_as_if_it_were_spent() -> None:
    """Under 2004 interest is a red debit of 筹资费用: it lowers what was spent."""
    interest = {AccountKey("fundraising_cost.restricted"): -5}
    assert released({**RICH, VENUE: 20, **interest}) == [of_net(15)]
    assert released({**RICH, **interest}) == [
        "net_unrestricted(aid) ← net_restricted(aid) 5"
    ]


# --- whatever happens ---

HELD = st.fixed_dictionaries(
    {key: st.integers(0, 500) for key in (NET_RESTRICTED, DONATIONS, GRANTS, OTHER)}
)
COSTS = st.fixed_dictionaries({VENUE: st.integers(0, 900), ADMIN: st.integers(0, 900)})


def apply(standing: Standing, booked: list[Entry]) -> tuple[Standing, Counter[str]]:
    """Post a release; tell what stands after it, and what each account released."""
    after, fen_of = Counter(standing), Counter[str]()
    for entry in booked:
        way = 1 if account(entry.debit).restricted else -1
        key = entry.debit if way > 0 else entry.credit
        after[key] -= way * entry.fen
        fen_of[key] += way * entry.fen
    return dict(after), fen_of


@given(HELD, COSTS)
def test_all_that_was_spent_is_released_where_there_is_enough(
    held_fen: Standing, cost: Standing
) -> None:
    spent, there = sum(cost.values()), sum(held_fen.values())
    after, fen_of = apply(held_fen, release(AID, {**held_fen, **cost}, NOTHING))
    assert fen_of.total() == min(spent, there)
    assert all(fen >= 0 for fen in after.values())


@given(HELD, COSTS, COSTS)
def test_months_released_one_by_one_come_to_what_the_year_releases_at_once(
    held_fen: Standing, first: Standing, then: Standing
) -> None:
    """Also where the second month takes back cost of the first."""
    _, once = apply(held_fen, release(AID, {**held_fen, **then}, NOTHING))
    standing, early = apply(held_fen, release(AID, {**held_fen, **first}, NOTHING))
    earlier = Released(AID, {AccountKey(key): fen for key, fen in early.items()})
    _, late = apply(standing, release(AID, {**standing, **then}, earlier))
    assert {key: early[key] + late[key] for key in held_fen} == {
        key: once[key] for key in held_fen
    }


@given(HELD, COSTS)
def test_what_is_released_is_not_released_twice(
    held_fen: Standing, cost: Standing
) -> None:
    standing, fen_of = apply(held_fen, release(AID, {**held_fen, **cost}, NOTHING))
    earlier = Released(AID, {AccountKey(key): fen for key, fen in fen_of.items()})
    assert release(AID, {**standing, **cost}, earlier) == []


@given(HELD, COSTS)
def test_a_release_stays_within_the_kind_of_account_and_the_source(
    held_fen: Standing, cost: Standing
) -> None:
    for entry in release(AID, {**held_fen, **cost}, NOTHING):
        assert entry.debit_source == entry.credit_source == AID
        assert account(entry.debit).control == account(entry.credit).control
        assert {account(entry.debit).restricted, account(entry.credit).restricted} == {
            True,
            False,
        }
        assert entry.project_no is None
        net = {entry.debit, entry.credit} == {NET_RESTRICTED, NET_UNRESTRICTED}
        assert net or account(entry.debit).control in INCOME
