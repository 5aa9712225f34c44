"""Suspicions stored with claims: receipts that look like others, and who said why."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select

from fundledger.domain.actions import Action
from fundledger.domain.claims import ClaimState, ReceiptKind
from fundledger.domain.ids import ClaimNo, Login, ReceiptNo
from fundledger.domain.receipts import Ground
from fundledger.queries.claims import HANDED_IN
from fundledger.store import tables as t
from fundledger.store.reading import Books

_s, _r, _c, _a = t.suspicion.c, t.receipt.c, t.claim.c, t.admission.c


class StoredSuspicion(NamedTuple):
    """A receipt that looks like an earlier one, and how it was dismissed."""

    no: int
    claim_no: ClaimNo
    receipt_no: ReceiptNo
    earlier_no: ReceiptNo
    ground: Ground
    dismissed_by: Login | None
    dismissed_on: date | None
    reason: str | None


class OpenSuspicion(NamedTuple):
    """A suspicion that nobody has dismissed, of a claim that was not rejected."""

    claim_no: ClaimNo
    state: ClaimState
    receipt_no: ReceiptNo
    number: str
    earlier_no: ReceiptNo
    ground: Ground


class InvoiceUse(NamedTuple):
    """A receipt of a claim that stands, by which an 发票 is used; in 分."""

    claim_no: ClaimNo
    receipt_no: ReceiptNo
    code: str
    number: str
    over_fen: int
    used_fen: int


def suspicions(books: Books, claim_no: ClaimNo) -> list[StoredSuspicion]:
    """List the suspicions of a claim's present version, those dismissed included."""
    return [
        StoredSuspicion._make(row)._replace(ground=Ground(row.ground))
        for row in books.rows(
            select(
                _s.no,
                _s.claim_no,
                _s.receipt_no,
                _s.earlier_no,
                _s.ground,
                _s.dismissed_by,
                _s.dismissed_on,
                _s.reason,
            )
            .select_from(t.suspicion)
            .join(t.receipt, _receipt_of)
            .join(t.claim, _present)
            .where(books.own(t.suspicion), _s.claim_no == claim_no)
            .order_by(_s.no)
        )
    ]


def undismissed(books: Books, as_of: date | None = None) -> list[OpenSuspicion]:
    """List what nobody has dismissed, of claims and receipts that stand.

    Of those that were handed in up to a day, as they stand now.
    """
    statement = (
        select(
            _s.claim_no,
            _c.state,
            _s.receipt_no,
            _r.number,
            _s.earlier_no,
            _s.ground,
            _a.admitted_fen,
        )
        .select_from(t.suspicion)
        .join(t.receipt, _receipt_of)
        .join(t.claim, _present)
        .outerjoin(t.admission, _admitted)
        .where(books.own(t.suspicion), _s.dismissed_by.is_(None), _stands())
        .order_by(_s.no)
    )
    if as_of is not None:
        statement = statement.where(_handed_in_by(as_of))
    return [
        OpenSuspicion._make(row[:-1])._replace(
            state=ClaimState(row.state), ground=Ground(row.ground)
        )
        for row in books.rows(statement)
        if row.admitted_fen != 0
    ]


def _handed_in_by(day: date) -> ColumnElement[bool]:
    """Tell whether a suspicion was stored up to a day: with the step of its record."""
    c = t.step.c
    of_record = and_(c.fund_id == _s.fund_id, c.seq == _s.seq)
    stored = select(c.no).where(of_record, c.claim_no == _s.claim_no)
    return stored.where(c.on_date <= day).exists()


def invoice_uses(books: Books, as_of: date | None = None) -> Sequence[InvoiceUse]:
    """List every use of an 发票 whose number is used more than once, up to a day."""
    several = (
        select(_r.plain_number)
        .select_from(t.receipt)
        .join(t.claim, _present)
        .where(*_used(books, as_of))
        .group_by(_r.plain_number)
        .having(func.count() > 1)
    )
    rows = books.rows(
        select(
            _r.claim_no,
            _r.no,
            _r.code,
            _r.number,
            _r.face_fen,
            _r.claimed_fen,
            _a.admitted_fen,
        )
        .select_from(t.receipt)
        .join(t.claim, _present)
        .outerjoin(t.admission, _admitted)
        .where(*_used(books, as_of), _r.plain_number.in_(several))
        .order_by(_r.no)
    )
    return [_use(row) for row in rows]


def _use(row: Any) -> InvoiceUse:  # noqa: ANN401 - a row of receipts
    claimed, admitted = row.claimed_fen, row.admitted_fen
    return InvoiceUse(
        row.claim_no,
        row.no,
        row.code,
        row.number,
        claimed if row.face_fen is None else row.face_fen,
        claimed if admitted is None else admitted,
    )


def _used(books: Books, as_of: date | None) -> tuple[ColumnElement[bool], ...]:
    named = _r.plain_number != ""
    used = (books.own(t.receipt), _r.kind == ReceiptKind.INVOICE, named, _stands())
    if as_of is None:
        return used
    c = t.step.c
    of_claim = and_(c.fund_id == _r.fund_id, c.claim_no == _r.claim_no)
    submitted = and_(c.action == Action.CLAIM_SUBMIT, c.on_date <= as_of)
    return (*used, select(c.no).where(of_claim, submitted).exists())


def _stands() -> ColumnElement[bool]:
    return _c.state.in_(sorted(HANDED_IN))


_receipt_of = and_(_r.fund_id == _s.fund_id, _r.no == _s.receipt_no)
_present = and_(
    _c.fund_id == _r.fund_id, _c.no == _r.claim_no, _c.version == _r.version
)
_admitted = and_(_a.fund_id == _r.fund_id, _a.receipt_no == _r.no)
