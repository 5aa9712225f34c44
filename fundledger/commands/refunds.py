"""Unspent money that a community gives back 结余退回."""

from datetime import date

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import of_project
from fundledger.commands.deed import deed
from fundledger.commands.posting import post
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.ids import ProjectNo, VoucherNo
from fundledger.domain.journal import PostingRule, Slot
from fundledger.domain.labels import NO_REASON, BankKey, Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.readiness import ready_project
from fundledger.domain.summaries import Occasion
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

    Raises InsufficientError when more comes back than is advanced, MoveError.
    """
    project = find_project(write, project_no)
    leaf, fen = bank_of(write, bank), to_fen(amount)
    voucher_no = post(
        write,
        PostingRule.REFUND,
        fen,
        summary=Occasion.REFUND.about(code=project.code, community=project.community),
        accounts={Slot.BANK: leaf},
        project_no=project_no,
        on=voucher_on,
    )
    write.insert(
        t.refund,
        no=write.next_no(t.refund),
        project_no=project_no,
        fen=fen,
        bank=leaf,
        on_date=voucher_on or write.on,
        voucher_no=voucher_no,
    )
    record_step(
        write,
        Action.REFUND_RECEIVE,
        project_no,
        reason=reason,
        voucher_no=voucher_no,
    )
    return voucher_no
