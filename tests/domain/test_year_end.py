"""Year end: four steps, nothing left, and nothing twice."""

from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain import chart
from fundledger.domain.chart import (
    IncomeKind,
    SpendingKind,
    cost_leaf,
    income_leaf,
    prior_year_leaf,
)
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import Entry
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.year_end import year_end
from tests.domain.ledger import Ledger

P1, P2 = ProjectNo(1), ProjectNo(2)
INCOME = [income_leaf(kind, restricted=r) for kind in IncomeKind for r in (True, False)]
COSTS = [cost_leaf(kind, restricted=r) for kind in SpendingKind for r in (True, False)]
OVERHEAD = [chart.ADMIN_COST, chart.FUNDRAISING_COST, chart.OTHER_COST]
PRIOR = [prior_year_leaf(restricted=r) for r in (True, False)]
RESULTS = st.one_of(
    st.tuples(st.sampled_from([*INCOME, *OVERHEAD]), st.none()),
    st.tuples(st.sampled_from([*COSTS, *PRIOR]), st.sampled_from([P1, P2])),
)
AMOUNTS = st.integers(-1_000, 1_000)
MATERIALS = cost_leaf(SpendingKind.MATERIALS, restricted=True)


def closed(balances: dict[tuple[AccountKey, ProjectNo | None], int]) -> Ledger:
    ledger = Ledger()
    ledger.fen_of.update(balances)
    for step in year_end(balances):
        ledger.post(step.entries)
    return ledger


@given(st.dictionaries(RESULTS, AMOUNTS))
def test_year_end_leaves_nothing_in_income_cost_and_prior_year(
    balances: dict[tuple[AccountKey, ProjectNo | None], int],
) -> None:
    after = closed(balances)
    for place in balances:
        assert after.fen_of[place] == 0


@given(st.dictionaries(RESULTS, AMOUNTS))
def test_year_end_moves_the_result_to_net_assets_by_restriction(
    balances: dict[tuple[AccountKey, ProjectNo | None], int],
) -> None:
    before, after = Ledger(), closed(balances)
    before.fen_of.update(balances)

    def total(keys: list[AccountKey]) -> int:
        return sum(before.sum(key) for key in keys)

    def restricted(keys: list[AccountKey]) -> list[AccountKey]:
        return [key for key in keys if chart.account(key).restricted]

    own_restricted = (
        total(restricted(INCOME)) - total(restricted(COSTS)) + total(restricted(PRIOR))
    )
    everything = total(INCOME) - total(COSTS) - total(OVERHEAD) + total(PRIOR)
    assert after.sum(chart.NET_RESTRICTED) == own_restricted
    assert after.sum(chart.NET_UNRESTRICTED) == everything - own_restricted


@given(st.dictionaries(RESULTS, AMOUNTS))
def test_closing_twice_posts_nothing_the_second_time(
    balances: dict[tuple[AccountKey, ProjectNo | None], int],
) -> None:
    assert year_end(closed(balances).fen_of) == []


@given(st.dictionaries(RESULTS, AMOUNTS))
def test_the_steps_come_in_their_order(
    balances: dict[tuple[AccountKey, ProjectNo | None], int],
) -> None:
    order = [rule for rule in PostingRule if rule.startswith("year_end")]
    places = [order.index(step.rule) for step in year_end(balances)]
    assert places == sorted(set(places))


def test_costs_are_closed_by_project_and_leaf_and_released_at_once() -> None:
    steps = year_end(
        {
            (MATERIALS, P2): 40,
            (MATERIALS, P1): 60,
            (chart.ADMIN_COST, None): 5,
            (chart.ADVANCE, P1): 99,
            (chart.B_DISBURSED, P1): 99,
        }
    )
    assert [step.entries for step in steps] == [
        [
            Entry(chart.NET_UNRESTRICTED, MATERIALS, 60, P1),
            Entry(chart.NET_UNRESTRICTED, MATERIALS, 40, P2),
            Entry(chart.NET_UNRESTRICTED, chart.ADMIN_COST, 5, None),
        ],
        [Entry(chart.NET_RESTRICTED, chart.NET_UNRESTRICTED, 100, None)],
    ]


def test_interest_beyond_the_cost_of_fundraising_closes_the_other_way() -> None:
    (step,) = year_end({(chart.FUNDRAISING_COST, None): -7})
    assert step.entries == [
        Entry(chart.FUNDRAISING_COST, chart.NET_UNRESTRICTED, 7, None)
    ]


def test_a_correction_of_released_cost_goes_back_to_restricted_net_assets() -> None:
    prior = prior_year_leaf(restricted=True)
    steps = year_end({(prior, P1): 30})
    assert [step.entries for step in steps] == [
        [Entry(prior, chart.NET_UNRESTRICTED, 30, P1)],
        [Entry(chart.NET_UNRESTRICTED, chart.NET_RESTRICTED, 30, None)],
    ]
    plain = prior_year_leaf(restricted=False)
    assert len(year_end({(plain, P1): 30})) == 1
