"""Cases as deeds meet them: whose project something is, and the steps taken in it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Table, bindparam, select

from fundledger.domain.actions import Action
from fundledger.domain.ids import (
    ClaimNo,
    DisbursementNo,
    Login,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    Seq,
    VoucherNo,
)
from fundledger.domain.people import Role
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Step(NamedTuple):
    """One step of a case: who did what, when, why, and the voucher it made."""

    no: int
    project_no: ProjectNo
    disbursement_no: DisbursementNo | None
    claim_no: ClaimNo | None
    recovery_no: RecoveryNo | None
    action: Action
    from_state: str | None
    to_state: str | None
    actor: Login
    role: Role
    on: date
    reason: str
    voucher_no: VoucherNo | None
    seq: Seq


_PROJECT_OF: Final = {
    table: Prepared(
        select(table.c.project_no).where(owned(table), table.c.no == bindparam("no"))
    )
    for table in (t.disbursement, t.claim, t.recovery)
}


def _project_of(books: Books, table: Table[Any], no: int) -> ProjectNo | None:
    row = books.first(_PROJECT_OF[table], no=no)
    return None if row is None else ProjectNo(row[0])


def project_of_disbursement(books: Books, no: DisbursementNo) -> ProjectNo | None:
    """Tell whose disbursement it is; None when there is no such one."""
    return _project_of(books, t.disbursement, no)


def project_of_claim(books: Books, no: ClaimNo) -> ProjectNo | None:
    """Tell whose claim it is; None when there is no such one."""
    return _project_of(books, t.claim, no)


def project_of_recovery(books: Books, no: RecoveryNo) -> ProjectNo | None:
    """Tell whose recovery it is; None when there is no such one."""
    return _project_of(books, t.recovery, no)


def project_of_receipt(books: Books, no: ReceiptNo) -> ProjectNo | None:
    """Tell whose receipt it is; None when there is no such one."""
    c = t.receipt.c
    row = books.first(select(c.claim_no).where(books.own(t.receipt), c.no == no))
    return None if row is None else project_of_claim(books, row.claim_no)


def steps(
    books: Books, project_no: ProjectNo, as_of: date | None = None
) -> Sequence[Step]:
    """List a project's steps in the order they were taken."""
    c = t.step.c
    statement = select(
        c.no,
        c.project_no,
        c.disbursement_no,
        c.claim_no,
        c.recovery_no,
        c.action,
        c.from_state,
        c.to_state,
        c.actor,
        c.role,
        c.on_date,
        c.reason,
        c.voucher_no,
        c.seq,
    ).where(books.own(t.step), c.project_no == project_no)
    if as_of is not None:
        statement = statement.where(c.on_date <= as_of)
    return [Step._make(row) for row in books.rows(statement.order_by(c.no))]


def step_of_voucher(books: Books, no: VoucherNo) -> Step | None:
    """Find the step that booked a voucher; None when no case is behind it."""
    c = t.step.c
    statement = select(c.project_no).where(books.own(t.step), c.voucher_no == no)
    project_no = books.value(statement)
    if project_no is None:
        return None
    steps_of_it = (step for step in steps(books, project_no) if step.voucher_no == no)
    return next(steps_of_it)
