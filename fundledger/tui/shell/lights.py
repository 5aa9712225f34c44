"""Lights: a sign and a word for each colour, so that no colour stands alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.errors import N_
from fundledger.tui.kit.text import Tone

if TYPE_CHECKING:
    from fundledger.checks.reconciliation import FigureRow
    from fundledger.checks.registry import CheckResult


class ShownCheck(NamedTuple):
    """A check there is, before it was run."""

    number: str
    title: str


class Checked(NamedTuple):
    """How the checks came out when they were run last, and on which books."""

    seq: int
    """The head that they were run at: what came later has not been checked."""
    checks: Sequence[ShownCheck]
    results: "Mapping[str, CheckResult]"

    def light(self, check: ShownCheck) -> "Light":
        """Give a check's light; grey where it was not run."""
        return of_check(self.results.get(check.number))

    def counted(self) -> "Mapping[Light, int]":
        """Count the checks by their light."""
        return Counter(map(self.light, self.checks))


class Light(NamedTuple):
    """How something came out."""

    sign: str
    word: str
    tone: Tone


GREEN: Final = Light("✓", N_("passes"), Tone.GOOD)
AMBER: Final = Light("!", N_("near"), Tone.WARN)
WAITS: Final = Light("!", N_("to be done"), Tone.WARN)
RED: Final = Light("✗", N_("objects"), Tone.BAD)
GREY: Final = Light("?", N_("not run"), Tone.DIM)
UNBUILT: Final = Light("–", N_("not built"), Tone.DIM)
INCOMPLETE: Final = Light("?", N_("incomplete"), Tone.DIM)


def of_check(result: "CheckResult | None") -> Light:
    """Give a check's light; one that was not run, or not to its end, is no pass."""
    if result is None or result.light == "not_run":
        return GREY
    if result.light == "not_built":
        return UNBUILT
    if not result.offences:
        return GREEN
    if result.light == "amber":
        return WAITS
    return INCOMPLETE if _only_unread(result) else RED


def _only_unread(result: "CheckResult") -> bool:
    """Tell whether a check found nothing wrong, but could not read everything."""
    from fundledger.store.findings import UNREAD  # noqa: PLC0415 - came with the result

    return all(getattr(each, "kind", None) in UNREAD for each in result.offences)


def of_figure(row: "FigureRow") -> Light:
    """Give a figure's light: amber is within its unit, but not the same."""
    if row.difference is None:
        return GREY
    if not row.met:
        return RED
    return AMBER if row.difference else GREEN
