"""The chart a fund keeps: its years in their editions, its bank accounts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require, require_new
from fundledger.domain.actions import Action
from fundledger.domain.chart import ACCOUNTS, BANK, HEADINGS, Account, bank_account
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.labels import (
    AccountName,
    AccountNumber,
    BankKey,
    BankName,
    EditionKey,
    Year,
)
from fundledger.domain.periods import months_of
from fundledger.domain.sources import GENERAL
from fundledger.errors import N_, RefusedError
from fundledger.queries import balances, funds, sources
from fundledger.queries.funds import AccountCode
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@dataclass(eq=False)
class EditionError(RefusedError):
    """An edition of the chart does not name exactly the accounts there are."""

    edition: str
    missing: tuple[AccountKey, ...]
    unknown: tuple[AccountKey, ...]
    code = "unknown_edition"
    message = N_(
        "Edition {edition} leaves out {missing} and names {unknown}, which are none."
    )
    hint = N_("Name every account of the books exactly once, with its code.")


@dataclass(eq=False)
class NextYearError(RefusedError):
    """Years are opened one after another."""

    year: int
    following: int
    code = "next_year"
    message = N_("{year} cannot be opened: the next year is {following}.")
    hint = N_("Open {following} first.")


class NewBankAccount(NamedTuple):
    """A bank account to be added; its key is small letters, digits and _."""

    key: BankKey
    name: AccountName
    bank: BankName
    number: AccountNumber


@deed(Action.CHART_OPEN_YEAR, case=WHOLE_FUND)
def open_year(
    write: Writing,
    *,
    year: Year,
    edition: EditionKey,
    codes: Sequence[AccountCode] = (),
) -> None:
    """Open the next fund year, its twelve months, and its edition of the chart.

    `codes` are needed only for an edition that the fund does not know yet. Raises
    NextYearError, EditionError.
    """
    last = funds.years(write)[-1]
    if year != last.year + 1:
        raise NextYearError(year, last.year + 1)
    known, accounts = funds.editions(write), funds.bank_accounts(write)
    laid = balances.accounts(write)
    lay_year(write, year, edition)
    if edition in known:
        return
    lay_codes(write, edition, codes, laid)
    control = _control(codes)
    for order, account in enumerate(accounts, start=1):
        named = _bank_code(control, account.account, account.name, order)
        write.insert(t.account_code, **_code_row(edition, named))


@deed(Action.BANK_ACCOUNT_ADD, case=WHOLE_FUND)
def add_bank_account(
    write: Writing,
    *,
    key: BankKey,
    name: AccountName,
    bank: BankName,
    number: AccountNumber,
) -> AccountKey:
    """Add a bank account as a leaf of 银行存款, and give the leaf's key.

    Raises ExistsError, BankKeyError.
    """
    known = funds.bank_accounts(write)
    require_new("bank_account", [key], [each.key for each in known])
    require_new("bank_account", [number], [each.number for each in known])
    controls = {
        edition: require(funds.bank_code(write, edition), "edition", edition)
        for edition in funds.editions(write)
    }
    new = NewBankAccount(key, name, bank, number)
    return _lay_bank_account(write, new, len(known) + 1, controls)


@deed(Action.BANK_ACCOUNT_CHANGE, case=WHOLE_FUND)
def change_bank_account(write: Writing, bank: BankKey, *, source: SourceKey) -> None:
    """Say to which source the interest of a bank account belongs from now on.

    Raises NotFoundError.
    """
    known = {each.key for each in funds.bank_accounts(write)}
    require(bank if bank in known else None, "bank_account", bank)
    require(sources.source(write, source), "source", source)
    write.change(t.bank_account, bank, source=source)


def lay_year(write: Writing, year: int, edition: str) -> None:
    """Write a year and its months."""
    write.insert(t.fund_year, year=year, edition=edition, closed=False)
    months = [{"key": key, "year": year, "closed": False} for key in months_of(year)]
    write.insert_many(t.period, months)


def lay_accounts(write: Writing) -> None:
    """Write every account of the chart but the bank leaves."""
    write.insert_many(t.account, [_row(account) for account in ACCOUNTS.values()])


def lay_codes(
    write: Writing,
    edition: str,
    codes: Sequence[AccountCode],
    known: Collection[AccountKey] = (),
) -> None:
    """Write an edition's codes and names, and headings that are not known yet.

    Raises EditionError.
    """
    named = {each.key for each in codes}
    missing = tuple(key for key in ACCOUNTS if key not in named)
    unknown = tuple(sorted(named - ACCOUNTS.keys() - HEADINGS.keys()))
    if missing or unknown:
        raise EditionError(edition, missing, unknown)
    headings = sorted(named & (HEADINGS.keys() - set(known)))
    write.insert_many(t.account, [_row(HEADINGS[key]) for key in headings])
    write.insert_many(t.account_code, [_code_row(edition, each) for each in codes])


def lay_bank_accounts(
    write: Writing,
    added: Sequence[NewBankAccount],
    edition: str,
    codes: Sequence[AccountCode],
) -> None:
    """Write a new fund's bank accounts. Raises ExistsError, BankKeyError."""
    require_new("bank_account", [new.key for new in added], ())
    require_new("bank_account", [new.number for new in added], ())
    controls = {edition: _control(codes)}
    for order, new in enumerate(added, start=1):
        _lay_bank_account(write, new, order, controls)


def _lay_bank_account(
    write: Writing,
    new: NewBankAccount,
    order: int,
    controls: Mapping[str, AccountCode],
) -> AccountKey:
    """Write a bank account with its leaf, and its code in every edition."""
    leaf = bank_account(f"{BANK}.{new.key}")
    write.insert(t.account, **_row(leaf))
    write.insert(t.bank_account, account_key=leaf.key, source=GENERAL, **new._asdict())
    for edition, control in controls.items():
        named = _bank_code(control, leaf.key, new.name, order)
        write.insert(t.account_code, **_code_row(edition, named))
    return leaf.key


def _control(codes: Sequence[AccountCode]) -> AccountCode:
    """Find the code of 银行存款 in an edition that names every account."""
    return next(each for each in codes if each.key == BANK)


def _bank_code(
    control: AccountCode, leaf: AccountKey, name: str, order: int
) -> AccountCode:
    """Name a bank leaf by its control account, a number of two digits, and itself."""
    return AccountCode(
        leaf,
        f"{control.code}{order:02d}",
        f"{control.name_zh}—{name}",
        f"{control.name_en}: {name}",
    )


def _row(account: Account) -> dict[str, object]:
    return {
        "key": account.key,
        "book": account.book,
        "side": account.side,
        "floor": account.floor,
        "by_project": account.by_project,
        "by_source": account.by_source,
        "control": account.control,
        "restricted": account.restricted,
    }


def _code_row(edition: str, named: AccountCode) -> dict[str, object]:
    return {
        "edition": edition,
        "account_key": named.key,
        "code": named.code,
        "name_zh": named.name_zh,
        "name_en": named.name_en,
    }
