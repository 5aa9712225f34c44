"""Whose money a payment is. Not deeds by themselves: what they all keep of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from fundledger.commands.posting import parts_of
from fundledger.domain.bounces import Back
from fundledger.domain.chart import PAYABLE, RECOVERABLE, SpendingKind
from fundledger.domain.claims import RecoveryState, decide_recovery
from fundledger.domain.disallowances import declined_rule
from fundledger.domain.disbursements import (
    DisbursementState,
    decide_reimbursement_declined,
    payment_rules,
)
from fundledger.domain.ids import AccountKey, DisbursementNo, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, Posting, PostingRule, Slot
from fundledger.domain.sources import Share, give_back, split, summed
from fundledger.queries import costs, recoveries, sources
from fundledger.queries import disbursements as queries
from fundledger.queries.costs import ClaimCost
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
    found_costs = borne_costs(
        costs.claim_costs(write, disbursement.claim_no),
        queries.shares(write, disbursement.no),
    )
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


def borne_costs(
    booked: Sequence[ClaimCost], shares: Sequence[Share]
) -> list[ClaimCost]:
    """Say whose cost a claim is that is still to be paid: of those that will pay it.

    What another source took over before its payment bounced is of that one.
    """
    if {*summed(Share(each.source, each.fen) for each in booked)} == {*shares}:
        return [*booked]
    whole: dict[SpendingKind, list[ClaimCost]] = {}
    for each in booked:
        whole.setdefault(each.kind, []).append(each)
    amounts = [sum(each.fen for each in of_kind) for of_kind in whole.values()]
    return [
        of_kind[0]._replace(source=share.source, fen=share.fen)
        for of_kind, parts in zip(whole.values(), split(amounts, shares), strict=True)
        for share in parts
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


def bounced_postings(
    write: Writing, disbursement: Disbursement, backs: Sequence[Back]
) -> list[Posting]:
    """Say how a bounced payment is booked: to the accounts that it was paid from."""
    rule = (
        PostingRule.REIMBURSEMENT_BOUNCED
        if disbursement.reimburses
        else PostingRule.ADVANCE_BOUNCED
    )
    banks = queries.banks(write, disbursement.no)
    return [
        part
        for each in backs
        for part in parts_of(
            write,
            rule,
            [Share(each.source, each.fen)],
            accounts={Slot.BANK: banks[each.paid_of]},
            project_no=disbursement.project_no,
        )
    ]


def move_shares(write: Writing, no: DisbursementNo, backs: Sequence[Back]) -> None:
    """Let a payment that bounced be made again by those that it went back to."""
    fen_of = dict(summed(Share(each.source, each.fen) for each in backs))
    places = queries.share_places(write, no)
    for source, fen in places.items():
        if fen != fen_of.get(source, 0):
            key = (no, source)
            write.change(t.disbursement_share, key, fen=fen_of.get(source, 0))
    rows = [
        {"disbursement_no": no, "source": source, "place": place, "fen": fen}
        for place, (source, fen) in enumerate(
            ((key, fen) for key, fen in fen_of.items() if key not in places),
            start=len(places) + 1,
        )
    ]
    write.insert_many(t.disbursement_share, rows)
