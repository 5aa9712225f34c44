"""Disallowed money 核减 that communities owe, and unspent money that came back."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, bindparam, cast, func, select

from fundledger.domain.actions import Action
from fundledger.domain.claims import RecoveryState
from fundledger.domain.ids import (
    AccountKey,
    Login,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import PostingRule
from fundledger.domain.people import Role
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class Recovery(NamedTuple):
    """Disallowed money, in 分; what was never paid is not owed back."""

    no: RecoveryNo
    project_no: ProjectNo
    receipt_no: ReceiptNo | None
    source: SourceKey
    bearer: SourceKey | None
    consent: str
    fen: int
    recovered_fen: int
    state: RecoveryState
    reason: str
    on: date
    voucher_no: VoucherNo


class Refund(NamedTuple):
    """Unspent money that came back 结余退回, in 分."""

    no: int
    project_no: ProjectNo
    fen: int
    bank: AccountKey
    on: date
    voucher_no: VoucherNo


class Disallowed(NamedTuple):
    """What a receipt lost, in 分: before its cost was booked, and after."""

    before_fen: int = 0
    after_fen: int = 0


def recovery(books: Books, no: RecoveryNo) -> Recovery | None:
    """Find a recovery by its number."""
    return next(map(_recovery, books.rows(_ONE, no=no)), None)


def recoveries(
    books: Books,
    project_no: ProjectNo | None = None,
    states: Collection[RecoveryState] | None = None,
) -> Sequence[Recovery]:
    """List recoveries, oldest first, of one project or all, in some states."""
    c = t.recovery.c
    where: list[ColumnElement[bool]] = []
    if project_no is not None:
        where.append(c.project_no == project_no)
    if states is not None:
        where.append(c.state.in_(sorted(states)))
    return _recoveries(books, *where)


def refunds(books: Books, project_no: ProjectNo | None = None) -> Sequence[Refund]:
    """List refunds, oldest first, of one project or all."""
    if project_no is None:
        return _refunds(books)
    return _refunds(books, t.refund.c.project_no == project_no)


def refund_of_voucher(books: Books, no: VoucherNo) -> Refund | None:
    """Find the refund that a voucher booked."""
    return next(iter(_refunds(books, t.refund.c.voucher_no == no)), None)


def _refunds(books: Books, *where: ColumnElement[bool]) -> Sequence[Refund]:
    c = t.refund.c
    statement = select(c.no, c.project_no, c.fen, c.bank, c.on_date, c.voucher_no)
    statement = statement.where(books.own(t.refund), *where)
    return [Refund(*row) for row in books.rows(statement.order_by(c.no))]


def disallowed(books: Books, receipt_no: ReceiptNo) -> Disallowed:
    """Sum what a receipt lost."""
    return disallowed_receipts(books, [receipt_no]).get(receipt_no, Disallowed())


def disallowed_receipts(
    books: Books, receipt_nos: Collection[ReceiptNo]
) -> dict[ReceiptNo, Disallowed]:
    """Sum what receipts lost; those that lost nothing are left out."""
    c, v = t.recovery.c, t.voucher.c
    total = cast(func.sum(c.fen), Whole[int]())
    statement = (
        select(c.receipt_no, v.rule, total)
        .select_from(t.recovery)
        .join(t.voucher, and_(v.fund_id == c.fund_id, v.no == c.voucher_no))
        .where(books.own(t.recovery), c.receipt_no.in_(sorted(receipt_nos)))
        .group_by(c.receipt_no, v.rule)
    )
    lost: dict[ReceiptNo, Disallowed] = {}
    for receipt_no, rule, fen in books.rows(statement):
        assert receipt_no is not None, "asked for by number"
        before, after = lost.get(receipt_no, Disallowed())
        if rule == PostingRule.DISALLOWED_BEFORE_BOOKING:
            lost[receipt_no] = Disallowed(before + fen, after)
        else:
            lost[receipt_no] = Disallowed(before, after + fen)
    return lost


def disallowed_in_all(books: Books, receipt_nos: Collection[ReceiptNo]) -> Disallowed:
    """Sum what several receipts lost together."""
    lost = disallowed_receipts(books, receipt_nos).values()
    return Disallowed(
        sum(each.before_fen for each in lost), sum(each.after_fen for each in lost)
    )


def write_off_signers(books: Books, no: RecoveryNo) -> dict[Role, Login]:
    """Tell who has signed, in which role, that a debt is given up."""
    return {Role(role): login for role, login in books.pairs(_SIGNED, no=no)}


def _recoveries(books: Books, *where: ColumnElement[bool]) -> Sequence[Recovery]:
    statement = _ALL.where(books.own(t.recovery), *where)
    return list(map(_recovery, books.rows(statement)))


def _recovery(row: Row[*tuple[Any, ...]]) -> Recovery:
    return Recovery._make(row)._replace(state=RecoveryState(row.state))


_r, _s = t.recovery.c, t.step.c
_ALL: Final = select(
    _r.no,
    _r.project_no,
    _r.receipt_no,
    _r.source,
    _r.bearer,
    _r.consent,
    _r.fen,
    _r.recovered_fen,
    _r.state,
    _r.reason,
    _r.on_date,
    _r.voucher_no,
).order_by(_r.no)
_ONE: Final = Prepared(_ALL.where(owned(t.recovery), _r.no == bindparam("no")))
_SIGNED: Final = Prepared(
    select(_s.role, _s.actor).where(
        owned(t.step),
        _s.action == Action.RECOVERY_WRITE_OFF,
        _s.to_state.is_not(None),
        _s.recovery_no == bindparam("no"),
    )
)
