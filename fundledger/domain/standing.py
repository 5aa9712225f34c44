"""On which side a balance stands 方向: 借, 贷, or 平 where there is nothing left.

An account grows on its own side, and its balance below zero stands on the other one: a
cost that interest turned around stands on 贷.
"""

from enum import StrEnum
from typing import NamedTuple

from fundledger.domain.chart import Side


class Standing(StrEnum):
    """Where a balance stands."""

    DEBIT = "debit"
    CREDIT = "credit"
    EVEN = "even"


class BySide(NamedTuple):
    """A balance in the column of the side it stands on, in 分; the other one has 0."""

    debit_fen: int
    credit_fen: int


def standing(side: Side, fen: int) -> Standing:
    """Tell where a balance in 分 on an account's own side stands."""
    if fen == 0:
        return Standing.EVEN
    on_debit = (side is Side.DEBIT) is (fen > 0)
    return Standing.DEBIT if on_debit else Standing.CREDIT


def by_side(side: Side, fen: int) -> BySide:
    """Set a balance in 分 on an account's own side in the column where it stands."""
    at = standing(side, fen)
    return BySide(
        abs(fen) if at is Standing.DEBIT else 0,
        abs(fen) if at is Standing.CREDIT else 0,
    )
