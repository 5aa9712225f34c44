"""Two people adopt the rules that vouchers are made by; the rules are kept as text."""

import pytest

from fundledger.domain.adoptions import (
    OtherRulesError,
    RulesAdoptedError,
    RulesNotAdoptedError,
    between_sources,
    current_rules,
    decide_adoption,
    movements,
    read_rules,
    require_adopted,
    rules_text,
    slot_of,
)
from fundledger.domain.posting_rules import PostingRule, Slot


def test_only_the_edition_that_the_program_books_by_is_adopted() -> None:
    decide_adoption(2, 2, {1})
    for edition in (1, 3):
        with pytest.raises(OtherRulesError):
            decide_adoption(edition, 2, {})


def test_an_edition_is_adopted_once() -> None:
    with pytest.raises(RulesAdoptedError):
        decide_adoption(2, 2, {1, 2})


def test_a_newer_edition_than_the_adopted_one_books_nothing() -> None:
    require_adopted(1, {1})
    require_adopted(2, {1, 2})
    for adopted in ([], [1], [3]):
        with pytest.raises(RulesNotAdoptedError):
            require_adopted(2, adopted)


def test_what_is_kept_of_the_rules_says_all_that_they_book() -> None:
    assert read_rules(rules_text()) == current_rules()
    booked = {each.rule for each in current_rules().movements}
    assert booked == {*PostingRule} - {PostingRule.OPENING}


def test_a_slot_is_told_from_the_account_of_the_same_name() -> None:
    given, budget = movements([PostingRule.DONATION_RECEIVED])
    assert slot_of(given.debit[0]) is Slot.BANK
    assert slot_of(budget.debit[0]) is None
    assert budget.credit == ("b_uncovered", "b_free")
    assert slot_of("<of other rules>") is None


def test_what_moves_between_two_sources_says_whose_each_side_is() -> None:
    advance, back, taken = movements([PostingRule.RE_SOURCED_ADVANCED])
    assert (advance.debit, advance.credit) == (("advance",), ("advance",))
    assert (advance.debit_of, advance.credit_of) == ("other", "own")
    assert (back.debit_of, back.credit_of) == ("own", "own")
    assert (taken.debit_of, taken.credit_of) == ("other", "other")
    listed = movements([PostingRule.RE_SOURCED_ADVANCED, PostingRule.ADVANCE_PAID])
    assert between_sources(listed) == {"re_sourced_advanced"}


def test_the_text_says_which_rules_one_voucher_may_book() -> None:
    beside = read_rules(rules_text()).beside
    assert beside["reclassified_net"] == ("reclassified_income",)
    assert "reclassified_income" not in beside
