"""Disallowed money that comes back 追回, or is given up 核销."""

from collections.abc import Callable
from datetime import date
from functools import partial

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import of_recovery
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import book, entries_of, find_source, post
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.claims import RecoveryState, decide_recovery
from fundledger.domain.ids import Login, RecoveryNo, SourceKey, VoucherNo
from fundledger.domain.journal import Entry, Posting, PostingRule, Slot
from fundledger.domain.labels import NO_REASON, BankKey, Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.people import Role
from fundledger.domain.projects import is_last_signature
from fundledger.domain.readiness import ready_recovery
from fundledger.domain.sources import Share, Source
from fundledger.domain.summaries import Occasion
from fundledger.domain.treatments import treatment
from fundledger.domain.write_offs import SignedFor, decide_bearer, write_off_rule
from fundledger.queries import funds
from fundledger.queries import recoveries as queries
from fundledger.queries.projects import Project
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
        [Share(recovery.source, fen)],
        summary=_summary(Occasion.RECOVERED, project),
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
    bearer: SourceKey | None = None,
    consent: Reason = NO_REASON,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Sign that what is still owed cannot be recovered; the second signature books it.

    The approver and the supervisor sign, for the same bearer: the source itself, if it
    is restricted with its giver's written consent, or an unrestricted one, that then
    bears the loss. The supervisor has reviewed the voucher by that. Raises
    RecoverySettledError, SignedAlreadyError, ReasonNeededError, ConsentNeededError,
    BearerApartError, RestrictedSourceError, NotFoundError.
    """
    action = Action.RECOVERY_WRITE_OFF
    recovery = require(queries.recovery(write, recovery_no), "recovery", recovery_no)
    project = find_project(write, recovery.project_no)
    assert write.role is not None
    signers = queries.write_off_signers(write, recovery_no)
    last = is_last_signature(project.state, action, write.role, set(signers))
    to = RecoveryState.WRITTEN_OFF if last else recovery.state
    own = find_source(write, recovery.source)
    other = find_source(write, recovery.source if bearer is None else bearer)
    consent = decide_bearer(
        own, other, signed_for=_signed_for(recovery), consent=consent
    )
    reviewer = (signers | {write.role: write.actor}).get(Role.SUPERVISOR)
    write_off = partial(
        _write_off, write, recovery, project, (own, other), voucher_on, reviewer
    )
    voucher_no = write_off() if last else None
    if not last:
        _try(write, write_off)
    write.change(t.recovery, recovery_no, bearer=other.key, consent=consent, state=to)
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


def _summary(occasion: Occasion, project: Project) -> str:
    return occasion.about(code=project.code, community=project.community)


def _try(write: Writing, write_off: Callable[[], VoucherNo]) -> None:
    """Try at the first signature what the last one does."""
    with write.trial():
        write_off()


def _signed_for(recovery: queries.Recovery) -> SignedFor | None:
    """Tell what the other signature is for, if there is one."""
    if recovery.bearer is None:
        return None
    return SignedFor(recovery.bearer, recovery.consent)


def _write_off(
    write: Writing,
    recovery: queries.Recovery,
    project: Project,
    of: tuple[Source, Source],
    on: date | None,
    reviewer: Login | None,
) -> VoucherNo:
    """Book what is given up: it is tried at the first signature, done at the last."""
    return book(
        write,
        write_off_rule(*of),
        _written_off(write, recovery, of, on or write.on),
        summary=_summary(Occasion.WRITTEN_OFF, project),
        on=on,
        reviewed_by=reviewer,
    )


def _written_off(
    write: Writing, recovery: queries.Recovery, of: tuple[Source, Source], on: date
) -> list[Entry]:
    """Book what is given up as the loss that the year's edition says."""
    own, bearer = of
    loss = treatment(funds.edition_of(write, on.year), on.year).loss
    posting = Posting(
        write_off_rule(own, bearer),
        recovery.fen - recovery.recovered_fen,
        own,
        {Slot.LOSS: loss},
        recovery.project_no,
        bearer,
    )
    return entries_of(write, [posting])
