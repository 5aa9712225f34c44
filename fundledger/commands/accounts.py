"""The chart a fund keeps: its years in their editions, its bank accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fundledger.commands.deed import deed
from fundledger.commands.finding import demand_new
from fundledger.domain.actions import Action
from fundledger.domain.chart import ACCOUNTS, BANK, Account, bank_account
from fundledger.domain.ids import AccountKey
from fundledger.domain.periods import months_of
from fundledger.errors import N_, RefusedError
from fundledger.queries import funds
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

    key: str
    name: str
    bank: str
    number: str


@deed(Action.CHART_OPEN_YEAR)
def open_year(
    write: Writing, *, year: int, edition: str, codes: Sequence[AccountCode] = ()
) -> None:
    """Open the next fund year, its twelve months, and its edition of the chart.

    `codes` are needed only for an edition that the fund does not know yet. Raises
    NextYearError, EditionError.
    """
    last = funds.years(write)[-1]
    if year != last.year + 1:
        raise NextYearError(year, last.year + 1)
    lay_year(write, year, edition)
    if edition not in funds.editions(write):
        lay_codes(write, edition, codes)
        for order, account in enumerate(funds.bank_accounts(write), start=1):
            _lay_bank_code(write, edition, account.account, account.name, order)


@deed(Action.BANK_ACCOUNT_ADD)
def add_bank_accounts(write: Writing, added: Sequence[NewBankAccount]) -> None:
    """Add bank accounts as leaves of 银行存款. Raises ExistsError, BankKeyError."""
    lay_bank_accounts(write, added)


@deed(Action.BANK_ACCOUNT_ADD)
def add_bank_account(
    write: Writing, *, key: str, name: str, bank: str, number: str
) -> str:
    """Add a bank account as a leaf of 银行存款, and give the leaf's key.

    Raises ExistsError, BankKeyError.
    """
    lay_bank_accounts(write, [NewBankAccount(key, name, bank, number)])
    return str(bank_account(f"{BANK}.{key}").key)


def lay_year(write: Writing, year: int, edition: str) -> None:
    """Write a year and its months."""
    write.insert(t.fund_year, year=year, edition=edition, closed=False)
    months = [{"key": key, "year": year, "closed": False} for key in months_of(year)]
    write.insert_many(t.period, months)


def lay_accounts(write: Writing) -> None:
    """Write every account of the chart but the bank leaves."""
    write.insert_many(t.account, [_row(account) for account in ACCOUNTS.values()])


def lay_codes(write: Writing, edition: str, codes: Sequence[AccountCode]) -> None:
    """Write an edition's codes and names. Raises EditionError."""
    named = {each.key for each in codes}
    missing = tuple(key for key in ACCOUNTS if key not in named)
    unknown = tuple(sorted(named - ACCOUNTS.keys()))
    if missing or unknown:
        raise EditionError(edition, missing, unknown)
    write.insert_many(t.account_code, [_code_row(edition, each) for each in codes])


def lay_bank_accounts(write: Writing, added: Sequence[NewBankAccount]) -> None:
    """Write bank accounts with their leaves and codes in every edition."""
    known = funds.bank_accounts(write)
    demand_new("bank_account", [n.key for n in added], [k.key for k in known])
    demand_new("bank_account", [n.number for n in added], [k.number for k in known])
    editions = funds.editions(write)
    for order, new in enumerate(added, start=len(known) + 1):
        leaf = bank_account(f"{BANK}.{new.key}")
        write.insert(t.account, **_row(leaf))
        write.insert(t.bank_account, account_key=leaf.key, **new._asdict())
        for edition in editions:
            _lay_bank_code(write, edition, leaf.key, new.name, order)


def _lay_bank_code(
    write: Writing, edition: str, leaf: AccountKey, name: str, order: int
) -> None:
    """Name a bank leaf by its control account, a number of two digits, and itself."""
    control = funds.bank_code(write, edition)
    assert control is not None
    named = AccountCode(
        leaf,
        f"{control.code}{order:02d}",
        f"{control.name_zh}—{name}",
        f"{control.name_en}: {name}",
    )
    write.insert(t.account_code, **_code_row(edition, named))


def _row(account: Account) -> dict[str, object]:
    return {
        "key": account.key,
        "book": account.book,
        "side": account.side,
        "floor": account.floor,
        "by_project": account.by_project,
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
