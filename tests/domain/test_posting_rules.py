"""The posting rules, walked one by one, and the one function that applies them."""

from collections.abc import Mapping

import pytest

from fundledger.domain import chart
from fundledger.domain.chart import (
    ACCOUNTS,
    ByProject,
    SpendingKind,
    account,
    cost_leaf,
    prior_year_leaf,
)
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import (
    RULES,
    Entry,
    InsufficientError,
    Left,
    NothingToPostError,
    PayableUncoveredError,
    PostingRule,
    ProjectNeededError,
    Slot,
    SlotError,
    entries,
    left_after,
    red_copy,
    require_cover,
)
from fundledger.domain.money import from_fen
from fundledger.domain.posting_rules import SLOT_ACCOUNTS, places, slots
from tests.domain import rule_tables

BANK = AccountKey("bank.main")
P1 = ProjectNo(1)
FILLED: Mapping[Slot, AccountKey] = {
    Slot.BANK: BANK,
    Slot.DONATIONS: AccountKey("donations.restricted"),
    Slot.GRANTS: AccountKey("grants.unrestricted"),
    Slot.INCOME: AccountKey("grants.restricted"),
    Slot.INTEREST: AccountKey("other_income.unrestricted"),
    Slot.COST: cost_leaf(SpendingKind.VENUE, restricted=True),
    Slot.OVERHEAD: chart.ADMIN_COST,
    Slot.PRIOR_YEAR: prior_year_leaf(restricted=True),
    Slot.CORRECTED: chart.ADVANCE,
    Slot.RESULT: chart.OTHER_COST,
    Slot.NET: chart.NET_UNRESTRICTED,
}

every_rule = pytest.mark.parametrize(
    "rule", [rule for rule in PostingRule if rule is not PostingRule.OPENING]
)


def plenty(key: AccountKey, _project_no: ProjectNo | None) -> int:
    """Have enough of everything; nothing is owed that is not approved for payment."""
    return 500 if key == chart.PAYABLE else 1_000


def none_left(_key: AccountKey, _project_no: ProjectNo | None) -> int:
    return 0


def has(**left: int) -> Left:
    """Tell what accounts have left; others have nothing."""
    return lambda key, _project_no: left.get(key, 0)


def post(rule: PostingRule, fen: int = 100) -> list[Entry]:
    return entries(rule, fen, project_no=P1, accounts=FILLED, left=plenty)


@every_rule
def test_every_rule_has_its_row(rule: PostingRule) -> None:
    assert RULES[rule]


def test_an_opening_brings_its_own_postings() -> None:
    assert not RULES[PostingRule.OPENING]


def test_the_table_holds_nothing_else() -> None:
    assert set(RULES) == set(PostingRule)
    assert set(SLOT_ACCOUNTS) == set(Slot)


@pytest.mark.parametrize("slot", Slot)
def test_every_slot_is_used_and_names_known_accounts(slot: Slot) -> None:
    assert any(slot in slots(rule) for rule in PostingRule)
    assert SLOT_ACCOUNTS[slot] <= set(ACCOUNTS)


@every_rule
def test_no_posting_crosses_books(rule: PostingRule) -> None:
    for leg in RULES[rule]:
        keys = [
            key
            for side in (leg.debit, leg.credit)
            for place in places(side)
            for key in (SLOT_ACCOUNTS[place] if isinstance(place, Slot) else {place})
        ]
        assert len({account(key).book for key in keys}) == 1


@every_rule
def test_the_two_sides_of_a_leg_share_no_account(rule: PostingRule) -> None:
    for leg in RULES[rule]:
        assert not set(places(leg.debit)) & set(places(leg.credit))


@every_rule
def test_both_sides_of_every_leg_carry_the_whole_amount(rule: PostingRule) -> None:
    posted = post(rule)
    assert sum(entry.fen for entry in posted) == 100 * len(RULES[rule])
    assert all(entry.fen > 0 and entry.debit != entry.credit for entry in posted)


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
    if demanding:
        with pytest.raises(ProjectNeededError):
            entries(rule, 100, accounts=FILLED, left=plenty)
    else:
        assert entries(rule, 100, accounts=FILLED, left=plenty)


@every_rule
@pytest.mark.parametrize("fen", [0, -1])
def test_nothing_is_not_posted(rule: PostingRule, fen: int) -> None:
    with pytest.raises(NothingToPostError):
        post(rule, fen)


@pytest.mark.parametrize(
    ("rule", "slot"),
    [(rule, slot) for rule in PostingRule for slot in sorted(slots(rule))],
)
def test_an_empty_slot_is_refused(rule: PostingRule, slot: Slot) -> None:
    filled = {name: key for name, key in FILLED.items() if name is not slot}
    with pytest.raises(SlotError) as refused:
        entries(rule, 100, project_no=P1, accounts=filled, left=plenty)
    assert refused.value.slot is slot


@pytest.mark.parametrize("slot", Slot)
def test_a_slot_takes_its_own_accounts_and_no_others(slot: Slot) -> None:
    rule = next(rule for rule in PostingRule if slot in slots(rule))
    for each in (*ACCOUNTS.values(), account(BANK)):
        filled = {**FILLED, slot: each.key}
        own = {each.key, each.control} & rule_tables.slot_accounts()[slot]
        if each.postable and own:
            assert entries(rule, 100, project_no=P1, accounts=filled, left=plenty)
            continue
        with pytest.raises(SlotError):
            entries(rule, 100, project_no=P1, accounts=filled, left=plenty)


BOTTOMLESS = {
    PostingRule.DONATION_RECEIVED,
    PostingRule.GRANT_RECEIVED,
    PostingRule.UNIDENTIFIED_RECEIVED,
    PostingRule.INTEREST,
    PostingRule.DISALLOWED_SAME_YEAR,
    PostingRule.DISALLOWED_CLOSED_YEAR,
    PostingRule.CORRECTION_CLOSED_YEAR,
    PostingRule.GAP_OPENED,
    PostingRule.YEAR_END_INCOME,
    PostingRule.YEAR_END_COST,
    PostingRule.YEAR_END_RELEASE,
    PostingRule.YEAR_END_PRIOR_YEAR,
    PostingRule.YEAR_END_PRIOR_YEAR_RELEASE,
}


@every_rule
def test_no_rule_takes_what_is_not_there(rule: PostingRule) -> None:
    if rule in BOTTOMLESS:
        assert entries(rule, 1, project_no=P1, accounts=FILLED, left=none_left)
        return
    with pytest.raises((InsufficientError, PayableUncoveredError)):
        entries(rule, 1, project_no=P1, accounts=FILLED, left=none_left)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(InsufficientError) as refused:
        entries(
            PostingRule.APPROVED,
            100,
            project_no=P1,
            accounts={},
            left=has(b_free=99),
        )
    assert refused.value.facts == {
        "account": chart.B_FREE,
        "project_no": None,
        "left": from_fen(99),
        "taken": from_fen(100),
    }


def test_new_budget_clears_the_gap_before_it_is_free() -> None:
    posted = entries(
        PostingRule.DONATION_RECEIVED,
        100,
        accounts=FILLED,
        left=has(b_uncovered=30),
    )
    assert posted[1:] == [
        Entry(chart.B_TOTAL, chart.B_UNCOVERED, 30, None),
        Entry(chart.B_TOTAL, chart.B_FREE, 70, None),
    ]


def test_a_bank_fee_takes_what_is_free_and_then_opens_a_gap() -> None:
    posted = entries(
        PostingRule.BANK_FEE,
        100,
        accounts=FILLED,
        left=has(**{BANK: 100, "b_free": 40}),
    )
    assert posted == [
        Entry(chart.ADMIN_COST, BANK, 100, None),
        Entry(chart.B_FREE, chart.B_OVERHEAD, 40, None),
        Entry(chart.B_UNCOVERED, chart.B_OVERHEAD, 60, None),
    ]


def test_a_bounced_advance_comes_back_from_where_it_went() -> None:
    posted = entries(
        PostingRule.ADVANCE_BOUNCED,
        100,
        project_no=P1,
        accounts=FILLED,
        left=has(advance=50, recoverable=20, b_disbursed=100),
    )
    assert posted == [
        Entry(BANK, chart.ADVANCE, 50, P1),
        Entry(BANK, chart.RECOVERABLE, 20, P1),
        Entry(BANK, chart.PAYABLE, 30, P1),
        Entry(chart.B_DISBURSED, chart.B_PAYMENT, 100, P1),
    ]


def test_what_is_owed_stays_within_what_is_approved_for_payment() -> None:
    with pytest.raises(PayableUncoveredError) as refused:
        entries(
            PostingRule.PAYMENT_DECLINED,
            100,
            project_no=P1,
            accounts={},
            left=has(b_payment=100, payable=30),
        )
    assert refused.value.payable == from_fen(30)
    assert refused.value.payment == from_fen(0)


def test_a_red_copy_is_asked_for_the_same_cover() -> None:
    claim = [
        Entry(chart.B_COMMITTED, chart.B_PAYMENT, 100, P1),
    ]
    with pytest.raises(PayableUncoveredError):
        require_cover(red_copy(claim), has(b_payment=100, payable=100))


def test_two_rules_of_one_deed_see_each_other() -> None:
    first = entries(
        PostingRule.GRANT_RECEIVED, 50, accounts=FILLED, left=has(b_uncovered=60)
    )
    after = left_after(has(b_uncovered=60), first)
    second = entries(PostingRule.INTEREST, 50, accounts=FILLED, left=after)
    assert [entry.credit for entry in (*first, *second)] == [
        FILLED[Slot.GRANTS],
        chart.B_UNCOVERED,
        FILLED[Slot.INTEREST],
        chart.B_UNCOVERED,
        chart.B_FREE,
    ]
    assert after(BANK, None) == 50
    assert after(chart.B_TOTAL, None) == 50


@every_rule
def test_only_cost_taken_back_is_red_of_itself(rule: PostingRule) -> None:
    for entry in post(rule):
        assert not entry.debit_red
        taken_back = entry.credit.startswith("programme_cost") and rule in {
            PostingRule.REIMBURSEMENT_DECLINED,
            PostingRule.DISALLOWED_UNPAID,
            PostingRule.DISALLOWED_SAME_YEAR,
        }
        assert entry.credit_red is taken_back


@every_rule
def test_every_return_to_free_budget_clears_the_gap_first(rule: PostingRule) -> None:
    for leg in RULES[rule]:
        if rule is not PostingRule.GAP_OPENED and chart.B_FREE in places(leg.credit):
            assert leg.credit == (chart.B_UNCOVERED, chart.B_FREE)
