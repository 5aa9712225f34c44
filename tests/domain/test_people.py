"""The tables of roles: permissions, scopes, incompatible pairs."""

from itertools import combinations

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.people import (
    ACTING,
    COMMUNITY_ROLES,
    EXCLUSIVE,
    FINANCE,
    INCOMPATIBLE,
    PERMITS,
    REVIEWERS,
    ROLE_SCOPES,
    Role,
    ScopeKind,
)

# What admin may do is people, places and settings; the list is closed on purpose.
ADMIN_MAY = {
    Action.FUND_CREATE,
    Action.PERSON_ADD,
    Action.PERSON_RETIRE,
    Action.ROLE_GRANT,
    Action.ROLE_REVOKE,
    Action.SETTING_CHANGE,
    Action.HOLIDAY_ADD,
    Action.SUBDISTRICT_ADD,
    Action.COMMUNITY_ADD,
    Action.PAYEE_ADD,
    Action.BANK_ACCOUNT_ADD,
    Action.ROUND_OPEN,
    Action.ROUND_CLOSE,
    Action.PUBLISHED_RECORD,
}
MOVES_MONEY = ("donation", "grant", "receipt", "fee", "refund", "recovery", "claim")


@pytest.mark.parametrize("action", Action)
def test_every_deed_has_its_row_and_somebody_to_do_it(action: Action) -> None:
    assert PERMITS[action]


@pytest.mark.parametrize("action", Action)
def test_an_auditor_writes_nothing(action: Action) -> None:
    assert Role.AUDITOR not in PERMITS[action]


@pytest.mark.parametrize("action", Action)
def test_admin_touches_no_case_and_no_money(action: Action) -> None:
    assert (Role.ADMIN in PERMITS[action]) is (action in ADMIN_MAY)
    if action.partition(".")[0] in (*MOVES_MONEY, "project", "voucher", "month"):
        assert Role.ADMIN not in PERMITS[action]


@pytest.mark.parametrize("action", Action)
def test_a_deed_is_named_noun_verb(action: Action) -> None:
    noun, _, verb = action.partition(".")
    assert noun
    assert verb
    assert action.name == f"{noun}_{verb}".upper()


def test_every_role_but_the_auditor_may_do_something() -> None:
    assert set().union(*PERMITS.values()) == set(Role) - {Role.AUDITOR}


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_scope(role: Role) -> None:
    assert ROLE_SCOPES[role]


def test_communities_and_subdistricts_have_their_own_roles() -> None:
    assert {
        role for role in Role if ROLE_SCOPES[role] == {ScopeKind.COMMUNITY}
    } == COMMUNITY_ROLES
    assert ROLE_SCOPES[Role.SUBDISTRICT_REVIEWER] == {ScopeKind.SUBDISTRICT}


def expected(one: Role, other: Role) -> bool:
    """Say the design's sentence on incompatible roles once more."""
    pair = {one, other}
    if pair & EXCLUSIVE:
        return False
    community = bool(pair & COMMUNITY_ROLES)
    judge = bool(pair & REVIEWERS) and Role.DISTRICT_APPROVER in pair
    return community or judge or pair <= FINANCE


@pytest.mark.parametrize(("one", "other"), list(combinations(Role, 2)))
def test_the_incompatible_pairs_are_those_of_the_design(one: Role, other: Role) -> None:
    assert (frozenset({one, other}) in INCOMPATIBLE) is expected(one, other)


def test_a_district_needs_four_people_a_community_two_a_subdistrict_one() -> None:
    def fewest(roles: frozenset[Role]) -> int:
        """Colour the graph of incompatible roles greedily, finance first."""
        people: list[set[Role]] = []
        for role in sorted(roles, key=lambda role: role not in FINANCE):
            for person in people:
                if all(frozenset({role, held}) not in INCOMPATIBLE for held in person):
                    person.add(role)
                    break
            else:
                people.append({role})
        return len(people)

    assert fewest(FINANCE | {Role.DISTRICT_REVIEWER}) == 4
    assert fewest(COMMUNITY_ROLES) == 2
    assert fewest(frozenset({Role.SUBDISTRICT_REVIEWER})) == 1


@pytest.mark.parametrize("action", Action)
def test_money_never_leaves_by_the_hand_that_asked_for_it(action: Action) -> None:
    if action in {Action.DISBURSEMENT_PAY, Action.DISBURSEMENT_APPROVE}:
        assert not PERMITS[action] & PERMITS[Action.DISBURSEMENT_REQUEST]
        for asks in PERMITS[Action.DISBURSEMENT_REQUEST]:
            for role in PERMITS[action]:
                assert frozenset({asks, role}) in INCOMPATIBLE


def test_the_roles_that_act_are_all_but_auditor_and_admin() -> None:
    assert set(Role) - ACTING == EXCLUSIVE
