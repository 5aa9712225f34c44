"""Measuring two works in turn, A B A B …, and the ratio of each pair."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Final

ROUNDS: Final = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """Medians in seconds for one unit of work, and the median of the ratios."""

    work: str
    unit: str
    ours: float
    theirs: float
    ratio: float
    beside: str
    bound: float | None = None

    def row(self) -> str:
        """Give a row of the table in the README."""
        bound = f"≤ {self.bound:g}×" if self.bound else "–"
        cells = (
            self.work,
            shown(self.ours, self.unit),
            self.beside,
            shown(self.theirs, self.unit),
            f"{self.ratio:.2f}×",
            bound,
        )
        return "| " + " | ".join(cells) + " |"


def shown(seconds: float, unit: str) -> str:
    """Write a duration for one unit of work."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.1f} µs {unit}"
    return f"{seconds * 1e3:.0f} ms {unit}"


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
) -> tuple[float, float, float]:
    """Run both in turn after one warm-up; give medians and the median ratio.

    Each work gives the seconds that count, so that it can prepare unmeasured.
    """
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    ratios = median(one / other for one, other in pairs)
    return median(one for one, _ in pairs), median(two for _, two in pairs), ratios
