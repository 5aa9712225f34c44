"""The trial balance 科目余额表: opening, turnover and closing of every account.

Turnover is read from the line view, so a red posting lowers it on its own side. Codes
and names are those of the edition that the year is kept by.
"""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from fundledger.domain.chart import Book, Side
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.journal import VoucherKind
from fundledger.domain.periods import shift, year_of
from fundledger.queries import balances, funds, lines
from fundledger.queries.funds import AccountCode
from fundledger.queries.lines import line, own_fen, total
from fundledger.queries.turnover import NOTHING, movements, turnovers
from fundledger.store import tables as t
from fundledger.store.reading import Books, check_books


class TrialRow(NamedTuple):
    """One account; opening and closing in 分 on its own side, turnover by column."""

    key: AccountKey
    code: str
    name_zh: str
    name_en: str
    book: Book
    side: Side
    opening_fen: int
    debit_fen: int
    credit_fen: int
    closing_fen: int


def edition(books: Books, year: int) -> str | None:
    """Tell by which edition of the chart a year is kept, or the last year before it."""
    c = t.fund_year.c
    statement = select(c.edition).where(books.own(t.fund_year), c.year <= year)
    return books.value(statement.order_by(c.year.desc()).limit(1))


def labels(books: Books, year: int) -> dict[AccountKey, AccountCode]:
    """Give the codes and names of accounts in a year's edition."""
    return funds.codes(books, edition(books, year) or "")


def last_day(books: Books) -> date | None:
    """Tell the latest date of any voucher; None in books without one."""
    c = t.voucher.c
    newest = func.max(c.on_date, type_=c.on_date.type)
    return books.value(select(newest).where(books.own(t.voucher)))


def trial_balance(
    books: Books, as_of: date | None = None, since: date | None = None
) -> list[TrialRow]:
    """List accounts that ever moved, in order of code, control accounts left out.

    Turnover runs from `since`, without it from 1 January, up to `as_of`, without it to
    the last voucher. Opening vouchers are opening, whatever their date. Raises
    WrongTypeError.
    """
    check_books(books, as_of=as_of, since=since)
    last = as_of or last_day(books)
    if last is None:
        return []
    begun = since or date(last.year, 1, 1)
    named = labels(books, last.year)
    rows = [
        _row(row, named.get(row[0], _unnamed(row[0])))
        for row in _sums(books, begun, last)
    ]
    return _in_order(rows)


def month_balances(books: Books, month: Month) -> list[TrialRow]:
    """List every account with its month, control accounts left out, in order of code.

    It says of a month what `trial_balance` says, and reads only what was booked in it
    and since: earlier vouchers are in the balances. Accounts that never moved are here,
    too.
    """
    known, now = balances.accounts(books), balances.balances(books)
    within = turnovers(books, month, month)
    later = movements(books, shift(month, 1))
    named = labels(books, year_of(month))
    controls = {each.control for each in known.values()}
    rows: list[TrialRow] = []
    for key, account in known.items():
        if key in controls:
            continue
        moved = within.get(key, NOTHING)
        since = later.get(key, NOTHING).own_fen(account.side)
        closing = now.get(key, 0) - since
        sums = (closing - moved.own_fen(account.side), *moved, closing)
        label = named.get(key, _unnamed(key))
        rows.append(_row((key, account.book, account.side, *sums), label))
    return _in_order(rows)


def _unnamed(key: AccountKey) -> AccountCode:
    return AccountCode(key, "", key, key)


def _in_order(rows: list[TrialRow]) -> list[TrialRow]:
    return sorted(rows, key=lambda row: (row.book is Book.BUDGET, row.code, row.key))


def _sums(books: Books, begun: date, last: date) -> list[tuple[Any, ...]]:
    v, a = t.voucher.c, t.account.c
    before = or_(v.on_date < begun, v.kind == VoucherKind.OPENING)
    within = and_(v.on_date >= begun, v.kind != VoucherKind.OPENING)
    by = (a.key, a.book, a.side)
    statement = lines.lines(
        books,
        *by,
        _where(before, own_fen),
        _where(within, line.c.debit_fen),
        _where(within, line.c.credit_fen),
        total(own_fen),
        as_of=last,
    )
    return [tuple(row) for row in books.rows(statement.group_by(*by))]


def _where(rule: ColumnElement[bool], fen: ColumnElement[int]) -> ColumnElement[int]:
    return total(case((rule, fen), else_=0))


def _row(row: tuple[Any, ...], label: AccountCode) -> TrialRow:
    _, book, side, *sums = row
    opening, debit, credit, closing = sums
    return TrialRow(*label, Book(book), Side(side), opening, debit, credit, closing)
