"""What a voucher may hold by its rule, and what one of several rules is called."""

import pytest

from fundledger.domain.chart import ADVANCE, B_FREE, PAYABLE
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.journal import Entry, Posting, PostingRule, VoucherKind
from fundledger.domain.permitted import unpermitted, voucher_rule
from fundledger.domain.posting_rules import BESIDE
from fundledger.domain.red import red_copy
from tests.domain.postings import AID, BANK, GENERAL, MEMBERS, P1, every_rule, post

R = PostingRule
NORMAL, RED, BLUE = VoucherKind.NORMAL, VoucherKind.RED, VoucherKind.BLUE
CARRYING = (VoucherKind.RELEASE, VoucherKind.CLOSING)


@every_rule
def test_what_a_rule_books_it_permits(rule: PostingRule) -> None:
    booked = post(rule)
    assert unpermitted(rule, NORMAL, booked) == []
    assert unpermitted(rule, BLUE, booked) == []


@every_rule
def test_in_red_it_is_the_other_way_round_and_only_there(rule: PostingRule) -> None:
    red = red_copy(post(rule))
    assert unpermitted(rule, RED, red) == []
    assert unpermitted(rule, RED, [*red, *post(rule)]) == []
    assert unpermitted(rule, NORMAL, red)


@every_rule
def test_what_its_table_lets_stand_beside_a_rule_is_permitted(
    rule: PostingRule,
) -> None:
    for other in BESIDE.get(rule, ()):
        assert unpermitted(rule, NORMAL, [*post(rule), *post(other)]) == []
        assert unpermitted(other, NORMAL, post(rule))


def entry(
    debit: AccountKey,
    credit: AccountKey,
    debit_source: SourceKey | None = None,
    credit_source: SourceKey | None = None,
) -> Entry:
    return Entry(
        debit,
        credit,
        100,
        P1,
        debit_source=debit_source,
        credit_source=credit_source,
    )


@pytest.mark.parametrize("kind", VoucherKind)
def test_other_accounts_are_not_permitted_whatever_the_kind(kind: VoucherKind) -> None:
    wrong = entry(ADVANCE, PAYABLE, AID.key, AID.key)
    assert unpermitted(R.ADVANCE_PAID, kind, [wrong]) == [wrong]
    right = entry(ADVANCE, BANK, AID.key, None)
    assert unpermitted(R.ADVANCE_PAID, kind, [right]) == []


def test_a_leaf_stands_for_its_account_and_no_other_account_does() -> None:
    admin, venue = AccountKey("admin_cost.restricted"), AccountKey("bank.second")
    assert unpermitted(R.ADMIN_COST, NORMAL, [entry(admin, venue)]) == []
    prior = AccountKey("prior_year.restricted")
    assert unpermitted(R.ADMIN_COST, NORMAL, [entry(prior, venue)])


def test_a_movement_between_two_sources_is_permitted_between_two_alone() -> None:
    between = entry(ADVANCE, ADVANCE, AID.key, GENERAL.key)
    assert unpermitted(R.RE_SOURCED_ADVANCED, NORMAL, [between]) == []
    within = entry(ADVANCE, ADVANCE, AID.key, AID.key)
    assert unpermitted(R.RE_SOURCED_ADVANCED, NORMAL, [within]) == [within]
    crossed = entry(PAYABLE, BANK, AID.key, None)
    assert unpermitted(R.REIMBURSEMENT_PAID, NORMAL, [crossed]) == []
    taken = entry(
        AccountKey("b_payment"), AccountKey("b_disbursed"), AID.key, GENERAL.key
    )
    assert unpermitted(R.REIMBURSEMENT_PAID, NORMAL, [taken]) == [taken]


@pytest.mark.parametrize("kind", VoucherKind)
def test_what_is_released_or_closed_may_go_back(kind: VoucherKind) -> None:
    net = AccountKey("net_restricted"), AccountKey("net_unrestricted")
    income = AccountKey("grants.restricted"), AccountKey("grants.unrestricted")
    for one, other in (net, income):
        assert unpermitted(R.RELEASE, kind, [entry(one, other)]) == []
        back = entry(other, one)
        refused = [] if kind in CARRYING else [back]
        assert unpermitted(R.RELEASE, kind, [back]) == refused


def test_an_opening_brings_its_own_postings() -> None:
    anything = [entry(B_FREE, ADVANCE)]
    assert unpermitted(R.OPENING, VoucherKind.OPENING, anything) == []


def part(rule: PostingRule) -> Posting:
    return Posting(rule, 1, GENERAL, {}, P1, MEMBERS)


@every_rule
def test_a_voucher_is_called_by_the_rule_that_permits_all_of_it(
    rule: PostingRule,
) -> None:
    assert voucher_rule([part(rule)]) is rule
    for other in BESIDE.get(rule, ()):
        assert voucher_rule([part(rule), part(other)]) is rule
        assert voucher_rule([part(other), part(rule), part(other)]) is rule
