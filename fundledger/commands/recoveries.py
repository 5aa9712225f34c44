"""Disallowed money that comes back 追回, or is given up 核销."""

from datetime import date

from fundledger.commands.banks import bank_of
from fundledger.commands.deed import deed
from fundledger.commands.finding import demand
from fundledger.commands.lives import take_up
from fundledger.commands.posting import post
from fundledger.commands.steps import take_step
from fundledger.domain.actions import Action
from fundledger.domain.claims import decide_recovery, decide_write_off
from fundledger.domain.ids import RecoveryNo, VoucherNo
from fundledger.domain.journal import PostingRule, Slot
from fundledger.domain.money import Money, to_fen
from fundledger.domain.projects import decide_signature
from fundledger.queries import recoveries as queries
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.RECOVERY_RECEIVE)
def receive_recovery(
    write: Writing,
    recovery_no: RecoveryNo,
    amount: Money,
    *,
    bank: str,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book disallowed money that came back, in whole or in part.

    It is free to be approved again. Raises RecoverySettledError, OverRecoveredError.
    """
    found = demand(queries.recovery(write, recovery_no), "recovery", recovery_no)
    project = take_up(write, Action.RECOVERY_RECEIVE, found.project_no)
    fen = to_fen(amount)
    to = decide_recovery(found.state, found.fen, found.recovered_fen, fen)
    voucher_no = post(
        write,
        PostingRule.RECOVERED,
        fen,
        summary=f"追回 {project.code} 核减款第{recovery_no}号",
        accounts={Slot.BANK: bank_of(write, bank)},
        project_no=found.project_no,
        on=voucher_on,
    )
    recovered = found.recovered_fen + fen
    write.change(t.recovery, recovery_no, recovered_fen=recovered, state=to)
    take_step(
        write,
        Action.RECOVERY_RECEIVE,
        found.project_no,
        recovery_no=recovery_no,
        from_state=found.state,
        to_state=to,
        voucher_no=voucher_no,
    )
    return voucher_no


@deed(Action.RECOVERY_WRITE_OFF)
def write_off(
    write: Writing,
    recovery_no: RecoveryNo,
    *,
    reason: str,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Sign that what is still owed cannot be recovered; the second signature books it.

    The approver and the supervisor sign. Raises RecoverySettledError,
    SignedAlreadyError, ReasonNeededError.
    """
    action = Action.RECOVERY_WRITE_OFF
    found = demand(queries.recovery(write, recovery_no), "recovery", recovery_no)
    project = take_up(write, action, found.project_no, reason)
    to = decide_write_off(found.state)
    assert write.role is not None
    signed = queries.write_off_signatures(write, recovery_no)
    last = decide_signature(project.state, action, write.role, signed)
    voucher_no = None
    if last:
        voucher_no = post(
            write,
            PostingRule.IRRECOVERABLE,
            found.fen - found.recovered_fen,
            summary=f"核销 {project.code} 核减款第{recovery_no}号：{reason}",
            project_no=found.project_no,
            on=voucher_on,
        )
        write.change(t.recovery, recovery_no, state=to)
    take_step(
        write,
        action,
        found.project_no,
        recovery_no=recovery_no,
        from_state=found.state,
        to_state=to if last else found.state,
        reason=reason,
        voucher_no=voucher_no,
    )
    return voucher_no
