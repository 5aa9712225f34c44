"""What may be corrected, into what, and by which differences."""

import pytest

from fundledger.domain import chart
from fundledger.domain.chart import (
    ADVANCE,
    B_FREE,
    B_PAYMENT,
    B_TOTAL,
    PAYABLE,
    SpendingKind,
    cost_leaf,
    prior_year_leaf,
)
from fundledger.domain.corrections import (
    AmountsCountError,
    AnnulledError,
    ClosedYearError,
    CorrectionKindError,
    NoCostError,
    NothingCorrectedError,
    ReplacementError,
    SameYearError,
    UnevenError,
    adjusted,
    as_adjusted,
    closed_year_entry,
    corrected,
    corrected_rule,
    decide_amounts,
    decide_correctable,
    decide_same_year,
)
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import (
    Entry,
    NothingToPostError,
    PostingRule,
    Slot,
    VoucherKind,
    red_difference,
)

NO = "2024-08 记-0007"
P1, P2 = ProjectNo(1), ProjectNo(2)
MAIN, SECOND = AccountKey("bank.main"), AccountKey("bank.second")
FREE, BOUND = (
    AccountKey(f"donations.{each}") for each in ("unrestricted", "restricted")
)
GRANT = AccountKey("grants.unrestricted")
MATERIALS = cost_leaf(SpendingKind.MATERIALS, restricted=True)
VENUE = cost_leaf(SpendingKind.VENUE, restricted=True)
DONATION = [Entry(MAIN, FREE, 100, None), Entry(B_TOTAL, B_FREE, 100, None)]
CLAIM = [Entry(MATERIALS, ADVANCE, 60, P1), Entry(VENUE, ADVANCE, 40, P1)]
R = PostingRule


def correctable(
    kind: VoucherKind, *, annulled: bool = False, replaces: bool = False
) -> None:
    decide_correctable(NO, kind, annulled=annulled, replaces=replaces)


@pytest.mark.parametrize("kind", [VoucherKind.NORMAL, VoucherKind.OPENING])
def test_an_ordinary_or_opening_voucher_may_be_corrected(kind: VoucherKind) -> None:
    correctable(kind)


def test_a_blue_voucher_may_be_corrected_where_it_replaces_one() -> None:
    correctable(VoucherKind.BLUE, replaces=True)
    with pytest.raises(CorrectionKindError) as refused:
        correctable(VoucherKind.BLUE)
    assert refused.value.kind is VoucherKind.BLUE


@pytest.mark.parametrize("kind", [VoucherKind.RED, VoucherKind.CLOSING])
@pytest.mark.parametrize("replaces", [True, False])
def test_a_red_or_closing_voucher_is_never_corrected(
    kind: VoucherKind, *, replaces: bool
) -> None:
    with pytest.raises(CorrectionKindError):
        correctable(kind, replaces=replaces)


@pytest.mark.parametrize("kind", VoucherKind)
def test_what_is_annulled_is_annulled_once(kind: VoucherKind) -> None:
    with pytest.raises(AnnulledError) as refused:
        correctable(kind, annulled=True, replaces=True)
    assert refused.value.voucher == NO


@pytest.mark.parametrize(("year", "fits"), [(2023, False), (2024, True), (2025, False)])
def test_red_and_blue_stay_in_the_year_of_the_voucher(year: int, *, fits: bool) -> None:
    if fits:
        decide_same_year(year, 2024)
        return
    with pytest.raises(ClosedYearError):
        decide_same_year(year, 2024)


@pytest.mark.parametrize(
    ("accounts", "rule"),
    [
        ({}, R.DONATION_RECEIVED),
        ({MAIN: SECOND}, R.DONATION_RECEIVED),
        ({FREE: BOUND}, R.DONATION_RECEIVED),
        ({MAIN: SECOND, FREE: BOUND}, R.DONATION_RECEIVED),
        ({FREE: GRANT}, R.GRANT_RECEIVED),
        ({FREE: GRANT, MAIN: SECOND}, R.GRANT_RECEIVED),
        ({BOUND: AccountKey("nonsense")}, R.DONATION_RECEIVED),
    ],
)
def test_a_donation_may_have_come_elsewhere_otherwise_or_be_a_grant(
    accounts: dict[AccountKey, AccountKey], rule: PostingRule
) -> None:
    """What the voucher does not hold is not replaced, whatever is said of it."""
    assert corrected_rule(R.DONATION_RECEIVED, DONATION, accounts) is rule


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FREE, chart.DONATIONS),
        (FREE, AccountKey("other_income.unrestricted")),
        (MAIN, chart.BANK),
        (MAIN, ADVANCE),
        (MAIN, FREE),
        (MAIN, B_FREE),
        (B_TOTAL, B_FREE),
        (B_FREE, B_PAYMENT),
    ],
)
def test_another_account_fills_the_same_slot_and_is_posted_to(
    old: AccountKey, new: AccountKey
) -> None:
    """A control account is only summed; no leg of a rule without a slot changes."""
    with pytest.raises(ReplacementError) as refused:
        corrected_rule(R.DONATION_RECEIVED, DONATION, {old: new})
    assert (refused.value.old, refused.value.new) == (old, new)


def test_a_grant_may_have_been_a_donation_and_an_expense_no_income() -> None:
    grant = [Entry(MAIN, GRANT, 100, None)]
    assert corrected_rule(R.GRANT_RECEIVED, grant, {GRANT: FREE}) is R.DONATION_RECEIVED
    fee = [Entry(chart.ADMIN_COST, MAIN, 5, None)]
    other = {chart.ADMIN_COST: chart.FUNDRAISING_COST}
    assert corrected_rule(R.BANK_FEE, fee, other) is R.BANK_FEE
    with pytest.raises(ReplacementError):
        corrected_rule(R.BANK_FEE, fee, {chart.ADMIN_COST: chart.OTHER_COST})


def test_an_opening_voucher_takes_any_account_kept_alike() -> None:
    opening = [Entry(MAIN, chart.NET_UNRESTRICTED, 100, None)]
    net = {chart.NET_UNRESTRICTED: chart.NET_RESTRICTED}
    assert corrected_rule(R.OPENING, opening, net) is R.OPENING
    for other in (PAYABLE, B_FREE, chart.PRIOR_YEAR, prior_year_leaf(restricted=True)):
        with pytest.raises(ReplacementError):
            corrected_rule(R.OPENING, opening, {chart.NET_UNRESTRICTED: other})


def test_corrected_postings_keep_order_amount_and_what_has_no_project() -> None:
    assert corrected(CLAIM, {MATERIALS: VENUE}, P2) == [
        Entry(VENUE, ADVANCE, 60, P2),
        Entry(VENUE, ADVANCE, 40, P2),
    ]
    moved = corrected(DONATION, {MAIN: SECOND}, P2)
    assert moved == [Entry(SECOND, FREE, 100, None), DONATION[1]]


@pytest.mark.parametrize("project_no", [None, P1])
def test_a_correction_that_corrects_nothing_is_refused(
    project_no: ProjectNo | None,
) -> None:
    with pytest.raises(NothingCorrectedError):
        corrected(CLAIM, {MAIN: SECOND}, project_no)


def test_amounts_are_adjusted_in_their_order_and_both_books_alike() -> None:
    assert [entry.fen for entry in adjusted(DONATION, [90, 90])] == [90, 90]
    with pytest.raises(UnevenError):
        adjusted(DONATION, [90, 100])
    assert [entry.fen for entry in adjusted(CLAIM, [60, 0])] == [60, 0]


@pytest.mark.parametrize("amounts", [[], [90], [90, 90, 90]])
def test_each_posting_has_one_right_amount(amounts: list[int]) -> None:
    with pytest.raises(AmountsCountError):
        adjusted(DONATION, amounts)


@pytest.mark.parametrize("amounts", [[0, 0], [-1, 1]])
def test_right_amounts_are_not_below_zero_and_not_all_zero(amounts: list[int]) -> None:
    with pytest.raises(NothingToPostError):
        decide_amounts(
            [entry._replace(fen=fen) for entry, fen in zip(CLAIM, amounts, strict=True)]
        )


def test_later_differences_count_and_a_posting_taken_away_keeps_its_place() -> None:
    right = adjusted(CLAIM, [0, 55])
    since = red_difference(CLAIM, right)
    assert as_adjusted(CLAIM, since) == right
    again = red_difference(right, adjusted(right, [10, 55]))
    assert as_adjusted(CLAIM, [*since, *again])[0].fen == 10
    stranger = Entry(MATERIALS, PAYABLE, 9, P1)
    assert as_adjusted(CLAIM, [stranger]) == CLAIM
    elsewhere = CLAIM[0]._replace(project_no=P2)
    assert as_adjusted(CLAIM, [elsewhere]) == CLAIM


def test_a_closed_year_is_corrected_by_the_leaf_and_what_was_owed() -> None:
    reimbursed = [
        Entry(cost_leaf(SpendingKind.VENUE, restricted=False), PAYABLE, 60, P2),
        Entry(chart.B_COMMITTED, B_PAYMENT, 60, P2),
    ]
    assert closed_year_entry(NO, CLAIM, 2023, 2024) == (
        P1,
        {Slot.CORRECTED: ADVANCE, Slot.PRIOR_YEAR: prior_year_leaf(restricted=True)},
    )
    assert closed_year_entry(NO, reimbursed, 2022, 2024) == (
        P2,
        {Slot.CORRECTED: PAYABLE, Slot.PRIOR_YEAR: prior_year_leaf(restricted=False)},
    )


@pytest.mark.parametrize("year", [2024, 2025])
def test_this_year_is_corrected_in_red_and_blue(year: int) -> None:
    with pytest.raises(SameYearError):
        closed_year_entry(NO, CLAIM, year, 2024)


@pytest.mark.parametrize(
    "booked",
    [
        DONATION,
        [Entry(chart.RECOVERABLE, MATERIALS, 5, P1)],
        [Entry(MATERIALS, MAIN, 5, P1)],
        [Entry(MATERIALS, ADVANCE, 5, None)],
        [Entry(chart.ADMIN_COST, PAYABLE, 5, P1)],
    ],
)
def test_only_programme_cost_that_a_project_owes_is_corrected_so(
    booked: list[Entry],
) -> None:
    with pytest.raises(NoCostError):
        closed_year_entry(NO, booked, 2023, 2024)
