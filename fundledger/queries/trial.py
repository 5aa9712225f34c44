"""The trial balance 科目余额表: opening, turnover and closing of every account.

Turnover is read from the line view, so a red posting lowers it on its own side. Codes
and names are those of the edition that the year is kept by, and so are levels 科目级次:
an account has what is booked on it and on all accounts that lie under its code.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from fundledger.domain.account_codes import codes_above, level_of
from fundledger.domain.chart import Book, Side
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.journal import VoucherKind
from fundledger.domain.periods import month_end, shift, year_of
from fundledger.domain.standing import BySide, by_side
from fundledger.domain.vouchers import CountedVouchers
from fundledger.queries import balances, funds, lines
from fundledger.queries.balances import AccountRow
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
    year_debit_fen: int = 0
    """What was booked since 1 January 本年累计."""
    year_credit_fen: int = 0
    restricted: bool | None = None
    level: int = 1

    @property
    def opening(self) -> BySide:
        """What it opened with, on the side where that stood."""
        return by_side(self.side, self.opening_fen)

    @property
    def closing(self) -> BySide:
        """What it closed with, on the side where that stands."""
        return by_side(self.side, self.closing_fen)

    @property
    def by_side(self) -> tuple[int, ...]:
        """Its amounts as they are printed: debit and credit of each pair."""
        period = (self.debit_fen, self.credit_fen)
        year = (self.year_debit_fen, self.year_credit_fen)
        return (*self.opening, *period, *year, *self.closing)

    @property
    def has_moved(self) -> bool:
        """Whether it has any amount."""
        return any((*self[6:10], self.year_debit_fen, self.year_credit_fen))


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
    books: Books,
    as_of: date | None = None,
    since: date | None = None,
    counted: CountedVouchers = CountedVouchers.ALL,
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
    named = labels(books, last.year)
    sums = _sums(books, since or date(last.year, 1, 1), last, counted)
    rows = [_row(row, named.get(row[0], unnamed(row[0]))) for row in sums]
    return _in_order(rows)


def month_balances(
    books: Books, month: Month, counted: CountedVouchers = CountedVouchers.ALL
) -> list[TrialRow]:
    """List every account with its month, control accounts left out, in order of code.

    It says of a month what `trial_balance` says, and reads only what was booked in it
    and since: earlier vouchers are in the balances. Accounts that never moved are here,
    too. Where only reviewed vouchers count, they are summed up from their lines.
    """
    if counted is not CountedVouchers.ALL:
        return _counted_in(books, month, counted)
    known, now = balances.accounts(books), balances.balances(books)
    within = turnovers(books, month, month)
    of_year = turnovers(books, Month(f"{year_of(month):04d}-01"), month)
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
        year = of_year.get(key, NOTHING)
        label = named.get(key, unnamed(key))
        of = (key, account.book, account.side, account.restricted)
        rows.append(_row((*of, *sums, *year), label))
    return _in_order(rows)


def _counted_in(books: Books, month: Month, counted: CountedVouchers) -> list[TrialRow]:
    """Sum a month up from the vouchers that count, with accounts that had none."""
    begun = date.fromisoformat(f"{month}-01")
    rows = trial_balance(books, month_end(month), begun, counted)
    moved, known = {row.key for row in rows}, balances.accounts(books)
    controls = {each.control for each in known.values()}
    named = labels(books, year_of(month))
    at_rest = [
        _row((key, of.book, of.side, of.restricted, *[0] * 6), label)
        for key, of in known.items()
        if key not in moved and key not in controls
        for label in [named.get(key, unnamed(key))]
    ]
    return _in_order([*rows, *at_rest])


def with_levels(
    rows: Iterable[TrialRow],
    known: Mapping[AccountKey, AccountRow],
    named: Mapping[AccountKey, AccountCode],
) -> list[TrialRow]:
    """Add the accounts above: each sums up what lies under its code, and its own.

    Every row has its level; those of the first level sum up to the whole.
    """
    codes = {label.code: key for key, label in named.items()}
    summed: dict[AccountKey, TrialRow] = {}
    for row in rows:
        for code in (row.code, *codes_above(row.code, codes)):
            key = codes.get(code, row.key)
            at = summed.get(key) or _nothing(key, known[key], named.get(key), codes)
            summed[key] = _plus(at, row)
    return _in_order(list(summed.values()))


def _nothing(
    key: AccountKey,
    account: AccountRow,
    label: AccountCode | None,
    codes: Mapping[str, AccountKey],
) -> TrialRow:
    """Begin to sum an account up."""
    of = (key, account.book, account.side, account.restricted)
    row = _row((*of, 0, 0, 0, 0, 0, 0), label or unnamed(key))
    return row._replace(level=level_of(row.code, codes))


def _plus(sums: TrialRow, row: TrialRow) -> TrialRow:
    """Add an account to one above it, which may grow on the other side."""
    sign = 1 if row.side is sums.side else -1
    return sums._replace(
        opening_fen=sums.opening_fen + sign * row.opening_fen,
        closing_fen=sums.closing_fen + sign * row.closing_fen,
        debit_fen=sums.debit_fen + row.debit_fen,
        credit_fen=sums.credit_fen + row.credit_fen,
        year_debit_fen=sums.year_debit_fen + row.year_debit_fen,
        year_credit_fen=sums.year_credit_fen + row.year_credit_fen,
    )


def to_level(rows: Sequence[TrialRow], level: int | None) -> list[TrialRow]:
    """Leave out accounts below a level; None leaves out none."""
    return [row for row in rows if level is None or row.level <= level]


def unnamed(key: AccountKey) -> AccountCode:
    """Name an account that a chart lacks by its key."""
    return AccountCode(key, "", key, key)


def _in_order(rows: list[TrialRow]) -> list[TrialRow]:
    return sorted(rows, key=lambda row: (row.book is Book.BUDGET, row.code, row.key))


def _sums(
    books: Books, begun: date, last: date, counted: CountedVouchers
) -> list[tuple[Any, ...]]:
    v, a = t.voucher.c, t.account.c
    before = or_(v.on_date < begun, v.kind == VoucherKind.OPENING)
    within = and_(v.on_date >= begun, v.kind != VoucherKind.OPENING)
    january = date(last.year, 1, 1)
    in_year = and_(v.on_date >= january, v.kind != VoucherKind.OPENING)
    by = (a.key, a.book, a.side, a.restricted)
    statement = lines.lines(
        books,
        *by,
        _where(before, own_fen),
        _where(within, line.c.debit_fen),
        _where(within, line.c.credit_fen),
        total(own_fen),
        _where(in_year, line.c.debit_fen),
        _where(in_year, line.c.credit_fen),
        as_of=last,
        counted=counted,
    )
    return [tuple(row) for row in books.rows(statement.group_by(*by))]


def _where(rule: ColumnElement[bool], fen: ColumnElement[int]) -> ColumnElement[int]:
    return total(case((rule, fen), else_=0))


def _row(row: tuple[Any, ...], label: AccountCode) -> TrialRow:
    _, book, side, restricted, *sums = row
    restriction = None if restricted is None else bool(restricted)
    return TrialRow._make((*label, Book(book), Side(side), *sums, restriction, 1))
