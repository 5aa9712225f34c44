"""Money that goes back to whoever gave it 退还."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, bindparam, or_, select

from fundledger.domain.ids import (
    AccountKey,
    FundingNo,
    ReturnNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.returns import ReturnGround, ReturnState
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class MoneyReturn(NamedTuple):
    """A return decided, in 分."""

    no: ReturnNo
    source: SourceKey
    funding_no: FundingNo | None
    fen: int
    party: str
    reason: str
    ground: ReturnGround
    state: ReturnState
    bank: AccountKey | None
    voucher_no: VoucherNo
    paid_voucher_no: VoucherNo | None


_c = t.money_return.c
_ALL: Final = select(
    _c.no,
    _c.source,
    _c.funding_no,
    _c.fen,
    _c.party,
    _c.reason,
    _c.ground,
    _c.state,
    _c.bank,
    _c.voucher_no,
    _c.paid_voucher_no,
).order_by(_c.no)
_ONE: Final = Prepared(_ALL.where(owned(t.money_return), _c.no == bindparam("no")))


def money_return(books: Books, no: ReturnNo) -> MoneyReturn | None:
    """Find a return by its number."""
    return next(map(_money_return, books.rows(_ONE, no=no)), None)


class Unpaid(NamedTuple):
    """A return that is decided and waits for the cashier, in 分."""

    no: ReturnNo
    on: date
    """When it was decided."""
    party: str
    fen: int


def unpaid(books: Books) -> Sequence[Unpaid]:
    """List the returns that are decided and not paid, oldest first."""
    v = t.voucher
    statement = (
        select(_c.no, v.c.on_date, _c.party, _c.fen)
        .join(v, (v.c.fund_id == _c.fund_id) & (v.c.no == _c.voucher_no))
        .where(books.own(t.money_return), _c.state == ReturnState.DECIDED)
        .order_by(_c.no)
    )
    return [Unpaid(*row) for row in books.rows(statement)]


def return_of_voucher(books: Books, no: VoucherNo) -> MoneyReturn | None:
    """Find the return that a voucher decides, or pays."""
    return next(map(_money_return, books.rows(_BY, voucher_no=no)), None)


_BY: Final = Prepared(
    _ALL.where(
        owned(t.money_return),
        or_(
            _c.voucher_no == bindparam("voucher_no"),
            _c.paid_voucher_no == bindparam("voucher_no"),
        ),
    )
)


def money_returns(books: Books) -> Sequence[MoneyReturn]:
    """List returns in order of entry."""
    return list(map(_money_return, books.rows(_ALL.where(books.own(t.money_return)))))


def _money_return(row: Row[*tuple[Any, ...]]) -> MoneyReturn:
    plain = MoneyReturn._make(row)
    return plain._replace(
        ground=ReturnGround(plain.ground), state=ReturnState(plain.state)
    )
