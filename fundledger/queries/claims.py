"""Claims 支出报账 with their receipts, what was admitted of them, and duplicates."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    false,
    or_,
    select,
    tuple_,
)

from fundledger.domain.claims import ClaimState, ReceiptKind
from fundledger.domain.ids import ClaimNo, LineNo, ProjectNo, ReceiptNo, Sha256
from fundledger.domain.receipts import (
    Receipt,
    Suspicion,
    decide_duplicates,
    plain_number,
)
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Claim(NamedTuple):
    """A claim; amounts in 分. `version` counts how often receipts were handed in."""

    no: ClaimNo
    project_no: ProjectNo
    reimburses: bool
    claimed_fen: int
    admitted_fen: int | None
    version: int
    state: ClaimState


class ClaimReceipt(NamedTuple):
    """A receipt in one version of a claim; amounts in 分."""

    no: ReceiptNo
    claim_no: ClaimNo
    version: int
    line: LineNo
    kind: ReceiptKind
    number: str
    seller: str
    issued_on: date
    claimed_fen: int
    attachment_sha256: Sha256 | None
    admitted_fen: int | None
    reason: str | None
    code: str = ""
    face_fen: int | None = None
    """What an 发票 is over, of which a part is claimed."""
    sheets: int = 1

    @property
    def as_receipt(self) -> Receipt:
        """What duplicates are told by; what was decided is used as far as admitted."""
        return Receipt(
            self.claim_no,
            self.no,
            self.kind,
            self.number,
            self.seller,
            self.issued_on,
            self.claimed_fen if self.admitted_fen is None else self.admitted_fen,
            self.attachment_sha256,
            self.code,
            self.over_fen,
        )

    @property
    def over_fen(self) -> int | None:
        """What the paper is over, where that is more than what was admitted of it."""
        used = self.claimed_fen if self.admitted_fen is None else self.admitted_fen
        over = self.claimed_fen if self.face_fen is None else self.face_fen
        return over if over > used else None


HANDED_IN = frozenset({ClaimState.SUBMITTED, ClaimState.RETURNED, ClaimState.ADMITTED})
"""Claims whose receipts nobody hands in again."""


def claim(books: Books, no: ClaimNo) -> Claim | None:
    """Find a claim by its number."""
    rows = books.rows(_ONE, no=no)
    return next(iter(_claims(rows)), None)


def claims(
    books: Books,
    project_no: ProjectNo | None = None,
    states: Collection[ClaimState] | None = None,
) -> Sequence[Claim]:
    """List claims in order of entry, of one project or all, in some states."""
    wanted = None if states is None else frozenset(states)
    statement = _listed(wanted, of_project=project_no is not None)
    return _claims(books.rows(statement, project_no=project_no))


def receipts(
    books: Books, no: ClaimNo, version: int | None = None
) -> Sequence[ClaimReceipt]:
    """List a claim's receipts, of its present version or of an earlier one."""
    c = t.receipt.c
    at = t.claim.c.version if version is None else version
    return _receipts(books, c.claim_no == no, c.version == at)


def receipt(books: Books, no: ReceiptNo) -> ClaimReceipt | None:
    """Find a receipt by its number."""
    return next(iter(_receipts(books, t.receipt.c.no == no)), None)


def receipts_numbered(books: Books, receipt_number: str) -> Sequence[ReceiptNo]:
    """List the receipts that bear a number, whatever its width, case and hyphens."""
    c = t.receipt.c
    own = (books.own(t.receipt), c.plain_number == plain_number(receipt_number))
    return books.values(select(c.no).where(*own).order_by(c.no))


def last_receipts(books: Books, limit: int) -> Sequence[ClaimReceipt]:
    """List the receipts that came last, in order of entry."""
    c = t.receipt.c
    last = select(c.no).where(books.own(t.receipt)).order_by(c.no.desc()).limit(limit)
    return _receipts(books, c.no.in_(books.values(last)))


def known_receipts(
    books: Books, claim_no: ClaimNo, handed_in: Iterable[Receipt]
) -> Sequence[Receipt]:
    """List receipts of other claims that these might be: by number, file, day and sum.

    Drafts were never handed in, and what was rejected may be handed in again.
    """
    c = t.receipt.c
    given = list(handed_in)
    numbers = sorted({plain_number(each.number) for each in given} - {""})
    files = sorted({each.sha256 for each in given if each.sha256 is not None})
    days_and_sums = sorted({(each.issued_on, each.over) for each in given})
    receipts = _receipts(
        books,
        c.claim_no != claim_no,
        c.version == t.claim.c.version,
        t.claim.c.state.in_(sorted(HANDED_IN)),
        or_(
            c.plain_number.in_(numbers),
            c.attachment_sha256.in_(files),
            tuple_(c.issued_on, c.claimed_fen).in_(days_and_sums),
            tuple_(c.issued_on, c.face_fen).in_(days_and_sums),
        ),
    )
    return [each.as_receipt for each in receipts]


def suspicions(books: Books, no: ClaimNo) -> list[Suspicion]:
    """List receipts of a claim that look like others, before it is handed in.

    Raises DuplicateReceiptError, InvoiceFaceError, InvoiceUsedUpError.
    """
    handed_in = [each.as_receipt for each in receipts(books, no)]
    return decide_duplicates(handed_in, known_receipts(books, no, handed_in))


_k = t.claim.c
_ALL: Final = (
    select(
        _k.no,
        _k.project_no,
        _k.reimburses,
        _k.claimed_fen,
        _k.admitted_fen,
        _k.version,
        _k.state,
    )
    .where(owned(t.claim))
    .order_by(_k.no)
)
_ONE: Final = Prepared(_ALL.where(_k.no == bindparam("no")))


@cache
def _listed(
    states: frozenset[ClaimState] | None, *, of_project: bool
) -> Prepared[*tuple[Any, ...]]:
    statement = _ALL
    if of_project:
        statement = statement.where(_k.project_no == bindparam("project_no"))
    if states is not None:
        any_of = (_k.state == state for state in sorted(states))
        statement = statement.where(or_(false(), *any_of))
    return Prepared(statement)


def _claims(rows: Sequence[Row[*tuple[Any, ...]]]) -> Sequence[Claim]:
    return [Claim._make(row)._replace(state=ClaimState(row.state)) for row in rows]


def _receipts(books: Books, *where: ColumnElement[bool]) -> Sequence[ClaimReceipt]:
    c, a, k = t.receipt.c, t.admission.c, t.claim.c
    of_claim = and_(k.fund_id == c.fund_id, k.no == c.claim_no)
    admitted = and_(a.fund_id == c.fund_id, a.receipt_no == c.no)
    statement = (
        select(
            c.no,
            c.claim_no,
            c.version,
            c.line,
            c.kind,
            c.number,
            c.seller,
            c.issued_on,
            c.claimed_fen,
            c.attachment_sha256,
            a.admitted_fen,
            a.reason,
            c.code,
            c.face_fen,
            c.sheets,
        )
        .select_from(t.receipt)
        .join(t.claim, of_claim)
        .outerjoin(t.admission, admitted)
        .where(books.own(t.receipt), *where)
    )
    rows = books.rows(statement.order_by(c.no))
    return [
        ClaimReceipt._make(row)._replace(kind=ReceiptKind(row.kind)) for row in rows
    ]
