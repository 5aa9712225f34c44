"""Disallowed money that comes back 追回, or is given up 核销."""

from datetime import date

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import of_recovery
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import post
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.claims import RecoveryState, decide_recovery
from fundledger.domain.ids import RecoveryNo, VoucherNo
from fundledger.domain.journal import PostingRule, Slot
from fundledger.domain.labels import BankKey, Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.people import Role
from fundledger.domain.projects import is_last_signature
from fundledger.domain.readiness import ready_recovery
from fundledger.domain.summaries import Occasion
from fundledger.queries import recoveries as queries
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.RECOVERY_RECEIVE, case=of_recovery, ready=ready_recovery)
def receive_recovery(
    write: Writing,
    recovery_no: RecoveryNo,
    amount: Money,
    *,
    bank: BankKey,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book disallowed money that came back, in whole or in part.

    It is free to be approved again. Raises RecoverySettledError, OverRecoveredError.
    """
    recovery = require(queries.recovery(write, recovery_no), "recovery", recovery_no)
    project = find_project(write, recovery.project_no)
    fen = to_fen(amount)
    to = decide_recovery(recovery.fen, recovery.recovered_fen, fen)
    voucher_no = post(
        write,
        PostingRule.RECOVERED,
        fen,
        summary=Occasion.RECOVERED.about(
            code=project.code, community=project.community
        ),
        accounts={Slot.BANK: bank_of(write, bank)},
        project_no=recovery.project_no,
        on=voucher_on,
    )
    recovered = recovery.recovered_fen + fen
    write.change(t.recovery, recovery_no, recovered_fen=recovered, state=to)
    record_step(
        write,
        Action.RECOVERY_RECEIVE,
        recovery.project_no,
        recovery_no=recovery_no,
        from_state=recovery.state,
        to_state=to,
        voucher_no=voucher_no,
    )
    return voucher_no


@deed(Action.RECOVERY_WRITE_OFF, case=of_recovery, ready=ready_recovery)
def write_off_recovery(
    write: Writing,
    recovery_no: RecoveryNo,
    *,
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Sign that what is still owed cannot be recovered; the second signature books it.

    The approver and the supervisor sign; the supervisor has reviewed the voucher by
    that. Raises RecoverySettledError,
    SignedAlreadyError, ReasonNeededError.
    """
    action = Action.RECOVERY_WRITE_OFF
    recovery = require(queries.recovery(write, recovery_no), "recovery", recovery_no)
    project = find_project(write, recovery.project_no)
    assert write.role is not None
    signers = queries.write_off_signers(write, recovery_no)
    last = is_last_signature(project.state, action, write.role, set(signers))
    to = RecoveryState.WRITTEN_OFF if last else recovery.state
    voucher_no = None
    if last:
        voucher_no = post(
            write,
            PostingRule.IRRECOVERABLE,
            recovery.fen - recovery.recovered_fen,
            summary=Occasion.WRITTEN_OFF.about(
                code=project.code, community=project.community
            ),
            project_no=recovery.project_no,
            on=voucher_on,
            reviewed_by=(signers | {write.role: write.actor})[Role.SUPERVISOR],
        )
        write.change(t.recovery, recovery_no, state=to)
    record_step(
        write,
        action,
        recovery.project_no,
        recovery_no=recovery_no,
        from_state=recovery.state,
        to_state=to,
        reason=reason,
        voucher_no=voucher_no,
    )
    return voucher_no
