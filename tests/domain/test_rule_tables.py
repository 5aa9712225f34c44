"""Every rule table beside the same table written once more by hand, cell by cell.

Where one of these fails, either the code's table or the one in `tables/` is wrong.
`make mutants` changes each cell of the code's tables in turn, and demands that one of
these tests fails.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import permutations, product
from typing import ParamSpec, TypeVar

import pytest

from fundledger.domain import (
    chart,
    claims,
    corrections,
    cosigning,
    disbursements,
    handovers,
    inbox,
    people,
    projects,
    release,
    returns,
    rights,
    signatures,
    treatments,
)
from fundledger.domain.actions import Action
from fundledger.domain.ids import AccountKey, CommunityKey, Login, SubdistrictKey
from fundledger.domain.people import Grant, Place, Role, Scope, ScopeKind
from fundledger.domain.posting_rules import (
    BESIDE,
    RULES,
    SLOT_ACCOUNTS,
    AccountOrSlot,
    PostingRule,
    Slot,
    Whose,
)
from fundledger.domain.projects import ProjectState
from fundledger.domain.settings import SETTINGS, SettingError, parse_setting
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.stages import is_of_stage
from fundledger.errors import RefusedError
from tests.domain import rule_tables
from tests.domain.rule_groups import groups
from tests.domain.rule_tables import names

P = ParamSpec("P")
S = TypeVar("S", bound=StrEnum)
WANG = Login("wang")
DAY = date(2024, 6, 1)
HERE = Place(SubdistrictKey("jia"), CommunityKey("jia-1"))
DISTRICT = Scope(ScopeKind.DISTRICT)


def accepts(decide: Callable[P, object], *args: P.args, **facts: P.kwargs) -> bool:
    """Tell whether a decision goes through."""
    try:
        decide(*args, **facts)
    except RefusedError:
        return False
    return True


# --- people ---


def test_a_deed_is_done_in_the_roles_of_the_table_and_no_other() -> None:
    def may(action: Action, role: Role) -> bool:
        grants = [Grant(WANG, role, DISTRICT, DAY)]
        return accepts(rights.decide_right, WANG, action, HERE, grants, DAY)

    permitted = {pair: may(*pair) for pair in product(Action, Role)}
    assert permitted == rule_tables.permits()


def test_two_roles_exclude_each_other_as_the_table_says() -> None:
    barred = {row["role"]: row["never with"] for row in rule_tables.rows("roles")}
    written = {
        (rule_tables.SHORT[role], other)
        for role, others in barred.items()
        for other in rule_tables.roles(others)
    }
    excluded = {pair for pair in product(Role, Role) if rights.incompatible(*pair)}
    assert excluded == written
    assert {frozenset(pair) for pair in written} == people.INCOMPATIBLE


def test_a_role_is_granted_for_the_scopes_of_the_table() -> None:
    scopes = {role: set(map(str, kinds)) for role, kinds in people.ROLE_SCOPES.items()}
    assert scopes == rule_tables.by_role("granted for")


def test_roles_are_of_the_kinds_that_the_table_says() -> None:
    assert rule_tables.roles_that_are("community") == people.COMMUNITY_ROLES
    assert rule_tables.roles_that_are("reviewer") == people.REVIEWERS
    assert rule_tables.roles_that_are("finance") == people.FINANCE
    assert rule_tables.roles_that_are("acts") == people.ACTING
    assert rule_tables.roles_that_are("alone") == people.EXCLUSIVE


def test_two_people_sign_the_deeds_of_the_table_and_each_may_do_it() -> None:
    assert rule_tables.cosigned() == cosigning.COSIGNED
    for action, signers in cosigning.COSIGNED.items():
        assert signers == people.PERMITS[action]
        assert signers in people.INCOMPATIBLE or signers & people.EXCLUSIVE


def test_one_of_the_two_does_small_ones_alone_where_the_table_says() -> None:
    assert rule_tables.alone() == cosigning.ALONE
    for action, role in cosigning.ALONE.items():
        assert role in cosigning.COSIGNED[action]


# --- what waits ---


def test_a_case_waits_for_the_deeds_of_the_table_and_no_other() -> None:
    assert rule_tables.waits() == inbox.WAITS


def test_a_case_goes_on_with_the_roles_of_the_table() -> None:
    written = {
        (row["of"], row["in"]): names(row["roles"]) for row in rule_tables.rows("next")
    }
    assert written.keys() == {(kind, state) for kind, state, _ in inbox.WAITS}
    for (kind, state), roles in written.items():
        usual = inbox.next_roles(inbox.CaseKind(kind), state)
        assert (kind, state, [*usual]) == (kind, state, roles)


def test_a_case_waits_for_somebody_until_it_ends_but_where_work_goes_on() -> None:
    waiting = {state for kind, state, _ in inbox.WAITS if kind == "project"}
    at_rest = {*projects.FINAL, ProjectState.ACTIVE, ProjectState.SUSPENDED}
    assert waiting | at_rest == set(ProjectState)


def test_a_lane_is_of_those_who_may_and_of_projects_that_take_it() -> None:
    for role in Role:
        for lane in inbox.lanes(role):
            assert role in people.PERMITS[lane.action]
            for state in lane.project_states:
                assert role in projects.MOVES[state, lane.action].who
    assert inbox.lanes(Role.AUDITOR) == ()


# --- a project's life ---


def test_a_project_takes_the_deeds_of_the_table_and_no_other() -> None:
    written = rule_tables.moves()
    for state, action in product(ProjectState, Action):
        listed = action in projects.possible(state)
        assert (state, action, listed) == (state, action, (state, action) in written)
        assert accepts(projects.find_move, state, action) is listed


def test_each_deed_leads_where_the_table_says() -> None:
    for (state, action), row in rule_tables.moves().items():
        at, to = ProjectState(state), names(row["to"])
        ways = {
            toward
            for toward in ProjectState
            if accepts(projects.decide_move, at, action, toward)
            and projects.decide_move(at, action, toward) is toward
        }
        assert (state, action, ways) == (state, action, set(to))
        assert accepts(projects.decide_move, at, action) is (len(to) == 1)


def test_each_deed_is_done_by_whom_the_table_says() -> None:
    for (state, action), row in rule_tables.moves().items():
        at = ProjectState(state)
        movers = frozenset(
            role for role in Role if accepts(projects.decide_mover, at, action, role)
        )
        assert (state, action, movers) == (state, action, rule_tables.roles(row["by"]))


def test_each_deed_is_signed_explained_and_guarded_as_the_table_says() -> None:
    for (state, action), row in rule_tables.moves().items():
        at = ProjectState(state)
        move = projects.find_move(at, action)
        unexplained = accepts(projects.decide_reason, at, action, " \u3000")
        assert accepts(projects.decide_reason, at, action, "因为")
        done = (move.signed_by, str(move.guard or "-"), unexplained)
        signed_by = rule_tables.roles(row["signed by"])
        written = (signed_by, row["demands"], row["reason"] == "-")
        assert (state, action, *done) == (state, action, *written)


# --- payments, claims, debts ---

Life = Mapping[tuple[str, Action], frozenset[str]]


def life(table: Mapping[tuple[S, Action], str | Iterable[str]]) -> Life:
    """Bring a table of moves into the form of the written one."""
    return {
        (str(state), action): frozenset([to] if isinstance(to, str) else map(str, to))
        for (state, action), to in table.items()
    }


def test_payments_claims_and_debts_live_as_the_table_says() -> None:
    payments = disbursements.DISBURSEMENT_MOVES
    assert life(payments) == rule_tables.case_moves("disbursement")
    assert life(claims.CLAIM_MOVES) == rule_tables.case_moves("claim")
    assert life(claims.RECOVERY_MOVES) == rule_tables.case_moves("recovery")
    assert life(returns.RETURN_MOVES) == rule_tables.case_moves("return")
    assert life(handovers.HANDOVER_MOVES) == rule_tables.case_moves("handover")
    assert life(cosigning.COSIGNATURE_MOVES) == rule_tables.case_moves("cosignature")


def test_what_the_lives_do_not_hold_is_refused() -> None:
    for state, action in product(disbursements.DisbursementState, Action):
        taken = accepts(disbursements.decide_disbursement_move, state, action)
        assert taken is ((state, action) in rule_tables.case_moves("disbursement"))
        assert (action in disbursements.possible(state)) is taken
    for at, action in product(claims.ClaimState, Action):
        taken = accepts(claims.decide_claim_move, at, action)
        assert taken is ((at, action) in rule_tables.case_moves("claim"))
        assert (action in claims.possible(at)) is taken
    for where, action in product(returns.ReturnState, Action):
        taken = accepts(returns.decide_return_move, where, action)
        assert taken is ((where, action) in rule_tables.case_moves("return"))


@pytest.mark.parametrize("kind", inbox.CaseKind)
def test_an_action_is_of_the_stages_that_take_it_or_of_every_stage(
    kind: inbox.CaseKind,
) -> None:
    project = kind is inbox.CaseKind.PROJECT
    written = rule_tables.moves() if project else rule_tables.case_moves(kind)
    pairs = {(state, action) for state, action in written}
    somewhere = {action for _, action in pairs}
    for state, action in product({state for state, _ in pairs}, Action):
        here = (state, action) in pairs or action not in somewhere
        assert is_of_stage(kind, state, action) is here


def test_vouchers_are_signed_as_the_table_says() -> None:
    written = {
        SignaturePart(row["part"]): row for row in rule_tables.rows("signatures")
    }
    assert set(signatures.PARTS) == set(SignaturePart) == set(written)
    for part, row in written.items():
        rule = signatures.PARTS[part]
        verb = row["deed"].removeprefix("voucher.")
        assert rule.action == row["deed"]
        assert rule.deeds == (f"{verb}_voucher", f"{verb}_vouchers")
        assert sorted(rule.after) == sorted(rule_tables.names(row["after"]))
    assert {
        (one, other)
        for one, other in permutations(SignaturePart, 2)
        if frozenset({one, other}) in signatures.TOGETHER
    } == {
        (part, other)
        for part, row in written.items()
        for other in rule_tables.names(row["together"])
    }


def test_the_groups_of_states_are_those_of_the_table() -> None:
    for group, members in groups():
        assert (group, set(members)) == (group, set(rule_tables.group(*group)))


def test_a_handover_lists_what_the_table_says() -> None:
    written = {
        (handovers.OpenKind(row["open"]), role)
        for row in rule_tables.rows("handovers")
        for role in handovers.HANDED_OVER
        if row[role] == "x"
    }
    listed = {
        (kind, role) for kind, roles in handovers.OPEN_TO.items() for role in roles
    }
    assert listed == written
    assert [row["open"] for row in rule_tables.rows("handovers")] == [
        *handovers.OpenKind
    ]
    assert {*handovers.OPEN_TO} == {*handovers.OpenKind}


# --- accounts and postings ---


def test_the_accounts_are_those_of_the_table() -> None:
    written = {AccountKey(row["account"]): row for row in rule_tables.rows("accounts")}
    own = [key for key in written if key != "bank.main"]
    assert list(chart.ACCOUNTS) == own
    for key, row in written.items():
        assert rule_tables.account_row(chart.account(key)) == row
    headings = tuple(map(rule_tables.account_row, chart.HEADINGS.values()))
    assert headings == tuple(rule_tables.rows("headings"))


def test_budget_money_passes_the_stages_of_the_table() -> None:
    assert list(chart.STAGES) == rule_tables.group("budget", "stages")


def test_income_is_released_in_the_order_of_the_table() -> None:
    assert list(release.ORDER) == rule_tables.group("release", "order")


def test_a_return_is_booked_as_the_table_says() -> None:
    rules = {str(ground): str(rule) for ground, rule in returns.RETURN_RULES.items()}
    assert rules == rule_tables.pairs("return", "rules")


def test_the_editions_book_as_the_table_says() -> None:
    booked = [
        {"edition": edition, "interest": each.interest, "loss": each.loss}
        for edition, each in treatments.TREATMENTS.items()
    ]
    assert booked == list(rule_tables.rows("treatments"))


def side(place: AccountOrSlot | tuple[AccountOrSlot, ...]) -> str:
    """Write one side of a leg as the table does."""
    each = place if isinstance(place, tuple) else (place,)
    return " > ".join(one.name if isinstance(one, Slot) else one for one in each)


def test_every_deed_is_booked_as_the_table_says() -> None:
    written = rule_tables.postings()
    assert set(RULES) == set(written) == set(PostingRule)
    for rule, legs in RULES.items():
        booked = [
            {
                "rule": str(rule),
                "debit": side(leg.debit),
                "credit": side(leg.credit),
                "red": rule_tables.sides(debit=leg.debit_red, credit=leg.credit_red),
                "other": rule_tables.sides(
                    debit=leg.debit_of is Whose.OTHER,
                    credit=leg.credit_of is Whose.OTHER,
                ),
            }
            for leg in legs
        ]
        assert booked == written[rule]


def test_a_slot_takes_the_accounts_of_the_table() -> None:
    accounts = {slot: set(map(str, keys)) for slot, keys in SLOT_ACCOUNTS.items()}
    assert accounts == rule_tables.slot_accounts()


def test_a_voucher_turns_out_to_be_what_the_table_says() -> None:
    siblings = {str(old): str(new) for old, new in corrections.SIBLINGS.items()}
    assert siblings == rule_tables.pairs("correction", "siblings")


def test_a_voucher_books_beside_its_rule_what_the_table_says() -> None:
    pairs = [f"{rule} > {each}" for rule, others in BESIDE.items() for each in others]
    assert sorted(pairs) == sorted(rule_tables.group("voucher", "beside"))


# --- settings ---


def test_the_settings_are_those_of_the_table() -> None:
    written = {row["setting"]: row for row in rule_tables.rows("settings")}
    described = {key: (row.unit, row.default) for key, row in SETTINGS.items()}
    assert described == {
        key: (row["unit"], row["default"]) for key, row in written.items()
    }
    for key, row in written.items():
        for text in (row["least"], row["most"], row["default"]):
            assert text == "-" or parse_setting(key, text)
        for text in names(row["never"]):
            with pytest.raises(SettingError):
                parse_setting(key, text)
