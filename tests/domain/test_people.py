"""What the tables of roles mean, whatever they hold.

What they hold is compared cell by cell in test_rule_tables.
"""

from itertools import product

from fundledger.domain.actions import Action
from fundledger.domain.people import (
    ACTING,
    COMMUNITY_ROLES,
    EXCLUSIVE,
    FINANCE,
    INCOMPATIBLE,
    PERMITS,
    Role,
)

MOVES_MONEY = (
    "donation",
    "grant",
    "receipt",
    "return",
    "fee",
    "admin_cost",
    "transfer",
    "refund",
    "project_interest",
    "recovery",
    "claim",
)
OF_A_CASE = ("project", "notice", "agreement", "disbursement")
OF_THE_BOOKS = ("voucher", "journal", "release", "month", "year")


def test_every_deed_has_its_row_and_somebody_to_do_it() -> None:
    assert [action for action in Action if not PERMITS.get(action)] == []


def test_an_auditor_writes_nothing() -> None:
    assert [action for action in Action if Role.AUDITOR in PERMITS[action]] == []


def test_admin_touches_no_case_no_money_and_no_books() -> None:
    touched = {
        action
        for action in Action
        if action.partition(".")[0] in (*MOVES_MONEY, *OF_A_CASE, *OF_THE_BOOKS)
        and Role.ADMIN in PERMITS[action]
    }
    assert touched == set()


def test_a_deed_is_named_noun_verb() -> None:
    for action in Action:
        noun, _, verb = action.partition(".")
        assert noun
        assert verb
        assert action.name == f"{noun}_{verb}".upper()


def test_every_role_but_the_auditor_may_do_something() -> None:
    assert set().union(*PERMITS.values()) == set(Role) - {Role.AUDITOR}


def test_a_district_needs_four_people_a_community_two_a_subdistrict_one() -> None:
    def fewest(roles: frozenset[Role]) -> int:
        """Colour the graph of incompatible roles greedily, finance first."""
        people: list[set[Role]] = []
        for role in sorted(roles, key=lambda role: role not in FINANCE):
            for person in people:
                if all(
                    frozenset({role, other}) not in INCOMPATIBLE for other in person
                ):
                    person.add(role)
                    break
            else:
                people.append({role})
        return len(people)

    assert fewest(FINANCE | {Role.DISTRICT_REVIEWER}) == 4
    assert fewest(COMMUNITY_ROLES) == 2
    assert fewest(frozenset({Role.SUBDISTRICT_REVIEWER})) == 1


def test_money_never_leaves_by_the_hand_that_asked_for_it() -> None:
    asks = PERMITS[Action.DISBURSEMENT_REQUEST]
    for action in (Action.DISBURSEMENT_PAY, Action.DISBURSEMENT_APPROVE):
        assert not PERMITS[action] & asks
        for pair in product(asks, PERMITS[action]):
            assert frozenset(pair) in INCOMPATIBLE


def test_the_roles_that_act_are_all_but_auditor_and_admin() -> None:
    assert set(Role) - ACTING == EXCLUSIVE
