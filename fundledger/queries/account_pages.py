"""An account page by page: 明细账 by number, or 日记账 by day, with the sums between.

It begins with any month, with what was carried there, and goes on month by month. A
month is read by its vouchers, some at a time, so that a page costs what it shows.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum, StrEnum
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true

from fundledger.domain.chart import Book, Side
from fundledger.domain.ids import AccountKey, Month, VoucherNo
from fundledger.domain.journal import VoucherKind
from fundledger.domain.periods import month_end, month_of, shift, year_of
from fundledger.domain.vouchers import CountedVouchers
from fundledger.queries import balances, funds, journal, lines, register
from fundledger.queries.counting import counts
from fundledger.queries.funds import FundYear
from fundledger.queries.journal import CounterAccounts
from fundledger.queries.register import JournalLine
from fundledger.queries.turnover import NOTHING, Turnover, movements, turnovers
from fundledger.store import tables as t
from fundledger.store.reading import Books

ENOUGH: Final = 200
"""A page ends with the vouchers that bring it to so many lines."""
READ: Final = 500
"""So many vouchers are read at a time."""


class RowKind(StrEnum):
    """What a row of a page is."""

    BROUGHT = "brought"
    """What was brought forward 期初余额."""
    NEW_YEAR = "new_year"
    """What a year takes over from the one before 上年结转."""
    FROM_PAGE = "from_page"
    """What a printed page takes over from the one before 承前页."""
    LINE = "line"
    DAY = "day"
    """The sum of a day 本日合计."""
    MONTH = "month"
    """The sum of a month 本月合计."""
    YEAR = "year"
    """The sum since January 本年累计."""
    TO_PAGE = "to_page"
    """The sum of the month so far, where a printed page ends 过次页."""


class PageRow(NamedTuple):
    """A line, or a sum; the balance is on the account's own side, in 分."""

    kind: RowKind
    on: date
    turnover: Turnover
    balance_fen: int
    line: JournalLine | None = None
    counter: AccountKey | None = None
    """The account on the other side of the line's posting 对方科目."""


class Carried(NamedTuple):
    """Where a page goes on: after which voucher of a month, and the sums until then."""

    month: Month
    on: date | None = None
    number: int = 0
    balance_fen: int = 0
    of_day: Turnover = NOTHING
    of_month: Turnover = NOTHING
    of_year: Turnover = NOTHING
    last_line_on: date | None = None
    """The day of the month's last line so far; None before there is one."""


class AccountPage(NamedTuple):
    """Some rows, and where the next page goes on; None after the last month."""

    rows: list[PageRow]
    carried: Carried | None


class Order(Enum):
    """In which order lines stand: as vouchers are numbered, or day by day."""

    NUMBER = "number"
    DAY = "day"


class _Place(NamedTuple):
    """A voucher's place in its month."""

    on: date
    number: int
    no: VoucherNo


class Span(NamedTuple):
    """Which lines an account's pages have; as it is made, all that there are."""

    order: Order = Order.NUMBER
    as_of: date | None = None
    """The last day."""
    counted: CountedVouchers = CountedVouchers.ALL


def opening_of(month: Month, years: Iterable[FundYear]) -> RowKind:
    """Tell what a book's first row is: in January what the year before left.

    The first year of a fund has none before it.
    """
    year = year_of(month)
    is_carried = month.endswith("-01") and any(each.year < year for each in years)
    return RowKind.NEW_YEAR if is_carried else RowKind.BROUGHT


EVERY_LINE: Final = Span()


def account_page(
    books: Books,
    account: AccountKey,
    month: Month,
    span: Span = EVERY_LINE,
    *,
    after: Carried | None = None,
) -> AccountPage:
    """Give a page of an account from a month on; a control account has its leaves.

    The lines of opening vouchers stand among the others, but are no turnover.
    """
    known = balances.accounts(books)
    side = known[account].side
    if after is None:
        leaves = [each.key for each in known.values() if each.control == account]
        begun = _begun(books, leaves or [account], side, month, span)
        page = _Page(begun, side, span)
        page.bring_forward(opening_of(month, funds.years(books)))
    else:
        page = _Page(after, side, span)
    while page.lines < ENOUGH:
        vouchers = _next_vouchers(books, page.carried, span, known[account].book)
        if vouchers:
            nos = [each.no for each in vouchers]
            lines = register.lines_of(books, account, nos)
            page.take(lines, journal.counter_accounts(books, nos) if lines else {})
            page.goes_on_after(vouchers[-1])
            continue
        page.end_month()
        later = _later_month(books, page.carried.month, span)
        if later is None:
            return AccountPage(page.rows, None)
        page.begin_month(later)
    return AccountPage(page.rows, page.carried)


def whole_account(
    books: Books, account: AccountKey, month: Month, span: Span = EVERY_LINE
) -> Iterator[PageRow]:
    """Go through all rows from a month on, without holding them."""
    page = account_page(books, account, month, span)
    yield from page.rows
    while page.carried is not None:
        page = account_page(books, account, month, span, after=page.carried)
        yield from page.rows


class _Page:
    """A page being filled: its rows, and what is carried from one to the next."""

    def __init__(self, carried: Carried, side: Side, span: Span) -> None:
        self.carried = carried
        self.side = side
        self.order = span.order
        self.last = span.as_of or date.max
        self.rows: list[PageRow] = []
        self.lines = 0

    def bring_forward(self, kind: RowKind) -> None:
        """Begin with what was brought forward."""
        first = date.fromisoformat(f"{self.carried.month}-01")
        self._put(kind, first, NOTHING)

    def take(self, lines: Sequence[JournalLine], others: CounterAccounts) -> None:
        """Put lines on the page, with the sum of each day that is over."""
        if self.order is Order.DAY:
            lines = sorted(lines, key=lambda each: each.on)
        for line in lines:
            if line.on != self.carried.last_line_on:
                self._end_day()
            moved = Turnover(line.debit_fen, line.credit_fen)
            counted = NOTHING if line.kind is VoucherKind.OPENING else moved
            was = self.carried
            self.carried = was._replace(
                balance_fen=was.balance_fen + moved.own_fen(self.side),
                of_day=was.of_day.plus(*counted),
                of_month=was.of_month.plus(*counted),
                of_year=was.of_year.plus(*counted),
                last_line_on=line.on,
            )
            counter = others[line.at.posting_no, line.at.account]
            self._put(RowKind.LINE, line.on, moved, line, counter)
        self.lines += len(lines)

    def goes_on_after(self, last: _Place) -> None:
        """Remember which voucher was read last."""
        self.carried = self.carried._replace(on=last.on, number=last.number)

    def end_month(self) -> None:
        """Sum up the month, where it had a line."""
        self._end_day()
        if self.carried.last_line_on is not None:
            on = min(month_end(self.carried.month), self.last)
            self._put(RowKind.MONTH, on, self.carried.of_month)
            self._put(RowKind.YEAR, on, self.carried.of_year)

    def begin_month(self, month: Month) -> None:
        """Go on with a later month; a year begins with nothing summed up."""
        was = self.carried
        same_year = year_of(month) == year_of(was.month)
        of_year = was.of_year if same_year else NOTHING
        self.carried = Carried(month, balance_fen=was.balance_fen, of_year=of_year)
        if not same_year:
            self._put(RowKind.NEW_YEAR, date(year_of(month), 1, 1), NOTHING)

    def _end_day(self) -> None:
        was = self.carried
        if self.order is Order.DAY and was.last_line_on is not None:
            self._put(RowKind.DAY, was.last_line_on, was.of_day)
        self.carried = was._replace(of_day=NOTHING)

    def _put(
        self,
        kind: RowKind,
        on: date,
        moved: Turnover,
        line: JournalLine | None = None,
        counter: AccountKey | None = None,
    ) -> None:
        balance = self.carried.balance_fen
        self.rows.append(PageRow(kind, on, moved, balance, line, counter))


def _begun(
    books: Books, leaves: Sequence[AccountKey], side: Side, month: Month, span: Span
) -> Carried:
    """Find what an account brings into a month: what it has, less what came since.

    Where not every voucher counts, it is summed up from the lines before the month.
    """
    if span.counted is not CountedVouchers.ALL:
        return _summed_before(books, leaves, month, span)
    now = balances.balances(books)
    since = movements(books, month)
    moved = sum(since.get(key, NOTHING).own_fen(side) for key in leaves)
    year, january = NOTHING, Month(f"{year_of(month):04d}-01")
    if january < month:
        before = turnovers(books, january, shift(month, -1))
        for key in leaves:
            year = year.plus(*before.get(key, NOTHING))
    brought = sum(now.get(key, 0) for key in leaves) - moved
    return Carried(month, balance_fen=brought, of_year=year)


def _summed_before(
    books: Books, leaves: Sequence[AccountKey], month: Month, span: Span
) -> Carried:
    """Sum up what counts before a month."""
    v = t.voucher.c
    january = Month(f"{year_of(month):04d}-01")
    of_year = and_(v.month >= january, v.kind != VoucherKind.OPENING)
    statement = lines.lines(
        books,
        lines.total(lines.own_fen),
        lines.total(case((of_year, lines.line.c.debit_fen), else_=0)),
        lines.total(case((of_year, lines.line.c.credit_fen), else_=0)),
        counted=span.counted,
    ).where(t.account.c.key.in_(leaves), v.month < month)
    [(brought, *year)] = books.rows(statement)
    return Carried(month, balance_fen=brought, of_year=Turnover(*year))


def _next_vouchers(
    books: Books, carried: Carried, span: Span, series: Book
) -> list[_Place]:
    """Find the next vouchers of the month, in the account's own series."""
    v = t.voucher.c
    order = span.order
    place = (v.on_date, v.number) if order is Order.DAY else (v.number,)
    until = true() if span.as_of is None else v.on_date <= span.as_of
    statement = (
        select(v.on_date, v.number, v.no)
        .where(
            books.own(t.voucher),
            v.month == carried.month,
            v.series == series,
            _after(carried, order),
            until,
            counts(span.counted),
        )
        .order_by(*place)
        .limit(READ)
    )
    return [_Place(*row) for row in books.rows(statement)]


def _after(carried: Carried, order: Order) -> ColumnElement[bool]:
    v = t.voucher.c
    if order is Order.NUMBER or carried.on is None:
        return v.number > carried.number
    same_day = and_(v.on_date == carried.on, v.number > carried.number)
    return or_(v.on_date > carried.on, same_day)


def _later_month(books: Books, month: Month, span: Span) -> Month | None:
    """Tell the next month that has vouchers, as far as the days go."""
    c = t.voucher.c
    first = func.min(c.month, type_=c.month.type)
    later = select(first).where(books.own(t.voucher), c.month > month)
    if span.as_of is not None:
        later = later.where(c.month <= month_of(span.as_of))
    return books.value(later)
