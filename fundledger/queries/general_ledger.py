"""The general ledger 总账: each account month by month, of one year of the books.

What an account has lies under its code, as in the trial balance: a general account sums
up its leaves. Only months in which something was booked have sums.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case

from fundledger.domain.account_codes import codes_above, level_of
from fundledger.domain.chart import Book, Side
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.journal import VoucherKind
from fundledger.domain.periods import year_of
from fundledger.domain.vouchers import CountedVouchers
from fundledger.queries import balances, funds, trial
from fundledger.queries.account_pages import RowKind, opening_of
from fundledger.queries.balances import AccountRow
from fundledger.queries.funds import AccountCode
from fundledger.queries.lines import line, lines, own_fen, total
from fundledger.queries.turnover import NOTHING, Turnover
from fundledger.store import tables as t
from fundledger.store.reading import Books, check_books


class LedgerMonth(NamedTuple):
    """A month of an account; the balance is on the account's own side, in 分."""

    month: Month
    of_month: Turnover
    of_year: Turnover
    balance_fen: int


class LedgerAccount(NamedTuple):
    """An account of the general ledger with its months; amounts in 分."""

    label: AccountCode
    book: Book
    side: Side
    level: int
    opening: RowKind
    """What the first row is called."""
    opening_fen: int
    of_year: Turnover
    """What was booked from 1 January to where the ledger begins."""
    months: Sequence[LedgerMonth]


class _Moved(NamedTuple):
    """What one account moved in a month: turnover, and on its own side."""

    turnover: Turnover
    own_fen: int


def general_ledger(
    books: Books,
    first: Month,
    as_of: date | None = None,
    *,
    level: int | None = 1,
    counted: CountedVouchers = CountedVouchers.ALL,
) -> list[LedgerAccount]:
    """List accounts down to a level that ever moved, each from a month on.

    It goes to a day of the same year, without one to its last voucher; codes and levels
    are those of that year. Raises WrongTypeError.
    """
    check_books(books, as_of=as_of)
    named = trial.labels(books, year_of(first))
    end = min(as_of or date.max, date(year_of(first), 12, 31))
    months = _summed(books, named, balances.accounts(books), end, counted)
    kind = opening_of(first, funds.years(books))
    ledger = [
        _account(of, by_month, first, named, kind) for of, by_month in months.items()
    ]
    shown = [each for each in ledger if level is None or each.level <= level]
    return sorted(shown, key=_printed)


def _printed(of: LedgerAccount) -> tuple[bool, str, AccountKey]:
    return of.book is Book.BUDGET, of.label.code, of.label.key


def _summed(
    books: Books,
    named: Mapping[AccountKey, AccountCode],
    known: Mapping[AccountKey, AccountRow],
    end: date,
    counted: CountedVouchers,
) -> dict[AccountRow, dict[Month, _Moved]]:
    """Sum up every month of every account, and of those that it lies under."""
    keys = {label.code: key for key, label in named.items()}
    sums: dict[AccountRow, dict[Month, _Moved]] = {}
    for key, month, debit, credit, own in _rows(books, end, counted):
        leaf, code = known[key], named[key].code if key in named else ""
        for above in (key, *(keys[each] for each in codes_above(code, keys))):
            of = known[above]
            sign = 1 if of.side is leaf.side else -1
            months = sums.setdefault(of, {})
            at = months.get(month, _Moved(NOTHING, 0))
            moved = at.turnover.plus(debit, credit)
            months[month] = _Moved(moved, at.own_fen + sign * own)
    return sums


def _rows(books: Books, end: date, counted: CountedVouchers) -> Iterable[Sequence[Any]]:
    """Ask for what each account moved in each month; opening is no turnover."""
    v, a = t.voucher.c, t.account.c
    booked = v.kind != VoucherKind.OPENING
    by = (a.key, v.month)
    statement = lines(
        books,
        *by,
        total(case((booked, line.c.debit_fen), else_=0)),
        total(case((booked, line.c.credit_fen), else_=0)),
        total(own_fen),
        as_of=end,
        counted=counted,
    )
    return books.rows(statement.group_by(*by).order_by(*by))


def _account(
    of: AccountRow,
    by_month: Mapping[Month, _Moved],
    first: Month,
    named: Mapping[AccountKey, AccountCode],
    kind: RowKind,
) -> LedgerAccount:
    """Go through an account's months with its balance and the sums of the year."""
    label = named.get(of.key) or trial.unnamed(of.key)
    codes = {each.code for each in named.values()}
    balance = sum(m.own_fen for month, m in by_month.items() if month < first)
    begun = year = _of_year_before(by_month, first)
    opening = balance
    months: list[LedgerMonth] = []
    for month in sorted(each for each in by_month if each >= first):
        moved = by_month[month]
        balance += moved.own_fen
        year = year.plus(*moved.turnover)
        months.append(LedgerMonth(month, moved.turnover, year, balance))
    level = level_of(label.code, codes)
    return LedgerAccount(label, of.book, of.side, level, kind, opening, begun, months)


def _of_year_before(by_month: Mapping[Month, _Moved], first: Month) -> Turnover:
    """Sum up what was booked in the year before its ledger begins."""
    year = NOTHING
    for month, moved in by_month.items():
        if year_of(month) == year_of(first) and month < first:
            year = year.plus(*moved.turnover)
    return year
