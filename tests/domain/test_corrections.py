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
    AnnulledError,
    ClosedYearError,
    CorrectionKindError,
    NoCostError,
    NothingCorrectedError,
    ReplacementError,
    Replacements,
    SameYearError,
    closed_year_cost,
    corrected,
    corrected_rule,
    decide_correctable,
    decide_same_year,
    without_unchanged_budget,
)
from fundledger.domain.differences import (
    AmountsCountError,
    UnevenError,
    adjusted,
    as_adjusted,
    decide_amounts,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import (
    Entry,
    NothingToPostError,
    PostingRule,
    VoucherKind,
)
from fundledger.domain.red import red_difference
from fundledger.domain.sources import Source

NO = "2024-08 记-0007"
P1, P2 = ProjectNo(1), ProjectNo(2)
MAIN, SECOND = AccountKey("bank.main"), AccountKey("bank.second")
FREE, BOUND = (
    AccountKey(f"donations.{each}") for each in ("unrestricted", "restricted")
)
GRANT = AccountKey("grants.unrestricted")
MATERIALS = cost_leaf(SpendingKind.MATERIALS, restricted=True)
VENUE = cost_leaf(SpendingKind.VENUE, restricted=True)
GENERAL = Source(SourceKey("general"), restricted=False)
AID = Source(SourceKey("aid"), restricted=True)


def entry(
    debit: AccountKey,
    credit: AccountKey,
    fen: int,
    project_no: ProjectNo | None = None,
    *,
    source: Source = AID,
) -> Entry:
    """Make a posting of one source, where its accounts are kept by source."""
    of = [
        source.key if chart.account(key).by_source else None for key in (debit, credit)
    ]
    return Entry(
        debit, credit, fen, project_no, debit_source=of[0], credit_source=of[1]
    )


DONATION = [
    entry(MAIN, FREE, 100, source=GENERAL),
    entry(B_TOTAL, B_FREE, 100, source=GENERAL),
]
CLAIM = [entry(MATERIALS, ADVANCE, 60, P1), entry(VENUE, ADVANCE, 40, P1)]
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


@pytest.mark.parametrize(
    "kind", [VoucherKind.RED, VoucherKind.RELEASE, VoucherKind.CLOSING]
)
@pytest.mark.parametrize("replaces", [True, False])
def test_a_red_closing_or_release_voucher_is_never_corrected(
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
        ({FREE: GRANT}, R.GRANT_RECEIVED),
        ({FREE: GRANT, MAIN: SECOND}, R.GRANT_RECEIVED),
        ({BOUND: AccountKey("nonsense")}, R.DONATION_RECEIVED),
    ],
)
def test_a_donation_may_have_come_elsewhere_otherwise_or_be_a_grant(
    accounts: dict[AccountKey, AccountKey], rule: PostingRule
) -> None:
    """What the voucher does not hold is not replaced, whatever is said of it."""
    assert corrected_rule(R.DONATION_RECEIVED, DONATION, Replacements(accounts)) is rule


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
        corrected_rule(R.DONATION_RECEIVED, DONATION, Replacements({old: new}))
    assert (refused.value.old, refused.value.new) == (old, new)


def test_a_grant_may_have_been_a_donation_and_an_expense_no_income() -> None:
    grant = [Entry(MAIN, GRANT, 100, None)]
    assert (
        corrected_rule(R.GRANT_RECEIVED, grant, Replacements({GRANT: FREE}))
        is R.DONATION_RECEIVED
    )
    admin, fundraising, other = (
        AccountKey(f"{each}_cost.unrestricted")
        for each in ("admin", "fundraising", "other")
    )
    fee = [Entry(admin, MAIN, 5, None)]
    assert (
        corrected_rule(R.BANK_FEE, fee, Replacements({admin: fundraising}))
        is R.BANK_FEE
    )
    with pytest.raises(ReplacementError):
        corrected_rule(R.BANK_FEE, fee, Replacements({admin: other}))


def test_an_opening_voucher_takes_any_account_kept_alike() -> None:
    opening = [entry(MAIN, chart.NET_UNRESTRICTED, 100, source=GENERAL)]
    for key in (GRANT, FREE):
        net = Replacements({chart.NET_UNRESTRICTED: key})
        assert corrected_rule(R.OPENING, opening, net) is R.OPENING
    for other in (
        PAYABLE,
        B_FREE,
        chart.PRIOR_YEAR,
        prior_year_leaf(restricted=False),
        SECOND,
    ):
        by = Replacements({chart.NET_UNRESTRICTED: other}, source=GENERAL)
        with pytest.raises(ReplacementError):
            corrected_rule(R.OPENING, opening, by)


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        (R.DONATION_RECEIVED, FREE, BOUND),
        (R.DONATION_RECEIVED, FREE, AccountKey("grants.restricted")),
        (R.OPENING, FREE, chart.NET_RESTRICTED),
    ],
)
def test_money_becomes_restricted_by_another_source_and_not_by_its_account(
    rule: PostingRule, old: AccountKey, new: AccountKey
) -> None:
    with pytest.raises(ReplacementError):
        corrected_rule(rule, DONATION, Replacements({old: new}))
    assert corrected_rule(rule, DONATION, Replacements({old: new}, source=AID))


def test_corrected_postings_keep_order_amount_and_what_has_no_project() -> None:
    assert corrected(CLAIM, Replacements({MATERIALS: VENUE}, P2)) == [
        entry(VENUE, ADVANCE, 60, P2),
        entry(VENUE, ADVANCE, 40, P2),
    ]
    moved = corrected(DONATION, Replacements({MAIN: SECOND}, P2))
    assert moved == [entry(SECOND, FREE, 100, source=GENERAL), DONATION[1]]


def test_with_another_source_the_leaves_follow_and_the_budget_goes_along() -> None:
    moved = corrected(DONATION, Replacements(source=AID))
    assert moved == [entry(MAIN, BOUND, 100), entry(B_TOTAL, B_FREE, 100)]
    assert corrected(moved, Replacements(source=GENERAL)) == DONATION


def test_with_another_source_a_new_account_is_of_its_kind_too() -> None:
    (grant, _) = corrected(DONATION, Replacements({FREE: GRANT}, source=AID))
    assert grant == entry(MAIN, AccountKey("grants.restricted"), 100)


@pytest.mark.parametrize(
    ("source", "leaf"),
    [(GENERAL, chart.NET_UNRESTRICTED), (AID, chart.NET_RESTRICTED)],
)
def test_an_opening_is_of_the_net_assets_of_its_source(
    source: Source, leaf: AccountKey
) -> None:
    other = AID if source is GENERAL else GENERAL
    net = {GENERAL: chart.NET_UNRESTRICTED, AID: chart.NET_RESTRICTED}[other]
    opening = [entry(MAIN, net, 100, source=other)]
    right = corrected(opening, Replacements(source=source))
    assert right == [entry(MAIN, leaf, 100, source=source)]


def test_what_is_of_no_source_stays_so() -> None:
    unknown = [entry(MAIN, chart.UNIDENTIFIED, 100)]
    with pytest.raises(NothingCorrectedError):
        corrected(unknown, Replacements(source=GENERAL))


@pytest.mark.parametrize("project_no", [None, P1])
@pytest.mark.parametrize("source", [None, AID])
def test_a_correction_that_corrects_nothing_is_refused(
    project_no: ProjectNo | None, source: Source | None
) -> None:
    with pytest.raises(NothingCorrectedError):
        corrected(CLAIM, Replacements({MAIN: SECOND}, project_no, source))


def test_a_correction_of_money_alone_leaves_the_budget_voucher_standing() -> None:
    """Another bank account touches no budget; another source moves it along."""
    money = corrected(DONATION, Replacements({MAIN: SECOND}))
    assert without_unchanged_budget(DONATION, money) == (DONATION[:1], money[:1])
    both = corrected(DONATION, Replacements(source=AID))
    assert without_unchanged_budget(DONATION, both) == (DONATION, both)


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
    of_another = CLAIM[0]._replace(debit_source=GENERAL.key)
    assert as_adjusted(CLAIM, [of_another]) == CLAIM


def test_a_closed_year_is_corrected_where_cost_met_what_was_owed() -> None:
    reimbursed = [
        entry(cost_leaf(SpendingKind.VENUE, restricted=False), PAYABLE, 60, P2),
        entry(chart.B_COMMITTED, B_PAYMENT, 60, P2),
    ]
    assert closed_year_cost(NO, CLAIM, 2023, 2024) == CLAIM
    assert closed_year_cost(NO, reimbursed, 2022, 2024) == reimbursed[:1]


@pytest.mark.parametrize("year", [2024, 2025])
def test_this_year_is_corrected_in_red_and_blue(year: int) -> None:
    with pytest.raises(SameYearError):
        closed_year_cost(NO, CLAIM, year, 2024)


@pytest.mark.parametrize(
    "booked",
    [
        DONATION,
        [Entry(chart.RECOVERABLE, MATERIALS, 5, P1)],
        [Entry(MATERIALS, MAIN, 5, P1)],
        [Entry(AccountKey("admin_cost.restricted"), PAYABLE, 5, P1)],
        [Entry(chart.B_COMMITTED, B_PAYMENT, 5, P1)],
    ],
)
def test_only_programme_cost_that_a_project_owes_is_corrected_so(
    booked: list[Entry],
) -> None:
    with pytest.raises(NoCostError):
        closed_year_cost(NO, booked, 2023, 2024)
