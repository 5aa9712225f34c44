"""Disbursements 拨付: payments to communities, and who signed them."""

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, bindparam, cast, func, or_, select

from fundledger.domain.actions import Action
from fundledger.domain.disbursements import PENDING, DisbursementState
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    CommunityKey,
    DisbursementNo,
    ProjectNo,
    SourceKey,
)
from fundledger.domain.sources import Share
from fundledger.queries.places import Payee, payees
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole

UNPAID = frozenset(
    {
        DisbursementState.CHECKED,
        DisbursementState.APPROVED,
        DisbursementState.BOUNCED,
    }
)
"""What a reimbursement can be in while it is owed."""


class Disbursement(NamedTuple):
    """A payment to a community, in 分; `claim_no` names what it reimburses."""

    no: DisbursementNo
    project_no: ProjectNo
    claim_no: ClaimNo | None
    payee_no: int
    fen: int
    state: DisbursementState
    bank: AccountKey | None

    @property
    def reimburses(self) -> bool:
        """Whether it pays back what the community spent itself."""
        return self.claim_no is not None


def disbursement(books: Books, no: DisbursementNo) -> Disbursement | None:
    """Find a disbursement by its number."""
    return next(map(_disbursement, books.rows(_ONE, no=no)), None)


def disbursements(
    books: Books,
    project_no: ProjectNo | None = None,
    states: Collection[DisbursementState] | None = None,
) -> Sequence[Disbursement]:
    """List disbursements in order of entry, of one project or all, in some states."""
    c = t.disbursement.c
    where: list[ColumnElement[bool]] = []
    if project_no is not None:
        where.append(c.project_no == project_no)
    if states is not None:
        where.append(c.state.in_(sorted(states)))
    return _rows(books, *where)


def disbursement_of_claim(books: Books, no: ClaimNo) -> Disbursement | None:
    """Find the disbursement that reimburses a claim."""
    return next(iter(_rows(books, t.disbursement.c.claim_no == no)), None)


def pending(books: Books, project_no: ProjectNo) -> int:
    """Sum the advances asked for and not yet approved, in 分."""
    c = t.disbursement.c
    return _sum(
        books,
        c.project_no == project_no,
        c.claim_no.is_(None),
        c.state.in_(sorted(PENDING)),
    )


def signed(books: Books, no: DisbursementNo) -> frozenset[Action]:
    """Tell which signatures a disbursement has: the supervisor's, the approver's."""
    return frozenset(Action(action) for action in books.values(_SIGNED, no=no))


def registered_payee(books: Books, community: CommunityKey) -> Payee | None:
    """Give the payee a community registered last, verified or not."""
    return next(reversed(payees(books, community)), None)


def shares(books: Books, no: DisbursementNo) -> list[Share]:
    """Tell what of a payment is of which source, in the order it was taken, in 分."""
    rows = books.rows(_SHARES, no=no)
    return [Share(row.source, row.fen) for row in rows if row.fen]


def share_places(books: Books, no: DisbursementNo) -> dict[SourceKey, int]:
    """Tell every share that a payment ever had, in the order it was taken, in 分."""
    return {row.source: row.fen for row in books.rows(_SHARES, no=no)}


def banks(books: Books, no: DisbursementNo) -> dict[SourceKey, AccountKey]:
    """Tell from which account each source paid."""
    rows = books.rows(_SHARES, no=no)
    return {row.source: row.bank for row in rows if row.bank is not None}


def unpaid_shares(books: Books, project_no: ProjectNo) -> dict[SourceKey, int]:
    """Sum by source what is still to be reimbursed, in 分."""
    d, h = t.disbursement.c, t.disbursement_share.c
    total = cast(func.sum(h.fen), Whole[int]())
    statement = (
        select(h.source, total)
        .select_from(t.disbursement_share)
        .join(t.disbursement, and_(d.fund_id == h.fund_id, d.no == h.disbursement_no))
        .where(
            books.own(t.disbursement_share),
            d.project_no == project_no,
            d.claim_no.is_not(None),
            d.state.in_(sorted(UNPAID)),
        )
        .group_by(h.source)
    )
    return dict(books.pairs(statement))


def _sum(books: Books, *where: ColumnElement[bool]) -> int:
    total = cast(func.coalesce(func.sum(t.disbursement.c.fen), 0), Whole[int]())
    statement = select(total).where(books.own(t.disbursement), *where)
    return books.value(statement) or 0


def _rows(books: Books, *where: ColumnElement[bool]) -> Sequence[Disbursement]:
    statement = _ALL.where(books.own(t.disbursement), *where)
    return list(map(_disbursement, books.rows(statement)))


def _disbursement(row: Row[*tuple[Any, ...]]) -> Disbursement:
    return Disbursement._make(row)._replace(state=DisbursementState(row.state))


_d, _s = t.disbursement.c, t.step.c
_ALL: Final = select(
    _d.no, _d.project_no, _d.claim_no, _d.payee_no, _d.fen, _d.state, _d.bank
).order_by(_d.no)
_h = t.disbursement_share.c
_SHARES: Final = Prepared(
    select(_h.source, _h.fen, _h.bank)
    .where(owned(t.disbursement_share), _h.disbursement_no == bindparam("no"))
    .order_by(_h.place)
)
_ONE: Final = Prepared(_ALL.where(owned(t.disbursement), _d.no == bindparam("no")))
_SIGNED: Final = Prepared(
    select(_s.action).where(
        owned(t.step),
        _s.disbursement_no == bindparam("no"),
        or_(
            _s.action == Action.DISBURSEMENT_APPROVE,
            _s.action == Action.DISBURSEMENT_AGREE,
        ),
    )
)
