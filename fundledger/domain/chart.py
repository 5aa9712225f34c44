"""The accounts, by key: what each holds, which side it grows on, what it demands.

A key is an account's identity. Codes and names change with the edition of the chart
and are data (data/charts). A key with dots is a leaf: `donations.restricted` belongs
to the control account `donations`. Only leaves, and accounts without leaves, are
posted to. Bank accounts are leaves that a fund adds, one for each real account.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from fundledger.domain.ids import AccountKey
from fundledger.errors import N_, InputError


class Book(StrEnum):
    """The two books. A posting never crosses from one into the other."""

    MONEY = "money"
    BUDGET = "budget"


class Side(StrEnum):
    """The side on which an account grows."""

    DEBIT = "debit"
    CREDIT = "credit"


class ByProject(StrEnum):
    """Whether a posting to the account names its project."""

    NO = "no"
    MAY = "may"
    YES = "yes"


class SpendingKind(StrEnum):
    """What programme money is spent on: the leaves of 业务活动成本."""

    MATERIALS = "materials"
    LABOUR = "labour"
    VENUE = "venue"
    PUBLICITY = "publicity"
    ACTIVITY = "activity"
    OTHER = "other"


class IncomeKind(StrEnum):
    """The control accounts of income."""

    DONATIONS = "donations"
    GRANTS = "grants"
    OTHER_INCOME = "other_income"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account: its book, its side, and what a posting to it must obey.

    `floor` means that its balance, on its own side, never goes below zero. `by_source`
    means that every posting to it names its source of funds 资金来源. `restricted` is
    None where the difference 限定性 / 非限定性 does not apply.
    """

    key: AccountKey
    book: Book
    side: Side
    floor: bool = False
    by_project: ByProject = ByProject.NO
    by_source: bool = False
    control: AccountKey | None = None
    restricted: bool | None = None
    postable: bool = True


@dataclass(eq=False)
class UnknownAccountError(InputError):
    """There is no account by this key."""

    key: str
    message = N_("There is no account '{key}'.")
    hint = N_("Look at the accounts with: fundledger balance")


@dataclass(eq=False)
class BankKeyError(InputError):
    """A bank account's key is not of the form bank.name."""

    key: str
    message = N_("'{key}' cannot be the key of a bank account.")
    hint = N_("Write it like bank.main: small letters, digits and _ after the dot.")


BANK: Final = AccountKey("bank")
TRANSIT: Final = AccountKey("bank.transit")
OTHER_RECEIVABLE: Final = AccountKey("other_receivable")
RECOVERABLE: Final = AccountKey("recoverable")
ADVANCE: Final = AccountKey("advance")
PAYABLE: Final = AccountKey("payable")
OTHER_PAYABLE: Final = AccountKey("other_payable")
UNIDENTIFIED: Final = AccountKey("other_payable.unidentified")
TO_RETURN: Final = AccountKey("other_payable.to_return")
NET: Final = AccountKey("net")
"""Net assets of either kind; which one follows from the source. No account itself."""
NET_UNRESTRICTED: Final = AccountKey("net_unrestricted")
NET_RESTRICTED: Final = AccountKey("net_restricted")
PRIOR_YEAR: Final = AccountKey("prior_year")
DONATIONS: Final = AccountKey("donations")
GRANTS: Final = AccountKey("grants")
OTHER_INCOME: Final = AccountKey("other_income")
PROGRAMME_COST: Final = AccountKey("programme_cost")
ADMIN_COST: Final = AccountKey("admin_cost")
FUNDRAISING_COST: Final = AccountKey("fundraising_cost")
OTHER_COST: Final = AccountKey("other_cost")
IMPAIRMENT: Final = AccountKey("impairment")
B_TOTAL: Final = AccountKey("b_total")
B_UNCOVERED: Final = AccountKey("b_uncovered")
B_FREE: Final = AccountKey("b_free")
B_RESERVED: Final = AccountKey("b_reserved")
B_COMMITTED: Final = AccountKey("b_committed")
B_PAYMENT: Final = AccountKey("b_payment")
B_DISBURSED: Final = AccountKey("b_disbursed")
B_OVERHEAD: Final = AccountKey("b_overhead")


def restricted_leaf(control: AccountKey, *, restricted: bool) -> AccountKey:
    """Name the restricted or the unrestricted leaf under a control account."""
    return AccountKey(f"{control}.{'restricted' if restricted else 'unrestricted'}")


def leaf_for(key: AccountKey, *, restricted: bool | None) -> AccountKey:
    """Name the leaf of an account that money of a kind goes to; or the account itself.

    The account may be a control account, or a kind of spending under one.
    """
    kind = "restricted" if restricted else "unrestricted"
    if key == NET:
        return NET_RESTRICTED if restricted else NET_UNRESTRICTED
    leaf = AccountKey(f"{key}.{kind}")
    return leaf if leaf in ACCOUNTS else key


def kindless(key: AccountKey) -> AccountKey:
    """Name an account without its kind of money: what `leaf_for` is asked for."""
    if key in (NET_RESTRICTED, NET_UNRESTRICTED):
        return NET
    return AccountKey(key.removesuffix(".unrestricted").removesuffix(".restricted"))


def income_leaf(kind: IncomeKind, *, restricted: bool) -> AccountKey:
    """Name the income account for donations, grants or other income."""
    return restricted_leaf(AccountKey(kind), restricted=restricted)


def cost_control(kind: SpendingKind) -> AccountKey:
    """Name what a kind of spending is booked on, whichever money pays for it."""
    return AccountKey(f"{PROGRAMME_COST}.{kind}")


def spending_kind(key: AccountKey) -> SpendingKind | None:
    """Tell what kind of spending a leaf of 业务活动成本 is for; None of any other."""
    control, _, kind = kindless(key).rpartition(".")
    return SpendingKind(kind) if control == PROGRAMME_COST else None


def cost_leaf(kind: SpendingKind, *, restricted: bool) -> AccountKey:
    """Name the 业务活动成本 account for a kind of spending."""
    control = AccountKey(f"{PROGRAMME_COST}.{kind}")
    return restricted_leaf(control, restricted=restricted)


def prior_year_leaf(*, restricted: bool) -> AccountKey:
    """Name the 以前年度净资产调整 account.

    It has two leaves because only corrections of restricted cost, once released, are
    taken back to restricted net assets at year end.
    """
    return restricted_leaf(PRIOR_YEAR, restricted=restricted)


_DEBIT, _CREDIT = Side.DEBIT, Side.CREDIT
_NO, _MAY, _YES = ByProject.NO, ByProject.MAY, ByProject.YES


def _control(key: AccountKey, side: Side, by_project: ByProject = _NO) -> Account:
    return Account(
        key=key, book=Book.MONEY, side=side, by_project=by_project, postable=False
    )


def _pair(control: AccountKey, side: Side, by_project: ByProject) -> list[Account]:
    """Make the restricted and the unrestricted leaf under a control account."""
    return [
        Account(
            key=restricted_leaf(control, restricted=restricted),
            book=Book.MONEY,
            side=side,
            by_project=by_project,
            by_source=True,
            control=control,
            restricted=restricted,
        )
        for restricted in (True, False)
    ]


def _income(kind: IncomeKind) -> list[Account]:
    control = AccountKey(kind)
    return [_control(control, _CREDIT), *_pair(control, _CREDIT, _NO)]


def _cost_leaves() -> list[Account]:
    return [
        Account(
            key=cost_leaf(kind, restricted=restricted),
            book=Book.MONEY,
            side=_DEBIT,
            by_project=_YES,
            by_source=True,
            control=PROGRAMME_COST,
            restricted=restricted,
        )
        for restricted in (True, False)
        for kind in SpendingKind
    ]


def _settled(key: AccountKey, side: Side) -> Account:
    """Make an account of what a project owes or is owed: it never turns negative."""
    return Account(
        key=key,
        book=Book.MONEY,
        side=side,
        floor=True,
        by_project=_YES,
        by_source=True,
    )


def _owed(key: AccountKey, *, by_source: bool) -> Account:
    """Make a leaf of what the fund owes to others than its projects."""
    return Account(
        key=key,
        book=Book.MONEY,
        side=_CREDIT,
        floor=True,
        by_project=_MAY,
        by_source=by_source,
        control=OTHER_PAYABLE,
    )


def _costs(control: AccountKey) -> list[Account]:
    """Make an account of other cost than the programme's, with its two leaves."""
    return [_control(control, _DEBIT, _MAY), *_pair(control, _DEBIT, _MAY)]


def _net(key: AccountKey, *, restricted: bool) -> Account:
    return Account(
        key=key, book=Book.MONEY, side=_CREDIT, by_source=True, restricted=restricted
    )


def _budget(key: AccountKey, side: Side, by_project: ByProject) -> Account:
    return Account(
        key=key,
        book=Book.BUDGET,
        side=side,
        floor=True,
        by_project=by_project,
        by_source=True,
    )


def _money_book() -> list[Account]:
    return [
        _control(BANK, _DEBIT),
        Account(key=TRANSIT, book=Book.MONEY, side=_DEBIT, floor=True, control=BANK),
        _settled(RECOVERABLE, _DEBIT),
        _settled(ADVANCE, _DEBIT),
        _settled(PAYABLE, _CREDIT),
        _control(OTHER_PAYABLE, _CREDIT, _MAY),
        _owed(UNIDENTIFIED, by_source=False),
        _owed(TO_RETURN, by_source=True),
        _net(NET_UNRESTRICTED, restricted=False),
        _net(NET_RESTRICTED, restricted=True),
        _control(PRIOR_YEAR, _CREDIT, _MAY),
        *_pair(PRIOR_YEAR, _CREDIT, _MAY),
        *(leaf for kind in IncomeKind for leaf in _income(kind)),
        _control(PROGRAMME_COST, _DEBIT, _YES),
        *_cost_leaves(),
        *_costs(ADMIN_COST),
        *_costs(FUNDRAISING_COST),
        *_costs(OTHER_COST),
        *_costs(IMPAIRMENT),
    ]


def _budget_book() -> list[Account]:
    """Make the memorandum book 9xxx; the 制度 has no encumbrance accounts."""
    return [
        _budget(B_TOTAL, _DEBIT, _NO),
        _budget(B_UNCOVERED, _DEBIT, _NO),
        _budget(B_FREE, _CREDIT, _NO),
        _budget(B_RESERVED, _CREDIT, _YES),
        _budget(B_COMMITTED, _CREDIT, _YES),
        _budget(B_PAYMENT, _CREDIT, _YES),
        _budget(B_DISBURSED, _CREDIT, _YES),
        _budget(B_OVERHEAD, _CREDIT, _NO),
    ]


ACCOUNTS: Final[Mapping[AccountKey, Account]] = MappingProxyType(
    {account.key: account for account in (*_money_book(), *_budget_book())}
)
"""Every account but the bank leaves, control accounts included, in printing order."""

HEADINGS: Final[Mapping[AccountKey, Account]] = MappingProxyType(
    {
        OTHER_RECEIVABLE: Account(
            key=OTHER_RECEIVABLE,
            book=Book.MONEY,
            side=_DEBIT,
            by_project=_MAY,
            control=OTHER_RECEIVABLE,
            postable=False,
        )
    }
)
"""Accounts that only sum up what lies under their code, where a chart names them.

What communities owe stands under 其他应收款 by the policy of some funds, in others not,
so that no leaf can name it: it is its own control account, and takes no posting.
"""

INCOME: Final = frozenset(AccountKey(kind) for kind in IncomeKind)
"""The control accounts of income."""

COST: Final = frozenset(
    {PROGRAMME_COST, ADMIN_COST, FUNDRAISING_COST, OTHER_COST, IMPAIRMENT}
)
"""The control accounts of cost: what restricted net assets are released by."""

EQUITY: Final = frozenset(
    {NET_UNRESTRICTED, NET_RESTRICTED, PRIOR_YEAR, *INCOME, *COST}
)
"""What a source of funds is worth by: net assets, and what is carried to them."""

STAGES: Final = (B_FREE, B_RESERVED, B_COMMITTED, B_PAYMENT, B_DISBURSED)
"""The stages of budget money, in the order it passes through them."""

_BANK_KEY: Final = re.compile(r"bank\.[a-z][a-z0-9_]*")


@lru_cache(maxsize=1_000)
def bank_account(key: str) -> Account:
    """Make the leaf for one real bank account. Raises BankKeyError."""
    if not _BANK_KEY.fullmatch(key) or key in ACCOUNTS:
        raise BankKeyError(key)
    return Account(
        key=AccountKey(key),
        book=Book.MONEY,
        side=_DEBIT,
        floor=True,
        control=BANK,
    )


def account(key: str) -> Account:
    """Look an account up, bank leaves included. Raises UnknownAccountError."""
    named = AccountKey(key)
    known = ACCOUNTS.get(named) or HEADINGS.get(named)
    if known is not None:
        return known
    if _BANK_KEY.fullmatch(key):
        return bank_account(key)
    raise UnknownAccountError(key)
