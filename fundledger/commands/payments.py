"""Whose money a payment is. Not deeds by themselves: what they all keep of it."""

from collections.abc import Sequence

from fundledger.domain.chart import PAYABLE
from fundledger.domain.ids import AccountKey, DisbursementNo, ProjectNo, SourceKey
from fundledger.domain.sources import Share, give_back
from fundledger.queries import disbursements as queries
from fundledger.queries import sources
from fundledger.store import tables as t
from fundledger.store.writing import Writing


def write_shares(write: Writing, no: DisbursementNo, shares: Sequence[Share]) -> None:
    """Keep what of a payment is of which source, in the order it was taken."""
    rows = [
        {"disbursement_no": no, "source": each.source, "place": place, "fen": each.fen}
        for place, each in enumerate(shares, start=1)
    ]
    write.insert_many(t.disbursement_share, rows)


def lower_shares(write: Writing, no: DisbursementNo, less: Sequence[Share]) -> None:
    """Lower what of a payment is of some sources."""
    left = {each.source: each.fen for each in queries.shares(write, no)}
    for source, fen in less:
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
