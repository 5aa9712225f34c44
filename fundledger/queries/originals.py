"""The originals 原件 that receipts carry: which file belongs to which receipt."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, select

from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import ClaimNo, ReceiptNo, Sha256
from fundledger.store import tables as t
from fundledger.store.reading import Books


class Original(NamedTuple):
    """A receipt of a claim's present version, and its file without the content."""

    receipt_no: ReceiptNo
    kind: ReceiptKind
    number: str
    seller: str
    claimed_fen: int
    sha256: Sha256 | None
    """None where the receipt has no file; then there is nothing of it below."""
    media_type: str | None
    size: int | None
    """In bytes."""


def originals(books: Books, claim_no: ClaimNo) -> list[Original]:
    """List the receipts of a claim's present version with their files."""
    r, c = t.receipt.c, t.claim.c
    present = and_(c.fund_id == r.fund_id, c.no == r.claim_no, c.version == r.version)
    source = t.receipt.join(t.claim, present)
    return _listed(books, source, r.claim_no == claim_no)


def original_of(books: Books, receipt_no: ReceiptNo) -> list[Original]:
    """Give one receipt, of whatever version, with its file; nothing for none."""
    return _listed(books, t.receipt, t.receipt.c.no == receipt_no)


def _listed(
    books: Books, source: FromClause, rule: ColumnElement[bool]
) -> list[Original]:
    r, a = t.receipt.c, t.attachment.c
    stored = and_(a.fund_id == r.fund_id, a.sha256 == r.attachment_sha256)
    file = (a.sha256, a.media_type, a.size)
    statement = (
        select(r.no, r.kind, r.number, r.seller, r.claimed_fen, *file)
        .select_from(source.outerjoin(t.attachment, stored))
        .where(books.own(t.receipt), rule)
        .order_by(r.no)
    )
    return [Original(*row) for row in books.rows(statement)]
