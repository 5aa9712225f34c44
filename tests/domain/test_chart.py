"""The accounts, walked one by one, and the editions that name them."""

import csv
from pathlib import Path

import pytest

from fundledger.domain import chart
from fundledger.domain.chart import (
    ACCOUNTS,
    Account,
    BankKeyError,
    Book,
    ByProject,
    IncomeKind,
    Side,
    SpendingKind,
    UnknownAccountError,
    account,
    bank_account,
    cost_control,
    cost_leaf,
    income_leaf,
    kindless,
    leaf_for,
    prior_year_leaf,
    spending_kind,
)
from fundledger.domain.ids import AccountKey
from tests.in_turn import in_turn

EDITIONS = ("2004", "2026")
CHARTS = Path(__file__).parents[2] / "data" / "charts"

every_account = in_turn("account", ACCOUNTS.values())


def edition(name: str) -> dict[str, dict[str, str]]:
    with (CHARTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@every_account
def test_an_account_is_found_by_its_own_key(account: Account) -> None:
    assert chart.account(account.key) is account


@every_account
def test_a_leaf_agrees_with_its_control_account(account: Account) -> None:
    if account.control is None:
        return
    control = ACCOUNTS[account.control]
    assert account.key.startswith(f"{control.key}.")
    assert (account.book, account.side) == (control.book, control.side)
    assert account.by_project == control.by_project
    assert account.postable
    assert not control.postable


@every_account
def test_only_accounts_without_leaves_are_posted_to(account: Account) -> None:
    has_leaves = (
        any(each.control == account.key for each in ACCOUNTS.values())
        or account.key == chart.BANK
    )
    assert account.postable is not has_leaves


@every_account
def test_what_is_owned_owed_or_permitted_has_a_floor(account: Account) -> None:
    assert account.floor == (
        account.book is Book.BUDGET
        or account.key
        in {
            chart.TRANSIT,
            chart.RECOVERABLE,
            chart.ADVANCE,
            chart.PAYABLE,
            chart.UNIDENTIFIED,
            chart.TO_RETURN,
        }
    )


def test_the_accounts_that_demand_a_project_are_these() -> None:
    demanding = {
        account.control or account.key
        for account in ACCOUNTS.values()
        if account.by_project is ByProject.YES
    }
    assert demanding == {
        chart.RECOVERABLE,
        chart.ADVANCE,
        chart.PAYABLE,
        chart.PROGRAMME_COST,
        chart.B_RESERVED,
        chart.B_COMMITTED,
        chart.B_PAYMENT,
        chart.B_DISBURSED,
    }


def test_the_accounts_that_may_name_a_project_are_these() -> None:
    allowing = {
        account.control or account.key
        for account in ACCOUNTS.values()
        if account.by_project is ByProject.MAY
    }
    other_costs = chart.COST - {chart.PROGRAMME_COST}
    assert allowing == {chart.OTHER_PAYABLE, chart.PRIOR_YEAR, *other_costs}


@every_account
def test_only_bank_and_unidentified_money_is_of_no_source(account: Account) -> None:
    of_none = (account.control or account.key) == chart.BANK or (
        account.key == chart.UNIDENTIFIED
    )
    assert account.by_source is (account.postable and not of_none)


def test_a_real_bank_account_holds_the_money_of_any_source() -> None:
    assert not bank_account("bank.main").by_source


@every_account
def test_what_a_source_is_worth_by_has_an_account_for_each_kind(
    account: Account,
) -> None:
    """Restricted and unrestricted money meet on no account of net assets."""
    of_worth = (account.control or account.key) in chart.EQUITY and account.postable
    assert (account.restricted is not None) is of_worth
    if account.restricted is None:
        return
    kind = kindless(account.key)
    assert leaf_for(kind, restricted=account.restricted) == account.key
    other = chart.account(leaf_for(kind, restricted=not account.restricted))
    assert other.restricted is not account.restricted
    assert (other.side, other.by_project) == (account.side, account.by_project)


@pytest.mark.parametrize("key", [chart.ADVANCE, chart.B_FREE, chart.UNIDENTIFIED])
@pytest.mark.parametrize("restricted", [True, False, None])
def test_what_has_no_leaves_by_kind_is_its_own(
    key: AccountKey, *, restricted: bool | None
) -> None:
    assert leaf_for(key, restricted=restricted) == key == kindless(key)


def test_spending_is_known_by_its_leaf_whoever_pays() -> None:
    for kind in SpendingKind:
        leaves = [
            cost_leaf(kind, restricted=restricted) for restricted in (True, False)
        ]
        assert {spending_kind(key) for key in leaves} == {kind}
        assert {kindless(key) for key in leaves} == {cost_control(kind)}
    assert spending_kind(chart.ADVANCE) is None
    assert spending_kind(AccountKey("admin_cost.restricted")) is None


def test_only_total_and_gap_grow_on_the_debit_side_of_the_budget_book() -> None:
    debits = {
        account.key
        for account in ACCOUNTS.values()
        if account.book is Book.BUDGET and account.side is Side.DEBIT
    }
    assert debits == {chart.B_TOTAL, chart.B_UNCOVERED}


@pytest.mark.parametrize("restricted", [True, False])
def test_every_kind_of_income_and_spending_has_its_leaf(*, restricted: bool) -> None:
    leaves = [
        *(income_leaf(kind, restricted=restricted) for kind in IncomeKind),
        *(cost_leaf(kind, restricted=restricted) for kind in SpendingKind),
        prior_year_leaf(restricted=restricted),
    ]
    assert len(set(leaves)) == len(leaves)
    assert {ACCOUNTS[key].restricted for key in leaves} == {restricted}


def test_a_cost_leaf_is_named_for_its_kind() -> None:
    key = cost_leaf(SpendingKind.MATERIALS, restricted=True)
    assert key == "programme_cost.materials.restricted"


def test_a_bank_account_is_a_leaf_of_bank_with_a_floor() -> None:
    leaf = bank_account("bank.main")
    assert leaf == account("bank.main")
    assert (leaf.control, leaf.floor, leaf.side) == (chart.BANK, True, Side.DEBIT)


@pytest.mark.parametrize(
    "key", ["bank", "bank.", "bank.Main", "bank.a b", "bank.中", "main", "bank.a.b"]
)
def test_a_bank_account_needs_a_plain_name(key: str) -> None:
    with pytest.raises(BankKeyError):
        bank_account(key)


@pytest.mark.parametrize("key", ["", "cash", "donations.other", "bank.X", "1002"])
def test_a_code_or_a_stranger_is_no_key(key: str) -> None:
    with pytest.raises(UnknownAccountError):
        account(key)


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_names_every_account_once_and_no_other(name: str) -> None:
    rows = edition(name)
    assert list(rows) == list(ACCOUNTS)
    codes = [row["code"] for row in rows.values()]
    assert len(set(codes)) == len(codes)
    assert all(row["name_zh"] and row["name_en"] for row in rows.values())


@pytest.mark.parametrize("name", EDITIONS)
def test_a_leaf_code_is_its_control_code_and_two_digits(name: str) -> None:
    rows = edition(name)
    for each in ACCOUNTS.values():
        if each.control is not None:
            code, control = rows[each.key]["code"], rows[each.control]["code"]
            assert code[:-2] == control
            assert code[-2:].isdigit()


def test_a_code_may_change_its_meaning_between_editions() -> None:
    assert edition("2004")["fundraising_cost"]["code"] == "5301"
    assert edition("2026")["admin_cost"]["code"] == "5301"


def test_the_names_of_accounts_do_not_change_between_editions() -> None:
    old, new = (edition(name) for name in EDITIONS)
    assert [old[AccountKey(key)]["name_zh"] for key in old] == [
        new[AccountKey(key)]["name_zh"] for key in new
    ]
