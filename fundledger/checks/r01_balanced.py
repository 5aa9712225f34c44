"""R1 Debits equal credits, per voucher, month and fund, in each book.

A posting cannot be unbalanced. A difference means that one crossed from one book into
the other, belongs to no voucher or account, or that the line view is not the declared
one: then no report of turnover can be trusted.
"""

from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from fundledger.domain.chart import Book
from fundledger.errors import N_
from fundledger.queries import lines
from fundledger.queries.lines import line, total
from fundledger.store import tables as t
from fundledger.store.reading import Books

TITLE: Final = N_("Debits equal credits")


class Unbalanced(NamedTuple):
    """A voucher, month or fund whose sides differ in one book; amounts in 分.

    `key` is the voucher's number, or the month; it is empty for the fund. `book` is
    empty for postings that belong to no voucher or to no account.
    """

    scope: str
    key: str
    book: str
    debit_fen: int
    credit_fen: int


def offences(books: Books, as_of: date | None = None) -> list[Unbalanced]:
    """List what does not balance over the line view, and lines that hang loose."""
    v = t.voucher.c
    return [
        *_loose(books),
        *_differing(books, as_of, "voucher", v.month, v.series, v.number),
        *_differing(books, as_of, "month", v.month),
        *_differing(books, as_of, "fund"),
    ]


def _differing(
    books: Books, as_of: date | None, scope: str, *key: ColumnElement[Any]
) -> list[Unbalanced]:
    sums = (total(line.c.debit_fen), total(line.c.credit_fen))
    by = (*key, t.account.c.book)
    statement = lines.lines(books, *sums, *by, as_of=as_of)
    statement = statement.group_by(*by).having(sums[0] != sums[1]).order_by(*by)
    return [
        Unbalanced(scope, "/".join(map(str, named)), Book(book), debit, credit)
        for debit, credit, *named, book in books.rows(statement)
    ]


def _loose(books: Books) -> list[Unbalanced]:
    """Find lines without their voucher or account, whatever the day."""
    v, a = t.voucher.c, t.account.c
    written = (v.fund_id == line.c.fund_id) & (v.no == line.c.voucher_no)
    named = (a.fund_id == line.c.fund_id) & (a.key == line.c.account_key)
    sums = (total(line.c.debit_fen), total(line.c.credit_fen))
    statement: Select[*tuple[Any, ...]] = (
        select(line.c.voucher_no, *sums)
        .select_from(line.outerjoin(t.voucher, written).outerjoin(t.account, named))
        .where(line.c.fund_id == books.fund_id)
        .where(v.no.is_(None) | a.key.is_(None))
        .group_by(line.c.voucher_no)
        .order_by(line.c.voucher_no)
    )
    return [
        Unbalanced("voucher", f"#{no}", "", debit, credit)
        for no, debit, credit in books.rows(statement)
    ]
