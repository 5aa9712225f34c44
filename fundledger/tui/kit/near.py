"""Names like a text that fits nothing: what was perhaps meant. Pure computing."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from fundledger.tui.kit.text import folded

MOST: Final = 5
ALIKE: Final = 0.4
"""The share of a text's characters and pairs that a name must have."""


def near(typed: str, names: Iterable[str]) -> list[str]:
    """Give the names most alike to a part of a name that was typed, the best first."""
    pieces = _pieces(folded(typed))
    whole = pieces.total() or 1
    likeness = {
        name: (pieces & _pieces(folded(name))).total() / whole for name in names
    }
    alike = [name for name, share in likeness.items() if share >= ALIKE]
    return sorted(alike, key=lambda name: (-likeness[name], len(name), name))[:MOST]


def _pieces(text: str) -> Counter[str]:
    """Count characters and neighbouring pairs: Chinese has no words to compare."""
    letters = text.replace(" ", "")
    return Counter([*letters, *(one + two for one, two in pairwise(letters))])
