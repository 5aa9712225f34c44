"""What vouchers are called: two series of numbers, 记 for money and 备 for budget.

One deed makes one 记 at most and one 备 (备查) at most, of the same date. Each series
is numbered from 1 in every month, in order of entry, without a gap, as
《会计基础工作规范》 §51(二) asks of the money book; that holds no budget lines.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol, TypeVar

from fundledger.domain.chart import BANK, Book, account
from fundledger.domain.ids import AccountKey, Month
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class BudgetVoucherError(RefusedError):
    """A voucher of the budget book is signed by nobody."""

    voucher: str
    code = "budget_voucher"
    message = N_("Voucher {voucher} moves budget only: nobody signs it.")
    hint = N_("Sign the vouchers of the money book, 记.")


@dataclass(eq=False)
class PairedVoucherError(RefusedError):
    """A budget voucher is corrected together with the money voucher it belongs to."""

    voucher: str
    leads: str
    code = "paired_voucher"
    message = N_("Voucher {voucher} belongs to the money voucher {leads}.")
    hint = N_("Correct {leads}: its budget goes along where it changes.")


MARKS: Final[Mapping[Book, str]] = MappingProxyType(
    {Book.MONEY: "记", Book.BUDGET: "备"}
)
"""The word before a number, by series: a voucher holds postings of one book only."""

SERIES: Final = tuple(MARKS)
"""The series in the order in which a month is printed."""

_NAME: Final = re.compile(
    r"(?:([0-9]{4}-[0-9]{2})(?:[/ ]|(?=[记备])))?"
    r"(?:([记备])\s*[-－字第]*\s*)?0*([0-9]{1,9})号?"
)


class CountedVouchers(StrEnum):
    """Which money vouchers a book or a statement counts; budget vouchers all count.

    Books that are printed to be kept are made of reviewed ones (财会〔2024〕12号 §22).
    """

    ALL = "all"
    REVIEWED = "reviewed"
    """Those that carry the signature 复核."""


class VoucherName(NamedTuple):
    """What somebody writes for a voucher; the month may be left out."""

    month: Month | None
    series: Book
    number: int
    is_marked: bool
    """Whether 记 or 备 was written."""


def in_series(series: Book, number: int) -> str:
    """Write a number within its month: 记-0012."""
    return f"{MARKS[series]}-{number:04}"


def dated_name(on: date, series: Book, number: int) -> str:
    """Write a voucher's day and number as corrections do: 某月某日某号."""
    return f"{on.month}月{on.day}日{in_series(series, number)}号"


def voucher_name(month: str, series: Book, number: int) -> str:
    """Write a voucher's number as accountants do: 2024-05 记-0012."""
    return f"{month} {in_series(series, number)}"


def parse_voucher_name(text: str) -> VoucherName | None:
    """Read 2024-05 记-0012, 2024-05/12, 备字第3号; None for what is no such name.

    Without a mark it is the money book's.
    """
    match = _NAME.fullmatch(text)
    if match is None:
        return None
    month, mark, number = match.groups()
    series = Book.BUDGET if mark == MARKS[Book.BUDGET] else Book.MONEY
    named = None if month is None else Month(month)
    return VoucherName(named, series, int(number), mark is not None)


class _Posted(Protocol):
    @property
    def debit(self) -> AccountKey: ...


class _Moved(_Posted, Protocol):
    @property
    def credit(self) -> AccountKey: ...


P = TypeVar("P", bound=_Posted)


def by_series(postings: Iterable[P]) -> dict[Book, list[P]]:
    """Divide postings between the vouchers of a deed, money first; each in order."""
    halves: dict[Book, list[P]] = {series: [] for series in SERIES}
    for posting in postings:
        halves[account(posting.debit).book].append(posting)
    return {series: half for series, half in halves.items() if half}


def moves_bank(postings: Iterable[_Moved]) -> bool:
    """Tell whether a line of some postings is a bank account's."""
    return any(
        account(key).control == BANK
        for each in postings
        for key in (each.debit, each.credit)
    )
