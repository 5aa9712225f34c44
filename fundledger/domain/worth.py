"""What a source of funds is worth, and where it stands: check R24, for postings."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_FREE,
    B_PAYMENT,
    B_RESERVED,
    B_UNCOVERED,
    PAYABLE,
    RECOVERABLE,
    Side,
    account,
)
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.journal import Entry, sides

_STANDS: Final[Mapping[AccountKey, int]] = MappingProxyType(
    {
        **dict.fromkeys((B_FREE, B_RESERVED, B_COMMITTED, B_PAYMENT, B_UNCOVERED), 1),
        **dict.fromkeys((ADVANCE, RECOVERABLE, PAYABLE), -1),
    }
)
"""Where a source stands; at credit its budget, at debit what others owe for it."""


def apart(entries: Sequence[Entry]) -> dict[SourceKey, int]:
    """Tell by how much each source's worth and where it stands move apart, in 分.

    A rule moves both alike, or budget alone within where it stands (check R24).
    """
    moved: dict[SourceKey, int] = {}
    for entry in entries:
        for side, (key, _, source) in sides(entry):
            fen = entry.fen if side is Side.CREDIT else -entry.fen
            worth = account(key).restricted is not None
            if source is not None:
                moved[source] = moved.get(source, 0) + fen * (
                    worth - _STANDS.get(key, 0)
                )
    return {source: fen for source, fen in moved.items() if fen}
