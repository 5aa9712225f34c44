"""Whose money a payment is. Not deeds by themselves: what they all keep of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from fundledger.commands.posting import parts_of
from fundledger.domain.chart import PAYABLE, RECOVERABLE
from fundledger.domain.claims import RecoveryState, decide_recovery
from fundledger.domain.disallowances import declined_rule
from fundledger.domain.disbursements import (
    DisbursementState,
    decide_reimbursement_declined,
    payment_rules,
)
from fundledger.domain.ids import AccountKey, DisbursementNo, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, Posting, PostingRule, Slot
from fundledger.domain.sources import Share, give_back, summed
from fundledger.queries import costs, recoveries, sources
from fundledger.queries import disbursements as queries
from fundledger.queries.disbursements import Disbursement
from fundledger.store import tables as t
from fundledger.store.writing import Writing


def write_shares(write: Writing, no: DisbursementNo, shares: Sequence[Share]) -> None:
    """Keep what of a payment is of which source, in the order it was taken."""
    rows = [
        {"disbursement_no": no, "source": each.source, "place": place, "fen": each.fen}
        for place, each in enumerate(shares, start=1)
    ]
    write.insert_many(t.disbursement_share, rows)


def lower_shares(
    write: Writing, no: DisbursementNo, shares: Sequence[Share], less: Sequence[Share]
) -> None:
    """Lower what of a payment is of some sources."""
    left = {each.source: each.fen for each in shares}
    for source, fen in summed(less):
        key = (no, source)
        write.change(t.disbursement_share, key, fen=left[source] - fen)


def pay_shares_from(
    write: Writing, no: DisbursementNo, banks: Sequence[tuple[SourceKey, AccountKey]]
) -> None:
    """Keep from which account each source paid."""
    for source, bank in banks:
        write.change(t.disbursement_share, (no, source), bank=bank)


def owed_by_advances(write: Writing, project_no: ProjectNo) -> dict[SourceKey, int]:
    """Tell what bounced advances left payable to a community, by source, in 分."""
    waiting = queries.unpaid_shares(write, project_no)
    payable = sources.shares(write, PAYABLE, project_no, ())
    return {key: fen - waiting.get(key, 0) for key, fen in payable}


def within(shares: Sequence[Share], most: dict[SourceKey, int]) -> list[Share]:
    """Hold shares to what there is of each source."""
    parts = [Share(key, min(fen, max(most.get(key, 0), 0))) for key, fen in shares]
    return give_back(sum(each.fen for each in parts), [*reversed(parts)])


def payment_postings(
    write: Writing,
    disbursement: Disbursement,
    shares: Sequence[Share],
    banks: Mapping[SourceKey, AccountKey],
) -> list[Posting]:
    """Say how a payment is booked, source by source."""
    owed = owed_by_advances(write, disbursement.project_no)
    return [
        part
        for share in shares
        for rule, fen in payment_rules(
            share.fen,
            reimburses=disbursement.reimburses,
            owed_fen=owed.get(share.source, 0),
        )
        for part in parts_of(
            write,
            rule,
            [Share(share.source, fen)],
            accounts={Slot.BANK: banks[share.source]},
            project_no=disbursement.project_no,
        )
    ]


def declined_postings(
    write: Writing, disbursement: Disbursement, on: date
) -> list[Posting]:
    """List what declining books: nothing while an advance is only asked for.

    Raises CostApartError.
    """
    if disbursement.claim_no is None:
        if disbursement.state is DisbursementState.CHECKED:
            return []
        return parts_of(
            write,
            PostingRule.PAYMENT_DECLINED,
            queries.shares(write, disbursement.no),
            project_no=disbursement.project_no,
        )
    found_costs = costs.claim_costs(write, disbursement.claim_no)
    decide_reimbursement_declined(
        disbursement.fen, sum(each.fen for each in found_costs)
    )
    return [
        part
        for cost in found_costs
        for part in parts_of(
            write,
            declined_rule(closed_year=cost.year < on.year),
            [Share(cost.source, cost.fen)],
            accounts={Slot.COST: cost.account},
            project_no=disbursement.project_no,
        )
    ]


def settle_recoveries(
    write: Writing, project_no: ProjectNo, booked: Sequence[Entry]
) -> None:
    """Settle recoveries, oldest first, by what a bounce cleared of them."""
    rest = Counter[SourceKey | None]()
    for entry in booked:
        if entry.credit == RECOVERABLE:
            rest[entry.credit_source] += entry.fen
    for debt in recoveries.recoveries(write, project_no, {RecoveryState.OPEN}):
        part = min(rest[debt.source], debt.fen - debt.recovered_fen)
        rest[debt.source] -= part
        if part:
            state = decide_recovery(debt.fen, debt.recovered_fen, part)
            write.change(
                t.recovery,
                debt.no,
                recovered_fen=debt.recovered_fen + part,
                state=state,
            )


def bounced_postings(write: Writing, disbursement: Disbursement) -> list[Posting]:
    """Say how a bounced payment is booked: by the very split it was paid in."""
    rule = (
        PostingRule.REIMBURSEMENT_BOUNCED
        if disbursement.reimburses
        else PostingRule.ADVANCE_BOUNCED
    )
    banks = queries.banks(write, disbursement.no)
    return [
        part
        for each in queries.shares(write, disbursement.no)
        for part in parts_of(
            write,
            rule,
            [each],
            accounts={Slot.BANK: banks[each.source]},
            project_no=disbursement.project_no,
        )
    ]
