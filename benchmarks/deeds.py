"""One durable deed, beside a bare commit of one row."""

import sqlite3
from itertools import count
from pathlib import Path
from typing import Final

from moneyed import CNY, Money

from benchmarks.books import clerks_desk
from benchmarks.measure import ROUNDS, Result, interleave
from fundledger.commands.funding import receive_donation

DEEDS: Final = 100


def durable_deed(room: Path, deeds: int = DEEDS, rounds: int = ROUNDS) -> Result:
    """Receive a donation, whole: rights, rules, voucher, chain, commit."""
    desk = clerks_desk(str(room / "deeds.db"))
    driver = sqlite3.connect(room / "bare.db", isolation_level=None)
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    driver.execute("CREATE TABLE bare (no INTEGER PRIMARY KEY, fen, summary)")
    numbers = count(1)

    def give() -> None:
        receive_donation(desk, Money(1, CNY), party="甲", bank="main")

    def insert() -> None:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("INSERT INTO bare VALUES (?, 100, '甲')", (next(numbers),))
        driver.execute("COMMIT")

    result = interleave(give, insert, deeds, rounds)
    desk.fund.ledger.close()
    driver.close()
    return Result.compared(
        "one durable deed, SQLite",
        "a deed",
        result,
        beside="a bare one-row commit",
        bound=4,
    )
