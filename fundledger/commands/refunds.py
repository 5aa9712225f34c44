"""Unspent money that a community gives back 结余退回."""

from datetime import date
from typing import NamedTuple

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import of_project
from fundledger.commands.deed import deed
from fundledger.commands.funding import write_funding
from fundledger.commands.posting import (
    book,
    entries_of,
    parts_of,
    take_back_advance,
    whole,
)
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADVANCE
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import AccountKey, ProjectNo, VoucherNo
from fundledger.domain.journal import Posting, PostingRule, Slot
from fundledger.domain.labels import NO_REASON, BankKey, Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.readiness import ready_project
from fundledger.domain.summaries import Occasion
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.REFUND_RECEIVE, case=of_project, ready=ready_project)
def receive_refund(
    write: Writing,
    project_no: ProjectNo,
    amount: Money,
    *,
    bank: BankKey,
    reason: Reason = NO_REASON,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book unspent money of an advance that came back; it is free again.

    It goes back to the sources of the newest advances. What is more than was advanced
    nobody can name yet: it waits as 待查款项. Raises InsufficientError where nothing is
    advanced, MoveError.
    """
    project = find_project(write, project_no)
    leaf, fen = bank_of(write, bank), to_fen(amount)
    advanced = min(fen, whole(write, ADVANCE, project_no))
    shares = take_back_advance(write, project_no, advanced or fen)
    more = [] if advanced == fen else [_unnamed(leaf, fen - advanced)]
    parts = parts_of(
        write,
        PostingRule.REFUND,
        shares,
        accounts={Slot.BANK: leaf},
        project_no=project_no,
    )
    voucher_no = book(
        write,
        PostingRule.REFUND,
        entries_of(write, [*parts, *more]),
        summary=Occasion.REFUND.about(code=project.code, community=project.community),
        on=voucher_on,
    )
    came = _Came(project, leaf, voucher_on or write.on, voucher_no)
    _write_refund(write, came, advanced, fen - advanced)
    record_step(
        write,
        Action.REFUND_RECEIVE,
        project_no,
        reason=reason,
        voucher_no=voucher_no,
    )
    return voucher_no


def _unnamed(bank: AccountKey, fen: int) -> Posting:
    """Say how money is booked that is more than a project was advanced."""
    rule = PostingRule.UNIDENTIFIED_RECEIVED
    return Posting(rule, fen, accounts={Slot.BANK: bank})


class _Came(NamedTuple):
    """Money that came back from a project: where, when, by which voucher."""

    project: Project
    bank: AccountKey
    on: date
    voucher_no: VoucherNo


def _write_refund(write: Writing, came: _Came, fen: int, more_fen: int) -> None:
    """Write what came back of an advance, and what nobody can name yet; in 分."""
    project_no = came.project.no
    write.insert(
        t.refund,
        no=write.next_no(t.refund),
        project_no=project_no,
        fen=fen,
        bank=came.bank,
        on_date=came.on,
        voucher_no=came.voucher_no,
    )
    if more_fen:
        write_funding(
            write,
            kind=FundingKind.UNIDENTIFIED,
            party=came.project.community,
            source=None,
            purpose="",
            fen=more_fen,
            bank=came.bank,
            on_date=came.on,
            project_no=project_no,
            voucher_no=came.voucher_no,
        )
