"""Vouchers, postings, periods, and how accounts moved. Registers are in `register`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, cast, func, or_, select

from fundledger.domain.chart import Book
from fundledger.domain.ids import (
    AccountKey,
    Login,
    Month,
    PostingNo,
    ProjectNo,
    Seq,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import Entry, Place, PostingRule, VoucherKind
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.vouchers import SERIES, dated_name, voucher_name
from fundledger.queries.balances import moves
from fundledger.queries.evidence import shown_sheets
from fundledger.queries.signatures import signed_of
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole

_red: Final = t.voucher.alias("red")
_actor: Final = (
    select(t.record.c.actor)
    .where(t.record.c.fund_id == t.voucher.c.fund_id, t.record.c.seq == t.voucher.c.seq)
    .scalar_subquery()
)


class Voucher(NamedTuple):
    """A voucher, who made it, who reviewed it, and what became of it.

    A budget voucher carries the actor of its deed, and is signed by nobody.
    """

    no: VoucherNo
    month: Month
    series: Book
    number: int
    on: date
    summary: str
    kind: VoucherKind
    rule: PostingRule
    attachments: int
    annuls_no: VoucherNo | None
    pair_no: VoucherNo | None
    """Of a budget voucher, the money voucher that the same deed made."""
    seq: Seq
    actor: Login
    """Who did the deed that booked it."""
    annulled_by: VoucherNo | None
    signed: Mapping[SignaturePart, Login] = MappingProxyType({})
    """Who has signed which part; of a budget voucher, nobody."""

    @property
    def cited(self) -> str:
        """Its day and number, as a correction cites it: 某月某日某号."""
        return dated_name(self.on, self.series, self.number)

    @property
    def prepared_by(self) -> Login | None:
        """Who prepared it 制单; a budget voucher carries the actor of its deed."""
        of_budget = self.series is Book.BUDGET
        return self.actor if of_budget else self.signed.get(SignaturePart.PREPARED)

    @property
    def reviewed_by(self) -> Login | None:
        """Who reviewed it 复核."""
        return self.signed.get(SignaturePart.REVIEWED)

    @property
    def name(self) -> str:
        """The number as accountants write it: 2024-05 记-0012."""
        return voucher_name(self.month, self.series, self.number)


class Posting(NamedTuple):
    """One debit and credit of a voucher, in 分."""

    no: PostingNo
    voucher_no: VoucherNo
    debit: AccountKey
    credit: AccountKey
    fen: int
    project_no: ProjectNo | None
    debit_red: bool
    credit_red: bool
    debit_source: SourceKey | None = None
    credit_source: SourceKey | None = None

    @property
    def entry(self) -> Entry:
        """The posting as rules make it and red copies turn it over."""
        return Entry(*self[2:])


_pd, _y, _v = t.period.c, t.fund_year.c, t.voucher.c
_CLOSED: Final = Prepared(
    select(or_(_pd.closed, _y.closed))
    .select_from(t.period)
    .join(t.fund_year, and_(_y.fund_id == _pd.fund_id, _y.year == _pd.year))
    .where(owned(t.period), _pd.key == bindparam("month"))
)


def _last(series: Book) -> ColumnElement[int]:
    """Ask for the last number of a month's series, by the index of numbers."""
    of = (owned(t.voucher), _v.month == bindparam("month"), _v.series == series)
    return select(func.max(_v.number)).where(*of).scalar_subquery()


_LAST_NUMBERS: Final = Prepared(select(*(_last(series) for series in SERIES)))
_last_month = select(func.max(_v.month)).where(owned(t.voucher))
_LAST_MONTH: Final = Prepared(_last_month)
_STATE: Final = Prepared(
    select(
        or_(_pd.closed, _y.closed).label("closed"),
        _last_month.scalar_subquery().label("last_month"),
        *(_last(series).label(series) for series in SERIES),
    )
    .select_from(t.period)
    .join(t.fund_year, and_(_y.fund_id == _pd.fund_id, _y.year == _pd.year))
    .where(owned(t.period), _pd.key == bindparam("month"))
)


class MonthState(NamedTuple):
    """What a voucher of a month is judged by."""

    closed: bool | None
    """Whether the month, or its year, is closed; None without such a month."""
    later: bool
    """Whether a later month has vouchers already."""
    last: Mapping[Book, int]
    """The number of the month's last voucher by series; none has it where it is 0."""


def month_state(books: Books, month: Month) -> MonthState:
    """Tell at once what a voucher of a month is judged by."""
    state = books.first(_STATE, month=month)
    if state is None:
        return MonthState(None, later=False, last={})
    closed, last_month, *numbers = state
    later = (last_month or "") > month
    return MonthState(bool(closed), later, _by_series(numbers))


def _by_series(numbers: Sequence[int | None]) -> dict[Book, int]:
    return {series: number or 0 for series, number in zip(SERIES, numbers, strict=True)}


def is_closed(books: Books, month: Month) -> bool | None:
    """Tell whether a month, or its year, is closed; None without such a month."""
    closed = books.value(_CLOSED, month=month)
    return None if closed is None else bool(closed)


def last_numbers(books: Books, month: Month) -> dict[Book, int]:
    """Give the number of the last voucher of a month by series, 0 without any."""
    numbers = books.first(_LAST_NUMBERS, month=month) or ()
    return {series: number or 0 for series, number in zip(SERIES, numbers, strict=True)}


def is_dated_back(books: Books, month: Month) -> bool:
    """Tell whether a later month than this one has vouchers already."""
    last = books.value(_LAST_MONTH)
    return last is not None and last > month


def moved_after(books: Books, place: Place, month: Month) -> dict[Month, int]:
    """Tell how a balance moved in each later month, in 分 on the account's own side.

    Postings are found by the vouchers of those months, however many came before.
    """
    key, project_no, source = place
    only = [t.account.c.key == key, t.posting.c.voucher_no.in_(_later(books, month))]
    if project_no is not None:
        only.append(t.posting.c.project_no == project_no)
    moved = moves(books, *only)
    total = cast(func.sum(moved.c.fen), Whole[int]())
    of = moved.c.source.is_(None) if source is None else moved.c.source == source
    rows = books.rows(select(moved.c.month, total).where(of).group_by(moved.c.month))
    return {Month(later): fen for later, fen in rows}


def _later(books: Books, month: Month) -> Select[VoucherNo]:
    v = t.voucher.c
    return select(v.no).where(books.own(t.voucher), v.month > month)


CounterAccounts = Mapping[tuple[PostingNo, AccountKey], AccountKey]
"""By posting and account, the account on the other side."""


class Pair(NamedTuple):
    """What a month's postings moved from one account to another, in 分."""

    debit: AccountKey
    credit: AccountKey
    project_no: ProjectNo | None
    debit_source: SourceKey | None
    credit_source: SourceKey | None
    month: Month
    fen: int


def pairs_after(books: Books, month: Month) -> Sequence[Pair]:
    """Sum the postings of each later month by their accounts, project and sources.

    They are found by the vouchers of those months, however many came before.
    """
    if not is_dated_back(books, month):
        return []
    p, v = t.posting.c, t.voucher.c
    own = (books.own(t.voucher), v.no == p.voucher_no)
    of_month = select(v.month).where(*own).scalar_subquery().label("month")
    by = (p.debit, p.credit, p.project_no, p.debit_source, p.credit_source, of_month)
    statement = (
        select(*by, cast(func.sum(p.fen), Whole[int]()))
        .where(books.own(t.posting), p.voucher_no.in_(_later(books, month)))
        .group_by(*by)
    )
    return [Pair(*row) for row in books.rows(statement)]


def voucher(books: Books, no: VoucherNo) -> Voucher | None:
    """Find a voucher by its number in the fund."""
    return next(iter(selected(books, t.voucher.c.no == no)), None)


def voucher_no(
    books: Books, month: Month, series: Book, number: int
) -> VoucherNo | None:
    """Find a voucher by its number within its month and series."""
    c = t.voucher.c
    own = (
        books.own(t.voucher),
        c.month == month,
        c.series == series,
        c.number == number,
    )
    return books.value(select(c.no).where(*own))


def last_vouchers(books: Books, limit: int) -> Sequence[VoucherNo]:
    """Give the numbers of the vouchers that were entered last, the newest first."""
    c = t.voucher.c
    statement = select(c.no).where(books.own(t.voucher)).order_by(c.no.desc())
    return books.values(statement.limit(limit))


def vouchers(
    books: Books,
    *,
    month: Month | None = None,
    series: Book | None = None,
    project_no: ProjectNo | None = None,
    as_of: date | None = None,
    after: VoucherNo | None = None,
    limit: int | None = None,
) -> Sequence[Voucher]:
    """List vouchers in order of entry: a page after a number, of a month or project.

    As of a day, one says who had reviewed it and what had annulled it by then.
    """
    c = t.voucher.c
    where: list[ColumnElement[bool]] = []
    if month is not None:
        where.append(c.month == month)
    if series is not None:
        where.append(c.series == series)
    if as_of is not None:
        where.append(c.on_date <= as_of)
    if after is not None:
        where.append(c.no > after)
    if project_no is not None:
        p = t.posting.c
        own = (p.fund_id == books.fund_id, p.project_no == project_no)
        where.append(c.no.in_(select(p.voucher_no).where(*own)))
    return selected(books, *where, as_of=as_of, limit=limit)


def numbered(books: Books, nos: Collection[VoucherNo]) -> Sequence[Voucher]:
    """Find vouchers by their numbers in the fund, in order of entry."""
    return selected(books, t.voucher.c.no.in_(nos)) if nos else []


def postings(books: Books, voucher_no: VoucherNo) -> Sequence[Posting]:
    """List a voucher's postings in their order."""
    c = t.posting.c
    statement = select(
        c.no,
        c.voucher_no,
        c.debit,
        c.credit,
        c.fen,
        c.project_no,
        c.debit_red,
        c.credit_red,
        c.debit_source,
        c.credit_source,
    ).where(books.own(t.posting), c.voucher_no == voucher_no)
    return list(map(Posting._make, books.rows(statement.order_by(c.no))))


def counter_accounts(
    books: Books, voucher_nos: Collection[VoucherNo]
) -> CounterAccounts:
    """Tell for each line of some vouchers the account on the other side 对方科目."""
    p = t.posting.c
    statement = select(p.no, p.debit, p.credit).where(
        books.own(t.posting), p.voucher_no.in_(voucher_nos)
    )
    others: dict[tuple[PostingNo, AccountKey], AccountKey] = {}
    for no, debit, credit in books.rows(statement):
        others[no, debit], others[no, credit] = credit, debit
    return others


def selected(
    books: Books,
    *where: ColumnElement[bool],
    as_of: date | None = None,
    limit: int | None = None,
) -> Sequence[Voucher]:
    """List the vouchers that meet conditions, in order of entry."""
    v = t.voucher.c
    red = and_(_red.c.fund_id == v.fund_id, _red.c.annuls_no == v.no)
    if as_of is not None:
        red = and_(red, _red.c.on_date <= as_of)
    statement = (
        select(
            v.no,
            v.month,
            v.series,
            v.number,
            v.on_date,
            v.summary,
            v.kind,
            v.rule,
            shown_sheets.label("attachments"),
            v.annuls_no,
            v.pair_no,
            v.seq,
            _actor.label("actor"),
            _red.c.no.label("annulled_by"),
        )
        .select_from(t.voucher)
        .outerjoin(_red, red)
        .where(books.own(t.voucher), *where)
        .order_by(v.no)
        .limit(limit)
    )
    rows = books.rows(statement)
    signed = signed_of(books, [row.no for row in rows], as_of)
    return [
        Voucher._make([*row, {}])._replace(
            series=Book(row.series),
            kind=VoucherKind(row.kind),
            rule=PostingRule(row.rule),
            signed=signed.get(row.no, {}),
        )
        for row in rows
    ]
