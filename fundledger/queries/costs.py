"""What claims cost: by budget line, and by the account that carries it now."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from fundledger.domain.actions import Action
from fundledger.domain.chart import SpendingKind, cost_leaf, prior_year_leaf
from fundledger.domain.claims import ClaimState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.ids import AccountKey, ClaimNo, LineNo, ProjectNo, VoucherNo
from fundledger.queries.corrections import standing_voucher
from fundledger.queries.journal import postings, voucher
from fundledger.queries.recoveries import disallowed_receipts
from fundledger.store import tables as t
from fundledger.store.reading import Books


class ClaimCost(NamedTuple):
    """The cost of a claim on one account, in 分, and the year that carries it."""

    account: AccountKey
    prior_year: AccountKey
    fen: int
    year: int


class CostPlace(NamedTuple):
    """Where the cost of one kind of spending stands after any correction."""

    account: AccountKey
    prior_year: AccountKey
    on: date


def line_spends(books: Books, project_no: ProjectNo) -> dict[LineNo, int]:
    """Sum what each budget line has spent, in 分.

    Admitted, less what was disallowed since; a declined reimbursement counts nothing.
    """
    r, a, k, d = t.receipt.c, t.admission.c, t.claim.c, t.disbursement.c
    statement = (
        select(r.no, r.line, a.admitted_fen)
        .select_from(t.receipt)
        .join(t.admission, and_(a.fund_id == r.fund_id, a.receipt_no == r.no))
        .join(t.claim, and_(k.fund_id == r.fund_id, k.no == r.claim_no))
        .outerjoin(t.disbursement, and_(d.fund_id == k.fund_id, d.claim_no == k.no))
        .where(
            books.own(t.receipt),
            k.project_no == project_no,
            k.state == ClaimState.ADMITTED,
            or_(d.state.is_(None), d.state != DisbursementState.DECLINED),
        )
    )
    rows = books.rows(statement)
    lost = disallowed_receipts(books, [row.no for row in rows])
    spent: dict[LineNo, int] = defaultdict(int)
    for no, line, fen in rows:
        spent[line] += fen - (lost[no].after_fen if no in lost else 0)
    return dict(spent)


def claim_costs(books: Books, claim_no: ClaimNo) -> Sequence[ClaimCost]:
    """List what a claim still costs, by account; what was disallowed is left out."""
    r, a = t.receipt.c, t.admission.c
    statement = (
        select(r.no, r.line, a.admitted_fen)
        .select_from(t.receipt)
        .join(t.admission, and_(a.fund_id == r.fund_id, a.receipt_no == r.no))
        .where(books.own(t.receipt), r.claim_no == claim_no)
    )
    rows = books.rows(statement.order_by(r.no))
    lost = disallowed_receipts(books, [row.no for row in rows])
    kinds = line_kinds(books, _project(books, claim_no))
    left: dict[SpendingKind, int] = defaultdict(int)
    for no, line, fen in rows:
        left[kinds[line]] += fen - (lost[no].after_fen if no in lost else 0)
    places = {
        kind: cost_place(books, claim_no, kind) for kind, fen in left.items() if fen
    }
    return [
        ClaimCost(place.account, place.prior_year, left[kind], place.on.year)
        for kind, place in places.items()
    ]


def line_kinds(books: Books, project_no: ProjectNo) -> dict[LineNo, SpendingKind]:
    """Tell the kind of spending of each line of the last approved version."""
    g, a, b = t.approval.c, t.application.c, t.budget_line.c
    version = and_(
        a.fund_id == g.fund_id, a.project_no == g.project_no, a.version == g.version
    )
    statement = (
        select(b.line, b.kind)
        .select_from(t.approval)
        .join(t.application, version)
        .join(t.budget_line, and_(b.fund_id == a.fund_id, b.application_no == a.no))
        .where(books.own(t.approval), g.project_no == project_no)
        .order_by(g.no)
    )
    return {row.line: SpendingKind(row.kind) for row in books.rows(statement)}


def cost_place(books: Books, claim_no: ClaimNo, kind: SpendingKind) -> CostPlace:
    """Tell which account carries the claim's spending of a kind now, and since when.

    A correction keeps the order of postings, so the blue one stands in the same place.
    """
    booked_no = _booked(books, claim_no)
    stands_no = standing_voucher(books, booked_no)
    stands = voucher(books, stands_no)
    assert stands is not None, "a voucher is never deleted"
    pairs = zip(postings(books, booked_no), postings(books, stands_no), strict=True)
    for was, now in pairs:
        for restricted in (True, False):
            if was.debit == cost_leaf(kind, restricted=restricted):
                prior = prior_year_leaf(restricted=now.debit.endswith(".restricted"))
                return CostPlace(now.debit, prior, stands.on)
    msg = f"claim {claim_no} booked no {kind}"
    raise LookupError(msg)


def _booked(books: Books, claim_no: ClaimNo) -> VoucherNo:
    c = t.step.c
    statement = select(c.voucher_no).where(
        books.own(t.step), c.claim_no == claim_no, c.action == Action.CLAIM_ADMIT
    )
    voucher_no = books.value(statement)
    assert voucher_no is not None, "an admitted claim has its voucher"
    return voucher_no


def _project(books: Books, claim_no: ClaimNo) -> ProjectNo:
    c = t.claim.c
    statement = select(c.project_no).where(books.own(t.claim), c.no == claim_no)
    project_no = books.value(statement)
    assert project_no is not None, "asked for a claim that is there"
    return project_no
