"""Which sources bear what a project has spent. Not deeds by themselves."""

from collections.abc import Sequence

from fundledger.domain.bounces import Back, Out, split_back
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import InsufficientError
from fundledger.domain.money import from_fen
from fundledger.domain.sources import Share, summed, take, total
from fundledger.queries import disbursements, re_sourcing, source_uses, sources
from fundledger.queries.disbursements import Disbursement
from fundledger.store.writing import Writing


def borne(write: Writing, project_no: ProjectNo) -> dict[SourceKey, int]:
    """Tell what of a project's cost each source has paid and bears now, in 分.

    What is still owed to the community is not paid; what another source took over,
    that one bears.
    """
    return {
        each.source: each.spent + each.moved_out - each.moved_in - each.payable
        for each in source_uses.project_source_uses(write, project_no)
    }


def of_bearers(
    write: Writing, account: AccountKey, project_no: ProjectNo, shares: Sequence[Share]
) -> list[Share]:
    """Say whose cost is taken back: of a source as far as it bears it still.

    What another one took over comes back to that one, the last first. Raises
    InsufficientError where all of them bear less.
    """
    bearers = bearers_of(write, project_no, shares)
    if total(bearers) < total(shares):
        has, taken = from_fen(total(bearers)), from_fen(total(shares))
        raise InsufficientError(account, project_no, None, has, taken)
    return bearers


def bearers_of(
    write: Writing, project_no: ProjectNo, shares: Sequence[Share]
) -> list[Share]:
    """Say whose cost is taken back, as far as any source has paid and bears it."""
    left = borne(write, project_no)
    bearers: list[Share] = []
    for source, fen in shares:
        part = min(fen, max(left.get(source, 0), 0))
        left[source] = left.get(source, 0) - part
        bearers.append(Share(source, part))
    rest = total(shares) - total(bearers)
    named = takers(write, project_no)
    bearers += take(rest, [Share(key, left[key]) for key in named])
    return summed(bearers)


def takers(write: Writing, project_no: ProjectNo) -> list[SourceKey]:
    """Name the sources that took over cost of a project, the last in order first."""
    uses = source_uses.project_source_uses(write, project_no)
    took = {each.source for each in uses if each.moved_out}
    return [key for key in reversed(sources.order(write, project_no)) if key in took]


def going_back(write: Writing, bounced: Disbursement) -> list[Back]:
    """Say whose a payment is that comes back: by the very split it was paid in.

    What another source took over of it is of that one.
    """
    taken = re_sourcing.taken_over(write, bounced.project_no)
    uses = source_uses.project_source_uses(write, bounced.project_no)
    out = {
        each.source: Out(
            advanced := each.advance + each.recoverable,
            each.disbursed - advanced,
            taken.get(each.source, 0),
        )
        for each in uses
    }
    order = [*reversed(sources.order(write, bounced.project_no))]
    return split_back(
        disbursements.shares(write, bounced.no),
        out,
        sorted((key for key in order if key in taken), key=lambda key: taken[key] <= 0),
        reimburses=bounced.reimburses,
    )
