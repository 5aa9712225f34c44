"""Supplements 追加 and cuts 核减: new decisions on a line that was approved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundledger.commands.cases import of_project
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import give_back_all, post
from fundledger.commands.sources import (
    NO_SHARES,
    SourceShare,
    put_in_order,
    shares_of,
)
from fundledger.commands.transitions import apply_transition, find_project
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_COMMITTED
from fundledger.domain.claims import UnknownLineError
from fundledger.domain.ids import AmendmentNo, LineNo, ProjectNo, VoucherNo
from fundledger.domain.journal import NothingToPostError, PostingRule
from fundledger.domain.labels import Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.notices import decide_notice_over
from fundledger.domain.readiness import ready_project
from fundledger.domain.reviews import decide_cut
from fundledger.domain.sources import Share
from fundledger.domain.summaries import Occasion
from fundledger.errors import N_, RefusedError
from fundledger.queries import applications, budgets, notices, settings
from fundledger.queries import sources as sources_of
from fundledger.queries.applications import Amendment
from fundledger.queries.budgets import BudgetLine
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@dataclass(eq=False)
class EstablishedAlreadyError(RefusedError):
    """The supplement is in force."""

    amendment_no: int
    code = "established_already"
    message = N_("Supplement {amendment_no} is in force already.")
    hint = N_("Apply for another supplement if more is needed.")


@deed(Action.PROJECT_SUPPLEMENT, case=of_project, ready=ready_project)
def supplement_project(
    write: Writing,
    project_no: ProjectNo,
    line: LineNo,
    amount: Money,
    reason: Reason,
    *,
    sources: Sequence[SourceShare] = NO_SHARES,
    voucher_on: date | None = None,
) -> AmendmentNo:
    """Add to an approved line, for a reason, and give the amendment's number.

    Above the fund's setting it takes a notice first (`start_supplement_notice`), and
    `establish_supplement` follows. Without sources, those of the project pay in their
    order. Raises UnknownLineError, and what `shares_of` does.
    """
    project = find_project(write, project_no)
    _line(write, project_no, line)
    fen = _positive(amount)
    shares = _shares(write, project_no, fen, sources)
    voucher_no = None
    if amount <= settings.settings(write).supplement_notice_above:
        voucher_no = _book_supplement(write, project, shares, voucher_on)
    no = _write_amendment(write, project_no, line, fen, reason, voucher_no)
    action = Action.PROJECT_SUPPLEMENT
    apply_transition(write, project, action, reason=reason, voucher_no=voucher_no)
    return no


@deed(Action.PROJECT_SUPPLEMENT, case=of_project, ready=ready_project)
def establish_supplement(
    write: Writing,
    project_no: ProjectNo,
    amendment_no: AmendmentNo,
    reason: Reason,
    *,
    sources: Sequence[SourceShare] = NO_SHARES,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Put a large supplement in force once its notice is over.

    Raises NotFoundError, EstablishedAlreadyError, NoticeNotStartedError,
    NoticeRunningError, and what `shares_of` does.
    """
    action = Action.PROJECT_SUPPLEMENT
    project = find_project(write, project_no)
    waiting = waiting_supplement(write, project_no, amendment_no)
    notice = notices.of_amendment(write, project_no, amendment_no)
    decide_notice_over(None if notice is None else notice.ends_on, write.on, 0)
    shares = _shares(write, project_no, waiting.change_fen, sources)
    voucher_no = _book_supplement(write, project, shares, voucher_on)
    write.change(t.amendment, amendment_no, voucher_no=voucher_no)
    apply_transition(write, project, action, reason=reason, voucher_no=voucher_no)
    return voucher_no


@deed(Action.PROJECT_CUT, case=of_project, ready=ready_project)
def cut_project(
    write: Writing,
    project_no: ProjectNo,
    line: LineNo,
    amount: Money,
    reason: Reason,
    *,
    voucher_on: date | None = None,
) -> AmendmentNo:
    """Take from an approved line what is neither spent nor paid, for a reason.

    Gives the amendment's number. Raises CutTooDeepError, UnknownLineError, and
    InsufficientError beyond what is committed.
    """
    project = find_project(write, project_no)
    approved = _line(write, project_no, line)
    fen = _positive(amount)
    decide_cut(
        line,
        approved_fen=approved.approved_fen,
        spent_fen=approved.spent_fen,
        by_fen=fen,
    )
    voucher_no = post(
        write,
        PostingRule.CUT,
        give_back_all(write, B_COMMITTED, project_no, fen),
        summary=Occasion.CUT.about(code=project.code, community=project.community),
        project_no=project_no,
        on=voucher_on,
    )
    no = _write_amendment(write, project_no, line, -fen, reason, voucher_no)
    apply_transition(
        write, project, Action.PROJECT_CUT, reason=reason, voucher_no=voucher_no
    )
    return no


def waiting_supplement(
    write: Writing, project_no: ProjectNo, amendment_no: AmendmentNo
) -> Amendment:
    """Find a supplement that is not in force yet.

    Raises NotFoundError, EstablishedAlreadyError.
    """
    known = {each.no: each for each in applications.amendments(write, project_no)}
    waiting = require(known.get(amendment_no), "amendment", amendment_no)
    if waiting.voucher_no is not None:
        raise EstablishedAlreadyError(amendment_no)
    return waiting


def _positive(amount: Money) -> int:
    """Count an amount above zero. Raises NothingToPostError, SubFenError."""
    fen = to_fen(amount)
    if fen <= 0:
        raise NothingToPostError(amount)
    return fen


def _line(write: Writing, project_no: ProjectNo, line: LineNo) -> BudgetLine:
    """Find an approved line. Raises UnknownLineError."""
    lines = {each.line: each for each in budgets.approved_lines(write, project_no)}
    if line not in lines:
        raise UnknownLineError(line)
    return lines[line]


def _shares(
    write: Writing, project_no: ProjectNo, fen: int, named: Sequence[SourceShare]
) -> list[Share]:
    """Say which sources pay a supplement; without names, those of the project."""
    own = sources_of.order(write, project_no)
    return shares_of(write, fen, named, on=write.on, otherwise=own)


def _book_supplement(
    write: Writing, project: Project, shares: Sequence[Share], on: date | None
) -> VoucherNo:
    put_in_order(write, project.no, shares, first=False)
    return post(
        write,
        PostingRule.SUPPLEMENT,
        shares,
        summary=Occasion.SUPPLEMENT.about(
            code=project.code, community=project.community
        ),
        project_no=project.no,
        on=on,
    )


def _write_amendment(
    write: Writing,
    project_no: ProjectNo,
    line: LineNo,
    change_fen: int,
    reason: str,
    voucher_no: VoucherNo | None,
) -> AmendmentNo:
    no = AmendmentNo(write.next_no(t.amendment))
    write.insert(
        t.amendment,
        no=no,
        project_no=project_no,
        line=line,
        change_fen=change_fen,
        reason=reason,
        on_date=write.on,
        voucher_no=voucher_no,
    )
    return no
