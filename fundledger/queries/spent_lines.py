"""What was admitted of receipts, beside the periods and lines of their projects."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from fundledger.domain.actions import Action
from fundledger.domain.claims import ClaimState
from fundledger.domain.ids import ProjectNo, ReceiptNo
from fundledger.store import tables as t
from fundledger.store.reading import Books


class DatedReceipt(NamedTuple):
    """A receipt of which something was admitted, and the period of its project."""

    no: ReceiptNo
    project: str
    issued_on: date
    starts_on: date
    ends_on: date
    admitted_fen: int


def dated_receipts(books: Books, as_of: date | None = None) -> list[DatedReceipt]:
    """List receipts that were admitted by a day, by number, with their period.

    In 分; it is that of the application's version that the project has.
    """
    r, a, c = t.receipt.c, t.admission.c, t.claim.c
    p, v = t.project.c, t.application.c
    of_version = (v.project_no == p.no) & (v.version == p.version)
    statement = (
        select(r.no, p.code, r.issued_on, v.starts_on, v.ends_on, a.admitted_fen)
        .select_from(t.receipt)
        .join(t.admission, (a.fund_id == r.fund_id) & (a.receipt_no == r.no))
        .join(t.claim, (c.fund_id == r.fund_id) & (c.no == r.claim_no))
        .join(t.project, (p.fund_id == r.fund_id) & (p.no == c.project_no))
        .join(t.application, (v.fund_id == r.fund_id) & of_version)
        .where(books.own(t.receipt), a.admitted_fen > 0)
        .where(c.state == ClaimState.ADMITTED)
        .order_by(r.no)
    )
    if as_of is not None:
        statement = statement.where(_admitted_by(as_of))
    return [DatedReceipt(*row) for row in books.rows(statement)]


def _admitted_by(day: date) -> ColumnElement[bool]:
    """Tell whether a claim was admitted up to a day."""
    c, s = t.claim.c, t.step.c
    of_claim = (s.fund_id == c.fund_id) & (s.claim_no == c.no)
    admitted = select(s.no).where(of_claim, s.action == Action.CLAIM_ADMIT)
    return admitted.where(s.on_date <= day).exists()


def projects_with_claims(books: Books) -> list[tuple[ProjectNo, str]]:
    """List the projects, and their codes, of which a claim was admitted."""
    c, p = t.claim.c, t.project.c
    own = (p.fund_id == c.fund_id) & (p.no == c.project_no)
    statement = (
        select(p.no, p.code)
        .join_from(t.claim, t.project, own)
        .where(books.own(t.claim), c.state == ClaimState.ADMITTED)
    )
    return [(no, code) for no, code in books.rows(statement.distinct().order_by(p.no))]
