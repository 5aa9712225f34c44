"""Whose money a posting is: each source spends its own, on leaves of its own kind."""

import pytest

from fundledger.domain import chart
from fundledger.domain.chart import account, leaf_for
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import (
    RULES,
    Entry,
    InsufficientError,
    PayableUncoveredError,
    Posting,
    PostingRule,
    Slot,
    SlotError,
    SourceNeededError,
    entries,
)
from fundledger.domain.posting_rules import Whose, places, slots
from fundledger.domain.sources import Source
from tests.domain.postings import (
    AID,
    BANK,
    EVERY,
    FILLED,
    GENERAL,
    MEMBERS,
    P1,
    RELEASED_BY,
    every_rule,
    has,
    plenty,
    post,
    posting,
    written,
)
from tests.in_turn import in_turn


@every_rule
@in_turn("own", [GENERAL, AID])
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
    named = {entry.debit_source for entry in post(rule)}
    named |= {entry.credit_source for entry in post(rule)}
    without = posting(rule)._replace(source=None)
    if GENERAL.key in named:
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


@in_turn("own", [GENERAL, AID])
@in_turn("other", [MEMBERS, Source(SourceKey("x"), restricted=True)])
@in_turn("rule", sorted(set(EVERY) - RELEASED_BY))
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
@in_turn("slot", Slot)
def test_a_slot_takes_no_leaf_of_the_other_kind_of_money(
    rule: PostingRule, slot: Slot
) -> None:
    if slot not in slots(rule) or rule in RELEASED_BY:
        return
    wrong = leaf_for(FILLED[slot], restricted=True)
    if wrong == FILLED[slot]:
        return
    filled = posting(rule)._replace(accounts={**FILLED, slot: wrong})
    with pytest.raises(SlotError) as refused:
        entries(filled, plenty)
    assert (refused.value.slot, refused.value.account) == (slot, wrong)


@every_rule
def test_a_restricted_source_never_gets_a_gap(rule: PostingRule) -> None:
    """What may overdraw unrestricted money is refused of restricted money."""
    opens = any(
        chart.B_UNCOVERED in places(leg.debit) and leg.debit_of is Whose.OWN
        for leg in RULES[rule]
    )
    restricted = posting(rule, 100)._replace(source=AID)
    short = has(**{BANK: 500, chart.B_TOTAL: 500, chart.B_FREE: 99})
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


# --- the table of deeds, written out once more for one source or two ---

R = PostingRule
VENUE = "programme_cost.venue"
LEFT = has(
    **{
        BANK: 500,
        "bank.transit": 500,
        "advance": 500,
        "recoverable": 500,
        "other_payable.unidentified": 500,
        "other_payable.to_return": 500,
        "b_total": 500,
        "b_free": 60,
        "b_uncovered": 30,
        "b_committed": 500,
        "b_payment": 500,
        "b_disbursed": 500,
        "b_overhead": 500,
    }
)
"""Free and gap both, so that each waterfall shows its second account."""


def booked(rule: PostingRule, own: Source, other: Source | None = None) -> list[str]:
    applied = Posting(rule, 100, own, FILLED, P1, other)
    return written(entries(applied, LEFT))


COMES_BACK = (("b_uncovered", 30), ("b_free", 70))


def to_free(stage: str, source: str) -> list[str]:
    """Budget comes back to a source: its gap first."""
    return [f"{stage}({source}) ← {key}({source}) {fen}" for key, fen in COMES_BACK]


OF_ONE = {
    R.DONATION_RECEIVED: [
        "bank.main ← donations.unrestricted(general) 100",
        *to_free("b_total", "general"),
    ],
    R.UNIDENTIFIED_SENT_BACK: ["other_payable.unidentified ← bank.main 100"],
    R.UNIDENTIFIED_IDENTIFIED: [
        "other_payable.unidentified ← grants.unrestricted(general) 100",
        *to_free("b_total", "general"),
    ],
    R.INTEREST: [
        "bank.main ← other_income.unrestricted(general) 100",
        *to_free("b_total", "general"),
    ],
    R.INTEREST_AGAINST_COST: [
        "bank.main ← red fundraising_cost.unrestricted(general) 100",
        *to_free("b_total", "general"),
    ],
    R.PROJECT_INTEREST: [
        "bank.main ← other_income.unrestricted(general) 100",
        *to_free("b_total", "general"),
    ],
    R.RETURN_DECIDED: [
        "admin_cost.unrestricted(general) ← other_payable.to_return(general) 100",
        "b_free(general) ← b_total(general) 60",
        "b_uncovered(general) ← b_total(general) 40",
    ],
    R.RETURN_MISTAKEN: [
        "red grants.unrestricted(general) ← other_payable.to_return(general) 100",
        "b_free(general) ← b_total(general) 60",
        "b_uncovered(general) ← b_total(general) 40",
    ],
    R.RETURN_PAID: ["other_payable.to_return(general) ← bank.main 100"],
    R.RETURN_BOUNCED: ["bank.main ← other_payable.to_return(general) 100"],
    R.BANK_FEE: [
        "admin_cost.unrestricted(general) ← bank.main 100",
        "b_free(general) ← b_overhead(general) 60",
        "b_uncovered(general) ← b_overhead(general) 40",
    ],
    R.ADMIN_COST_BOUNCED: [
        "bank.main ← red admin_cost.unrestricted(general) 100",
        *to_free("b_overhead", "general"),
    ],
    R.ADMIN_COST_BOUNCED_CLOSED_YEAR: [
        "bank.main ← prior_year.unrestricted(general) 100",
        *to_free("b_overhead", "general"),
    ],
    R.TRANSFER: ["bank.second ← bank.main 100"],
    R.TRANSFER_SENT: ["bank.transit ← bank.main 100"],
    R.TRANSFER_ARRIVED: ["bank.second ← bank.transit 100"],
    R.CLAIM_ADMITTED: [
        f"{VENUE}.unrestricted(general) ← advance(general) 100",
    ],
    R.REFUND: [
        "bank.main ← advance(general) 100",
        *to_free("b_disbursed", "general"),
    ],
    R.WRITTEN_OFF: ["admin_cost.unrestricted(general) ← recoverable(general) 100"],
}


@in_turn("rule", OF_ONE)
def test_what_is_of_one_source_is_booked_so(rule: PostingRule) -> None:
    assert booked(rule, GENERAL) == OF_ONE[rule]


BETWEEN = {
    (R.RE_SOURCED_COMMITTED, GENERAL, AID): [
        *to_free("b_committed", "general"),
        "b_free(aid) ← b_committed(aid) 100",
    ],
    (R.RE_SOURCED_ADVANCED, GENERAL, AID): [
        "advance(aid) ← advance(general) 100",
        *to_free("b_disbursed", "general"),
        "b_free(aid) ← b_disbursed(aid) 100",
    ],
    (R.RE_SOURCED_COST, GENERAL, AID): [
        f"{VENUE}.restricted(aid) ← red {VENUE}.unrestricted(general) 100",
        *to_free("b_disbursed", "general"),
        "b_free(aid) ← b_disbursed(aid) 100",
    ],
    (R.RE_SOURCED_COST, GENERAL, MEMBERS): [
        f"{VENUE}.unrestricted(members) ← red {VENUE}.unrestricted(general) 100",
        *to_free("b_disbursed", "general"),
        "b_free(members) ← b_disbursed(members) 100",
    ],
    (R.RE_SOURCED_CLOSED_YEAR, GENERAL, AID): [
        "grants.restricted(aid) ← grants.unrestricted(general) 100",
        *to_free("b_disbursed", "general"),
        "b_free(aid) ← b_disbursed(aid) 100",
    ],
    (R.RECLASSIFIED_NET, AID, GENERAL): [
        "net_restricted(aid) ← net_unrestricted(general) 100",
        "b_free(aid) ← b_total(aid) 100",
        *to_free("b_total", "general"),
    ],
    (R.RECLASSIFIED_NET, GENERAL, AID): [
        "net_unrestricted(general) ← net_restricted(aid) 100",
        "b_free(general) ← b_total(general) 100",
        *to_free("b_total", "aid"),
    ],
    (R.RECLASSIFIED_INCOME, AID, GENERAL): [
        "grants.restricted(aid) ← grants.unrestricted(general) 100",
        "b_free(aid) ← b_total(aid) 100",
        *to_free("b_total", "general"),
    ],
    (R.WRITTEN_OFF_BORNE, AID, GENERAL): [
        "admin_cost.unrestricted(general) ← recoverable(aid) 100",
        *to_free("b_disbursed", "aid"),
        "b_free(general) ← b_overhead(general) 60",
        "b_uncovered(general) ← b_overhead(general) 40",
    ],
}
"""By rule, the source it is taken from, and the one that takes over or bears."""


@in_turn(("rule", "own", "other"), BETWEEN)
def test_what_moves_between_two_sources_is_booked_so(
    rule: PostingRule, own: Source, other: Source
) -> None:
    def left(
        key: AccountKey, project_no: ProjectNo | None, source: SourceKey | None
    ) -> int:
        """Let the source that decides have enough; one that bears may be short."""
        decides = other.key if rule.startswith("re_") else own.key
        if (key, source) == (chart.B_FREE, decides):
            return 500
        return LEFT(key, project_no, source)

    applied = Posting(rule, 100, own, FILLED, P1, other)
    assert written(entries(applied, left)) == BETWEEN[rule, own, other]


def test_every_rule_between_two_sources_is_written_out() -> None:
    between = {
        rule
        for rule, legs in RULES.items()
        if any(Whose.OTHER in (leg.debit_of, leg.credit_of) for leg in legs)
    }
    assert between == {rule for rule, _, _ in BETWEEN}


def test_a_bounced_advance_comes_back_from_where_it_went() -> None:
    left = has(advance=50, recoverable=20, b_disbursed=100)
    bounced = Posting(R.ADVANCE_BOUNCED, 100, AID, FILLED, P1)
    assert written(entries(bounced, left)) == [
        "bank.main ← advance(aid) 50",
        "bank.main ← recoverable(aid) 20",
        "bank.main ← payable(aid) 30",
        "b_disbursed(aid) ← b_payment(aid) 100",
    ]


def test_restricted_money_is_returned_up_to_what_is_free() -> None:
    """What goes back to its giver is cost of the source, and leaves no gap."""
    returned = Posting(R.RETURN_DECIDED, 60, AID, FILLED)
    assert written(entries(returned, LEFT)) == [
        "admin_cost.restricted(aid) ← other_payable.to_return(aid) 60",
        "b_free(aid) ← b_total(aid) 60",
    ]
    with pytest.raises(InsufficientError):
        entries(returned._replace(fen=61), LEFT)


@in_turn("own", [GENERAL, AID])
def test_running_costs_are_decided_within_what_is_free_of_any_source(
    own: Source,
) -> None:
    with pytest.raises(InsufficientError) as refused:
        entries(Posting(R.ADMIN_COST, 61, own, FILLED), LEFT)
    assert refused.value.source == own.key
