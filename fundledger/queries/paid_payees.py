"""Whom payments went to, beside the payees that communities had registered."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, DisbursementNo, PayeeNo, Seq
from fundledger.store import tables as t
from fundledger.store.reading import Books


class PaidPayee(NamedTuple):
    """The last payment of a disbursement, and whom it went to."""

    disbursement_no: DisbursementNo
    project: str
    community: CommunityKey
    payee_no: PayeeNo
    on: date
    seq: Seq


class RegisteredPayee(NamedTuple):
    """A payee as it was registered, and on which day it was verified."""

    no: PayeeNo
    community: CommunityKey
    verified_on: date | None
    seq: Seq


def paid_payees(books: Books, as_of: date | None = None) -> list[PaidPayee]:
    """List the disbursements that were paid, by number, each with its last payment.

    What was paid before these books is no payment of theirs: two signed the opening.
    """
    d, p, s = t.disbursement.c, t.project.c, t.step.c
    statement = (
        select(d.no, p.code, p.community_key, d.payee_no, s.on_date, s.seq)
        .select_from(t.disbursement)
        .join(t.project, (p.fund_id == d.fund_id) & (p.no == d.project_no))
        .join(t.step, (s.fund_id == d.fund_id) & (s.disbursement_no == d.no))
        .where(books.own(t.disbursement), s.action == Action.DISBURSEMENT_PAY)
        .where(~s.opening)
        .order_by(d.no, s.no)
    )
    if as_of is not None:
        statement = statement.where(s.on_date <= as_of)
    last = {
        no: PaidPayee(no, code, community, PayeeNo(payee_no), on, Seq(seq))
        for no, code, community, payee_no, on, seq in books.rows(statement)
    }
    return list(last.values())


def registered_payees(books: Books) -> list[RegisteredPayee]:
    """List all payees in the order in which they were registered."""
    c = t.payee.c
    statement = select(c.no, c.community_key, c.verified_on, c.seq)
    rows = books.rows(statement.where(books.own(t.payee)).order_by(c.no))
    return [
        RegisteredPayee(PayeeNo(no), community, verified_on, Seq(seq))
        for no, community, verified_on, seq in rows
    ]
