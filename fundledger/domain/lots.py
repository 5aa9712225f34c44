"""What of an advance is of which payment: claims clear the oldest, refunds the newest.

An account's lines, in order of posting, are enough to tell: what was paid is a lot of
its source; what was cleared takes lots away. Nothing of it is kept beside the books.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(slots=True)
class _Lot:
    """One payment of one source; what of it was used, went back, or was annulled."""

    source: SourceKey
    fen: int
    used: int = 0
    back: int = 0
    annulled: int = 0

    @property
    def left(self) -> int:
        return self.fen - self.used - self.back - self.annulled


def lots(lines: Iterable[LotLine]) -> list[Share]:
    """Tell what is left of each lot, oldest first; a source may have several.

    What is annulled in red is as if it had not been; what is booked again in blue
    takes its old place.
    """
    paid: list[_Lot] = []
    for line in lines:
        own = [lot for lot in paid if lot.source == line.source]
        if line.up_fen > 0:
            rest = _again(own, line.up_fen)
            paid += [_Lot(line.source, rest)] if rest else []
        elif line.up_fen < 0:
            _annul(own[::-1], -line.up_fen)
        elif line.rule in FROM_NEWEST:
            _go_back(own, line.down_fen)
        else:
            _use(own, line.down_fen)
    return [Share(lot.source, lot.left) for lot in paid if lot.left > 0]


def _again(own: list[_Lot], fen: int) -> int:
    """Pay again what was annulled; give what of it is a new lot, in 分."""
    for lot in own:
        part = min(fen, lot.annulled)
        lot.annulled -= part
        fen -= part
    return fen


def _annul(newest: list[_Lot], fen: int) -> None:
    """Annul a payment until it is booked again, used up or not."""
    for lot in newest:
        part = min(fen, lot.fen - lot.annulled)
        lot.annulled += part
        fen -= part


def _use(own: list[_Lot], fen: int) -> None:
    """Use an amount up, oldest first; below zero, let the last used be unused."""
    for lot in own if fen > 0 else own[::-1]:
        part = min(fen, lot.left) if fen > 0 else max(fen, -lot.used)
        lot.used += part
        fen -= part


def _go_back(own: list[_Lot], fen: int) -> None:
    """Let an amount go back, newest first; below zero, let the last gone be there."""
    for lot in own[::-1] if fen > 0 else own:
        part = min(fen, lot.left) if fen > 0 else max(fen, -lot.back)
        lot.back += part
        fen -= part
