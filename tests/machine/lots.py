"""Shares of money between sources, and advances as lots: the oracle's own account.

A claim uses up the oldest advance first, whatever goes back is of the newest. Each lot
knows what of it was used and what went back, so that either can be taken back again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple


class Part(NamedTuple):
    """What of an amount is of one source, in 分."""

    source: str
    fen: int


def taken(fen: int, left: Iterable[Part]) -> list[Part]:
    """Take an amount from one after another, as far as each reaches."""
    sums: dict[str, int] = {}
    for source, has in left:
        part = min(max(fen, 0), max(has, 0))
        fen -= part
        if part:
            sums[source] = sums.get(source, 0) + part
    return [Part(*each) for each in sums.items()]


def total(parts: Iterable[Part]) -> int:
    """Sum parts, in 分."""
    return sum(each.fen for each in parts)


@dataclass(frozen=True)
class Lot:
    """One advance of one source: how much, what was used of it, what went back."""

    source: str
    fen: int
    used: int = 0
    back: int = 0

    @property
    def left(self) -> int:
        """What of it is still advanced."""
        return self.fen - self.used - self.back


@dataclass(frozen=True)
class Lots:
    """The advances of one project, oldest first; every change gives other lots."""

    lots: Sequence[Lot] = field(default_factory=tuple[Lot, ...])

    @property
    def oldest(self) -> list[Part]:
        """What is advanced, oldest first."""
        return [Part(each.source, each.left) for each in self.lots]

    @property
    def newest(self) -> list[Part]:
        """What is advanced, newest first."""
        return self.oldest[::-1]

    def of(self, source: str) -> int:
        """Tell what is advanced of a source."""
        return sum(each.left for each in self.lots if each.source == source)

    def paid(self, source: str, fen: int) -> "Lots":
        """Add an advance."""
        return Lots((*self.lots, Lot(source, fen))) if fen else self

    def used(self, source: str, fen: int) -> "Lots":
        """Use up an amount of a source, oldest first; below zero, as it was before."""
        changed = list(self.lots)
        order = range(len(changed))
        for at in order if fen > 0 else reversed(order):
            lot = changed[at]
            if lot.source == source:
                part = min(fen, lot.left) if fen > 0 else max(fen, -lot.used)
                changed[at] = replace(lot, used=lot.used + part)
                fen -= part
        return Lots(tuple(changed))

    def gone(self, source: str, fen: int) -> "Lots":
        """Let an amount of a source go back, newest first; below zero, as before."""
        changed = list(self.lots)
        order = range(len(changed))
        for at in reversed(order) if fen > 0 else order:
            lot = changed[at]
            if lot.source == source:
                part = min(fen, lot.left) if fen > 0 else max(fen, -lot.back)
                changed[at] = replace(lot, back=lot.back + part)
                fen -= part
        return Lots(tuple(changed))
