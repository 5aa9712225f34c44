"""What another source takes over: of what was promised, advanced or spent."""

from collections import Counter
from datetime import date

from fundledger.domain.re_sourcing import ReSourced
from tests.machine.effects import Moved
from tests.machine.lots import Part, taken
from tests.machine.oracle import INCOME, Effect, Oracle, control


def effect(
    oracle: Oracle,
    no: int,
    between: tuple[str, str],
    of: ReSourced,
    fen: int,
    on: date,
) -> Effect:
    """Let one source be freed, and the other pay; for this year's cost in red.

    Cost of closed years stays where it is: income of this year is given for it.
    """
    own, other = between
    oracle.put_in_order(no, [other], first=False)
    stage = "b_committed" if of is ReSourced.COMMITTED else "b_disbursed"
    moved = Moved().shift(stage, "free", [Part(own, fen)], no)
    moved.shift("free", stage, [Part(other, fen)], no)
    moved.count("taken_over", -fen, own, no).count("taken_over", fen, other, no)
    if of is ReSourced.COMMITTED:
        return moved.effect()
    moved.count("paid", -fen, own, no).count("paid", fen, other, no)
    if of is ReSourced.ADVANCED:
        moved.add("advance", -fen, own, no).add("advance", fen, other, no)
        lots = oracle.lots[no].used(own, fen).paid(other, fen)
        return moved.effect({no: lots})
    moved.count("took", fen, other, no)
    for what, at in (("admitted", no), ("spent", None)):
        moved.count(what, -fen, own, at).count(what, fen, other, at)
    for account, part in taken(fen, _cost_of_year(oracle, no, own, on.year)):
        moved.leaf(account, -part, own, no).leaf(account, part, other, no)
        fen -= part
    income = _largest_income(oracle, other, on.year)
    return moved.leaf(income, -fen, other).leaf(income, fen, own).effect()


def _cost_of_year(oracle: Oracle, no: int, source: str, year: int) -> list[Part]:
    """List what a source was spent on in a year, by account without its leaf."""
    costs = [
        Part(key.rpartition(".")[0], fen)
        for (then, (key, at, of)), fen in oracle.in_year.items()
        if (then, at, of) == (year, no, source) and control(key) == "programme_cost"
    ]
    return sorted(costs)


def _largest_income(oracle: Oracle, source: str, year: int) -> str:
    """Name the income of which a source had most this year."""
    income: Counter[str] = Counter()
    for (then, (key, _, of)), fen in oracle.in_year.items():
        if (then, of) == (year, source) and control(key) in INCOME:
            income[control(key)] += fen
    return max(sorted(income), key=income.__getitem__, default="donations")
