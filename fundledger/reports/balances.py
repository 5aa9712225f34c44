"""Balances of accounts 科目余额, alone or with the turnover that led to them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from fundledger.domain.chart import Book
from fundledger.domain.ids import Month
from fundledger.errors import N_
from fundledger.i18n import Language, account_name
from fundledger.queries import balances, trial
from fundledger.queries.trial import TrialRow
from fundledger.reports.columns import column, columns, facts, for_programs
from fundledger.reports.report import Basis, Fact, Report, Table, Totals
from fundledger.store.reading import Books

ACCOUNT: Final = (
    column("code"),
    *for_programs("account"),
    *columns("name_zh", "name_en", "side"),
)
STANDING: Final = (*ACCOUNT, column("balance_fen"))
TURNOVER: Final = (
    *columns("book"),
    *ACCOUNT,
    *columns("opening_fen", "debit_fen", "credit_fen", "closing_fen"),
)
TITLE: Final = N_("Balances")


def standing(books: Books, basis: Basis, book: Book | None = Book.MONEY) -> Report:
    """Give what each account of a book stands at, on its own side, by code.

    None asks for both books.
    """
    last = basis.as_of or trial.last_day(books)
    labels = trial.labels(books, last.year) if last else {}
    accounts = balances.accounts(books)
    rows: list[tuple[str | int, ...]] = []
    for key, fen in balances.balances(books, basis.as_of).items():
        if book not in (None, accounts[key].book):
            continue
        names = [account_name(key, lang) for lang in (Language.ZH, Language.EN)]
        code = ""
        if key in labels:
            _, code, *names = labels[key]
        rows.append((code, key, *names, accounts[key].side, fen))
    table = Table("accounts", "", STANDING, sorted(rows))
    return Report("balance", TITLE, basis, [table], about=facts([("book", book)]))


def turnover(
    books: Books,
    basis: Basis,
    since: date | None = None,
    book: Book | None = Book.MONEY,
) -> Report:
    """Give the trial balance 科目余额表: opening, turnover and closing, summed by book.

    Turnover begins at `since`, without it on 1 January. `book` None asks for both.
    """
    rows = [
        row
        for row in trial.trial_balance(books, basis.as_of, since)
        if book in (None, row.book)
    ]
    return _turnover(rows, basis, facts([("turnover_since", since), ("book", book)]))


def of_month(rows: Sequence[TrialRow], basis: Basis, month: Month) -> Report:
    """Give the trial balance of a month, as far as somebody wants to see it."""
    return _turnover(rows, basis, facts([("month", month)]))


def _turnover(
    balances_of: Iterable[TrialRow], basis: Basis, about: Sequence[Fact]
) -> Report:
    rows = [
        (
            row.book,
            row.code,
            row.key,
            row.name_zh,
            row.name_en,
            row.side,
            row.opening_fen,
            row.debit_fen,
            row.credit_fen,
            row.closing_fen,
        )
        for row in balances_of
    ]
    totals = Totals(("debit_fen", "credit_fen"), by="book")
    table = Table("accounts", "", TURNOVER, rows, totals)
    return Report("balance", TITLE, basis, [table], about=about)
