"""A project's budget lines: requested, approved, spent."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, cast, func, select

from fundledger.domain.chart import SpendingKind
from fundledger.domain.claims import LineBudget
from fundledger.domain.ids import LineNo, ProjectNo
from fundledger.queries.costs import line_spends
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class BudgetLine(NamedTuple):
    """One line as the last approval and its amendments left it; amounts in 分."""

    line: LineNo
    kind: SpendingKind
    description: str
    requested_fen: int
    approved_fen: int
    spent_fen: int

    @property
    def budget(self) -> LineBudget:
        """What a claim is held to."""
        return LineBudget(self.line, self.approved_fen, self.spent_fen)


def approved_lines(books: Books, project_no: ProjectNo) -> Sequence[BudgetLine]:
    """List the lines that were approved, with supplements, cuts and spending.

    Spent is what claims were admitted for, without what was disallowed since, and
    without reimbursements that were declined.
    """
    approval = _last_approval(books, project_no)
    if approval is None:
        return []
    amended = _amended(books, project_no)
    spent = line_spends(books, project_no)
    a, b, g = t.application.c, t.budget_line.c, t.approval_line.c
    of_version = and_(a.fund_id == b.fund_id, a.no == b.application_no)
    granted = and_(g.fund_id == b.fund_id, g.line == b.line, g.approval_no == approval)
    statement = (
        select(b.line, b.kind, b.description, b.requested_fen, g.approved_fen)
        .select_from(t.budget_line)
        .join(t.application, of_version)
        .join(t.approval_line, granted)
        .where(
            books.own(t.budget_line),
            a.project_no == project_no,
            a.version == _version(books, approval),
        )
    )
    return [
        BudgetLine(
            row.line,
            SpendingKind(row.kind),
            row.description,
            row.requested_fen,
            row.approved_fen + amended.get(row.line, 0),
            spent.get(row.line, 0),
        )
        for row in books.rows(statement.order_by(b.line))
    ]


def _last_approval(books: Books, project_no: ProjectNo) -> int | None:
    c = t.approval.c
    own = (books.own(t.approval), c.project_no == project_no)
    return books.value(select(func.max(c.no)).where(*own))


def _version(books: Books, approval: int) -> int | None:
    c = t.approval.c
    return books.value(select(c.version).where(books.own(t.approval), c.no == approval))


def _amended(books: Books, project_no: ProjectNo) -> dict[LineNo, int]:
    """Sum supplements, less cuts, by line; one still on notice has no voucher."""
    c = t.amendment.c
    total = cast(func.sum(c.change_fen), Whole[int]())
    statement = select(c.line, total).where(
        books.own(t.amendment),
        c.project_no == project_no,
        c.voucher_no.is_not(None),
    )
    return {row.line: row[1] for row in books.rows(statement.group_by(c.line))}
