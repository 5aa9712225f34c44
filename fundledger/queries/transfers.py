"""Money moved between the fund's own bank accounts."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import bindparam, or_, select

from fundledger.domain.ids import AccountKey, TransferNo, VoucherNo
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Transfer(NamedTuple):
    """A transfer, in 分; one without its voucher of arrival is in transit 在途."""

    no: TransferNo
    from_bank: AccountKey
    to_bank: AccountKey
    fen: int
    voucher_no: VoucherNo
    arrived_voucher_no: VoucherNo | None


_c = t.transfer.c
_ALL: Final = select(
    _c.no, _c.from_bank, _c.to_bank, _c.fen, _c.voucher_no, _c.arrived_voucher_no
).order_by(_c.no)
_ONE: Final = Prepared(_ALL.where(owned(t.transfer), _c.no == bindparam("no")))


def transfer(books: Books, no: TransferNo) -> Transfer | None:
    """Find a transfer by its number."""
    row = books.first(_ONE, no=no)
    return None if row is None else Transfer._make(row)


def transfer_of_voucher(books: Books, no: VoucherNo) -> Transfer | None:
    """Find the transfer that a voucher sends, or lets arrive."""
    named = or_(_c.voucher_no == no, _c.arrived_voucher_no == no)
    row = books.first(_ALL.where(books.own(t.transfer), named))
    return None if row is None else Transfer._make(row)


def transfers(books: Books) -> Sequence[Transfer]:
    """List transfers in order of entry."""
    rows = books.rows(_ALL.where(books.own(t.transfer)))
    return [Transfer._make(row) for row in rows]
