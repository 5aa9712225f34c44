"""The posting rules, walked one by one, and the one function that applies them."""

from collections.abc import Mapping

import pytest

from fundledger.domain import chart
from fundledger.domain.chart import (
    ACCOUNTS,
    ByProject,
    SpendingKind,
    account,
    cost_control,
    leaf_for,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import (
    RULES,
    Entry,
    InsufficientError,
    Left,
    NothingToPostError,
    PayableUncoveredError,
    Posting,
    PostingRule,
    ProjectNeededError,
    Slot,
    SlotError,
    SourceNeededError,
    entries,
    left_after,
    require_cover,
    sides,
)
from fundledger.domain.money import from_fen
from fundledger.domain.posting_rules import SLOT_ACCOUNTS, Leg, Whose, places, slots
from fundledger.domain.red import red_copy
from fundledger.domain.sources import Source
from tests.domain import rule_tables

BANK = AccountKey("bank.main")
P1 = ProjectNo(1)
GENERAL = Source(SourceKey("general"), restricted=False)
MEMBERS = Source(SourceKey("members"), restricted=False)
AID = Source(SourceKey("aid"), restricted=True)
FILLED: Mapping[Slot, AccountKey] = {
    Slot.BANK: BANK,
    Slot.TO_BANK: AccountKey("bank.second"),
    Slot.DONATIONS: chart.DONATIONS,
    Slot.GRANTS: chart.GRANTS,
    Slot.INCOME: chart.GRANTS,
    Slot.COST: cost_control(SpendingKind.VENUE),
    Slot.OVERHEAD: chart.ADMIN_COST,
    Slot.LOSS: chart.ADMIN_COST,
    Slot.CORRECTED: chart.ADVANCE,
    Slot.RESULT: chart.OTHER_COST,
    Slot.NET: chart.NET_UNRESTRICTED,
}

EVERY = [rule for rule in PostingRule if rule is not PostingRule.OPENING]
every_rule = pytest.mark.parametrize("rule", EVERY)


def plenty(
    key: AccountKey, _project_no: ProjectNo | None, _source: SourceKey | None
) -> int:
    """Have enough of everything; nothing is owed that is not approved for payment."""
    return 500 if key == chart.PAYABLE else 1_000


def none_left(
    _key: AccountKey, _project_no: ProjectNo | None, _source: SourceKey | None
) -> int:
    return 0


def has(**left: int) -> Left:
    """Tell what accounts have left; others have nothing."""
    return lambda key, _project_no, _source: left.get(key, 0)


def posting(rule: PostingRule, fen: int = 100) -> Posting:
    """Fill a rule with all that it could ask for."""
    return Posting(rule, fen, GENERAL, FILLED, P1, MEMBERS)


def post(rule: PostingRule, fen: int = 100) -> list[Entry]:
    return entries(posting(rule, fen), plenty)


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
        keys = set().union(*accounts_of(leg))
        assert len({account(key).book for key in keys}) == 1


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


# --- whose money it is ---


@every_rule
@pytest.mark.parametrize("own", [GENERAL, AID])
def test_a_posting_names_its_source_where_it_is_kept(
    rule: PostingRule, own: Source
) -> None:
    if rule is PostingRule.GAP_OPENED:
        own = GENERAL
    for entry in entries(posting(rule)._replace(source=own), plenty):
        for key, source in (
            (entry.debit, entry.debit_source),
            (entry.credit, entry.credit_source),
        ):
            assert (source is not None) is account(key).by_source
            assert source in (own.key, MEMBERS.key, None)


@every_rule
def test_what_is_kept_by_source_is_refused_without_one(rule: PostingRule) -> None:
    kept = {entry.debit_source for entry in post(rule)}
    kept |= {entry.credit_source for entry in post(rule)}
    without = posting(rule)._replace(source=None)
    if GENERAL.key in kept:
        with pytest.raises(SourceNeededError) as refused:
            entries(without, plenty)
        assert refused.value.rule is rule
    else:
        assert entries(without, plenty)


@every_rule
def test_a_rule_between_two_sources_is_refused_without_the_other(
    rule: PostingRule,
) -> None:
    between = any(Whose.OTHER in (leg.debit_of, leg.credit_of) for leg in RULES[rule])
    assert between is rule.startswith(("re_", "reclassified", "written_off_borne"))
    alone = posting(rule)._replace(other=None)
    if between:
        with pytest.raises(SourceNeededError):
            entries(alone, plenty)
    else:
        assert entries(alone, plenty) == post(rule)


RELEASED_BY = {
    PostingRule.RELEASE,
    PostingRule.YEAR_END_INCOME,
    PostingRule.YEAR_END_COST,
    PostingRule.YEAR_END_PRIOR_YEAR,
    PostingRule.YEAR_END_PRIOR_YEAR_RELEASE,
}


@pytest.mark.parametrize("own", [GENERAL, AID])
@pytest.mark.parametrize("other", [MEMBERS, Source(SourceKey("x"), restricted=True)])
@pytest.mark.parametrize("rule", sorted(set(EVERY) - RELEASED_BY))
def test_each_kind_of_money_is_booked_on_its_own_leaf(
    rule: PostingRule, own: Source, other: Source
) -> None:
    if PostingRule.GAP_OPENED is rule:
        own = GENERAL
    kinds = {own.key: own.restricted, other.key: other.restricted}
    for entry in entries(posting(rule)._replace(source=own, other=other), plenty):
        for key, source in (
            (entry.debit, entry.debit_source),
            (entry.credit, entry.credit_source),
        ):
            if account(key).restricted is not None:
                assert source is not None
                assert account(key).restricted is kinds[source]


@every_rule
@pytest.mark.parametrize("slot", Slot)
def test_a_slot_takes_no_leaf_of_the_other_kind_of_money(
    rule: PostingRule, slot: Slot
) -> None:
    if slot not in slots(rule) or rule in RELEASED_BY:
        return
    wrong = leaf_for(FILLED[slot], restricted=True)
    if wrong == FILLED[slot]:
        return
    with pytest.raises(SlotError) as refused:
        filled = {**FILLED, slot: wrong}
        entries(posting(rule)._replace(accounts=filled), plenty)
    assert (refused.value.slot, refused.value.account) == (slot, wrong)


# --- amounts, slots ---


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
        entries(posting(rule)._replace(accounts=filled), plenty)
    assert refused.value.slot is slot


@pytest.mark.parametrize("slot", Slot)
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
    PostingRule.RETURN_DECIDED,
    PostingRule.RETURN_MISTAKEN,
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


@every_rule
def test_a_restricted_source_never_gets_a_gap(rule: PostingRule) -> None:
    """What may overdraw unrestricted money is refused of restricted money."""
    opens = any(
        chart.B_UNCOVERED in places(leg.debit) and leg.debit_of is Whose.OWN
        for leg in RULES[rule]
    )
    restricted = posting(rule, 100)._replace(source=AID)
    short = has(**{BANK: 500, chart.B_FREE: 99})
    if opens:
        assert entries(restricted._replace(source=GENERAL), short)
        with pytest.raises(InsufficientError) as refused:
            entries(restricted, short)
        assert refused.value.source == AID.key
    for entry in entries(restricted._replace(fen=99), plenty) if not opens else []:
        assert entry.debit != chart.B_UNCOVERED


@pytest.mark.parametrize("restricted", [True, False])
def test_only_an_unrestricted_bearer_gets_a_gap(*, restricted: bool) -> None:
    bearer = Source(SourceKey("bearer"), restricted=restricted)
    borne = posting(PostingRule.WRITTEN_OFF_BORNE)._replace(other=bearer)
    left = has(recoverable=100, b_disbursed=100, b_free=40)
    if restricted:
        with pytest.raises(InsufficientError) as refused:
            entries(borne, left)
        assert refused.value.source == bearer.key
        return
    gap = [each for each in entries(borne, left) if each.debit == chart.B_UNCOVERED]
    assert [(each.fen, each.debit_source) for each in gap] == [(60, bearer.key)]


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


def test_a_source_spends_what_is_its_own_and_no_other_source_has() -> None:
    def left(
        key: AccountKey, _project_no: ProjectNo | None, source: SourceKey | None
    ) -> int:
        return 100 if (key, source) == (chart.B_FREE, AID.key) else 0

    approved = Posting(PostingRule.APPROVED, 100, AID, project_no=P1)
    assert entries(approved, left) == [
        Entry(
            chart.B_FREE,
            chart.B_RESERVED,
            100,
            P1,
            debit_source=AID.key,
            credit_source=AID.key,
        )
    ]
    with pytest.raises(InsufficientError):
        entries(approved._replace(source=GENERAL), left)


def test_what_is_owed_stays_within_what_is_approved_for_payment() -> None:
    with pytest.raises(PayableUncoveredError) as refused:
        entries(posting(PostingRule.PAYMENT_DECLINED), has(b_payment=100, payable=30))
    assert refused.value.source == GENERAL.key
    assert refused.value.payable == from_fen(30)
    assert refused.value.payment == from_fen(0)


def test_one_source_does_not_cover_what_another_owes() -> None:
    def left(
        key: AccountKey, _project_no: ProjectNo | None, source: SourceKey | None
    ) -> int:
        of = {
            (chart.B_PAYMENT, AID.key): 100,
            (chart.PAYABLE, GENERAL.key): 30,
            (chart.B_PAYMENT, GENERAL.key): 50,
        }
        return of.get((key, source), 0) if source else 0

    declined = posting(PostingRule.PAYMENT_DECLINED, 21)
    with pytest.raises(PayableUncoveredError) as refused:
        entries(declined, left)
    assert refused.value.source == GENERAL.key
    assert entries(declined._replace(fen=20), left)
    assert entries(declined._replace(fen=100, source=AID), left)


def test_a_red_copy_is_asked_for_the_same_cover() -> None:
    source = {"debit_source": AID.key, "credit_source": AID.key}
    claim = [Entry(chart.B_COMMITTED, chart.B_PAYMENT, 100, P1, **source)]
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
