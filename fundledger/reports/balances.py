"""Balances of accounts 科目余额, alone or with the turnover that led to them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from fundledger.domain.chart import ADVANCE, PAYABLE, RECOVERABLE, Book
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.periods import month_end
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_
from fundledger.i18n import Language, account_name
from fundledger.queries import balances, funds, trial
from fundledger.queries.funds import AccountCode
from fundledger.queries.trial import TrialRow
from fundledger.reports.columns import (
    ACCOUNT,
    column,
    columns,
    facts,
    for_programs,
    in_files,
)
from fundledger.reports.counting import notes_on
from fundledger.reports.report import (
    Audience,
    Basis,
    Column,
    Fact,
    Phrase,
    Report,
    Table,
    Totals,
    Where,
    Wording,
    one_side,
)
from fundledger.store.reading import Books

STANDING: Final = (*ACCOUNT, *in_files("restricted"), *columns("side", "balance_fen"))
SIDES: Final = (
    "opening_debit_fen",
    "opening_credit_fen",
    "period_debit_fen",
    "period_credit_fen",
    "year_debit_fen",
    "year_credit_fen",
    "closing_debit_fen",
    "closing_credit_fen",
)
"""Amounts by side, as they are printed and summed up."""
TRIAL: Final = (
    *columns("book"),
    *ACCOUNT,
    *columns("account_level", "restricted"),
    *for_programs("side", "opening_fen", "debit_fen", "credit_fen", "closing_fen"),
    *(
        column(name, audience=Audience.PEOPLE) if "period" in name else column(name)
        for name in SIDES
    ),
)
TITLE: Final = N_("Balances")
TRIAL_TITLE: Final = N_("Trial balance")
POLICY: Final = N_(
    "Dealings with communities: {advance}; to be recovered {recoverable}; owed"
    " {payable}."
)
"""The fund's policy, which its chart of the year is."""


def standing(
    books: Books,
    basis: Basis,
    book: Book | None = Book.MONEY,
    counted: CountedVouchers = CountedVouchers.ALL,
) -> Report:
    """Give what each account of a book stands at, on its own side, by code.

    None asks for both books. Where only reviewed vouchers count, balances are summed up
    from those, not read.
    """
    labels = _labels(books, basis.as_of)
    accounts = balances.accounts(books)
    rows: list[tuple[str | int | None, ...]] = []
    for key, fen in _balances(books, basis.as_of, counted).items():
        if book not in (None, accounts[key].book):
            continue
        names = [account_name(key, lang) for lang in (Language.ZH, Language.EN)]
        code = ""
        if key in labels:
            _, code, *names = labels[key]
        of = accounts[key]
        rows.append((code, key, *names, of.restricted, of.side, fen))
    table = Table("accounts", "", STANDING, sorted(rows, key=_code_and_key))
    about = facts([("book", book), ("counted", _unless_all(counted))])
    notes = [*notes_on(books, basis.as_of, counted), *_policy(labels)]
    return Report("balance", TITLE, basis, [table], notes, about)


def _labels(books: Books, as_of: date | None) -> Mapping[AccountKey, AccountCode]:
    """Give codes and names by the chart of a day, or of the first year before any."""
    last = as_of or trial.last_day(books)
    years = funds.years(books)
    if last is None and not years:
        return {}
    return trial.labels(books, last.year if last else years[0].year)


def _code_and_key(row: Sequence[object]) -> tuple[str, str]:
    return str(row[0]), str(row[1])


def _balances(
    books: Books, as_of: date | None, counted: CountedVouchers
) -> dict[AccountKey, int]:
    if counted is CountedVouchers.ALL:
        return balances.balances(books, as_of)
    rows = trial.trial_balance(books, as_of, counted=counted)
    return {row.key: row.closing_fen for row in rows}


def turnover(
    books: Books,
    basis: Basis,
    since: date | None = None,
    book: Book | None = Book.MONEY,
    level: int | None = None,
    counted: CountedVouchers = CountedVouchers.ALL,
) -> Report:
    """Give the trial balance 科目余额表: opening, turnover, the year, and closing.

    Control accounts stand above their leaves, down to a level; each book is summed up.
    Turnover begins at `since`, without it on 1 January. `book` None asks for both.
    """
    leaves = trial.trial_balance(books, basis.as_of, since, counted)
    named = _labels(books, basis.as_of)
    rows = trial.with_levels(leaves, balances.accounts(books), named)
    shown = [row for row in trial.to_level(rows, level) if book in (None, row.book)]
    about = facts(
        [
            ("turnover_since", since),
            ("book", book),
            ("account_level", level),
            ("counted", _unless_all(counted)),
        ]
    )
    notes = [*notes_on(books, basis.as_of, counted), *_policy(named)]
    return _trial(shown, basis, about, notes)


def _policy(named: Mapping[AccountKey, AccountCode]) -> list[Phrase]:
    """Say on which accounts the year keeps what communities owe and are owed."""
    labels = [named[key] for key in (ADVANCE, RECOVERABLE, PAYABLE) if key in named]
    words = ("advance", "recoverable", "payable")
    if len(labels) < len(words):
        return []
    return [Phrase(POLICY, dict(zip(words, map(_named, labels), strict=True)))]


def _named(label: AccountCode) -> Wording:
    names = {Language.ZH: label.name_zh, Language.EN: label.name_en}
    return Wording.of(lambda lang: f"{label.code} {names[lang]}")


def of_month(
    books: Books,
    rows: Sequence[TrialRow],
    basis: Basis,
    month: Month,
    counted: CountedVouchers = CountedVouchers.ALL,
) -> Report:
    """Give the trial balance of a month, as far as somebody wants to see it."""
    notes = notes_on(books, month_end(month), counted)
    about = facts([("month", month), ("counted", _unless_all(counted))])
    return _trial(rows, basis, about, notes)


def _trial(
    balances_of: Iterable[TrialRow],
    basis: Basis,
    about: Sequence[Fact],
    notes: Sequence[Phrase],
) -> Report:
    rows = [
        (
            row.book,
            row.code,
            row.key,
            row.name_zh,
            row.name_en,
            row.level,
            row.restricted,
            row.side,
            row.opening_fen,
            row.debit_fen,
            row.credit_fen,
            row.closing_fen,
            *map(one_side, row.by_side),
        )
        for row in balances_of
    ]
    totals = Totals(SIDES, by="book", where=Where("account_level", {1}))
    shown = _columns(len({row.book for row in balances_of}))
    table = Table("accounts", "", shown, rows, totals)
    return Report("balance", TRIAL_TITLE, basis, [table], notes, about)


def _columns(books: int) -> Sequence[Column]:
    """Name the book of a row for people only where there are two."""
    if books > 1:
        return TRIAL
    return (column("book", audience=Audience.PROGRAMS), *TRIAL[1:])


def _unless_all(counted: CountedVouchers) -> CountedVouchers | None:
    return None if counted is CountedVouchers.ALL else counted
