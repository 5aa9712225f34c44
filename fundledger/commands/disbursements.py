"""Disbursements 拨付: asked for, checked, approved, paid, and what goes wrong."""

from datetime import date

from fundledger.commands.banks import bank_of
from fundledger.commands.bearing import going_back
from fundledger.commands.cases import of_disbursement, of_project
from fundledger.commands.cosigning import Signers, cosigned_above
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.payments import (
    bounced_postings,
    declined_postings,
    move_shares,
    pay_shares_from,
    payment_postings,
    settle_recoveries,
    write_shares,
)
from fundledger.commands.posting import (
    book,
    entries_of,
    find_terms,
    post,
    take_all,
)
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADVANCE, B_COMMITTED
from fundledger.domain.disbursements import (
    DISBURSEMENT_MOVES,
    DisbursementState,
    decide_approved_payee,
    decide_request,
    first_state,
    is_signed_by_all,
)
from fundledger.domain.ids import (
    DisbursementNo,
    ProjectNo,
    VoucherNo,
)
from fundledger.domain.journal import PostingRule
from fundledger.domain.labels import NO_REASON, BankKey, Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.permitted import voucher_rule
from fundledger.domain.readiness import (
    ready_disbursement,
    ready_project,
    ready_to_pay,
    ready_to_redirect,
    ready_to_return_disbursement,
    ready_to_sign_disbursement,
)
from fundledger.domain.sources import decide_banks
from fundledger.domain.summaries import Occasion
from fundledger.queries import balances
from fundledger.queries import disbursements as queries
from fundledger.queries.disbursements import Disbursement
from fundledger.queries.places import Payee
from fundledger.queries.projects import Project
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.DISBURSEMENT_REQUEST, case=of_project, ready=ready_project)
def request_disbursement(
    write: Writing, project_no: ProjectNo, amount: Money, *, reason: Reason = NO_REASON
) -> DisbursementNo:
    """Ask for an instalment of an advance.

    Raises OverCommittedError, UnclearedAdvanceError, and MoveError unless active.
    """
    project = find_project(write, project_no)
    payee = _registered(write, project)
    decide_request(
        to_fen(amount),
        committed_fen=balances.whole(write, B_COMMITTED, project_no),
        pending_fen=queries.pending(write, project_no),
        advance_fen=balances.whole(write, ADVANCE, project_no),
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
    record_step(
        write,
        Action.DISBURSEMENT_REQUEST,
        project_no,
        disbursement_no=no,
        to_state=state,
        reason=reason,
    )
    return no


@deed(Action.DISBURSEMENT_CHECK, case=of_disbursement, ready=ready_disbursement)
def check_disbursement(write: Writing, disbursement_no: DisbursementNo) -> None:
    """Check a request against agreement, payee and budget. Raises what a move does."""
    disbursement = _disbursement(write, disbursement_no)
    _move(write, Action.DISBURSEMENT_CHECK, disbursement)


@deed(
    Action.DISBURSEMENT_RETURN, case=of_disbursement, ready=ready_to_return_disbursement
)
def return_disbursement(
    write: Writing, disbursement_no: DisbursementNo, *, reason: Reason
) -> None:
    """Hand a request back; the community asks anew.

    Raises ReimbursementReturnError, ReasonNeededError, DisbursementMoveError.
    """
    disbursement = _disbursement(write, disbursement_no)
    _move(write, Action.DISBURSEMENT_RETURN, disbursement, reason=reason)


@deed(
    Action.DISBURSEMENT_APPROVE, case=of_disbursement, ready=ready_to_sign_disbursement
)
def approve_disbursement(
    write: Writing, disbursement_no: DisbursementNo, *, voucher_on: date | None = None
) -> VoucherNo | None:
    """Approve a payment; above the threshold it waits for the approver's agreement.

    It is approved to the payee registered now; whoever signs last moves an advance's
    budget to 已批待付. Raises DisbursementSignedError, DisbursementMoveError,
    PayeeChangedError, InsufficientError.
    """
    return _sign(write, Action.DISBURSEMENT_APPROVE, disbursement_no, voucher_on)


@deed(Action.DISBURSEMENT_AGREE, case=of_disbursement, ready=ready_to_sign_disbursement)
def agree_to_disbursement(
    write: Writing, disbursement_no: DisbursementNo, *, voucher_on: date | None = None
) -> VoucherNo | None:
    """Agree, as the approver, to a payment above the threshold.

    Raises AgreementNotNeededError, DisbursementSignedError, DisbursementMoveError,
    PayeeChangedError.
    """
    return _sign(write, Action.DISBURSEMENT_AGREE, disbursement_no, voucher_on)


def _sign(
    write: Writing, action: Action, no: DisbursementNo, on: date | None
) -> VoucherNo | None:
    """Take a signature; the last one executes the move."""
    disbursement = _disbursement(write, no)
    project = find_project(write, disbursement.project_no)
    to = DISBURSEMENT_MOVES[disbursement.state, action]
    payee, signed = _registered(write, project), queries.signed(write, no)
    if signed:
        decide_approved_payee(payee.name, approved=payee.no == disbursement.payee_no)
    threshold_fen = to_fen(settings(write).approver_agrees_above)
    if not is_signed_by_all(action, disbursement.fen, threshold_fen, signed):
        write.change(t.disbursement, no, payee_no=payee.no)
        _step(write, action, disbursement, disbursement.state)
        return None
    voucher_no = None
    if not disbursement.reimburses:
        shares = take_all(write, B_COMMITTED, disbursement.project_no, disbursement.fen)
        write_shares(write, no, shares)
        voucher_no = post(
            write,
            PostingRule.ADVANCE_APPROVED,
            shares,
            summary=Occasion.DISBURSEMENT_APPROVED.about(
                code=project.code, community=project.community
            ),
            project_no=disbursement.project_no,
            on=on,
        )
    write.change(t.disbursement, no, state=to, payee_no=payee.no)
    _step(write, action, disbursement, to, voucher_no=voucher_no)
    return voucher_no


@deed(Action.DISBURSEMENT_REDIRECT, case=of_disbursement, ready=ready_to_redirect)
def redirect_disbursement(
    write: Writing, disbursement_no: DisbursementNo, *, reason: Reason
) -> None:
    """Approve that a payment goes to the account its payee has registered since.

    What was approved, or bounced, was approved to another one. The supervisor approves
    it; above the setting approver_agrees_above the approver signs, too. Raises
    SamePayeeError, PayeeUnverifiedError, DisbursementMoveError, ReasonNeededError,
    AloneError, CosignedAlreadyError.
    """
    disbursement = _disbursement(write, disbursement_no)
    payee = _registered(write, find_project(write, disbursement.project_no))

    def redirect(signed: Signers) -> None:
        del signed
        write.change(t.disbursement, disbursement_no, payee_no=payee.no)
        action = Action.DISBURSEMENT_REDIRECT
        _step(write, action, disbursement, disbursement.state, reason=reason)

    above_fen = to_fen(settings(write).approver_agrees_above)
    action, fen = Action.DISBURSEMENT_REDIRECT, disbursement.fen
    cosigned_above(write, action, fen, redirect, above_fen=above_fen)


@deed(Action.DISBURSEMENT_PAY, case=of_disbursement, ready=ready_to_pay)
def pay_disbursement(
    write: Writing,
    disbursement_no: DisbursementNo,
    *,
    bank: BankKey,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Pay to the community's registered payee, verified, that was approved.

    A bounced payment is made again under its number. A source that names its account
    is paid from there, the others from `bank`. Raises PayeeUnverifiedError,
    PayeeChangedError, SourceBankError, DisbursementMoveError, InsufficientError.
    """
    disbursement = _disbursement(write, disbursement_no)
    project = find_project(write, disbursement.project_no)
    to = DISBURSEMENT_MOVES[disbursement.state, Action.DISBURSEMENT_PAY]
    payee = _registered(write, project)
    leaf = bank_of(write, bank)
    shares = queries.shares(write, disbursement_no)
    banks = decide_banks(
        [(find_terms(write, each.source).terms, each.fen) for each in shares], leaf
    )
    parts = payment_postings(write, disbursement, shares, dict(banks))
    booked = entries_of(write, parts)
    wording = (
        Occasion.REIMBURSEMENT_PAID
        if disbursement.reimburses
        else Occasion.ADVANCE_PAID
    )
    voucher_no = book(
        write,
        voucher_rule(parts),
        booked,
        summary=wording.about(code=project.code, payee=payee.name),
        on=voucher_on,
    )
    write.change(t.disbursement, disbursement_no, state=to, bank=leaf)
    pay_shares_from(write, disbursement_no, banks)
    _step(write, Action.DISBURSEMENT_PAY, disbursement, to, voucher_no=voucher_no)
    return voucher_no


@deed(Action.DISBURSEMENT_ACKNOWLEDGE, case=of_disbursement, ready=ready_disbursement)
def acknowledge_disbursement(write: Writing, disbursement_no: DisbursementNo) -> None:
    """Say, as the community, that the money arrived. Raises what a move does."""
    disbursement = _disbursement(write, disbursement_no)
    _move(write, Action.DISBURSEMENT_ACKNOWLEDGE, disbursement)


@deed(Action.DISBURSEMENT_BOUNCE, case=of_disbursement, ready=ready_disbursement)
def bounce_disbursement(
    write: Writing,
    disbursement_no: DisbursementNo,
    *,
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book that the bank sent a payment back 退汇: an event, not an error.

    It goes back to the sources that paid, or that took over from them since. What of a
    bounced advance was disallowed is not owed back any more, since the community never
    had it. Raises DisbursementMoveError, ReasonNeededError.
    """
    disbursement = _disbursement(write, disbursement_no)
    project = find_project(write, disbursement.project_no)
    to = DISBURSEMENT_MOVES[disbursement.state, Action.DISBURSEMENT_BOUNCE]
    backs = going_back(write, disbursement)
    parts = bounced_postings(write, disbursement, backs)
    booked = entries_of(write, parts)
    voucher_no = book(
        write,
        voucher_rule(parts),
        booked,
        summary=Occasion.BOUNCED.about(code=project.code, community=project.community),
        on=voucher_on,
    )
    settle_recoveries(write, disbursement.project_no, booked)
    move_shares(write, disbursement_no, backs)
    write.change(t.disbursement, disbursement_no, state=to)
    action = Action.DISBURSEMENT_BOUNCE
    _step(write, action, disbursement, to, reason=reason, voucher_no=voucher_no)
    return voucher_no


@deed(Action.DISBURSEMENT_DECLINE, case=of_disbursement, ready=ready_disbursement)
def decline_disbursement(
    write: Writing,
    disbursement_no: DisbursementNo,
    *,
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Decline a payment 拒付: its budget is committed again, its cost taken back.

    Raises DisbursementMoveError, ReasonNeededError, CostApartError, and
    PayableUncoveredError for a bounced advance that the community has spent from its
    own money.
    """
    disbursement = _disbursement(write, disbursement_no)
    project = find_project(write, disbursement.project_no)
    to = DISBURSEMENT_MOVES[disbursement.state, Action.DISBURSEMENT_DECLINE]
    parts = declined_postings(write, disbursement, voucher_on or write.on)
    voucher_no = None
    if parts:
        voucher_no = book(
            write,
            voucher_rule(parts),
            entries_of(write, parts),
            summary=Occasion.DECLINED.about(
                code=project.code, community=project.community
            ),
            on=voucher_on,
        )
    write.change(t.disbursement, disbursement_no, state=to)
    _step(
        write,
        Action.DISBURSEMENT_DECLINE,
        disbursement,
        to,
        reason=reason,
        voucher_no=voucher_no,
    )
    return voucher_no


def _registered(write: Writing, project: Project) -> Payee:
    payee = queries.registered_payee(write, project.community_key)
    return require(payee, "payee", project.community_key)


def _disbursement(write: Writing, no: DisbursementNo) -> Disbursement:
    return require(queries.disbursement(write, no), "disbursement", no)


def _move(
    write: Writing, action: Action, disbursement: Disbursement, *, reason: str = ""
) -> None:
    """Move a disbursement on where nothing is booked."""
    to = DISBURSEMENT_MOVES[disbursement.state, action]
    write.change(t.disbursement, disbursement.no, state=to)
    _step(write, action, disbursement, to, reason=reason)


def _step(
    write: Writing,
    action: Action,
    disbursement: Disbursement,
    to: DisbursementState,
    *,
    reason: str = "",
    voucher_no: VoucherNo | None = None,
) -> None:
    record_step(
        write,
        action,
        disbursement.project_no,
        disbursement_no=disbursement.no,
        from_state=disbursement.state,
        to_state=to,
        reason=reason,
        voucher_no=voucher_no,
    )
