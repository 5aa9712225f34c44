"""What accounts stand at, in 分 on each account's own side."""

from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Select, bindparam, case, cast, func, or_, select

from fundledger.domain.chart import Book, ByProject, Side
from fundledger.domain.ids import AccountKey, ProjectNo
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
    control: AccountKey | None
    restricted: bool | None


TOGETHER: Final = 500
"""So many projects are asked for by one statement."""

_b, _p = t.balance.c, t.project_balance.c
_LEFT: Final = Prepared(
    select(_b.fen).where(owned(t.balance), _b.account_key == bindparam("account"))
)
_LEFT_OF: Final = Prepared(
    select(_p.fen).where(
        owned(t.project_balance),
        _p.project_no == bindparam("project_no"),
        _p.account_key == bindparam("account"),
    )
)


def accounts(books: Books) -> dict[AccountKey, AccountRow]:
    """Give the fund's accounts by key."""
    c = t.account.c
    statement = select(
        c.key, c.book, c.side, c.floor, c.by_project, c.control, c.restricted
    ).where(books.own(t.account))
    return {
        key: AccountRow(
            key, Book(book), Side(side), floor, ByProject(by), control, restricted
        )
        for key, book, side, floor, by, control, restricted in books.rows(
            statement.order_by(c.key)
        )
    }


def left(books: Books, account: AccountKey, project_no: ProjectNo | None) -> int:
    """Tell what an account has left now, of one project or in all, in 分."""
    if project_no is None:
        return books.value(_LEFT, account=account) or 0
    return books.value(_LEFT_OF, project_no=project_no, account=account) or 0


def balances(books: Books, as_of: date | None = None) -> dict[AccountKey, int]:
    """Give every account's balance in 分, now or at the end of a day.

    Raises WrongTypeError.
    """
    check_books(books, as_of=as_of)
    if as_of is not None:
        return _then(books, as_of)
    c = t.balance.c
    statement = select(c.account_key, c.fen).where(books.own(t.balance))
    return dict(books.pairs(statement.order_by(c.account_key)))


def project_balances(
    books: Books, as_of: date | None = None
) -> dict[tuple[ProjectNo, AccountKey], int]:
    """Give balances by project and account in 分, now or at the end of a day."""
    if as_of is not None:
        return _projects_then(books, as_of)
    c = t.project_balance.c
    statement = select(c.project_no, c.account_key, c.fen).where(
        books.own(t.project_balance)
    )
    rows = books.rows(statement.order_by(c.project_no, c.account_key))
    return {(no, key): fen for no, key, fen in rows}


def balances_of(
    books: Books, project_nos: Collection[ProjectNo]
) -> dict[tuple[ProjectNo, AccountKey], int]:
    """Give the balances of some projects by project and account, now, in 分."""
    c = t.project_balance.c
    statement = select(c.project_no, c.account_key, c.fen)
    statement = statement.where(books.own(t.project_balance))
    return {
        (no, key): fen
        for some in in_parts(sorted(project_nos), TOGETHER)
        for no, key, fen in books.rows(statement.where(c.project_no.in_(some)))
    }


def _then(books: Books, as_of: date) -> dict[AccountKey, int]:
    moved = moves(books).where(t.voucher.c.on_date <= as_of).subquery()
    total = cast(func.sum(moved.c.fen), Whole[int]())
    statement = select(moved.c.key, total).group_by(moved.c.key).order_by(moved.c.key)
    return dict(books.pairs(statement))


def _projects_then(
    books: Books, as_of: date
) -> dict[tuple[ProjectNo, AccountKey], int]:
    day = t.voucher.c.on_date <= as_of
    has_projects = t.account.c.by_project != ByProject.NO
    moved = moves(books).where(day, has_projects).subquery()
    by = (moved.c.project_no, moved.c.key)
    total = cast(func.sum(moved.c.fen), Whole[int]())
    statement = select(*by, total).where(moved.c.project_no.is_not(None))
    rows = books.rows(statement.group_by(*by).order_by(*by))
    return {(no, key): fen for no, key, fen in rows}


def moves(books: Books) -> Select[AccountKey, ProjectNo | None, int]:
    """Select what each posting moves on each of its accounts, on the own side, in 分.

    The columns are `key`, `project_no` and `fen`; vouchers and accounts are joined, so
    that a caller can ask for days, months, rules or kinds.
    """
    p, v, a = t.posting.c, t.voucher.c, t.account.c
    on_debit = p.debit == a.key
    signed = case((on_debit == (a.side == Side.DEBIT), p.fen), else_=-p.fen)
    touched = (a.fund_id == p.fund_id) & or_(on_debit, p.credit == a.key)
    written = (v.fund_id == p.fund_id) & (v.no == p.voucher_no)
    return (
        select(
            a.key.label("key"), p.project_no.label("project_no"), signed.label("fen")
        )
        .select_from(t.posting)
        .join(t.voucher, written)
        .join(t.account, touched)
        .where(books.own(t.posting))
    )
