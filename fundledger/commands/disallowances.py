"""Spending disallowed 核减: what becomes of the cost, and of what is owed for it."""

from collections.abc import Sequence
from datetime import date

from fundledger.commands.bearing import bearers_of, borne, of_bearers, takers
from fundledger.commands.cases import of_receipt
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.payments import borne_costs, lower_shares, owed_by_advances
from fundledger.commands.posting import (
    book,
    entries_of,
    parts_of,
    take_back_advance,
)
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.claims import CLAIM_MOVES, RecoveryState
from fundledger.domain.disallowances import (
    NEVER_PAID,
    Disallowable,
    NothingBookedError,
    decide_disallowed,
    disallowance_rules,
)
from fundledger.domain.disbursements import (
    DISBURSEMENT_MOVES,
    DisbursementState,
)
from fundledger.domain.ids import (
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import Posting, PostingRule, Slot
from fundledger.domain.labels import Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.permitted import voucher_rule
from fundledger.domain.readiness import ready_claim
from fundledger.domain.sources import Share, give_back, summed, take, total, without
from fundledger.domain.summaries import Occasion
from fundledger.queries import claims, costs, disbursements, recoveries
from fundledger.queries.claims import Claim, ClaimReceipt
from fundledger.queries.costs import ClaimCost
from fundledger.queries.disbursements import UNPAID, Disbursement
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.CLAIM_DISALLOW, case=of_receipt, ready=ready_claim)
def disallow_receipt(
    write: Writing,
    receipt_no: ReceiptNo,
    amount: Money,
    *,
    reason: Reason,
    before_booking: bool = False,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Disallow 核减 spending of an admitted claim, which the community then owes.

    `before_booking` is what the claim was never admitted for: it comes off the
    advance. Otherwise cost is taken back, in red or through prior-year adjustments;
    what was not paid yet is not owed, and its payment becomes less. Raises
    OverDisallowedError, NothingBookedError, ClaimMoveError, ReasonNeededError.
    """
    receipt = require(claims.receipt(write, receipt_no), "receipt", receipt_no)
    claim = require(claims.claim(write, receipt.claim_no), "claim", receipt.claim_no)
    project, fen = find_project(write, claim.project_no), to_fen(amount)
    _decide(write, claim, receipt, fen, before_booking=before_booking)
    unpaid = _unpaid(write, claim)
    if before_booking:
        parts = _off_the_advance(write, claim.project_no, fen)
    else:
        parts = _parts(write, claim, receipt, fen, voucher_on or write.on)
    voucher_no = book(
        write,
        voucher_rule(parts),
        entries_of(write, parts),
        summary=Occasion.DISALLOWED.about(
            code=project.code, community=project.community
        ),
        on=voucher_on,
    )
    _lower(write, unpaid, parts)
    recovery_no = _owe(write, claim.project_no, receipt_no, parts, reason, voucher_no)
    record_step(
        write,
        Action.CLAIM_DISALLOW,
        claim.project_no,
        claim_no=claim.no,
        recovery_no=recovery_no,
        from_state=claim.state,
        to_state=CLAIM_MOVES[claim.state, Action.CLAIM_DISALLOW],
        reason=reason,
        voucher_no=voucher_no,
    )
    return voucher_no


def _off_the_advance(write: Writing, project_no: ProjectNo, fen: int) -> list[Posting]:
    """Say how what was never admitted comes off the newest advances."""
    rule = PostingRule.DISALLOWED_BEFORE_BOOKING
    shares = take_back_advance(write, project_no, fen)
    return parts_of(write, rule, shares, project_no=project_no)


def _decide(
    write: Writing,
    claim: Claim,
    receipt: ClaimReceipt,
    fen: int,
    *,
    before_booking: bool,
) -> None:
    """Demand that the receipt has so much to disallow, and that it is booked."""
    lost = recoveries.disallowed(write, receipt.no)
    decide_disallowed(
        Disallowable(
            receipt.no,
            receipt.claimed_fen,
            receipt.admitted_fen or 0,
            lost.before_fen,
            lost.after_fen,
        ),
        fen,
        before_booking=before_booking,
        reimburses=claim.reimburses,
    )


def _unpaid(write: Writing, claim: Claim) -> list[Disbursement]:
    """List the payments that are still to be made for a claim.

    For a claim against an advance these are advances that bounced, or wait, while the
    community has spent its own money. Raises NothingBookedError.
    """
    if not claim.reimburses:
        waiting = (DisbursementState.BOUNCED, DisbursementState.APPROVED)
        unpaid = disbursements.disbursements(write, claim.project_no, waiting)
        advances = [each for each in unpaid if not each.reimburses]
        return sorted(advances, key=lambda each: waiting.index(each.state))
    paid_by = disbursements.disbursement_of_claim(write, claim.no)
    if paid_by is None or paid_by.state is DisbursementState.DECLINED:
        raise NothingBookedError
    return [paid_by] if paid_by.state in UNPAID else []


def _parts(
    write: Writing, claim: Claim, receipt: ClaimReceipt, fen: int, on: date
) -> list[Posting]:
    """Divide what is taken back into what was not paid and what must be recovered.

    It goes back to the sources that paid for that kind of spending, the last first;
    what another source took over goes back to that one.
    """
    kind = costs.line_kinds(write, claim.project_no)[receipt.line]
    booked = [each for each in _booked(write, claim) if each.kind is kind]
    shares = give_back(fen, [Share(each.source, each.fen) for each in booked])
    never, owed = _never_paid(write, claim, shares)
    account, no = booked[0].account, claim.project_no
    divided = disallowance_rules(
        fen,
        unpaid_fen=total(never),
        closed_year=any(each.year < on.year for each in booked),
    )
    bearers = of_bearers(write, account, no, owed)
    return [
        part
        for rule, _ in divided
        for part in parts_of(
            write,
            rule,
            never if rule in NEVER_PAID else bearers,
            accounts={Slot.COST: account},
            project_no=no,
        )
    ]


def _booked(write: Writing, claim: Claim) -> Sequence[ClaimCost]:
    """List what a claim costs; while it is to be paid, of those that will pay it."""
    booked = costs.claim_costs(write, claim.no)
    if claim.reimburses:
        for each in _unpaid(write, claim):
            return borne_costs(booked, disbursements.shares(write, each.no))
    return booked


def _never_paid(
    write: Writing, claim: Claim, shares: Sequence[Share]
) -> tuple[list[Share], list[Share]]:
    """Divide shares into what was never paid, and what was, in 分.

    What nobody has paid and bears any more was paid by an advance that another source
    took over, and that bounced since: it is never paid, of that one.
    """
    unpaid = _unpaid_of(write, claim)
    never = [
        Share(key, min(fen, max(unpaid.get(key, 0), 0)))
        for key, fen in shares
        if unpaid.get(key, 0) > 0
    ]
    paid = without(shares, never)
    if claim.reimburses:
        return never, paid
    bears = borne(write, claim.project_no)
    alone = [Share(key, fen - min(fen, max(bears.get(key, 0), 0))) for key, fen in paid]
    short = total(paid) - total(bearers_of(write, claim.project_no, paid))
    left = without([Share(*each) for each in unpaid.items()], never)
    of_takers = {each.source: each for each in left}
    named = takers(write, claim.project_no)
    more = take(short, [of_takers[key] for key in named if key in of_takers])
    return summed([*never, *more]), without(paid, take(total(more), alone))


def _unpaid_of(write: Writing, claim: Claim) -> dict[SourceKey, int]:
    """Tell by source how much of a claim's cost is owed to the community, in 分."""
    if not claim.reimburses:
        return owed_by_advances(write, claim.project_no)
    return {
        share.source: share.fen
        for each in _unpaid(write, claim)
        for share in disbursements.shares(write, each.no)
    }


def _lower(
    write: Writing, unpaid: Sequence[Disbursement], parts: Sequence[Posting]
) -> None:
    """Lower the payments still to be made by what is not owed any more."""
    rest = [
        Share(part.source.key, part.fen)
        for part in parts
        if part.rule in NEVER_PAID and part.source is not None
    ]
    shares_of = {each.no: disbursements.shares(write, each.no) for each in unpaid}
    for each in unpaid:
        of = {share.source: share.fen for share in shares_of[each.no]}
        less = [Share(key, min(fen, of.get(key, 0))) for key, fen in rest]
        rest = without(rest, less)
        lost = total(less)
        if lost == each.fen:
            action = Action.DISBURSEMENT_DECLINE
            to = DISBURSEMENT_MOVES[each.state, action]
            write.change(t.disbursement, each.no, state=to)
        elif lost:
            write.change(t.disbursement, each.no, fen=each.fen - lost)
            lower_shares(write, each.no, shares_of[each.no], less)


def _owe(
    write: Writing,
    project_no: ProjectNo,
    receipt_no: ReceiptNo,
    parts: Sequence[Posting],
    reason: str,
    voucher_no: VoucherNo,
) -> RecoveryNo:
    """Write down what is owed back, and what was never paid; give the last number."""
    no = RecoveryNo(0)
    for part in parts:
        no = RecoveryNo(write.next_no(t.recovery))
        never = part.rule in NEVER_PAID
        assert part.source is not None, "what is owed is of a source"
        write.insert(
            t.recovery,
            no=no,
            project_no=project_no,
            receipt_no=receipt_no,
            source=part.source.key,
            consent="",
            fen=part.fen,
            recovered_fen=0,
            state=RecoveryState.NEVER_PAID if never else RecoveryState.OPEN,
            reason=reason,
            on_date=write.on,
            voucher_no=voucher_no,
        )
    return no
