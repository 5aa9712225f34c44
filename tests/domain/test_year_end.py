"""Year end by source: three steps after the release, nothing left, nothing twice."""

from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain import chart
from fundledger.domain.chart import (
    IncomeKind,
    SpendingKind,
    cost_leaf,
    income_leaf,
    prior_year_leaf,
    restricted_leaf,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, Place
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.release import Released, release
from fundledger.domain.sources import Source
from fundledger.domain.year_end import year_end
from tests.domain.ledger import Ledger

P1, P2 = ProjectNo(1), ProjectNo(2)
GENERAL = Source(SourceKey("general"), restricted=False)
MEMBERS = Source(SourceKey("members"), restricted=False)
AID = Source(SourceKey("aid"), restricted=True)
BOOKS = Source(SourceKey("books"), restricted=True)
SOURCES = [GENERAL, MEMBERS, AID, BOOKS]
OVERHEAD = [chart.ADMIN_COST, chart.FUNDRAISING_COST, chart.IMPAIRMENT]
AMOUNTS = st.integers(-1_000, 1_000)
BOUND = cost_leaf(SpendingKind.MATERIALS, restricted=True)
FREE = cost_leaf(SpendingKind.MATERIALS, restricted=False)
R = PostingRule


def results(source: Source) -> st.SearchStrategy[Place]:
    """Name any place of income, cost or prior year that a source may stand at."""
    kind = source.restricted
    income = [income_leaf(each, restricted=kind) for each in IncomeKind]
    overhead = [restricted_leaf(each, restricted=kind) for each in OVERHEAD]
    costs = [cost_leaf(each, restricted=kind) for each in SpendingKind]
    of_projects = [*costs, prior_year_leaf(restricted=kind)]
    return st.one_of(
        st.tuples(
            st.sampled_from([*income, *overhead]), st.none(), st.just(source.key)
        ),
        st.tuples(
            st.sampled_from(of_projects), st.sampled_from([P1, P2]), st.just(source.key)
        ),
    )


BALANCES = st.dictionaries(st.one_of(*map(results, SOURCES)), AMOUNTS)


def ledger_of(balances: dict[Place, int]) -> Ledger:
    ledger = Ledger()
    for place, fen in balances.items():
        ledger.put(place, fen)
    return ledger


def released(ledger: Ledger) -> Ledger:
    """Release what each restricted source was spent, as far as it reaches."""
    for source in (AID.key, BOOKS.key):
        standing = {
            key: ledger.of_source(key, source)
            for key, _, of in [*ledger.fen_of]
            if of == source
        }
        ledger.post(release(source, standing, Released(source, {})))
    return ledger


def closed(balances: dict[Place, int]) -> Ledger:
    ledger = ledger_of(balances)
    for step in year_end(ledger.fen_of):
        ledger.post(step.entries)
    return ledger


@given(BALANCES)
def test_year_end_leaves_nothing_in_income_cost_and_prior_year(
    balances: dict[Place, int],
) -> None:
    after = closed(balances)
    for place in balances:
        assert after.fen_of[place] == 0


@given(BALANCES)
def test_year_end_moves_each_sources_result_to_its_own_net_assets(
    balances: dict[Place, int],
) -> None:
    before, after = ledger_of(balances), closed(balances)
    for source in SOURCES:
        own = 0
        for name in ("donations", "grants", "other_income", "prior_year"):
            own += before.of_source(name, source.key)
        for name in chart.COST:
            own -= before.of_source(name, source.key)
        net = after.of_source(chart.NET_RESTRICTED, source.key)
        assert after.of_source(chart.NET_UNRESTRICTED, source.key) + net == own
        assert net == 0 or source.restricted


def test_released_money_leaves_nothing_unrestricted_of_a_restricted_source() -> None:
    """Income 100, cost 60, and 5 of a cost of last year that was too high."""
    ledger = ledger_of(
        {
            (AccountKey("donations.restricted"), None, AID.key): 100,
            (BOUND, P1, AID.key): 60,
            (prior_year_leaf(restricted=True), P1, AID.key): 5,
            (AccountKey("donations.unrestricted"), None, GENERAL.key): 7,
        }
    )
    after = closed(dict(released(ledger).fen_of))
    assert after.of_source(chart.NET_RESTRICTED, AID.key) == 45
    assert after.of_source(chart.NET_UNRESTRICTED, AID.key) == 0
    assert after.of_source(chart.NET_UNRESTRICTED, GENERAL.key) == 7


@given(BALANCES)
def test_closing_twice_posts_nothing_the_second_time(
    balances: dict[Place, int],
) -> None:
    assert year_end(closed(balances).fen_of) == []


@given(BALANCES)
def test_the_steps_come_in_their_order(balances: dict[Place, int]) -> None:
    order = [rule for rule in PostingRule if rule.startswith("year_end")]
    places = [order.index(step.rule) for step in year_end(balances)]
    assert places == sorted(set(places))


@given(BALANCES)
def test_each_closing_posting_stays_within_its_source(
    balances: dict[Place, int],
) -> None:
    for step in year_end(balances):
        for entry in step.entries:
            assert entry.debit_source == entry.credit_source is not None


def moved(
    debit: AccountKey,
    credit: AccountKey,
    fen: int,
    project_no: ProjectNo | None,
    source: Source,
) -> Entry:
    of = source.key
    return Entry(debit, credit, fen, project_no, debit_source=of, credit_source=of)


def test_costs_are_closed_by_project_leaf_and_source() -> None:
    admin = AccountKey("admin_cost.unrestricted")
    (step,) = year_end(
        {
            (FREE, P2, GENERAL.key): 40,
            (FREE, P1, MEMBERS.key): 2,
            (FREE, P1, GENERAL.key): 60,
            (admin, None, GENERAL.key): 5,
            (BOUND, P1, AID.key): 70,
            (chart.ADVANCE, P1, GENERAL.key): 99,
            (chart.B_DISBURSED, P1, GENERAL.key): 99,
            (chart.NET_RESTRICTED, None, AID.key): 99,
            (chart.TO_RETURN, None, AID.key): 99,
        }
    )
    assert step.rule is R.YEAR_END_COST
    assert step.entries == [
        moved(chart.NET_UNRESTRICTED, BOUND, 70, P1, AID),
        moved(chart.NET_UNRESTRICTED, FREE, 60, P1, GENERAL),
        moved(chart.NET_UNRESTRICTED, FREE, 2, P1, MEMBERS),
        moved(chart.NET_UNRESTRICTED, FREE, 40, P2, GENERAL),
        moved(chart.NET_UNRESTRICTED, admin, 5, None, GENERAL),
    ]


def test_income_goes_to_its_own_net_assets_by_source() -> None:
    grants = income_leaf(IncomeKind.GRANTS, restricted=True)
    gifts = income_leaf(IncomeKind.DONATIONS, restricted=False)
    (step,) = year_end(
        {
            (grants, None, BOOKS.key): 30,
            (grants, None, AID.key): 20,
            (gifts, None, AID.key): 10,
            (gifts, None, GENERAL.key): 5,
        }
    )
    assert step.rule is R.YEAR_END_INCOME
    assert step.entries == [
        moved(gifts, chart.NET_UNRESTRICTED, 10, None, AID),
        moved(gifts, chart.NET_UNRESTRICTED, 5, None, GENERAL),
        moved(grants, chart.NET_RESTRICTED, 20, None, AID),
        moved(grants, chart.NET_RESTRICTED, 30, None, BOOKS),
    ]


def test_interest_beyond_the_cost_of_fundraising_closes_the_other_way() -> None:
    leaf = AccountKey("fundraising_cost.unrestricted")
    (step,) = year_end({(leaf, None, GENERAL.key): -7})
    assert step.entries == [moved(leaf, chart.NET_UNRESTRICTED, 7, None, GENERAL)]


def test_a_correction_of_released_cost_goes_back_to_restricted_net_assets() -> None:
    prior = prior_year_leaf(restricted=True)
    steps = year_end({(prior, P1, AID.key): 30})
    assert [step.entries for step in steps] == [
        [moved(prior, chart.NET_UNRESTRICTED, 30, P1, AID)],
        [moved(chart.NET_UNRESTRICTED, chart.NET_RESTRICTED, 30, None, AID)],
    ]
    plain = prior_year_leaf(restricted=False)
    assert len(year_end({(plain, P1, GENERAL.key): 30})) == 1


def test_cost_that_was_booked_too_low_is_released_now() -> None:
    steps = year_end({(prior_year_leaf(restricted=True), P1, AID.key): -30})
    back = moved(chart.NET_RESTRICTED, chart.NET_UNRESTRICTED, 30, None, AID)
    assert steps[-1].rule is R.YEAR_END_PRIOR_YEAR_RELEASE
    assert steps[-1].entries == [back]
