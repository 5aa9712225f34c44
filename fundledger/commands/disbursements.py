"""Disbursements 拨付: asked for, checked, approved, paid, and what goes wrong."""

from collections.abc import Sequence
from datetime import date

from fundledger.commands.banks import bank_of
from fundledger.commands.deed import deed
from fundledger.commands.finding import demand
from fundledger.commands.lives import take_up
from fundledger.commands.posting import Part, book, entries_of, post
from fundledger.commands.steps import take_step
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADVANCE, B_COMMITTED, PAYABLE, RECOVERABLE
from fundledger.domain.claims import RecoveryState, decide_recovery
from fundledger.domain.disallowances import declined_rule
from fundledger.domain.disbursements import (
    DisbursementState,
    decide_approved,
    decide_disbursement_move,
    decide_payee,
    decide_reimbursement_declined,
    decide_request,
    decide_return,
    first_state,
    payment_rules,
)
from fundledger.domain.ids import DisbursementNo, ProjectNo, VoucherNo
from fundledger.domain.journal import Entry, PostingRule, Slot
from fundledger.domain.money import Money, to_fen
from fundledger.queries import balances, costs, recoveries
from fundledger.queries import disbursements as queries
from fundledger.queries.disbursements import Disbursement
from fundledger.queries.places import Payee
from fundledger.queries.projects import Project
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.DISBURSEMENT_REQUEST)
def request_disbursement(
    write: Writing, project_no: ProjectNo, amount: Money, *, reason: str = ""
) -> DisbursementNo:
    """Ask for an instalment of an advance.

    Raises OverCommittedError, UnclearedAdvanceError, and MoveError unless active.
    """
    project = take_up(write, Action.DISBURSEMENT_REQUEST, project_no)
    payee = _registered(write, project)
    decide_request(
        to_fen(amount),
        committed_fen=balances.left(write, B_COMMITTED, project_no),
        pending_fen=queries.pending(write, project_no),
        advance_fen=balances.left(write, ADVANCE, project_no),
        waits_until_cleared=settings(write).advance_waits_until_cleared,
    )
    no = DisbursementNo(write.next_no(t.disbursement))
    state = first_state(reimburses=False)
    write.insert(
        t.disbursement,
        no=no,
        project_no=project_no,
        payee_no=payee.no,
        fen=to_fen(amount),
        state=state,
    )
    take_step(
        write,
        Action.DISBURSEMENT_REQUEST,
        project_no,
        disbursement_no=no,
        to_state=state,
        reason=reason,
    )
    return no


@deed(Action.DISBURSEMENT_CHECK)
def check_disbursement(write: Writing, disbursement_no: DisbursementNo) -> None:
    """Check a request against agreement, payee and budget. Raises what a move does."""
    found = _found(write, disbursement_no)
    take_up(write, Action.DISBURSEMENT_CHECK, found.project_no)
    _move(write, Action.DISBURSEMENT_CHECK, found)


@deed(Action.DISBURSEMENT_RETURN)
def return_disbursement(
    write: Writing, disbursement_no: DisbursementNo, *, reason: str
) -> None:
    """Hand a request back; the community asks anew.

    Raises ReimbursementReturnError, ReasonNeededError, DisbursementMoveError.
    """
    found = _found(write, disbursement_no)
    take_up(write, Action.DISBURSEMENT_RETURN, found.project_no, reason)
    decide_return(reimburses=found.reimburses)
    _move(write, Action.DISBURSEMENT_RETURN, found, reason=reason)


@deed(Action.DISBURSEMENT_APPROVE)
def approve_disbursement(
    write: Writing, disbursement_no: DisbursementNo, *, voucher_on: date | None = None
) -> VoucherNo | None:
    """Approve a payment; above the threshold it waits for the approver's agreement.

    Whoever signs last moves an advance's budget to 已批待付. Raises
    DisbursementSignedError, DisbursementMoveError, InsufficientError.
    """
    return _sign(write, Action.DISBURSEMENT_APPROVE, disbursement_no, voucher_on)


@deed(Action.DISBURSEMENT_AGREE)
def agree_disbursement(
    write: Writing, disbursement_no: DisbursementNo, *, voucher_on: date | None = None
) -> VoucherNo | None:
    """Agree, as the approver, to a payment above the threshold.

    Raises AgreementNotNeededError, DisbursementSignedError, DisbursementMoveError.
    """
    return _sign(write, Action.DISBURSEMENT_AGREE, disbursement_no, voucher_on)


def _sign(
    write: Writing, action: Action, no: DisbursementNo, on: date | None
) -> VoucherNo | None:
    """Take a signature; the last one executes the move."""
    found = _found(write, no)
    project = take_up(write, action, found.project_no)
    to = decide_disbursement_move(found.state, action)
    threshold = to_fen(settings(write).approver_agrees_above)
    if not decide_approved(action, found.fen, threshold, queries.signed(write, no)):
        _step(write, action, found, found.state)
        return None
    voucher_no = None
    if not found.reimburses:
        voucher_no = post(
            write,
            PostingRule.ADVANCE_APPROVED,
            found.fen,
            summary=f"批准拨付 {project.code} 第{found.no}号",
            project_no=found.project_no,
            on=on,
        )
    write.change(t.disbursement, no, state=to)
    _step(write, action, found, to, voucher_no=voucher_no)
    return voucher_no


@deed(Action.DISBURSEMENT_PAY)
def pay_disbursement(
    write: Writing,
    disbursement_no: DisbursementNo,
    *,
    bank: str,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Pay to the community's registered payee, once it is verified.

    A bounced payment is made again under its number, to whoever is registered now.
    Raises PayeeUnverifiedError, DisbursementMoveError, InsufficientError.
    """
    found = _found(write, disbursement_no)
    project = take_up(write, Action.DISBURSEMENT_PAY, found.project_no)
    to = decide_disbursement_move(found.state, Action.DISBURSEMENT_PAY)
    payee = _registered(write, project)
    decide_payee(payee.name, verified=payee.verified_by is not None)
    leaf = bank_of(write, bank)
    rules = payment_rules(
        found.fen, reimburses=found.reimburses, owed_fen=_owed(write, found.project_no)
    )
    made = entries_of(
        write,
        [Part(rule, fen, {Slot.BANK: leaf}) for rule, fen in rules],
        found.project_no,
    )
    said = "支付报销款" if found.reimburses else "拨付"
    voucher_no = book(
        write,
        rules[-1][0],
        made,
        summary=f"{said} {project.code} 第{found.no}号，{payee.name}",
        on=voucher_on,
    )
    write.change(
        t.disbursement, disbursement_no, state=to, bank=leaf, payee_no=payee.no
    )
    _step(write, Action.DISBURSEMENT_PAY, found, to, voucher_no=voucher_no)
    return voucher_no


@deed(Action.DISBURSEMENT_ACKNOWLEDGE)
def acknowledge_disbursement(write: Writing, disbursement_no: DisbursementNo) -> None:
    """Say, as the community, that the money arrived. Raises what a move does."""
    found = _found(write, disbursement_no)
    take_up(write, Action.DISBURSEMENT_ACKNOWLEDGE, found.project_no)
    _move(write, Action.DISBURSEMENT_ACKNOWLEDGE, found)


@deed(Action.DISBURSEMENT_BOUNCE)
def bounce_disbursement(
    write: Writing,
    disbursement_no: DisbursementNo,
    *,
    reason: str,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book that the bank sent a payment back 退汇: an event, not an error.

    What of a bounced advance was disallowed is not owed back any more, since the
    community never had it. Raises DisbursementMoveError, ReasonNeededError.
    """
    found = _found(write, disbursement_no)
    project = take_up(write, Action.DISBURSEMENT_BOUNCE, found.project_no, reason)
    to = decide_disbursement_move(found.state, Action.DISBURSEMENT_BOUNCE)
    assert found.bank is not None, "what was paid was paid from a bank account"
    rule = (
        PostingRule.REIMBURSEMENT_BOUNCED
        if found.reimburses
        else PostingRule.ADVANCE_BOUNCED
    )
    parts = [Part(rule, found.fen, {Slot.BANK: found.bank})]
    made = entries_of(write, parts, found.project_no)
    voucher_no = book(
        write,
        rule,
        made,
        summary=f"退汇 {project.code} 第{found.no}号：{reason}",
        on=voucher_on,
    )
    _settle(write, found.project_no, made)
    write.change(t.disbursement, disbursement_no, state=to)
    _step(
        write,
        Action.DISBURSEMENT_BOUNCE,
        found,
        to,
        reason=reason,
        voucher_no=voucher_no,
    )
    return voucher_no


@deed(Action.DISBURSEMENT_DECLINE)
def decline_disbursement(
    write: Writing,
    disbursement_no: DisbursementNo,
    *,
    reason: str,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Decline a payment 拒付: its budget is committed again, its cost taken back.

    Raises DisbursementMoveError, ReasonNeededError, CostApartError, and
    PayableUncoveredError for a bounced advance that the community has spent from its
    own money.
    """
    found = _found(write, disbursement_no)
    project = take_up(write, Action.DISBURSEMENT_DECLINE, found.project_no, reason)
    to = decide_disbursement_move(found.state, Action.DISBURSEMENT_DECLINE)
    parts = _declined(write, found, voucher_on or write.on)
    voucher_no = None
    if parts:
        voucher_no = book(
            write,
            parts[0].rule,
            entries_of(write, parts, found.project_no),
            summary=f"拒付 {project.code} 第{found.no}号：{reason}",
            on=voucher_on,
        )
    write.change(t.disbursement, disbursement_no, state=to)
    _step(
        write,
        Action.DISBURSEMENT_DECLINE,
        found,
        to,
        reason=reason,
        voucher_no=voucher_no,
    )
    return voucher_no


def _declined(write: Writing, found: Disbursement, on: date) -> list[Part]:
    """List what declining books: nothing while an advance is only asked for.

    Raises CostApartError.
    """
    if found.claim_no is None:
        if found.state is DisbursementState.CHECKED:
            return []
        return [Part(PostingRule.PAYMENT_DECLINED, found.fen)]
    found_costs = costs.claim_costs(write, found.claim_no)
    decide_reimbursement_declined(found.fen, sum(each.fen for each in found_costs))
    return [
        Part(
            declined_rule(closed_year=cost.year < on.year),
            cost.fen,
            {Slot.COST: cost.account, Slot.PRIOR_YEAR: cost.prior_year},
        )
        for cost in found_costs
    ]


def _owed(write: Writing, project_no: ProjectNo) -> int:
    """Tell what bounced advances left payable to the community, in 分."""
    payable = balances.left(write, PAYABLE, project_no)
    return payable - queries.unpaid_reimbursements(write, project_no)


def _settle(write: Writing, project_no: ProjectNo, made: Sequence[Entry]) -> None:
    """Settle recoveries, oldest first, by what a bounce cleared of them."""
    rest = sum(entry.fen for entry in made if entry.credit == RECOVERABLE)
    for found in recoveries.recoveries(write, project_no, {RecoveryState.OPEN}):
        part = min(rest, found.fen - found.recovered_fen)
        rest -= part
        if part:
            state = decide_recovery(found.state, found.fen, found.recovered_fen, part)
            write.change(
                t.recovery,
                found.no,
                recovered_fen=found.recovered_fen + part,
                state=state,
            )


def _registered(write: Writing, project: Project) -> Payee:
    payee = queries.registered_payee(write, project.community_key)
    return demand(payee, "payee", project.community_key)


def _found(write: Writing, no: DisbursementNo) -> Disbursement:
    return demand(queries.disbursement(write, no), "disbursement", no)


def _move(
    write: Writing, action: Action, found: Disbursement, *, reason: str = ""
) -> None:
    """Move a disbursement on where nothing is booked."""
    to = decide_disbursement_move(found.state, action)
    write.change(t.disbursement, found.no, state=to)
    _step(write, action, found, to, reason=reason)


def _step(
    write: Writing,
    action: Action,
    found: Disbursement,
    to: DisbursementState,
    *,
    reason: str = "",
    voucher_no: VoucherNo | None = None,
) -> None:
    take_step(
        write,
        action,
        found.project_no,
        disbursement_no=found.no,
        from_state=found.state,
        to_state=to,
        reason=reason,
        voucher_no=voucher_no,
    )
