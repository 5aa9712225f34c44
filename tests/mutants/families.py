"""The rule tables with their mutants, and the tests that must see each of them."""

from collections.abc import Iterable
from enum import StrEnum
from types import ModuleType
from typing import Final

from fundledger.domain import (
    batches,
    chart,
    claims,
    correction_signers,
    corrections,
    cosigning,
    disallowances,
    disbursements,
    evidence,
    handovers,
    inbox,
    journal,
    lots,
    openings,
    people,
    posting_rules,
    projects,
    release,
    returns,
    settings,
    signatures,
    sources,
    state_calendars,
    summaries,
    treatments,
    voucher_lines,
)
from fundledger.queries import claims as claim_queries
from fundledger.queries import disbursements as payment_queries
from fundledger.queries import measures
from tests.domain import test_evidence as of_evidence
from tests.domain import test_openings as of_openings
from tests.domain import test_rule_tables as tests
from tests.domain import test_summaries as of_summaries
from tests.domain import test_voucher_lines as of_lines
from tests.domain import test_working_days as of_days
from tests.mutants import calendars, cases, money
from tests.mutants.changing import Family
from tests.queries import test_rule_tables as of_queries

_KINDS: Final = (tests.test_roles_are_of_the_kinds_that_the_table_says,)
_GROUPS: Final = (tests.test_the_groups_of_states_are_those_of_the_table,)
_OF_QUERIES: Final = (
    of_queries.test_what_is_owed_or_was_handed_in_is_in_the_states_of_the_table,
)
_SIGNED: Final = (tests.test_vouchers_are_signed_as_the_table_says,)
_LIVES: Final = (tests.test_payments_claims_and_debts_live_as_the_table_says,)
_PROJECT: Final = (
    tests.test_each_deed_leads_where_the_table_says,
    tests.test_each_deed_is_done_by_whom_the_table_says,
    tests.test_each_deed_is_signed_explained_and_guarded_as_the_table_says,
    tests.test_a_project_takes_the_deeds_of_the_table_and_no_other,
)


def _roles(table: str) -> Family:
    return Family(people, table, cases.group(people, table, people.Role), _KINDS)


def _group(module: ModuleType, table: str, members: Iterable[str]) -> Family:
    return Family(module, table, cases.group(module, table, members), _GROUPS)


def _brought(module: ModuleType, table: str, members: Iterable[StrEnum]) -> Family:
    seen = (of_openings.test_the_groups_of_what_is_brought_in_are_those_of_the_table,)
    return Family(module, table, cases.group(module, table, members), seen)


def _past(table: str) -> Family:
    seen = (of_openings.test_what_is_brought_in_has_the_steps_of_the_table_behind_it,)
    return Family(openings, table, cases.past_steps(table), seen)


def _accounts(table: str) -> Family:
    return Family(chart, table, cases.group(chart, table, chart.ACCOUNTS), _GROUPS)


FAMILIES: Final = (
    Family(
        people,
        "PERMITS",
        cases.permits,
        (tests.test_a_deed_is_done_in_the_roles_of_the_table_and_no_other,),
    ),
    Family(
        people,
        "INCOMPATIBLE",
        cases.incompatible,
        (tests.test_two_roles_exclude_each_other_as_the_table_says,),
    ),
    Family(signatures, "PARTS", cases.signature_parts, _SIGNED),
    Family(signatures, "TOGETHER", cases.signed_together, _SIGNED),
    Family(
        cosigning,
        "COSIGNED",
        cases.cosigned,
        (tests.test_two_people_sign_the_deeds_of_the_table_and_each_may_do_it,),
    ),
    Family(
        cosigning,
        "ALONE",
        cases.alone,
        (tests.test_one_of_the_two_does_small_ones_alone_where_the_table_says,),
    ),
    Family(
        people,
        "ROLE_SCOPES",
        cases.scopes,
        (tests.test_a_role_is_granted_for_the_scopes_of_the_table,),
    ),
    _roles("COMMUNITY_ROLES"),
    _roles("REVIEWERS"),
    _roles("FINANCE"),
    _roles("ACTING"),
    _roles("EXCLUSIVE"),
    Family(projects, "MOVES", cases.moves, _PROJECT),
    _group(projects, "FINAL", projects.ProjectState),
    _group(projects, "UNDER_REVIEW", projects.ProjectState),
    _group(projects, "UNDER_WAY", projects.ProjectState),
    Family(disbursements, "DISBURSEMENT_MOVES", cases.payments, _LIVES),
    _group(disbursements, "FINAL", disbursements.DisbursementState),
    _group(disbursements, "PENDING", disbursements.DisbursementState),
    Family(claims, "CLAIM_MOVES", cases.claim_moves, _LIVES),
    Family(claims, "RECOVERY_MOVES", cases.recoveries, _LIVES),
    Family(returns, "RETURN_MOVES", cases.return_moves, _LIVES),
    Family(handovers, "HANDOVER_MOVES", cases.handover_moves, _LIVES),
    Family(cosigning, "COSIGNATURE_MOVES", cases.cosignature_moves, _LIVES),
    Family(
        evidence,
        "NEEDED",
        cases.papers,
        (of_evidence.test_a_voucher_needs_the_papers_that_the_table_says,),
    ),
    *(
        Family(
            evidence,
            table,
            cases.group(evidence, table, members),
            (of_evidence.test_the_groups_of_evidence_are_those_of_the_table,),
        )
        for table, members in (
            ("NEEDING", journal.VoucherKind),
            ("COUNTED", evidence.Original),
        )
    ),
    Family(
        handovers,
        "OPEN_TO",
        cases.open_to,
        (tests.test_a_handover_lists_what_the_table_says,),
    ),
    _group(handovers, "WAITING", handovers.HandoverState),
    _group(handovers, "HANDED_OVER", people.Role),
    _group(claims, "FINAL", claims.ClaimState),
    _group(claims, "OPEN", claims.ClaimState),
    _group(disallowances, "NEVER_PAID", posting_rules.PostingRule),
    Family(
        inbox,
        "WAITS",
        cases.waits,
        (tests.test_a_case_waits_for_the_deeds_of_the_table_and_no_other,),
    ),
    _group(inbox, "SELDOM", inbox.Condition),
    _group(corrections, "NEVER_CORRECTED", journal.VoucherKind),
    _group(correction_signers, "DECIDED", posting_rules.PostingRule),
    _group(correction_signers, "TWO_SIGNED", posting_rules.PostingRule),
    _group(correction_signers, "RUNNING_COSTS", posting_rules.PostingRule),
    _group(sources, "AGREED", sources.SourceTerms._fields),
    _group(settings, "LIMITS", settings.SETTINGS),
    _group(corrections, "OF_ITS_BANK", posting_rules.PostingRule),
    _group(lots, "FROM_NEWEST", posting_rules.PostingRule),
    _brought(batches, "MADE_HERE", posting_rules.PostingRule),
    _brought(openings, "UNPAID", openings.OpeningPaymentState),
    _past("PROJECT_STEPS"),
    _past("PAYMENT_STEPS"),
    _accounts("INCOME"),
    _accounts("COST"),
    _accounts("EQUITY"),
    Family(
        state_calendars,
        "SHIPPED",
        calendars.shipped,
        (
            of_days.test_every_day_of_the_shipped_years_is_what_the_state_council_says,
            of_days.test_the_years_that_are_shipped_name_their_papers,
        ),
    ),
    Family(
        summaries,
        "ABBREVIATED",
        money.abbreviated,
        (of_summaries.test_endings_of_names_are_shortened_as_people_shorten_them,),
    ),
    Family(
        summaries,
        "SHORTENED",
        money.shortened,
        (of_summaries.test_names_give_way_before_codes_do,),
    ),
    Family(
        voucher_lines,
        "SIGNATURES",
        money.signature_line,
        (of_lines.test_signatures_stand_in_the_order_of_the_print,),
    ),
    Family(
        posting_rules,
        "RULES",
        money.legs,
        (tests.test_every_deed_is_booked_as_the_table_says,),
    ),
    Family(
        posting_rules,
        "SLOT_ACCOUNTS",
        money.slots,
        (tests.test_a_slot_takes_the_accounts_of_the_table,),
    ),
    Family(
        posting_rules,
        "BESIDE",
        money.beside,
        (tests.test_a_voucher_books_beside_its_rule_what_the_table_says,),
    ),
    Family(
        corrections,
        "SIBLINGS",
        money.siblings,
        (tests.test_a_voucher_turns_out_to_be_what_the_table_says,),
    ),
    Family(
        chart,
        "ACCOUNTS",
        money.accounts,
        (tests.test_the_accounts_are_those_of_the_table,),
    ),
    Family(
        chart,
        "HEADINGS",
        money.headings,
        (tests.test_the_accounts_are_those_of_the_table,),
    ),
    Family(
        chart,
        "STAGES",
        money.stages,
        (tests.test_budget_money_passes_the_stages_of_the_table,),
    ),
    Family(
        release,
        "ORDER",
        money.release_order,
        (tests.test_income_is_released_in_the_order_of_the_table,),
    ),
    Family(
        returns,
        "RETURN_RULES",
        money.return_rules,
        (tests.test_a_return_is_booked_as_the_table_says,),
    ),
    Family(
        treatments,
        "TREATMENTS",
        money.treatment_rows,
        (tests.test_the_editions_book_as_the_table_says,),
    ),
    Family(
        settings,
        "SETTINGS",
        money.setting_rows,
        (tests.test_the_settings_are_those_of_the_table,),
    ),
    Family(
        measures,
        "MEASURES",
        money.measured,
        (of_queries.test_a_measure_counts_what_the_table_says,),
    ),
    Family(
        payment_queries,
        "UNPAID",
        cases.group(payment_queries, "UNPAID", disbursements.DisbursementState),
        _OF_QUERIES,
    ),
    Family(
        claim_queries,
        "HANDED_IN",
        cases.group(claim_queries, "HANDED_IN", claims.ClaimState),
        _OF_QUERIES,
    ),
)
