"""The general ledger 总账: each account with its sums month by month."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.periods import month_end
from fundledger.domain.standing import standing
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_
from fundledger.queries.account_pages import RowKind
from fundledger.queries.general_ledger import LedgerAccount, general_ledger
from fundledger.reports.columns import ACCOUNT, columns, facts, for_programs
from fundledger.reports.counting import notes_on
from fundledger.reports.report import Basis, Dual, Report, Table, Where
from fundledger.store.reading import Books

ROW: Final = (
    *for_programs("book"),
    *ACCOUNT,
    *for_programs("row", "month"),
    *columns("date", "summary", "debit_fen", "credit_fen", "standing", "balance_fen"),
)
YEARS: Final = Where("row", {RowKind.YEAR})
TITLE: Final = N_("General ledger")


def ledger(
    books: Books,
    basis: Basis,
    first: Month,
    *,
    book: Book | None = Book.MONEY,
    account: AccountKey | None = None,
    level: int | None = 1,
    counted: CountedVouchers = CountedVouchers.ALL,
) -> Report:
    """Give the accounts of a book down to a level: opening, months, the year so far.

    An account that is named is given alone, whatever its level and its book.
    """
    accounts = [
        each
        for each in general_ledger(
            books,
            first,
            basis.as_of,
            level=level if account is None else None,
            counted=counted,
        )
        if (account is None and book in (None, each.book)) or each.label.key == account
    ]
    last = basis.as_of or date.max
    rows = [row for each in accounts for row in _rows(each, first, last)]
    about = facts(
        [
            ("from_month", first),
            ("book", book if account is None else None),
            ("account_level", level if account is None else None),
            ("counted", None if counted is CountedVouchers.ALL else counted),
        ]
    )
    named = () if account is None else (account,)
    notes = notes_on(books, basis.as_of, counted, accounts=named)
    table = Table("rows", "", ROW, rows, strong=YEARS)
    return Report("ledger", TITLE, basis, [table], notes, about)


def _rows(of: LedgerAccount, first: Month, last: date) -> Iterator[tuple[Any, ...]]:
    """Give an account's opening, then two sums for each month in which it moved."""
    begun = date.fromisoformat(f"{first}-01")
    yield _cells(of, first, begun, of.opening, (None, None), of.opening_fen)
    for each in of.months:
        end = min(month_end(each.month), last)
        for kind, sums in (
            (RowKind.MONTH, each.of_month),
            (RowKind.YEAR, each.of_year),
        ):
            yield _cells(of, each.month, end, kind, sums, each.balance_fen)


def _cells(
    of: LedgerAccount,
    month: Month,
    on: date,
    kind: RowKind,
    sums: tuple[int | None, int | None],
    balance_fen: int,
) -> tuple[Any, ...]:
    key, code, *names = of.label
    return (
        of.book,
        code,
        key,
        *names,
        kind,
        month,
        on,
        kind,
        *sums,
        standing(of.side, balance_fen),
        Dual(balance_fen, abs(balance_fen)),
    )
