"""Vouchers, postings, periods, and how accounts moved. Registers are in `register`."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, cast, func, or_, select

from fundledger.domain.actions import Action
from fundledger.domain.ids import (
    AccountKey,
    Login,
    Month,
    PostingNo,
    ProjectNo,
    Seq,
    VoucherNo,
)
from fundledger.domain.journal import Entry, PostingRule, VoucherKind
from fundledger.queries.balances import moves
from fundledger.store import audit
from fundledger.store import tables as t
from fundledger.store.parsing import parse
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole

_prepared: Final = t.signature.alias("prepared")
_reviewed: Final = t.signature.alias("reviewed")
_red: Final = t.voucher.alias("red")
_is_prepared: Final = and_(
    _prepared.c.fund_id == t.voucher.c.fund_id,
    _prepared.c.voucher_no == t.voucher.c.no,
    _prepared.c.part == "prepared",
)
_is_reviewed: Final = and_(
    _reviewed.c.fund_id == t.voucher.c.fund_id,
    _reviewed.c.voucher_no == t.voucher.c.no,
    _reviewed.c.part == "reviewed",
)


class Voucher(NamedTuple):
    """A voucher, who made it, who reviewed it, and what became of it."""

    no: VoucherNo
    month: Month
    number: int
    on: date
    summary: str
    kind: VoucherKind
    rule: PostingRule
    attachments: int
    annuls_no: VoucherNo | None
    seq: Seq
    prepared_by: Login | None
    reviewed_by: Login | None
    annulled_by: VoucherNo | None


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
_LAST_NUMBER: Final = Prepared(
    select(func.max(_v.number)).where(owned(t.voucher), _v.month == bindparam("month"))
)
_last_month = select(func.max(_v.month)).where(owned(t.voucher))
_LAST_MONTH: Final = Prepared(_last_month)
_STATE: Final = Prepared(
    select(
        or_(_pd.closed, _y.closed).label("closed"),
        _last_month.scalar_subquery().label("last_month"),
        select(func.max(_v.number))
        .where(owned(t.voucher), _v.month == bindparam("month"))
        .scalar_subquery()
        .label("last_number"),
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
    last_number: int
    """The number of the month's last voucher, 0 where there is none."""


def month_state(books: Books, month: Month) -> MonthState:
    """Tell at once what a voucher of a month is judged by."""
    state = books.first(_STATE, month=month)
    if state is None:
        return MonthState(None, later=False, last_number=0)
    later = state.last_month is not None and state.last_month > month
    return MonthState(bool(state.closed), later, state.last_number or 0)


def is_closed(books: Books, month: Month) -> bool | None:
    """Tell whether a month, or its year, is closed; None without such a month."""
    closed = books.value(_CLOSED, month=month)
    return None if closed is None else bool(closed)


def last_number(books: Books, month: Month) -> int:
    """Give the number of the last voucher of a month, 0 where there is none."""
    return books.value(_LAST_NUMBER, month=month) or 0


def is_dated_back(books: Books, month: Month) -> bool:
    """Tell whether a later month than this one has vouchers already."""
    last = books.value(_LAST_MONTH)
    return last is not None and last > month


def moved_after(
    books: Books, key: AccountKey, project_no: ProjectNo | None, month: Month
) -> dict[Month, int]:
    """Tell how an account moved in each later month, in 分 on its own side."""
    statement = moves(books).where(t.account.c.key == key, t.voucher.c.month > month)
    if project_no is not None:
        statement = statement.where(t.posting.c.project_no == project_no)
    moved = statement.add_columns(t.voucher.c.month.label("month")).subquery()
    total = cast(func.sum(moved.c.fen), Whole[int]())
    rows = books.rows(select(moved.c.month, total).group_by(moved.c.month))
    return {Month(later): fen for later, fen in rows}


class Pair(NamedTuple):
    """What a month's postings moved from one account to another, in 分."""

    debit: AccountKey
    credit: AccountKey
    project_no: ProjectNo | None
    month: Month
    fen: int


def pairs_after(books: Books, month: Month) -> Sequence[Pair]:
    """Sum the postings of each later month by their accounts and project.

    They are found by the vouchers of those months, however many came before.
    """
    if not is_dated_back(books, month):
        return []
    p, v = t.posting.c, t.voucher.c
    later = select(v.no).where(books.own(t.voucher), v.month > month)
    own = (books.own(t.voucher), v.no == p.voucher_no)
    of_month = select(v.month).where(*own).scalar_subquery().label("month")
    by = (p.debit, p.credit, p.project_no, of_month)
    statement = (
        select(*by, cast(func.sum(p.fen), Whole[int]()))
        .where(books.own(t.posting), p.voucher_no.in_(later))
        .group_by(*by)
    )
    return [Pair(*row) for row in books.rows(statement)]


def voucher(books: Books, no: VoucherNo) -> Voucher | None:
    """Find a voucher by its number in the fund."""
    return next(iter(selected(books, t.voucher.c.no == no)), None)


def voucher_no(books: Books, month: Month, number: int) -> VoucherNo | None:
    """Find a voucher by its number within its month."""
    c = t.voucher.c
    own = (books.own(t.voucher), c.month == month, c.number == number)
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
    project_no: ProjectNo | None = None,
    as_of: date | None = None,
    after: VoucherNo | None = None,
    limit: int | None = None,
) -> Sequence[Voucher]:
    """List vouchers in order of entry: a page after a number, of a month or project.

    As of a day, one says who had reviewed it and what had annulled it by then.
    """
    c = t.voucher.c
    where = [] if month is None else [c.month == month]
    if as_of is not None:
        where.append(c.on_date <= as_of)
    if after is not None:
        where.append(c.no > after)
    if project_no is not None:
        p = t.posting.c
        own = (p.fund_id == books.fund_id, p.project_no == project_no)
        where.append(c.no.in_(select(p.voucher_no).where(*own)))
    return selected(books, *where, as_of=as_of, limit=limit)


def unreviewed(
    books: Books,
    *,
    month: Month | None = None,
    until: date | None = None,
    after: VoucherNo | None = None,
    limit: int | None = None,
) -> Sequence[Voucher]:
    """List vouchers that nobody has reviewed 复核 yet, of a month or up to a day."""
    where: list[ColumnElement[bool]] = [_reviewed.c.login.is_(None)]
    if month is not None:
        where.append(t.voucher.c.month == month)
    if until is not None:
        where.append(t.voucher.c.on_date <= until)
    if after is not None:
        where.append(t.voucher.c.no > after)
    return selected(books, *where, limit=limit)


def unreviewed_projects(books: Books) -> dict[VoucherNo, set[ProjectNo]]:
    """Tell the projects of each voucher that is not reviewed yet."""
    p, s = t.posting.c, t.signature.c
    reviewed = select(s.voucher_no).where(
        books.own(t.signature), s.voucher_no == p.voucher_no, s.part == "reviewed"
    )
    statement = (
        select(p.voucher_no, p.project_no)
        .where(books.own(t.posting), p.project_no.is_not(None), ~reviewed.exists())
        .distinct()
    )
    projects_of: dict[VoucherNo, set[ProjectNo]] = {}
    for no, project_no in books.rows(statement):
        if project_no is not None:
            projects_of.setdefault(no, set()).add(project_no)
    return projects_of


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
    ).where(books.own(t.posting), c.voucher_no == voucher_no)
    return [Posting(*row) for row in books.rows(statement.order_by(c.no))]


def standing_voucher(books: Books, no: VoucherNo) -> VoucherNo:
    """Follow corrections from a voucher to the one that stands in its place.

    A red copy and its blue voucher are written by one deed, so they share a record.
    """
    red, blue = t.voucher.alias(), t.voucher.alias()
    together = and_(
        blue.c.fund_id == red.c.fund_id,
        blue.c.seq == red.c.seq,
        blue.c.kind == VoucherKind.BLUE,
    )
    stands = no
    while True:
        statement = (
            select(blue.c.no)
            .select_from(red)
            .join(blue, together)
            .where(red.c.fund_id == books.fund_id, red.c.annuls_no == stands)
        )
        blue_no = books.value(statement)
        if blue_no is None:
            return stands
        stands = blue_no


def differences(books: Books, no: VoucherNo) -> list[Posting]:
    """List what later deeds booked as differences 差额调整 of a voucher, in order.

    That a voucher is another's difference is known to the chain alone.
    """
    c = t.record.c
    statement = select(c.seq, c.stamp, c.body).where(
        c.fund_id == books.fund_id,
        c.action == Action.VOUCHER_CORRECT,
        c.outcome == audit.ACCEPTED,
    )
    corrections = [parse(*row) for row in books.rows(statement.order_by(c.seq))]
    booked = [
        VoucherNo(each.result)
        for each in corrections
        if "amounts" in each.input and each.input["voucher_no"] == no
    ]
    return [posting for each in booked for posting in postings(books, each)]


def first_voucher(books: Books, no: VoucherNo) -> VoucherNo:
    """Go back from a blue voucher to the one that was corrected first."""
    red, blue = t.voucher.alias(), t.voucher.alias()
    together = and_(
        blue.c.fund_id == red.c.fund_id,
        blue.c.seq == red.c.seq,
        blue.c.kind == VoucherKind.BLUE,
    )
    first = no
    while True:
        statement = (
            select(red.c.annuls_no)
            .select_from(red)
            .join(blue, together)
            .where(
                red.c.fund_id == books.fund_id,
                blue.c.no == first,
                red.c.annuls_no.is_not(None),
            )
        )
        annulled_no = books.value(statement)
        if annulled_no is None:
            return first
        first = annulled_no


def selected(
    books: Books,
    *where: ColumnElement[bool],
    as_of: date | None = None,
    limit: int | None = None,
) -> Sequence[Voucher]:
    """List the vouchers that meet conditions, in order of entry."""
    v = t.voucher.c
    review, red = (
        _is_reviewed,
        and_(_red.c.fund_id == v.fund_id, _red.c.annuls_no == v.no),
    )
    if as_of is not None:
        review = and_(review, _reviewed.c.on_date <= as_of)
        red = and_(red, _red.c.on_date <= as_of)
    statement = (
        select(
            v.no,
            v.month,
            v.number,
            v.on_date,
            v.summary,
            v.kind,
            v.rule,
            v.attachments,
            v.annuls_no,
            v.seq,
            _prepared.c.login.label("prepared_by"),
            _reviewed.c.login.label("reviewed_by"),
            _red.c.no.label("annulled_by"),
        )
        .select_from(t.voucher)
        .outerjoin(_prepared, _is_prepared)
        .outerjoin(_reviewed, review)
        .outerjoin(_red, red)
        .where(books.own(t.voucher), *where)
        .order_by(v.no)
        .limit(limit)
    )
    return [
        Voucher._make(row)._replace(
            kind=VoucherKind(row.kind), rule=PostingRule(row.rule)
        )
        for row in books.rows(statement)
    ]
