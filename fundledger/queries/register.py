"""Lines in the order of the books: an account's register 明细账, the journal 序时账.

The order is that of voucher numbers: by month, series (记 before 备), number; inside a
voucher debits come before credits, then in the order of booking. Pages go on after a
place; a page finds its vouchers first, one series of a month after the other, so that
each uses the index of numbers. What is wanted whole is walked, some vouchers at a time.
"""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import accumulate
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, or_, select, true, tuple_

from fundledger.domain.chart import Book
from fundledger.domain.ids import (
    AccountKey,
    Month,
    PostingNo,
    ProjectNo,
    Seq,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import VoucherKind
from fundledger.domain.periods import month_of
from fundledger.domain.vouchers import SERIES, CountedVouchers, voucher_name
from fundledger.queries import lines
from fundledger.queries.counting import counts
from fundledger.queries.lines import line, own_fen, source_of, total
from fundledger.store import tables as t
from fundledger.store.reading import Books


class LinePosition(NamedTuple):
    """A line's place in the order of the books: where the next page goes on."""

    month: Month
    series: Book
    number: int
    is_credit: bool
    """Whether it is booked on the credit side, red or not: debits come first."""
    posting_no: PostingNo
    account: AccountKey
    source: SourceKey = t.NO_SOURCE
    """It tells the lines of a posting between two sources of one account apart."""

    @property
    def voucher(self) -> str:
        """The number of its voucher as accountants write it: 2024-05 记-0012."""
        return voucher_name(self.month, self.series, self.number)


class VoucherPlace(NamedTuple):
    """A voucher's place in the order of the books."""

    month: Month
    series: Book
    number: int


class Part(NamedTuple):
    """Which lines are wanted; None leaves a question open."""

    project_no: ProjectNo | None = None
    since: date | None = None
    """The first day."""
    after: VoucherPlace | None = None
    """The voucher that they follow."""
    series: Book | None = None
    counted: CountedVouchers = CountedVouchers.ALL
    """Which money vouchers count, before the part as well as in it."""


WHOLE: Final = Part()
MONEY: Final = Part(series=Book.MONEY)


class JournalLine(NamedTuple):
    """One line of a voucher; amounts in 分, red ones below zero."""

    at: LinePosition
    on: date
    voucher_no: VoucherNo
    kind: VoucherKind
    summary: str
    project_no: ProjectNo | None
    source: SourceKey | None
    debit_fen: int
    credit_fen: int
    seq: Seq


class RegisterLine(NamedTuple):
    """A line of one account, and what the account stands at after it, in 分."""

    line: JournalLine
    balance_fen: int


class Register(NamedTuple):
    """One page of an account's register; balances are on the account's own side."""

    opening_fen: int
    lines: list[RegisterLine]


PAGE: Final = 100
WALKED: Final = 1_000
"""So many vouchers are read at a time where all of them are wanted."""

_C: Final = line.c
is_credit: Final = case((_C.credit_fen != 0, 1), else_=0)
"""1 for a line on the credit side: debits come first."""
_PLACE: Final[tuple[ColumnElement[Any], ...]] = (
    t.voucher.c.month,
    t.voucher.c.series,
    t.voucher.c.number,
    is_credit,
    _C.posting_no,
    _C.account_key,
    source_of,
)
_ORDER: Final[tuple[ColumnElement[Any], ...]] = (
    t.voucher.c.month,
    t.voucher.c.series.desc(),
    *_PLACE[2:],
)
"""By the words of the series, 记 (money) comes last: so they go backwards."""


class _Numbered(NamedTuple):
    """A voucher and its place among the numbers of its month and series."""

    month: Month
    series: Book
    number: int
    no: VoucherNo


def journal(
    books: Books,
    as_of: date | None = None,
    *,
    project_no: ProjectNo | None = None,
    series: Book | None = None,
    after: LinePosition | None = None,
    limit: int = PAGE,
) -> list[JournalLine]:
    """List a page of lines in the order of voucher numbers, of all accounts."""
    which = _C.project_no == project_no
    if project_no is None:
        # A page may begin inside a voucher: that comes next. Others fill some lines.
        place = after and _Numbered(*after[:2], after.number - 1, VoucherNo(0))
        vouchers = _vouchers(books, as_of, place, limit + 1, series)
        which = _C.voucher_no.in_([each.no for each in vouchers])
    statement = _lines(books, as_of).where(which, _later(after), _of(series))
    rows = books.rows(statement.order_by(*_ORDER).limit(limit))
    return [_line(*row) for row in rows]


def voucher_lines(books: Books, *, project_no: ProjectNo) -> list[JournalLine]:
    """List all lines of the vouchers that book something of a project, as entered.

    A 备 follows the 记 of its deed. A voucher is a whole: lines of other projects in it
    are among them.
    """
    p, v = t.posting.c, t.voucher.c
    own = select(p.voucher_no).where(books.own(t.posting), p.project_no == project_no)
    entered = (v.month, v.no, is_credit, _C.posting_no, _C.account_key)
    statement = _lines(books, None).where(_C.voucher_no.in_(own)).order_by(*entered)
    return [_line(*row) for row in books.rows(statement)]


def lines_of(
    books: Books, account: AccountKey | None, voucher_nos: Collection[VoucherNo]
) -> list[JournalLine]:
    """List the lines of some vouchers in order: of an account, or of all of them.

    A control account takes in its leaves.
    """
    statement = _lines(books, None).where(_C.voucher_no.in_(voucher_nos))
    if account is not None:
        statement = statement.where(lines.under([account]))
    return [_line(*row) for row in books.rows(statement.order_by(*_ORDER))]


def _vouchers(
    books: Books,
    as_of: date | None,
    after: _Numbered | None,
    limit: int,
    series: Book | None,
) -> list[_Numbered]:
    """Find the next vouchers by the index of numbers: series by series of a month."""
    v = t.voucher.c
    statement = select(v.number, v.no).where(books.own(t.voucher)).order_by(v.number)
    if as_of is not None:
        statement = statement.where(v.on_date <= as_of)
    vouchers: list[_Numbered] = []
    for month, each in _series(books, as_of, after, series):
        left = limit - len(vouchers)
        if not left:
            break
        of = statement.where(v.month == month, v.series == each)
        if after is not None and (month, each) == (after.month, after.series):
            of = of.where(v.number > after.number)
        vouchers += (
            _Numbered(month, each, number, no)
            for number, no in books.pairs(of.limit(left))
        )
    return vouchers


def _series(
    books: Books, as_of: date | None, after: _Numbered | None, series: Book | None
) -> Iterator[tuple[Month, Book]]:
    """Go through the series of months in order, from a place on, up to a day."""
    c = t.period.c
    statement = select(c.key).where(books.own(t.period)).order_by(c.key)
    if as_of is not None:
        statement = statement.where(c.key <= month_of(as_of))
    if after is not None:
        statement = statement.where(c.key >= after.month)
    wanted = SERIES if series is None else (series,)
    for month in books.values(statement):
        of_month = wanted
        if after is not None and month == after.month:
            begun = SERIES[SERIES.index(after.series) :]
            of_month = tuple(each for each in wanted if each in begun)
        yield from ((month, each) for each in of_month)


def register(
    books: Books,
    account: AccountKey,
    as_of: date | None = None,
    *,
    project_no: ProjectNo | None = None,
    after: LinePosition | None = None,
    limit: int = PAGE,
) -> Register:
    """List an account's lines with the running balance, of one project or of all.

    A control account takes in its leaves.
    """
    which = [lines.under([account])]
    if project_no is not None:
        which.append(_C.project_no == project_no)
    statement = _lines(books, as_of, own_fen).where(*which, _later(after))
    rows = books.rows(statement.order_by(*_ORDER).limit(limit))
    opening = _before(books, as_of, after, which)
    _, *stood = accumulate((row[-1] for row in rows), initial=opening)
    pairs = zip(rows, stood, strict=True)
    paged = [RegisterLine(_line(*row[:-1]), fen) for row, fen in pairs]
    return Register(opening, paged)


def whole_journal(
    books: Books, as_of: date | None = None, part: Part = WHOLE
) -> Iterator[JournalLine]:
    """Go through all lines in the order of voucher numbers, without holding them."""
    return (_line(*row) for row in _walked(books, _lines(books, as_of), as_of, part))


def whole_register(
    books: Books,
    account: AccountKey,
    as_of: date | None = None,
    part: Part = WHOLE,
) -> Iterator[RegisterLine]:
    """Go through all lines of an account with its balance, without holding them.

    A control account takes in its leaves. The balance begins with what lies before.
    """
    statement = _lines(books, as_of, own_fen).where(lines.under([account]))
    balance = opening(books, account, part, as_of)
    for row in _walked(books, statement, as_of, part):
        balance += row[-1]
        yield RegisterLine(_line(*row[:-1]), balance)


def opening(
    books: Books, account: AccountKey, part: Part, as_of: date | None = None
) -> int:
    """Sum an account's lines that a part leaves out before it, in 分 on its own side.

    A control account takes in its leaves.
    """
    if part.since is None and part.after is None:
        return 0
    statement = lines.lines(
        books, total(own_fen), as_of=as_of, counted=part.counted
    ).where(lines.under([account]), ~_within(part))
    if part.project_no is not None:
        statement = statement.where(_C.project_no == part.project_no)
    return int(books.value(statement) or 0)


def _within(part: Part) -> ColumnElement[bool]:
    """Hold to vouchers from a day on, and after another one."""
    v = t.voucher.c
    since = true() if part.since is None else v.on_date >= part.since
    if part.after is None:
        return and_(_of(part.series), since)
    month, series, number = part.after
    rest = and_(v.series == series, v.number > number)
    return and_(_of(part.series), since, _follows(month, series, rest))


def _of(series: Book | None) -> ColumnElement[bool]:
    return true() if series is None else t.voucher.c.series == series


def _walked(
    books: Books,
    statement: Select[*tuple[Any, ...]],
    as_of: date | None,
    part: Part,
) -> Iterator[Any]:
    """Give the rows of lines in order: those of a project, or some vouchers at a time.

    One statement for all of them would sort the whole journal before its first line.
    """
    within = (_within(part), counts(part.counted))
    ordered = statement.where(*within).order_by(*_ORDER)
    if part.project_no is not None:
        yield from books.rows(ordered.where(_C.project_no == part.project_no))
        return
    place = _first(part)
    while vouchers := _vouchers(books, as_of, place, WALKED, part.series):
        nos = [each.no for each in vouchers]
        yield from books.rows(ordered.where(_C.voucher_no.in_(nos)))
        place = vouchers[-1]


def _first(part: Part) -> _Numbered | None:
    """Give the place before the first voucher that can be wanted."""
    none = VoucherNo(0)
    places = [_Numbered(*part.after, none)] if part.after else []
    if part.since:
        places.append(_Numbered(month_of(part.since), Book.MONEY, 0, none))
    return max(
        places, default=None, key=lambda e: (e.month, SERIES.index(e.series), e.number)
    )


def _lines(
    books: Books, as_of: date | None, *more: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    v = t.voucher.c
    about = (v.on_date, v.no, v.kind, v.summary)
    moved = (_C.project_no, _C.source, _C.debit_fen, _C.credit_fen, _C.seq)
    return lines.lines(books, *_PLACE, *about, *moved, *more, as_of=as_of)


def _line(*row: Any) -> JournalLine:  # noqa: ANN401 - a row of _lines
    on, no, kind, *rest = row[len(_PLACE) :]
    month, series, number, on_credit, *place = row[: len(_PLACE)]
    at = LinePosition(month, Book(series), number, bool(on_credit), *place)
    return JournalLine(at, on, no, VoucherKind(kind), *rest)


def _later(after: LinePosition | None) -> ColumnElement[bool]:
    """Hold to lines after a place."""
    if after is None:
        return true()
    *_, number, side, no, account, source = _PLACE
    at = (after.number, int(after.is_credit), after.posting_no, *after[-2:])
    rest = tuple_(number, side, no, account, source) > at
    return _follows(after.month, after.series, and_(_of(after.series), rest))


def _follows(
    month: Month, series: Book, rest: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Hold to later months, later series of this month, and the rest of this series."""
    v = t.voucher.c
    later = v.series.in_(SERIES[SERIES.index(series) + 1 :])
    return or_(v.month > month, and_(v.month == month, or_(later, rest)))


def _before(
    books: Books,
    as_of: date | None,
    after: LinePosition | None,
    which: list[ColumnElement[bool]],
) -> int:
    """Sum the account up to the page's first line, in 分 on its own side."""
    if after is None:
        return 0
    statement = lines.lines(books, total(own_fen), as_of=as_of).where(*which)
    return int(books.value(statement.where(~_later(after))) or 0)
