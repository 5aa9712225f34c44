"""What claims cost: by budget line, and by the account that carries it now."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from fundledger.domain.actions import Action
from fundledger.domain.chart import (
    SpendingKind,
    cost_control,
    kindless,
    spending_kind,
)
from fundledger.domain.claims import ClaimState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    LineNo,
    ProjectNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import PostingRule
from fundledger.queries.corrections import standing_voucher
from fundledger.queries.journal import postings, voucher
from fundledger.queries.recoveries import disallowed_receipts
from fundledger.store import tables as t
from fundledger.store.reading import Books


class ClaimCost(NamedTuple):
    """The cost of a claim for one kind of spending and of one source, in 分.

    `kind` is what it was admitted for, `account` what it stands on after any
    correction, whichever money pays for it; `year` is the one that carries it.
    """

    kind: SpendingKind
    account: AccountKey
    source: SourceKey
    fen: int
    year: int


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
    """List what a claim still costs, by kind and source, in the order it was booked.

    It is what the voucher that stands says, less what was disallowed since. A
    correction keeps the order of postings, so the blue one stands in the same place.
    """
    before = _past_costs(books, claim_no)
    if before:
        return before
    booked_no = _booked(books, claim_no)
    stands = voucher(books, standing_voucher(books, booked_no))
    assert stands is not None, "a voucher is never deleted"
    left: dict[tuple[SpendingKind, SourceKey], int] = defaultdict(int)
    accounts: dict[SpendingKind, AccountKey] = {}
    pairs = zip(postings(books, booked_no), postings(books, stands.no), strict=True)
    for was, now in pairs:
        kind = spending_kind(was.debit)
        if kind is not None and now.debit_source is not None:
            left[kind, now.debit_source] += now.fen
            accounts[kind] = kindless(now.debit)
    for receipt_kind, source, fen in _lost(books, claim_no):
        left[receipt_kind, source] -= fen
    year = stands.on.year
    return [
        ClaimCost(kind, accounts[kind], source, fen, year)
        for (kind, source), fen in left.items()
        if fen
    ]


def _past_costs(books: Books, claim_no: ClaimNo) -> Sequence[ClaimCost]:
    """List what a claim costs still that was admitted before these books."""
    c = t.opening_cost.c
    statement = select(c.kind, c.source, c.fen, c.year).where(
        books.own(t.opening_cost), c.claim_no == claim_no
    )
    rows = books.rows(statement.order_by(c.kind, c.source))
    left: Counter[tuple[SpendingKind, SourceKey]] = Counter()
    for kind, source, fen in _lost(books, claim_no):
        left[kind, source] -= fen
    return [
        ClaimCost(kind, cost_control(kind), row.source, fen, row.year)
        for row in rows
        if (kind := SpendingKind(row.kind))
        and (fen := row.fen + left[kind, row.source])
    ]


def _lost(
    books: Books, claim_no: ClaimNo
) -> Iterator[tuple[SpendingKind, SourceKey, int]]:
    """Tell what was disallowed of a claim's cost, by kind and source, in 分."""
    r, c, v = t.receipt.c, t.recovery.c, t.voucher.c
    statement = (
        select(r.line, c.source, c.fen)
        .select_from(t.recovery)
        .join(t.receipt, and_(r.fund_id == c.fund_id, r.no == c.receipt_no))
        .join(t.voucher, and_(v.fund_id == c.fund_id, v.no == c.voucher_no))
        .where(
            books.own(t.recovery),
            r.claim_no == claim_no,
            v.rule != PostingRule.DISALLOWED_BEFORE_BOOKING,
        )
    )
    kinds = line_kinds(books, _project(books, claim_no))
    for row in books.rows(statement):
        yield kinds[row.line], row.source, row.fen


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
