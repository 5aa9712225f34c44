"""The posting rules, walked one by one, and the one function that applies them."""

import pytest

from fundledger.domain import chart
from fundledger.domain.chart import ACCOUNTS, ByProject, account, leaf_for
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import (
    RULES,
    Entry,
    InsufficientError,
    NothingToPostError,
    PayableUncoveredError,
    PostingRule,
    ProjectNeededError,
    Slot,
    SlotError,
    entries,
    left_after,
    require_cover,
    sides,
)
from fundledger.domain.money import from_fen
from fundledger.domain.posting_rules import SLOT_ACCOUNTS, Leg, places, slots
from fundledger.domain.red import red_copy
from tests.domain import rule_tables
from tests.domain.postings import (
    AID,
    BANK,
    FILLED,
    GENERAL,
    P1,
    RELEASED_BY,
    every_rule,
    has,
    none_left,
    plenty,
    post,
    posting,
)
from tests.in_turn import in_turn


@every_rule
def test_every_rule_has_its_row(rule: PostingRule) -> None:
    assert RULES[rule]


def test_an_opening_brings_its_own_postings() -> None:
    assert not RULES[PostingRule.OPENING]


def test_the_table_holds_nothing_else() -> None:
    assert set(RULES) == set(PostingRule)
    assert set(SLOT_ACCOUNTS) == set(Slot)


@in_turn("slot", Slot)
def test_every_slot_is_used_and_names_known_accounts(slot: Slot) -> None:
    assert any(slot in slots(rule) for rule in PostingRule)
    assert SLOT_ACCOUNTS[slot] <= set(ACCOUNTS)


def accounts_of(leg: Leg) -> list[set[AccountKey]]:
    """Give the accounts that either side of a leg may be, each of a kind of money."""
    return [
        {
            leaf_for(key, restricted=restricted)
            for place in places(side)
            for key in (SLOT_ACCOUNTS[place] if isinstance(place, Slot) else {place})
            for restricted in (True, False)
        }
        for side in (leg.debit, leg.credit)
    ]


@every_rule
def test_no_posting_crosses_books(rule: PostingRule) -> None:
    for leg in RULES[rule]:
        books = {account(key).book for side in accounts_of(leg) for key in side}
        assert len(books) == 1


@every_rule
def test_the_two_sides_of_a_leg_share_an_account_only_between_two_sources(
    rule: PostingRule,
) -> None:
    for leg in RULES[rule]:
        shared = set(places(leg.debit)) & set(places(leg.credit))
        assert bool(shared) is (leg.debit_of is not leg.credit_of and bool(shared))
        if leg.debit_of is leg.credit_of:
            assert not shared


@every_rule
def test_both_sides_of_every_leg_carry_the_whole_amount(rule: PostingRule) -> None:
    posted = post(rule)
    assert sum(entry.fen for entry in posted) == 100 * len(RULES[rule])
    for entry in posted:
        assert entry.fen > 0
        (_, debit), (_, credit) = sides(entry)
        assert debit != credit


@every_rule
def test_only_accounts_without_leaves_are_posted_to(rule: PostingRule) -> None:
    for entry in post(rule):
        assert account(entry.debit).postable
        assert account(entry.credit).postable


def by_project(entry: Entry) -> set[ByProject]:
    return {account(key).by_project for key in entry[:2]}


@every_rule
def test_a_posting_names_its_project_where_it_is_kept(rule: PostingRule) -> None:
    for entry in post(rule):
        assert (entry.project_no is None) == (by_project(entry) == {ByProject.NO})


@every_rule
def test_what_is_kept_by_project_is_refused_without_one(rule: PostingRule) -> None:
    demanding = any(ByProject.YES in by_project(entry) for entry in post(rule))
    without = posting(rule)._replace(project_no=None)
    if demanding:
        with pytest.raises(ProjectNeededError):
            entries(without, plenty)
    else:
        assert entries(without, plenty)


# --- amounts, slots ---


@every_rule
@in_turn("fen", [0, -1])
def test_nothing_is_not_posted(rule: PostingRule, fen: int) -> None:
    with pytest.raises(NothingToPostError):
        post(rule, fen)


@in_turn(
    ("rule", "slot"),
    [(rule, slot) for rule in PostingRule for slot in sorted(slots(rule))],
)
def test_an_empty_slot_is_refused(rule: PostingRule, slot: Slot) -> None:
    filled = {name: key for name, key in FILLED.items() if name is not slot}
    with pytest.raises(SlotError) as refused:
        entries(posting(rule)._replace(accounts=filled), plenty)
    assert refused.value.slot is slot


@in_turn("slot", Slot)
def test_a_slot_takes_its_own_accounts_and_no_others(slot: Slot) -> None:
    """A control account stands for its leaves of either kind, or for none."""
    rule = next(rule for rule in PostingRule if slot in slots(rule))
    for each in (*ACCOUNTS.values(), account(BANK)):
        filled = posting(rule)._replace(accounts={**FILLED, slot: each.key})
        leaf = account(leaf_for(each.key, restricted=GENERAL.restricted))
        own = {leaf.key, leaf.control} & rule_tables.slot_accounts()[slot]
        right = leaf.restricted is not True or rule in RELEASED_BY
        if leaf.postable and own and right:
            assert entries(filled, plenty)
            continue
        with pytest.raises(SlotError):
            entries(filled, plenty)


# --- floors ---

BOTTOMLESS = {
    PostingRule.DONATION_RECEIVED,
    PostingRule.GRANT_RECEIVED,
    PostingRule.UNIDENTIFIED_RECEIVED,
    PostingRule.INTEREST,
    PostingRule.INTEREST_AGAINST_COST,
    PostingRule.PROJECT_INTEREST,
    PostingRule.RETURN_BOUNCED,
    PostingRule.DISALLOWED_SAME_YEAR,
    PostingRule.DISALLOWED_CLOSED_YEAR,
    PostingRule.CORRECTION_CLOSED_YEAR,
    PostingRule.GAP_OPENED,
    PostingRule.RELEASE,
    PostingRule.YEAR_END_INCOME,
    PostingRule.YEAR_END_COST,
    PostingRule.YEAR_END_PRIOR_YEAR,
    PostingRule.YEAR_END_PRIOR_YEAR_RELEASE,
}


@every_rule
def test_no_rule_takes_what_is_not_there(rule: PostingRule) -> None:
    if rule in BOTTOMLESS:
        assert entries(posting(rule, 1), none_left)
        return
    with pytest.raises((InsufficientError, PayableUncoveredError)):
        entries(posting(rule, 1), none_left)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(InsufficientError) as refused:
        entries(posting(PostingRule.APPROVED), has(b_free=99))
    assert refused.value.facts == {
        "account": chart.B_FREE,
        "project_no": None,
        "source": GENERAL.key,
        "left": from_fen(99),
        "taken": from_fen(100),
    }


def test_what_is_owed_stays_within_what_is_approved_for_payment() -> None:
    with pytest.raises(PayableUncoveredError) as refused:
        entries(posting(PostingRule.PAYMENT_DECLINED), has(b_payment=100, payable=30))
    assert refused.value.source == GENERAL.key
    assert refused.value.payable == from_fen(30)
    assert refused.value.payment == from_fen(0)


def test_a_red_copy_is_asked_for_the_same_cover() -> None:
    aid = AID.key
    claim = [
        Entry(
            chart.B_COMMITTED,
            chart.B_PAYMENT,
            100,
            P1,
            debit_source=aid,
            credit_source=aid,
        )
    ]
    with pytest.raises(PayableUncoveredError) as refused:
        require_cover(red_copy(claim), has(b_payment=100, payable=100))
    assert refused.value.source == AID.key


def test_two_rules_of_one_deed_see_each_other() -> None:
    grant = posting(PostingRule.GRANT_RECEIVED, 50)
    first = entries(grant, has(b_uncovered=60))
    after = left_after(has(b_uncovered=60), first)
    second = entries(posting(PostingRule.INTEREST, 50), after)
    assert [entry.credit for entry in (*first, *second)] == [
        "grants.unrestricted",
        chart.B_UNCOVERED,
        "other_income.unrestricted",
        chart.B_UNCOVERED,
        chart.B_FREE,
    ]
    assert after(BANK, None, None) == 50
    assert after(chart.B_TOTAL, None, GENERAL.key) == 50
    assert after(chart.B_UNCOVERED, None, GENERAL.key) == 10


RED_OF_ITSELF = {
    PostingRule.INTEREST_AGAINST_COST: "fundraising_cost",
    PostingRule.ADMIN_COST_BOUNCED: "admin_cost",
    PostingRule.RE_SOURCED_COST: "programme_cost",
    PostingRule.REIMBURSEMENT_DECLINED: "programme_cost",
    PostingRule.DISALLOWED_UNPAID: "programme_cost",
    PostingRule.DISALLOWED_SAME_YEAR: "programme_cost",
}


@every_rule
def test_only_cost_and_income_taken_back_are_red_of_themselves(
    rule: PostingRule,
) -> None:
    for entry in post(rule):
        mistaken = rule is PostingRule.RETURN_MISTAKEN and entry.debit.startswith("gr")
        assert entry.debit_red is mistaken
        of_cost = account(entry.credit).control == RED_OF_ITSELF.get(rule, "none")
        assert entry.credit_red is of_cost


@every_rule
def test_every_return_to_free_budget_clears_the_gap_first(rule: PostingRule) -> None:
    for leg in RULES[rule]:
        if rule is not PostingRule.GAP_OPENED and chart.B_FREE in places(leg.credit):
            assert leg.credit == (chart.B_UNCOVERED, chart.B_FREE)
