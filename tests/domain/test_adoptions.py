"""Two people adopt the rules that vouchers are made by; the rules are kept as text."""

from typing import Final

import pytest

from fundledger.domain.adoptions import (
    AdoptionSignedError,
    OtherRulesError,
    RulesAdoptedError,
    RulesNotAdoptedError,
    decide_adoption,
    movements,
    read_rules,
    require_adopted,
    rules_text,
    slot_of,
)
from fundledger.domain.ids import Login
from fundledger.domain.people import Role
from fundledger.domain.posting_rules import PostingRule, Slot

LI: Final = Login("li")
WANG: Final = Login("wang")
A, S = Role.ACCOUNTANT, Role.SUPERVISOR


def test_the_second_signature_adopts_whoever_signs_first() -> None:
    assert decide_adoption(1, 1, {}, A, LI) is False
    assert decide_adoption(1, 1, {}, S, WANG) is False
    assert decide_adoption(1, 1, {A: LI}, S, WANG) is True
    assert decide_adoption(1, 1, {S: WANG}, A, LI) is True


def test_only_the_edition_that_the_program_books_by_is_adopted() -> None:
    for edition in (1, 3):
        with pytest.raises(OtherRulesError):
            decide_adoption(edition, 2, {}, A, LI)


def test_nobody_signs_twice_nor_for_somebody_of_the_same_role() -> None:
    with pytest.raises(AdoptionSignedError) as raised:
        decide_adoption(1, 1, {A: LI}, A, WANG)
    assert (raised.value.by, raised.value.waits_for) == (LI, S)
    with pytest.raises(AdoptionSignedError) as raised:
        decide_adoption(1, 1, {A: LI}, S, LI)
    assert (raised.value.by, raised.value.waits_for) == (LI, S)
    with pytest.raises(RulesAdoptedError):
        decide_adoption(1, 1, {A: LI, S: WANG}, A, LI)


def test_a_newer_edition_than_the_adopted_one_books_nothing() -> None:
    require_adopted(1, {1})
    require_adopted(2, {1, 2})
    for adopted in ([], [1], [3]):
        with pytest.raises(RulesNotAdoptedError):
            require_adopted(2, adopted)


def test_what_is_kept_of_the_rules_says_all_that_they_book() -> None:
    assert read_rules(rules_text()) == movements()
    booked = {each.rule for each in movements()}
    assert booked == {*PostingRule} - {PostingRule.OPENING}


def test_a_slot_is_told_from_the_account_of_the_same_name() -> None:
    (given, budget) = [e for e in movements() if e.rule == "donation_received"]
    assert slot_of(given.debit[0]) is Slot.BANK
    assert slot_of(budget.debit[0]) is None
    assert budget.credit == ("b_uncovered", "b_free")
    assert slot_of("<of other rules>") is None
