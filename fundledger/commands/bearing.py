"""Which sources bear what a project has spent. Not deeds by themselves."""

from collections.abc import Sequence

from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import InsufficientError
from fundledger.domain.money import from_fen
from fundledger.domain.sources import Share, summed, take, total
from fundledger.queries import source_uses, sources
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
    left = borne(write, project_no)
    bearers: list[Share] = []
    for source, fen in shares:
        part = min(fen, max(left.get(source, 0), 0))
        left[source] = left.get(source, 0) - part
        bearers.append(Share(source, part))
    rest = total(shares) - total(bearers)
    takers = _takers(write, project_no)
    bearers += take(rest, [Share(key, left[key]) for key in takers])
    if total(bearers) < total(shares):
        has, taken = from_fen(total(bearers)), from_fen(total(shares))
        raise InsufficientError(account, project_no, None, has, taken)
    return summed(bearers)


def _takers(write: Writing, project_no: ProjectNo) -> list[SourceKey]:
    """Name the sources that took over cost of a project, the last in order first."""
    uses = source_uses.project_source_uses(write, project_no)
    took = {each.source for each in uses if each.moved_out}
    return [key for key in reversed(sources.order(write, project_no)) if key in took]
