"""Measuring two works in turn, A B A B …, and the ratio of each pair."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

ROUNDS: Final = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """Medians in seconds for one unit of work, and the median of the ratios.

    A work without a peer has neither `theirs` nor a ratio.
    """

    work: str
    unit: str
    ours: float
    theirs: float | None = None
    ratio: float | None = None
    beside: str = ""
    bound: float | None = None

    def row(self) -> str:
        """Give a row of the table in the README."""
        cells = (
            self.work,
            shown(self.ours, self.unit),
            self.beside or "–",
            "–" if self.theirs is None else shown(self.theirs, self.unit),
            "–" if self.ratio is None else f"{self.ratio:.2f}×",
            "–" if self.bound is None else f"≤ {self.bound:g}×",
        )
        return "| " + " | ".join(cells) + " |"


class Compared(NamedTuple):
    """Two medians in seconds, and the median of the ratios of the pairs."""

    ours: float
    theirs: float
    ratio: float


def shown(seconds: float, unit: str) -> str:
    """Write a duration for one unit of work."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.1f} µs {unit}"
    return f"{seconds * 1e3:.3g} ms {unit}"


def timed(work: Callable[[], object]) -> float:
    """Time one go, without the collector: it would walk what the benchmark keeps."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    work()
    taken = time.perf_counter() - start
    gc.enable()
    return taken


def compare(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int = ROUNDS
) -> Compared:
    """Run both in turn after one warm-up; give medians and the median ratio.

    Each work gives the seconds that count, so that it can prepare unmeasured.
    """
    ours()
    theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return _medians(pairs)


def interleave(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    times: int,
    rounds: int = ROUNDS,
) -> Compared:
    """Take two short works one by one in turn; each round gives a pair of medians.

    What else the machine does falls on both alike.
    """
    pairs: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        taken = [(_once(ours), _once(theirs)) for _ in range(times)]
        one, other = zip(*taken, strict=True)
        pairs.append((median(one), median(other)))
    return _medians(pairs[1:])


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _medians(pairs: list[tuple[float, float]]) -> Compared:
    ours, theirs = zip(*pairs, strict=True)
    ratio = median(one / other for one, other in pairs)
    return Compared(median(ours), median(theirs), ratio)
