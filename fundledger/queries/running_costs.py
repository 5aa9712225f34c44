"""What running the fund cost 运行费, and what of it came back."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import and_, bindparam, cast, func, or_, select

from fundledger.domain.ids import AccountKey, RunningCostNo, SourceKey, VoucherNo
from fundledger.domain.journal import VoucherKind
from fundledger.domain.posting_rules import PostingRule
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class RunningCost(NamedTuple):
    """A running cost, in 分."""

    no: RunningCostNo
    source: SourceKey
    account: AccountKey
    bank: AccountKey
    fen: int
    on: date
    summary: str
    voucher_no: VoucherNo
    bounced_voucher_no: VoucherNo | None


_c, _v = t.running_cost.c, t.voucher.c
_ALL: Final = (
    select(
        _c.no,
        _c.source,
        _c.account,
        _c.bank,
        _c.fen,
        _v.on_date,
        _v.summary,
        _c.voucher_no,
        _c.bounced_voucher_no,
    )
    .select_from(t.running_cost)
    .join(t.voucher, and_(_v.fund_id == _c.fund_id, _v.no == _c.voucher_no))
    .order_by(_c.no)
)
_ONE: Final = Prepared(_ALL.where(owned(t.running_cost), _c.no == bindparam("no")))


def running_cost(books: Books, no: RunningCostNo) -> RunningCost | None:
    """Find a running cost by its number."""
    row = books.first(_ONE, no=no)
    return None if row is None else RunningCost._make(row)


def cost_of_bounce(books: Books, no: VoucherNo) -> RunningCost | None:
    """Find the running cost that a voucher books as bounced."""
    named = _c.bounced_voucher_no == no
    row = books.first(_ALL.where(books.own(t.running_cost), named))
    return None if row is None else RunningCost._make(row)


def cost_of_voucher(books: Books, no: VoucherNo) -> RunningCost | None:
    """Find the running cost that a voucher books."""
    row = books.first(_OF_VOUCHER, voucher_no=no)
    return None if row is None else RunningCost._make(row)


_OF_VOUCHER: Final = Prepared(
    _ALL.where(owned(t.running_cost), _c.voucher_no == bindparam("voucher_no"))
)


def paid_on(books: Books, booked_on: date, most_fen: int) -> int:
    """Sum running costs booked on a day that are each at most so much, in 分.

    Bank fees and what came back count too.
    """
    return books.value(_PAID_ON, on=booked_on, most=most_fen) or 0


_p = t.posting.c
_PAID_ON: Final = Prepared(
    select(cast(func.coalesce(func.sum(_p.fen), 0), Whole[int]()))
    .select_from(t.voucher)
    .join(t.posting, and_(_p.fund_id == _v.fund_id, _p.voucher_no == _v.no))
    .where(
        owned(t.voucher),
        _v.on_date == bindparam("on"),
        _v.kind == VoucherKind.NORMAL,
        or_(
            _v.rule == PostingRule.BANK_FEE,
            _v.rule == PostingRule.ADMIN_COST,
        ),
        _p.credit.like("bank.%"),
        _p.fen <= bindparam("most"),
    )
)


def running_costs(books: Books) -> Sequence[RunningCost]:
    """List running costs in order of entry."""
    statement = _ALL.where(books.own(t.running_cost))
    return [RunningCost._make(row) for row in books.rows(statement)]


def spent(books: Books, source: SourceKey) -> int:
    """Sum the running costs of a source that did not come back, in 分."""
    total = cast(func.coalesce(func.sum(_c.fen), 0), Whole[int]())
    own = (books.own(t.running_cost), _c.source == source)
    return books.value(select(total).where(*own, _c.bounced_voucher_no.is_(None))) or 0
