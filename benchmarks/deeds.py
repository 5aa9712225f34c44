"""One durable deed, beside a bare commit of one row."""

import sqlite3
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final

from moneyed import CNY, Money

from benchmarks.books import clerks_desk
from benchmarks.measure import Result, compare
from fundledger.commands.funding import receive_donation

DEEDS: Final = 200


def durable_deed(room: Path) -> Result:
    """Receive a donation, whole: rights, rules, voucher, chain, commit."""
    desk = clerks_desk(str(room / "deeds.db"))
    driver = sqlite3.connect(room / "bare.db", isolation_level=None)
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    driver.execute("CREATE TABLE bare (no INTEGER PRIMARY KEY, fen, summary)")
    numbers = count(1)

    def give() -> None:
        receive_donation(
            desk, Money(1, CNY), party="甲", bank="main"
        )

    def insert() -> None:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("INSERT INTO bare VALUES (?, 100, '甲')", (next(numbers),))
        driver.execute("COMMIT")

    ours, theirs, ratio = compare(lambda: _median(give), lambda: _median(insert))
    desk.fund.ledger.close()
    driver.close()
    return Result(
        work="one durable deed, SQLite",
        unit="a deed",
        ours=ours,
        theirs=theirs,
        ratio=ratio,
        beside="a bare one-row commit",
        bound=4,
    )


def _median(work: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(DEEDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)
