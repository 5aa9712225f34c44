"""One durable deed, beside a bare commit of one row, and beside its own statements."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Final

from moneyed import CNY, Money

from benchmarks.books import BANK, CLERK, DAY, clerks_desk
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


def deed_by_statements(room: Path, deeds: int = DEEDS, rounds: int = ROUNDS) -> Result:
    """Receive the same donation by SQL alone, into books with all their guards.

    Nothing is checked or decided in Python: no deed can cost less.
    """
    desk = clerks_desk(str(room / "deeds.db"))
    clerks_desk(str(room / "bare.db")).fund.ledger.close()

    def give() -> None:
        receive_donation(desk, Money(1, CNY), party="甲", bank="main")

    with closing(sqlite3.connect(room / "bare.db", isolation_level=None)) as driver:
        driver.execute("PRAGMA synchronous = FULL")
        driver.execute("PRAGMA foreign_keys = ON")
        result = interleave(give, lambda: _give_bare(driver), deeds, rounds)
    desk.fund.ledger.close()
    return Result.compared(
        "one durable deed, SQLite",
        "a deed",
        result,
        beside="its statements alone, `sqlite3`",
        bound=2.5,
    )


READS: Final = (
    ("SELECT active FROM person WHERE fund_id = 1 AND login = ?", CLERK),
    ("SELECT role FROM role_grant WHERE fund_id = 1 AND login = ?", CLERK),
    ("SELECT no FROM interest WHERE fund_id = 1 AND login = ?", CLERK),
    ("SELECT account_key FROM bank_account WHERE fund_id = 1 AND key = ?", "main"),
    ("SELECT restricted FROM funding_source WHERE fund_id = 1 AND key = ?", "general"),
    (
        "SELECT fen FROM balance WHERE fund_id = 1 AND account_key = ?",
        "b_uncovered",
    ),
    ("SELECT accountant FROM adoption WHERE fund_id = 1 AND edition = ?", 1),
    ("SELECT closed FROM period WHERE fund_id = 1 AND key = ?", "2024-01"),
    ("SELECT MAX(month) FROM voucher WHERE fund_id = ?", 1),
    ("SELECT MAX(number) FROM voucher WHERE fund_id = 1 AND month = ?", "2024-01"),
    ("SELECT MAX(no) FROM funding WHERE fund_id = ?", 1),
)
"""What a donation asks before it writes."""


def _give_bare(driver: sqlite3.Connection) -> None:
    on = DAY.isoformat()
    driver.execute("BEGIN IMMEDIATE")
    head, prev, voucher, posting = driver.execute(
        "UPDATE fund SET next_seq = head_seq + 1 WHERE id = 1"
        " RETURNING head_seq, head_sha256, last_voucher_no, last_posting_no"
    ).fetchone()
    *_, last = [driver.execute(text, (place,)).fetchall() for text, place in READS]
    seq, voucher, funding = head + 1, voucher + 1, (last[0][0] or 0) + 1
    beside, number, month = voucher + 1, (voucher + 1) // 2, on[:7]
    says = (on, "收到甲捐赠", "normal", "donation_received", 0, None)
    paid = (1, posting + 1, seq, voucher, BANK, "donations.unrestricted", 100, 0, 0)
    budget = (1, posting + 2, seq, beside, "b_total", "b_free", 100, 0, 0)
    given = ("donation", "甲", "general", "", 100, 0, BANK, on)
    rows: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("voucher", (1, seq, voucher, month, "money", number, *says, None)),
        ("posting", (*paid, None, None, "general")),
        ("voucher", (1, seq, beside, month, "budget", number, *says, voucher)),
        ("posting", (*budget, None, "general", "general")),
        ("signature", (1, seq, voucher, "prepared", CLERK, on)),
        (
            "funding",
            (1, seq, funding, *given, None, voucher, None),
        ),
    )
    for table, row in rows:
        _insert(driver, table, row)
    stamp = json.dumps({"fund": "bench", "seq": seq})
    body = json.dumps({"changes": rows, "deed": "receive_donation"}, ensure_ascii=False)
    chained = sha256(f"{prev}\n{stamp}\n{body}\n".encode()).hexdigest()
    what = ("accepted", "receive_donation", 1, "donation.receive", CLERK, on)
    when = ("2024-01-05T00:00:00Z", "bench", None, len(rows), None)
    _insert(driver, "record", (1, seq, prev, chained, *what, *when, stamp, body))
    driver.execute("COMMIT")


def _insert(driver: sqlite3.Connection, table: str, row: Sequence[object]) -> None:
    places = ", ".join("?" * len(row))
    driver.execute(f"INSERT INTO {table} VALUES ({places})", row)
