"""Run the benchmarks and print one table.

    python -m benchmarks [--quick] [--long] [--demo FILE] [--only …]

Everything happens in a directory of its own, which is gone afterwards.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks import (
    bulk,
    cold,
    deeds,
    hledger,
    inbox,
    pages,
    paint,
    proof,
    server,
    writers,
)
from benchmarks.demo import demo_in
from benchmarks.measure import ROUNDS, Result

TITLES: Final = (
    "work",
    "ours",
    "CPU",
    "beside",
    "takes",
    "CPU",
    "ratio",
    "CPU ratio",
    "bound",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sizes:
    """How much is done, how often, and on which demo fund, if one is there already."""

    vouchers: int = bulk.VOUCHERS
    deeds: int = deeds.DEEDS
    records: int = proof.DEEDS
    seconds: float = writers.SECONDS
    rounds: int = ROUNDS
    grown: int = bulk.GROWN
    cases: int = inbox.CASES
    before: int = pages.BEFORE
    demo: Path | None = None


QUICK: Final = Sizes(
    vouchers=500,
    deeds=10,
    records=100,
    seconds=0.2,
    rounds=1,
    grown=2_000,
    before=500,
    cases=180,
)


def _bulk_sqlite(room: Path, sizes: Sizes) -> Result:
    return bulk.bulk_sqlite(room, sizes.vouchers, sizes.rounds)


def _payments_sqlite(room: Path, sizes: Sizes) -> Result:
    return bulk.payments_sqlite(room, sizes.vouchers, sizes.rounds)


def _bulk_grown(room: Path, sizes: Sizes) -> Result:
    return bulk.bulk_grown(room, sizes.vouchers, sizes.grown)


def _bulk_postgresql(room: Path, sizes: Sizes) -> Result:
    with server.postgresql(room) as address:
        return bulk.bulk_postgresql(address, sizes.vouchers, sizes.rounds)


def _deed(room: Path, sizes: Sizes) -> Result:
    return deeds.durable_deed(room, sizes.deeds, sizes.rounds)


def _statements(room: Path, sizes: Sizes) -> Result:
    return deeds.deed_by_statements(room, sizes.deeds, sizes.rounds)


def _writers(room: Path, sizes: Sizes) -> Result:
    return writers.eight_writers(room, sizes.seconds, sizes.rounds)


def _verify(room: Path, sizes: Sizes) -> Result:
    proof.lived(room / "lived.db", sizes.records)
    return proof.verified(room / "lived.db", sizes.rounds)


def _cold(room: Path, sizes: Sizes) -> Result:
    return cold.cold_balance(demo_in(room, sizes.demo), sizes.rounds)


def _paint(room: Path, sizes: Sizes) -> Result:
    return paint.first_paint(demo_in(room, sizes.demo), sizes.rounds)


def _hledger(room: Path, sizes: Sizes) -> Result | str:
    program = hledger.program()
    if program is None:
        return "hledger is not installed: its balances are not compared with ours."
    proof.lived(room / "lived.db", sizes.records)
    return hledger.balances_by_hledger(program, room / "lived.db", room, sizes.rounds)


def _inbox(room: Path, sizes: Sizes) -> Result:
    demo = demo_in(room, sizes.demo)
    return inbox.inbox_pages(room, demo, sizes.cases, sizes.rounds)


def _pages(room: Path, sizes: Sizes) -> Result:
    return pages.account_pages(room, sizes.before, sizes.rounds)


RUNS: Final[Mapping[str, Callable[[Path, Sizes], Result | str]]] = MappingProxyType(
    {
        "bulk-sqlite": _bulk_sqlite,
        "payments-sqlite": _payments_sqlite,
        "bulk-postgresql": _bulk_postgresql,
        "deed": _deed,
        "statements": _statements,
        "writers": _writers,
        "verify": _verify,
        "cold": _cold,
        "paint": _paint,
        "hledger": _hledger,
        "bulk-grown": _bulk_grown,
        "inbox": _inbox,
        "pages": _pages,
    }
)
"""The benchmarks by name; one that cannot run says why."""

LONG: Final = frozenset({"bulk-grown", "inbox"})
"""These take minutes: they run where they are named, or with --long."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked for and print its table, one row as each is done."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to try it")
    parser.add_argument("--long", action="store_true", help="a million vouchers, too")
    parser.add_argument("--only", nargs="+", choices=RUNS, help="run only these")
    parser.add_argument("--demo", type=Path, help="a demo fund that is there already")
    given = parser.parse_args(arguments)
    sizes = replace(QUICK if given.quick else Sizes(), demo=given.demo)
    print("| " + " | ".join(TITLES) + " |")
    print("|" + "---|" * len(TITLES))
    missing: list[str] = []
    usual = [name for name in RUNS if given.long or name not in LONG]
    for name in given.only or usual:
        with tempfile.TemporaryDirectory(prefix="bench-") as place:
            result = RUNS[name](Path(place), sizes)
        if isinstance(result, Result):
            print(result.row(), flush=True)
        else:
            missing.append(result)
    for reason in missing:
        print(reason, file=sys.stderr)


if __name__ == "__main__":
    main()
