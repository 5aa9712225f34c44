"""Applications in their versions, and what became of them line by line; in 分."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from fundledger.domain.chart import SpendingKind
from fundledger.domain.ids import (
    ApplicationNo,
    CommunityKey,
    LineNo,
    Login,
    ProjectNo,
    RoundKey,
    VoucherNo,
)
from fundledger.domain.projects import ProjectState
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Version(NamedTuple):
    """One version of an application, as it was handed in."""

    no: ApplicationNo
    project_no: ProjectNo
    version: int
    title: str
    purpose: str
    starts_on: date
    ends_on: date
    requested_fen: int
    seq: int


class BudgetLine(NamedTuple):
    """A budget line of one version."""

    line: LineNo
    kind: SpendingKind
    description: str
    requested_fen: int


class Approval(NamedTuple):
    """An approval, which waits for its public notice."""

    no: int
    project_no: ProjectNo
    version: int
    approved_fen: int
    approver: Login
    on: date
    voucher_no: VoucherNo


class Amendment(NamedTuple):
    """A supplement, or below zero a cut, of one approved line.

    Without a voucher it takes a public notice of its own, and changes nothing yet.
    """

    no: int
    line: LineNo
    change_fen: int
    reason: str
    on: date
    voucher_no: VoucherNo | None


_ENDED = (ProjectState.REJECTED, ProjectState.WITHDRAWN, ProjectState.CANCELLED)


_a, _v = t.approval.c, t.application.c
_APPROVALS: Final = Prepared(
    select(
        _a.no,
        _a.project_no,
        _a.version,
        _a.approved_fen,
        _a.approver,
        _a.on_date,
        _a.voucher_no,
    )
    .where(owned(t.approval), _a.project_no == bindparam("project_no"))
    .order_by(_a.no)
)
_VERSIONS: Final = Prepared(
    select(
        _v.no,
        _v.project_no,
        _v.version,
        _v.title,
        _v.purpose,
        _v.starts_on,
        _v.ends_on,
        _v.requested_fen,
        _v.seq,
    )
    .where(owned(t.application), _v.project_no == bindparam("project_no"))
    .order_by(_v.version)
)


def versions(books: Books, project_no: ProjectNo) -> list[Version]:
    """List the versions of a project's application, the first one first."""
    return [Version(*row) for row in books.rows(_VERSIONS, project_no=project_no)]


def version(books: Books, project_no: ProjectNo, number: int) -> Version | None:
    """Find one version of a project's application."""
    numbered = (each for each in versions(books, project_no) if each.version == number)
    return next(numbered, None)


def budget_lines(books: Books, project_no: ProjectNo, number: int) -> list[BudgetLine]:
    """List the budget lines of one version."""
    c, a = t.budget_line.c, t.application.c
    statement = (
        select(c.line, c.kind, c.description, c.requested_fen)
        .join_from(
            t.budget_line,
            t.application,
            (a.fund_id == c.fund_id) & (a.no == c.application_no),
        )
        .where(books.own(t.budget_line), a.project_no == project_no)
        .where(a.version == number)
        .order_by(c.line)
    )
    return [
        BudgetLine(row.line, SpendingKind(row.kind), row.description, row.requested_fen)
        for row in books.rows(statement)
    ]


def rival_titles(
    books: Books, project_no: ProjectNo, community: CommunityKey, round_key: RoundKey
) -> Sequence[str]:
    """List the titles of a community's other applications in a round.

    Those that ended are left out, and drafts, which nobody has handed in.
    """
    c = t.project.c
    statement = select(c.title).where(
        books.own(t.project),
        c.community_key == community,
        c.round_key == round_key,
        c.no != project_no,
        c.state.not_in([ProjectState.DRAFT, *_ENDED]),
    )
    return books.values(statement)


def approvals(
    books: Books, project_no: ProjectNo, as_of: date | None = None
) -> list[Approval]:
    """List a project's approvals, the first one first."""
    rows = [Approval(*row) for row in books.rows(_APPROVALS, project_no=project_no)]
    return rows if as_of is None else [each for each in rows if each.on <= as_of]


def amendments(
    books: Books, project_no: ProjectNo, as_of: date | None = None
) -> list[Amendment]:
    """List supplements and cuts, the first one first."""
    c = t.amendment.c
    statement = select(
        c.no,
        c.line,
        c.change_fen,
        c.reason,
        c.on_date,
        c.voucher_no,
    ).where(books.own(t.amendment), c.project_no == project_no)
    if as_of is not None:
        statement = statement.where(c.on_date <= as_of)
    return [Amendment(*row) for row in books.rows(statement.order_by(c.no))]
