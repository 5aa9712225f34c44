"""Vouchers, postings, periods, and how accounts moved."""

from sqlalchemy import cast, func, select

from fundledger.domain.ids import AccountKey, Month, ProjectNo
from fundledger.queries.balances import moves
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import Whole


def is_closed(books: Books, month: Month) -> bool | None:
    """Tell whether a month is closed; None when the fund has no such month."""
    c = t.period.c
    return books.value(select(c.closed).where(books.own(t.period), c.key == month))


def next_number(books: Books, month: Month) -> int:
    """Give the number of the next voucher of a month, counting those written now."""
    c = t.voucher.c
    asked = select(func.max(c.number)).where(books.own(t.voucher), c.month == month)
    return (books.value(asked) or 0) + 1


def moved_after(
    books: Books, key: AccountKey, project_no: ProjectNo | None, month: Month
) -> dict[Month, int]:
    """Tell how an account moved in each later month, in 分 on its own side."""
    asked = moves(books).where(t.account.c.key == key, t.voucher.c.month > month)
    if project_no is not None:
        asked = asked.where(t.posting.c.project_no == project_no)
    moved = asked.add_columns(t.voucher.c.month.label("month")).subquery()
    total = cast(func.sum(moved.c.fen), Whole[int]())
    rows = books.rows(select(moved.c.month, total).group_by(moved.c.month))
    return {Month(later): fen for later, fen in rows}
