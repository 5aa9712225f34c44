"""An account's pages 明细账 and 日记账: its lines, with the sums where they fall."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from fundledger.domain.chart import Side
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.journal import VoucherKind
from fundledger.domain.periods import year_of
from fundledger.domain.standing import standing
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_
from fundledger.queries import account_pages, balances
from fundledger.queries.account_pages import Order, PageRow, RowKind, Span
from fundledger.queries.turnover import NOTHING
from fundledger.reports.accounts import AccountNames
from fundledger.reports.columns import column, columns, facts, for_programs, in_files
from fundledger.reports.counting import notes_on
from fundledger.reports.report import (
    Audience,
    Basis,
    Dual,
    Phrase,
    Report,
    Stream,
    Table,
    Where,
    one_side,
)
from fundledger.store.reading import Books

COUNTER: Final = (
    column("counter_code"),
    *for_programs("counter"),
    *columns("counter_zh", "counter_en"),
)
ROW: Final = (
    *for_programs("row"),
    *columns("date", "voucher"),
    *in_files("kind"),
    *columns("summary"),
    *COUNTER,
    *for_programs("project_no"),
    column("project", audience=Audience.PEOPLE),
    *columns("debit_fen", "credit_fen", "standing", "balance_fen"),
    *in_files("seq"),
)
TITLES: Final[Mapping[Order, str]] = MappingProxyType(
    {Order.NUMBER: N_("Account register"), Order.DAY: N_("Bank journal")}
)
PAGE_ENDS: Final = Where("row", {RowKind.TO_PAGE})
SUMS: Final = Where("row", {*RowKind} - {RowKind.LINE})
_NO_AMOUNTS: Final = frozenset({RowKind.BROUGHT, RowKind.NEW_YEAR})


def paged(
    books: Books,
    basis: Basis,
    account: AccountKey,
    month: Month,
    span: Span = account_pages.EVERY_LINE,
    *,
    page: int | None = None,
    rows: Iterable[PageRow] | None = None,
) -> Report:
    """Give an account's lines from a month on; balances are on its own side.

    `page` is how many rows a printed page takes: where one ends, the sums go over to
    the next. `rows` are the account's rows where somebody reads them here and now;
    else they are read as the report is written.
    """
    names = AccountNames(books)
    table = table_of(books, names, account, month, span, page=page, rows=rows)
    named = names.spoken(account, year_of(month))
    about = facts([("account", named), *_narrowed(month, span)])
    notes = notes_on(books, span.as_of, span.counted, accounts=[account])
    title = TITLES[span.order]
    return Report("register", title, basis, [table], notes, about)


def every_account(
    books: Books,
    basis: Basis,
    month: Month,
    span: Span,
    accounts: Sequence[AccountKey],
    *,
    page: int | None = None,
) -> Report:
    """Give the lines of several accounts, each in a table of its own."""
    names = AccountNames(books)
    tables = [
        table_of(books, names, each, month, span, page=page, name=each)
        for each in accounts
    ]
    about = facts(_narrowed(month, span))
    notes = notes_on(books, span.as_of, span.counted, accounts=accounts)
    return Report("registers", TITLES[span.order], basis, tables, notes, about)


def table_of(
    books: Books,
    names: AccountNames,
    account: AccountKey,
    month: Month,
    span: Span,
    *,
    page: int | None = None,
    rows: Iterable[PageRow] | None = None,
    name: str = "",
) -> Table:
    """Lay an account's lines out as a table, read as it is written."""
    side = balances.accounts(books)[account].side

    def cells(lines: Iterable[PageRow]) -> Iterator[tuple[Any, ...]]:
        printed = lines if page is None else in_pages(lines, page)
        return (_cells(row, side, names) for row in printed)

    def read() -> Iterator[tuple[Any, ...]]:
        return cells(account_pages.whole_account(books, account, month, span))

    spoken = names.spoken(account, year_of(month))
    title: str | Phrase = Phrase("{account}", {"account": spoken}) if name else ""
    ends = None if page is None else PAGE_ENDS
    return Table(
        name or "lines",
        title,
        ROW,
        Stream(read) if rows is None else [*cells(rows)],
        strong=SUMS,
        page_ends=ends,
    )


def in_pages(rows: Iterable[PageRow], page: int) -> Iterator[PageRow]:
    """Break rows into printed pages: 过次页 ends one, 承前页 begins the next.

    Both carry what was booked since the month began, and the balance, as
    《会计基础工作规范》 asks of accounts that are summed up by month.
    """
    of_month, on_page = NOTHING, 0
    last: PageRow | None = None
    for row in rows:
        if last is not None and on_page == page - 1:
            over = PageRow(RowKind.TO_PAGE, last.on, of_month, last.balance_fen)
            yield over
            yield over._replace(kind=RowKind.FROM_PAGE, on=row.on)
            on_page = 1
        if row.line and row.line.kind is not VoucherKind.OPENING:
            of_month = of_month.plus(*row.turnover)
        elif row.kind is RowKind.YEAR:
            of_month = NOTHING
        yield row
        on_page += 1
        last = row


def _narrowed(month: Month, span: Span) -> list[tuple[str, object]]:
    counted = None if span.counted is CountedVouchers.ALL else span.counted
    return [("from_month", month), ("counted", counted)]


def _cells(row: PageRow, side: Side, names: AccountNames) -> tuple[Any, ...]:
    line, at = row.line, standing(side, row.balance_fen)
    counter = row.counter and names.cells(row.counter, row.on.year)
    code, key, zh, en = counter or (None, None, None, None)
    amounts: Iterable[Any] = row.turnover
    if row.kind in _NO_AMOUNTS:
        amounts = (None, None)
    elif line is not None:
        amounts = map(one_side, row.turnover)
    return (
        row.kind,
        row.on,
        line and line.at.voucher,
        line and line.kind,
        line.summary if line else row.kind,
        code,
        key,
        zh,
        en,
        line and line.project_no,
        line and names.project(line.project_no),
        *amounts,
        at,
        Dual(row.balance_fen, abs(row.balance_fen)),
        line and line.seq,
    )
