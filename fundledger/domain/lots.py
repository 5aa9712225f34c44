"""What of an advance is of which payment: claims clear the oldest, refunds the newest.

An account's lines, in order of posting, are enough to tell: what was paid is a lot of
its source; what was cleared takes lots away. Nothing of it is kept beside the books.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from fundledger.domain.ids import SourceKey
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.sources import Share


class LotLine(NamedTuple):
    """A line of the account, in 分 on its own side; what annuls has the colour red."""

    source: SourceKey
    rule: PostingRule
    up_fen: int
    down_fen: int


FROM_NEWEST: Final = frozenset(
    {
        PostingRule.REFUND,
        PostingRule.ADVANCE_BOUNCED,
        PostingRule.DISALLOWED_BEFORE_BOOKING,
    }
)
"""What goes back, by the rule it is booked by; everything else is used up."""


def lots(lines: Iterable[LotLine]) -> list[Share]:
    """Tell what is left of each lot, oldest first; a source may have several."""
    paid: list[Share] = []
    left: list[int] = []
    for line in lines:
        if line.up_fen > 0:
            paid.append(Share(line.source, line.up_fen))
            left.append(line.up_fen)
            continue
        newest = line.rule in FROM_NEWEST or line.up_fen < 0
        _move(paid, left, line.source, line.down_fen - line.up_fen, newest=newest)
    return [
        Share(lot.source, fen) for lot, fen in zip(paid, left, strict=True) if fen > 0
    ]


def _move(
    paid: list[Share], left: list[int], source: SourceKey, fen: int, *, newest: bool
) -> None:
    """Take from lots of a source, or give back to them what was taken."""
    places = [at for at, lot in enumerate(paid) if lot.source == source]
    if newest is (fen > 0):
        places.reverse()
    for at in places:
        room = left[at] if fen > 0 else paid[at].fen - left[at]
        part = min(abs(fen), room)
        left[at] -= part if fen > 0 else -part
        fen -= part if fen > 0 else -part
