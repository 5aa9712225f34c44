"""Money received by the fund: donations, grants, and what is not yet identified."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, bindparam, or_, select

from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import AccountKey, FundingNo, SourceKey, VoucherNo
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Funding(NamedTuple):
    """Money received; amounts in 分. Its vouchers are the ones that stand."""

    no: FundingNo
    kind: FundingKind
    party: str
    source: SourceKey | None
    purpose: str
    fen: int
    returned_fen: int
    bank: AccountKey
    on: date
    voucher_no: VoucherNo
    identified_voucher_no: VoucherNo | None


def fundings(books: Books) -> Sequence[Funding]:
    """List what was received and what became of it, in order of entry."""
    return _rows(books)


def funding(books: Books, no: FundingNo) -> Funding | None:
    """Find money received by its number."""
    return next(iter(_rows(books, t.funding.c.no == no)), None)


def funding_of_voucher(books: Books, no: VoucherNo) -> Funding | None:
    """Find what a voucher received or identified."""
    c = t.funding.c
    named = or_(c.voucher_no == no, c.identified_voucher_no == no)
    return next(iter(_rows(books, named)), None)


_k = t.bank_account.c
_BANK_LEAF: Final = Prepared(
    select(_k.account_key).where(owned(t.bank_account), _k.key == bindparam("key"))
)


def bank_leaf(books: Books, key: str) -> AccountKey | None:
    """Give the account of a bank account by its key."""
    return books.value(_BANK_LEAF, key=key)


def interest_source(books: Books, key: str) -> SourceKey | None:
    """Tell to which source the interest of a bank account belongs."""
    return books.value(_INTEREST, key=key)


_INTEREST: Final = Prepared(
    select(_k.source).where(owned(t.bank_account), _k.key == bindparam("key"))
)


def _rows(books: Books, *where: ColumnElement[bool]) -> Sequence[Funding]:
    c = t.funding.c
    statement = select(
        c.no,
        c.kind,
        c.party,
        c.source,
        c.purpose,
        c.fen,
        c.returned_fen,
        c.bank,
        c.on_date,
        c.voucher_no,
        c.identified_voucher_no,
    ).where(books.own(t.funding), *where)
    rows = books.rows(statement.order_by(c.no))
    return [Funding(row.no, FundingKind(row.kind), *row[2:]) for row in rows]
