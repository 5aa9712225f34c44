"""Run every mutant, and name those that no test sees: status 1 if there is one."""

import sys
from time import perf_counter

from tests.mutants.changing import Family, passes, survivors
from tests.mutants.families import FAMILIES


def run(family: Family) -> tuple[int, list[str]]:
    """Try a table's mutants: how many there are, and which survive."""
    if not passes(family.tests):
        return 0, ["(its tests fail as it is)"]
    mutants = list(family.mutants())
    return len(mutants), [mutant.cell for mutant in survivors(family, mutants)]


def say(line: str) -> None:
    """Print a line at once: a run takes a minute."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Print a line a table, and each survivor."""
    began, tried, alive = perf_counter(), 0, 0
    for family in FAMILIES:
        count, cells = run(family)
        say(f"{family.name:32} {count:6} mutants, {len(cells)} survive")
        for cell in cells:
            say(f"    {family.name} {cell}")
        tried, alive = tried + count, alive + len(cells)
    seconds = int(perf_counter() - began)
    say(f"{tried} mutants in {seconds} s, {alive} survive")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
