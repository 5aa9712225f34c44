"""Measuring two works in turn, A B A B …, and the ratio of each pair.

Processor time stands beside the time that passed: the first says what the work costs,
the second also what the machine did meanwhile, and how long the disk took.
"""

import gc
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

ROUNDS: Final = 7
TICK: Final = 1e-6
"""Processor time is at least this much, for a work too short to be seen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """Medians in seconds for one unit of work, and the median of the ratios.

    A work without a peer has neither `theirs` nor a ratio. `cpu` is processor time, of
    this process and those it started.
    """

    work: str
    unit: str
    ours: float
    cpu: float
    theirs: float | None = None
    theirs_cpu: float | None = None
    ratio: float | None = None
    cpu_ratio: float | None = None
    beside: str = ""
    bound: float | None = None

    @classmethod
    def compared(
        cls,
        work: str,
        unit: str,
        works: "Compared",
        *,
        beside: str,
        bound: float | None = None,
        units: int = 1,
    ) -> "Result":
        """Make a row of two works that were compared, each of so many units."""
        return cls(
            work=work,
            unit=unit,
            ours=works.ours.wall / units,
            cpu=works.ours.cpu / units,
            theirs=works.theirs.wall / units,
            theirs_cpu=works.theirs.cpu / units,
            ratio=works.ratio.wall,
            cpu_ratio=works.ratio.cpu,
            beside=beside,
            bound=bound,
        )

    def row(self) -> str:
        """Give a row of the table in the README."""
        cells = (
            self.work,
            shown(self.ours, self.unit),
            shown(self.cpu),
            self.beside or "–",
            "–" if self.theirs is None else shown(self.theirs, self.unit),
            "–" if self.theirs_cpu is None else shown(self.theirs_cpu),
            "–" if self.ratio is None else f"{self.ratio:.2f}×",
            "–" if self.cpu_ratio is None else f"{self.cpu_ratio:.2f}×",
            "–" if self.bound is None else f"≤ {self.bound:g}×",
        )
        return "| " + " | ".join(cells) + " |"


class Took(NamedTuple):
    """What a work took, in seconds: time that passed, and processor time."""

    wall: float
    cpu: float


class Compared(NamedTuple):
    """Two medians, and the median of the ratios of the pairs."""

    ours: Took
    theirs: Took
    ratio: Took


def shown(seconds: float, unit: str = "") -> str:
    """Write a duration for one unit of work."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.1f} µs {unit}".rstrip()
    return f"{seconds * 1e3:.3g} ms {unit}".rstrip()


def _now() -> Took:
    """Read both clocks; processor time with that of processes started and ended."""
    ended = os.times()
    children = ended.children_user + ended.children_system
    return Took(time.perf_counter(), time.process_time() + children)


def _since(start: Took) -> Took:
    end = _now()
    return Took(end.wall - start.wall, end.cpu - start.cpu)


def timed(work: Callable[[], object]) -> Took:
    """Time one go, without the collector: it would walk what the benchmark keeps."""
    gc.collect()
    gc.disable()
    start = _now()
    work()
    taken = _since(start)
    gc.enable()
    return taken


def compare(
    ours: Callable[[], Took], theirs: Callable[[], Took], rounds: int = ROUNDS
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
    pairs: list[tuple[Took, Took]] = []
    for _ in range(rounds + 1):
        taken = [(_once(ours), _once(theirs)) for _ in range(times)]
        one, other = zip(*taken, strict=True)
        pairs.append((middle(one), middle(other)))
    return _medians(pairs[1:])


def _once(work: Callable[[], object]) -> Took:
    start = _now()
    work()
    return _since(start)


def middle(took: Iterable[Took]) -> Took:
    """Give the median of each clock."""
    walls, cpus = zip(*took, strict=True)
    return Took(median(walls), median(cpus))


def _medians(pairs: list[tuple[Took, Took]]) -> Compared:
    ours, theirs = zip(*pairs, strict=True)
    ratios = [
        Took(one.wall / other.wall, one.cpu / max(other.cpu, TICK))
        for one, other in pairs
    ]
    return Compared(middle(ours), middle(theirs), middle(ratios))
