"""Effects as they are put together: by source, whichever leaf its money goes to."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from tests.machine.lots import Lots, Part
from tests.machine.oracle import Effect, Moves, Place, leaf

NO_LOTS: Final[Mapping[int, Lots]] = MappingProxyType({})


class Moved:
    """What a deed moves, added up leg by leg."""

    def __init__(self) -> None:
        self.fen_of: Moves = {}
        self.counts: Moves = {}

    def add(
        self, key: str, fen: int, source: str | None = None, no: int | None = None
    ) -> "Moved":
        """Let an account move."""
        return self._add(self.fen_of, (key, no, source), fen)

    def leaf(self, key: str, fen: int, source: str, no: int | None = None) -> "Moved":
        """Let an account move that has leaves by kind of money."""
        return self.add(leaf(key, source), fen, source, no)

    def count(self, what: str, fen: int, source: str, no: int | None = None) -> "Moved":
        """Let a figure grow."""
        return self._add(self.counts, (what, no, source), fen)

    def _add(self, into: Moves, place: Place, fen: int) -> "Moved":
        into[place] = into.get(place, 0) + fen
        return self

    def budget(self, fen: int, source: str) -> "Moved":
        """Let the permission to spend follow money that came, or went."""
        return self.add("b_total", fen, source).add("free", fen, source)

    def shift(
        self, from_key: str, to_key: str, parts: Iterable[Part], no: int
    ) -> "Moved":
        """Move budget of a project from one stage to another; `free` has no project."""
        for source, fen in parts:
            for key, moved in ((from_key, -fen), (to_key, fen)):
                self.add(key, moved, source, None if key == "free" else no)
        return self

    def counted(self, what: str, parts: Iterable[Part], no: int) -> "Moved":
        """Let a figure of a project grow, source by source."""
        for source, fen in parts:
            self.count(what, fen, source, no)
        return self

    def effect(self, lots: Mapping[int, Lots] = NO_LOTS) -> Effect:
        """Give what was put together."""
        return Effect(self.fen_of, self.counts, lots)
