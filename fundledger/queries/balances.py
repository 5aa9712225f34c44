"""What accounts stand at, in 分 on each account's own side."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Subquery,
    bindparam,
    case,
    cast,
    func,
    select,
    union_all,
)

from fundledger.domain.chart import Book, ByProject, Side
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Place
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books, check_books, in_parts
from fundledger.store.types import Whole


class AccountRow(NamedTuple):
    """An account as the fund keeps it."""

    key: AccountKey
    book: Book
    side: Side
    floor: bool
    by_project: ByProject
    by_source: bool
    control: AccountKey | None
    restricted: bool | None


TOGETHER: Final = 500
"""So many projects are asked for by one statement."""

_b, _p = t.balance.c, t.project_balance.c
_LEFT: Final = Prepared(
    select(_b.fen).where(
        owned(t.balance),
        _b.source == bindparam("source"),
        _b.account_key == bindparam("account"),
    )
)
_LEFT_OF: Final = Prepared(
    select(_p.fen).where(
        owned(t.project_balance),
        _p.project_no == bindparam("project_no"),
        _p.account_key == bindparam("account"),
        _p.source == bindparam("source"),
    )
)
_SUM: Final = cast(func.coalesce(func.sum(_b.fen), 0), Whole[int]())
_SUM_OF: Final = cast(func.coalesce(func.sum(_p.fen), 0), Whole[int]())
_WHOLE: Final = Prepared(
    select(_SUM).where(owned(t.balance), _b.account_key == bindparam("account"))
)
_WHOLE_OF: Final = Prepared(
    select(_SUM_OF).where(
        owned(t.project_balance),
        _p.project_no == bindparam("project_no"),
        _p.account_key == bindparam("account"),
    )
)


def accounts(books: Books) -> dict[AccountKey, AccountRow]:
    """Give the fund's accounts by key."""
    c = t.account.c
    statement = select(
        c.key,
        c.book,
        c.side,
        c.floor,
        c.by_project,
        c.by_source,
        c.control,
        c.restricted,
    ).where(books.own(t.account))
    rows = books.rows(statement.order_by(c.key))
    return {row.key: _account(row) for row in rows}


def _account(row: Row[*tuple[Any, ...]]) -> AccountRow:
    plain = AccountRow._make(row)
    return plain._replace(
        book=Book(plain.book),
        side=Side(plain.side),
        by_project=ByProject(plain.by_project),
    )


def left(
    books: Books,
    account: AccountKey,
    project_no: ProjectNo | None,
    source: SourceKey | None,
) -> int:
    """Tell what an account has left now of a source, of a project or in all, in 分.

    None is the source of an account that is not kept by source.
    """
    named = t.NO_SOURCE if source is None else source
    if project_no is None:
        return books.value(_LEFT, account=account, source=named) or 0
    of = {"account": account, "project_no": project_no, "source": named}
    return books.value(_LEFT_OF, **of) or 0


def whole(
    books: Books, account: AccountKey, project_no: ProjectNo | None = None
) -> int:
    """Tell what an account has left now of all sources, in 分."""
    if project_no is None:
        return books.value(_WHOLE, account=account) or 0
    return books.value(_WHOLE_OF, project_no=project_no, account=account) or 0


def balances(books: Books, as_of: date | None = None) -> dict[AccountKey, int]:
    """Give every account's balance in 分, now or at the end of a day.

    Raises WrongTypeError.
    """
    check_books(books, as_of=as_of)
    if as_of is not None:
        return _then(books, as_of)
    key = _b.account_key
    statement = select(key, _SUM).where(books.own(t.balance)).group_by(key)
    return dict(books.pairs(statement.order_by(key)))


def project_balances(
    books: Books, as_of: date | None = None
) -> dict[tuple[ProjectNo, AccountKey], int]:
    """Give balances by project and account in 分, now or at the end of a day."""
    if as_of is not None:
        return _projects_then(books, as_of)
    by = (_p.project_no, _p.account_key)
    statement = select(*by, _SUM_OF).where(books.own(t.project_balance))
    rows = books.rows(statement.group_by(*by).order_by(*by))
    return {(no, key): fen for no, key, fen in rows}


def balances_of(
    books: Books, project_nos: Collection[ProjectNo]
) -> dict[tuple[ProjectNo, AccountKey, SourceKey], int]:
    """Give the balances of some projects by project, account and source, now, in 分."""
    statement = select(_p.project_no, _p.account_key, _p.source, _p.fen)
    statement = statement.where(books.own(t.project_balance))
    return {
        (no, key, source): fen
        for some in in_parts(sorted(project_nos), TOGETHER)
        for no, key, source, fen in books.rows(statement.where(_p.project_no.in_(some)))
    }


def by_source(books: Books) -> dict[tuple[AccountKey, SourceKey], int]:
    """Give every balance by account and source, now, in 分."""
    statement = select(_b.account_key, _b.source, _b.fen).where(books.own(t.balance))
    return {(key, source): fen for key, source, fen in books.rows(statement)}


def places(books: Books, as_of: date | None = None) -> dict[Place, int]:
    """Give what stands at each place, by account, project and source, in 分.

    Where an account may name a project, what names none is the rest.
    """
    rows = moves(books, *([] if as_of is None else [t.voucher.c.on_date <= as_of]))
    total = cast(func.sum(rows.c.fen), Whole[int]())
    by = (rows.c.key, rows.c.project_no, rows.c.source)
    summed = books.rows(select(*by, total).group_by(*by))
    return {(key, no, source): fen for key, no, source, fen in summed}


def _then(books: Books, as_of: date) -> dict[AccountKey, int]:
    moved = moves(books, t.voucher.c.on_date <= as_of)
    total = cast(func.sum(moved.c.fen), Whole[int]())
    statement = select(moved.c.key, total).group_by(moved.c.key).order_by(moved.c.key)
    return dict(books.pairs(statement))


def _projects_then(
    books: Books, as_of: date
) -> dict[tuple[ProjectNo, AccountKey], int]:
    day = t.voucher.c.on_date <= as_of
    has_projects = t.account.c.by_project != ByProject.NO
    moved = moves(books, day, has_projects)
    by = (moved.c.project_no, moved.c.key)
    total = cast(func.sum(moved.c.fen), Whole[int]())
    statement = select(*by, total).where(moved.c.project_no.is_not(None))
    rows = books.rows(statement.group_by(*by).order_by(*by))
    return {(no, key): fen for no, key, fen in rows}


def moves(books: Books, *only: ColumnElement[bool]) -> Subquery:
    """Give what each posting moves on each of its accounts, on the own side, in 分.

    The columns are `key`, `project_no`, `source`, `month` and `fen`; the project is
    named where the account is kept, or may be kept, by project. Postings, vouchers and
    accounts are joined, so that `only` can ask for days, months, rules or kinds.
    A posting may have one account on both sides, for two sources: each side is a row.
    """
    p = t.posting.c
    debit = _side(books, p.debit, p.debit_source, Side.DEBIT)
    credit = _side(books, p.credit, p.credit_source, Side.CREDIT)
    return union_all(debit.where(*only), credit.where(*only)).subquery()


def _side(
    books: Books,
    key: ColumnElement[AccountKey],
    source: ColumnElement[SourceKey | None],
    side: Side,
) -> Select[*tuple[Any, ...]]:
    p, v, a = t.posting.c, t.voucher.c, t.account.c
    written = (v.fund_id == p.fund_id) & (v.no == p.voucher_no)
    return (
        select(
            a.key.label("key"),
            case((a.by_project != ByProject.NO, p.project_no)).label("project_no"),
            source.label("source"),
            v.month.label("month"),
            case((a.side == side, p.fen), else_=-p.fen).label("fen"),
        )
        .select_from(t.posting)
        .join(t.voucher, written)
        .join(t.account, (a.fund_id == p.fund_id) & (a.key == key))
        .where(books.own(t.posting))
    )
