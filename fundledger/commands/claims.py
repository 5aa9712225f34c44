"""Claims 支出报账: receipts handed in, mended, admitted in whole or in part."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple, Unpack

from fundledger.commands.attaching import attach_receipts
from fundledger.commands.cases import of_claim, of_project
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.payments import write_shares
from fundledger.commands.posting import (
    book,
    clear_advance,
    entries_of,
    parts_of,
    take_all,
)
from fundledger.commands.receipts import (
    NewReceipt,
    NewVersion,
    claimed,
    hand_in,
    store_suspicions,
)
from fundledger.commands.steps import About, record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_COMMITTED, SpendingKind, cost_control
from fundledger.domain.claims import (
    CLAIM_MOVES,
    Admitted,
    ClaimState,
    decide_admission,
    decide_line_budgets,
)
from fundledger.domain.disbursements import first_state
from fundledger.domain.ids import (
    ClaimNo,
    DisbursementNo,
    LineNo,
    ProjectNo,
    ReceiptNo,
    VoucherNo,
)
from fundledger.domain.journal import PostingRule, Slot
from fundledger.domain.labels import NO_REASON, Count, Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.readiness import ready_claim, ready_project
from fundledger.domain.receipts import decide_suspicions, require_suspicion
from fundledger.domain.sources import Share, split, total
from fundledger.domain.summaries import Occasion
from fundledger.queries import claims as queries
from fundledger.queries import suspicions
from fundledger.queries.budgets import approved_lines
from fundledger.queries.claims import Claim
from fundledger.queries.costs import line_kinds
from fundledger.queries.disbursements import registered_payee
from fundledger.queries.projects import Project
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.writing import Writing


class Verdict(NamedTuple):
    """What the accountant admits of one receipt, and why not all of it."""

    receipt_no: ReceiptNo
    amount: Money
    reason: Reason = NO_REASON


@deed(Action.CLAIM_DRAFT, case=of_project, ready=ready_project)
def draft_claim(
    write: Writing,
    project_no: ProjectNo,
    *,
    receipts: Sequence[NewReceipt],
    reimburses: bool = False,
) -> ClaimNo:
    """Begin a claim with its receipts, against an advance or for reimbursement.

    Raises NoReceiptsError, UnknownLineError, MoveError.
    """
    no = ClaimNo(write.next_no(t.claim))
    write.insert(
        t.claim,
        no=no,
        project_no=project_no,
        reimburses=reimburses,
        claimed_fen=claimed(receipts),
        version=1,
        state=ClaimState.DRAFT,
    )
    hand_in(write, NewVersion(project_no, no, 1), receipts)
    record_step(
        write,
        Action.CLAIM_DRAFT,
        project_no,
        claim_no=no,
        to_state=ClaimState.DRAFT,
    )
    return no


@deed(Action.CLAIM_DRAFT, case=of_claim, ready=ready_claim)
def redraft_claim(
    write: Writing, claim_no: ClaimNo, *, receipts: Sequence[NewReceipt]
) -> None:
    """Replace the receipts of a draft.

    Raises NoReceiptsError, UnknownLineError, ClaimMoveError.
    """
    _mend(write, Action.CLAIM_DRAFT, _claim(write, claim_no), receipts)


@deed(Action.CLAIM_SUBMIT, case=of_claim, ready=ready_claim)
def submit_claim(write: Writing, claim_no: ClaimNo) -> None:
    """Hand a draft in, and store with it which receipts look like others.

    Raises ClaimMoveError, DuplicateReceiptError, InvoiceFaceError, InvoiceUsedUpError.
    """
    claim = _claim(write, claim_no)
    to = CLAIM_MOVES[claim.state, Action.CLAIM_SUBMIT]
    store_suspicions(write, claim_no, queries.suspicions(write, claim_no))
    write.change(t.claim, claim_no, state=to)
    _step(write, Action.CLAIM_SUBMIT, claim, to)


@deed(Action.CLAIM_RETURN, case=of_claim, ready=ready_claim)
def return_claim(write: Writing, claim_no: ClaimNo, *, reason: Reason) -> None:
    """Hand a claim back to be mended. Raises ClaimMoveError, ReasonNeededError."""
    _decide(write, Action.CLAIM_RETURN, claim_no, reason)


@deed(Action.CLAIM_REJECT, case=of_claim, ready=ready_claim)
def reject_claim(write: Writing, claim_no: ClaimNo, *, reason: Reason) -> None:
    """Reject a claim; its receipts may be handed in again in another.

    Raises ClaimMoveError, ReasonNeededError.
    """
    _decide(write, Action.CLAIM_REJECT, claim_no, reason)


@deed(Action.CLAIM_RESUBMIT, case=of_claim, ready=ready_claim)
def resubmit_claim(
    write: Writing, claim_no: ClaimNo, *, receipts: Sequence[NewReceipt]
) -> None:
    """Hand a returned claim in again; its receipts are a new version.

    Raises NoReceiptsError, UnknownLineError, ClaimMoveError, and what `submit_claim`
    raises.
    """
    _mend(write, Action.CLAIM_RESUBMIT, _claim(write, claim_no), receipts)


@deed(Action.CLAIM_DISMISS_SUSPICIONS, case=of_claim, ready=ready_claim)
def dismiss_suspicions(
    write: Writing,
    claim_no: ClaimNo,
    *,
    reason: Reason,
    receipts: Sequence[ReceiptNo] | None = None,
) -> Count:
    """Say why receipts that look like others are not the same; count what was open.

    So the accountant agrees to parts of one 发票. With `receipts`, of those alone.
    Raises ClaimMoveError, ReasonNeededError, NothingSuspiciousError.
    """
    waiting = [
        each
        for each in suspicions.suspicions(write, claim_no)
        if each.dismissed_by is None and (not receipts or each.receipt_no in receipts)
    ]
    require_suspicion(len(waiting))
    for each in waiting:
        write.change(
            t.suspicion,
            each.no,
            dismissed_by=write.actor,
            dismissed_on=write.on,
            reason=reason,
        )
    _decide(write, Action.CLAIM_DISMISS_SUSPICIONS, claim_no, reason)
    return len(waiting)


@deed(Action.CLAIM_ADMIT, case=of_claim, ready=ready_claim)
def admit_claim(
    write: Writing,
    claim_no: ClaimNo,
    *,
    admitted: Sequence[Verdict],
    reason: Reason = NO_REASON,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Admit a claim, receipt by receipt, and book its cost by kind of spending.

    Against an advance it clears the advance; a reimbursement is owed from now on, and
    goes on to be approved and paid. Raises what `decide_admission` and
    `decide_line_budgets` do, SuspicionOpenError, ClaimMoveError, InsufficientError.
    """
    claim = _claim(write, claim_no)
    project = find_project(write, claim.project_no)
    to = CLAIM_MOVES[claim.state, Action.CLAIM_ADMIT]
    decided = _admitted(write, claim, admitted)
    receipts = {each.no: each for each in queries.receipts(write, claim_no)}
    claimed = {no: each.claimed_fen for no, each in receipts.items()}
    total_fen = decide_admission(claimed, decided)
    proven = {each.receipt_no: receipts[each.receipt_no] for each in decided}
    _require_dismissed(write, claim_no, decided)
    decide_line_budgets(
        [line.budget for line in approved_lines(write, claim.project_no)],
        decided,
        settings(write).line_tolerance_percent,
    )
    shares = _shares(write, claim, total_fen)
    sheets = sum(each.sheets for each in proven.values())
    voucher_no = _book(write, project, claim, decided, shares, voucher_on, sheets)
    attach_receipts(write, voucher_no, proven)
    write.change(t.claim, claim_no, state=to, admitted_fen=total_fen)
    _insert_admissions(write, decided)
    no = _reimburse(write, project, claim, shares) if claim.reimburses else None
    _step(
        write,
        Action.CLAIM_ADMIT,
        claim,
        to,
        reason=reason,
        voucher_no=voucher_no,
        disbursement_no=no,
    )
    return voucher_no


def _admitted(
    write: Writing, claim: Claim, verdicts: Sequence[Verdict]
) -> list[Admitted]:
    """Put each verdict beside its receipt; a receipt unknown here claims nothing."""
    known = {each.no: each for each in queries.receipts(write, claim.no)}
    decided: list[Admitted] = []
    for no, amount, reason in verdicts:
        receipt = known.get(no)
        line, fen = (receipt.line, receipt.claimed_fen) if receipt else (_NONE, 0)
        decided.append(Admitted(no, line, fen, to_fen(amount), reason))
    return decided


_NONE: Final = LineNo(0)


def _insert_admissions(write: Writing, decided: Sequence[Admitted]) -> None:
    write.insert_many(
        t.admission,
        [
            {
                "receipt_no": each.receipt_no,
                "admitted_fen": each.admitted_fen,
                "reason": each.reason,
            }
            for each in decided
        ],
    )


def _require_dismissed(
    write: Writing, claim_no: ClaimNo, decided: Sequence[Admitted]
) -> None:
    """Admit nothing that looks like another receipt. Raises SuspicionOpenError."""
    waiting = suspicions.suspicions(write, claim_no)
    decide_suspicions(
        [each.receipt_no for each in decided if each.admitted_fen],
        [each.receipt_no for each in waiting if each.dismissed_by is None],
    )


def _book(
    write: Writing,
    project: Project,
    claim: Claim,
    decided: Sequence[Admitted],
    shares: Sequence[Share],
    on: date | None,
    sheets: int,
) -> VoucherNo:
    """Book the admitted cost: one voucher, a posting for each kind and source."""
    rule = (
        PostingRule.REIMBURSEMENT_ADMITTED
        if claim.reimburses
        else PostingRule.CLAIM_ADMITTED
    )
    kinds = line_kinds(write, claim.project_no)
    by_kind: dict[SpendingKind, int] = defaultdict(int)
    for each in decided:
        by_kind[kinds[each.line]] += each.admitted_fen
    parts = [
        part
        for kind, of_kind in zip(
            by_kind, split([*by_kind.values()], shares), strict=True
        )
        for part in parts_of(
            write,
            rule,
            of_kind,
            accounts={Slot.COST: cost_control(kind)},
            project_no=claim.project_no,
        )
        if of_kind
    ]
    return book(
        write,
        rule,
        entries_of(write, parts),
        summary=Occasion.CLAIM_ADMITTED.about(
            code=project.code, community=project.community
        ),
        on=on,
        attachments=sheets,
    )


def _shares(write: Writing, claim: Claim, fen: int) -> list[Share]:
    """Say whose money was spent: of the oldest advances, or of the commitment.

    Raises InsufficientError.
    """
    if claim.reimburses:
        return take_all(write, B_COMMITTED, claim.project_no, fen)
    return clear_advance(write, claim.project_no, fen)


def _reimburse(
    write: Writing, project: Project, claim: Claim, shares: Sequence[Share]
) -> DisbursementNo:
    """Put what is owed for an admitted claim on its way to be paid."""
    payee = registered_payee(write, project.community_key)
    no = DisbursementNo(write.next_no(t.disbursement))
    write.insert(
        t.disbursement,
        no=no,
        project_no=claim.project_no,
        claim_no=claim.no,
        payee_no=require(payee, "payee", project.community_key).no,
        fen=total(shares),
        state=first_state(reimburses=True),
    )
    write_shares(write, no, shares)
    return no


def _mend(
    write: Writing, action: Action, claim: Claim, receipts: Sequence[NewReceipt]
) -> None:
    """Take a new version of a claim's receipts."""
    to = CLAIM_MOVES[claim.state, action]
    version, total_fen = claim.version + 1, claimed(receipts)
    new = NewVersion(claim.project_no, claim.no, version)
    hand_in(write, new, receipts, submits=to is ClaimState.SUBMITTED)
    write.change(t.claim, claim.no, state=to, version=version, claimed_fen=total_fen)
    _step(write, action, claim, to)


def _decide(write: Writing, action: Action, no: ClaimNo, reason: str) -> None:
    """Move a claim on where nothing is booked, with a reason."""
    claim = _claim(write, no)
    to = CLAIM_MOVES[claim.state, action]
    write.change(t.claim, no, state=to)
    _step(write, action, claim, to, reason=reason)


def _claim(write: Writing, no: ClaimNo) -> Claim:
    return require(queries.claim(write, no), "claim", no)


def _step(
    write: Writing, action: Action, claim: Claim, to: ClaimState, **about: Unpack[About]
) -> None:
    about |= {"claim_no": claim.no, "from_state": claim.state, "to_state": to}
    record_step(write, action, claim.project_no, **about)
