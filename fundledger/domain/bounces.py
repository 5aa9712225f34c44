"""Whose money a bounced payment is: of those who paid, or took it over since.

A payment bounces by the very split it was paid in. What another source took over in the
meantime is of that one: what goes back of it goes back to that one, and there the
payment is made again.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fundledger.domain.ids import SourceKey
from fundledger.domain.sources import Share


class Out(NamedTuple):
    """What a project has out of one source, in 分: advanced, spent, and taken over."""

    advanced: int
    """Still with the community: advanced, or to be recovered."""
    spent: int
    """Paid, and spent."""
    taken: int
    """What the source took over from others, less what others took over from it."""


class Back(NamedTuple):
    """What goes back to a source, of what one source had paid, in 分."""

    paid_of: SourceKey
    source: SourceKey
    fen: int


def split_back(
    shares: Sequence[Share],
    out: Mapping[SourceKey, Out],
    takers: Sequence[SourceKey],
    *,
    reimburses: bool,
) -> list[Back]:
    """Divide a payment that goes back between who paid it and who took it over.

    An advance is first what is still advanced, a reimbursement what is spent; of each,
    who paid comes before who took over. What none of them has stays with who paid: the
    rules refuse it.
    """
    left, rest = _Left(out), {each.source: each.fen for each in shares}
    backs: list[Back] = []
    first, second = (_SPENT, _ADVANCED) if reimburses else (_ADVANCED, _SPENT)
    for kind, whose in (
        *((first, _OWN), (first, _TAKEN)),
        *((second, _OWN), (second, _TAKERS), (first, _TAKERS)),
    ):
        for own, _ in shares:
            for source in (own,) if whose == _OWN else takers:
                part = left.take(source, rest[own], kind, capped=whose == _TAKEN)
                rest[own] -= part
                backs.append(Back(own, source, part))
    return _merged([*backs, *(Back(own, own, fen) for own, fen in rest.items())])


_ADVANCED, _SPENT = "advanced", "spent"
_OWN, _TAKEN, _TAKERS = "own", "taken", "takers"
"""Of who paid; of who took over, as far as that; of who took over, whatever it has."""


class _Left:
    """What sources have out still, while a payment is divided."""

    def __init__(self, out: Mapping[SourceKey, Out]) -> None:
        self.fen = {
            (source, kind): fen
            for source, each in out.items()
            for kind, fen in ((_ADVANCED, each.advanced), (_SPENT, each.spent))
        }
        self.taken = {source: each.taken for source, each in out.items()}

    def take(self, source: SourceKey, fen: int, kind: str, *, capped: bool) -> int:
        """Take an amount of a source, as far as it reaches; tell how far, in 分.

        Capped, it is what the source took over at most.
        """
        most = self.fen.get((source, kind), 0)
        if capped:
            most = min(most, self.taken.get(source, 0))
        part = max(min(fen, most), 0)
        if part:
            self.fen[source, kind] -= part
        if part and capped:
            self.taken[source] -= part
        return part


def _merged(backs: Sequence[Back]) -> list[Back]:
    """Add up what goes back from one source to one, in the order it was paid."""
    sums: dict[tuple[SourceKey, SourceKey], int] = {}
    order = {back.paid_of: None for back in backs}
    for own in order:
        for back in backs:
            if back.paid_of == own and back.fen:
                key = (own, back.source)
                sums[key] = sums.get(key, 0) + back.fen
    return [Back(*key, fen) for key, fen in sums.items()]
