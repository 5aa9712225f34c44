"""A page of the inbox, in funds of ever more cases.

The demo fund's cases are copied as they stand, with their communities, steps, verdicts,
payments, claims and vouchers, so that the large fund has each state as often as the
small one, and each copy comes some records after the one before. The copies go past the
guards, and of their records only the days are there: only questions are asked of them.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks.measure import ROUNDS, Result, Took, compare, timed
from fundledger.commands.inbox import inbox
from fundledger.domain.ids import Login
from fundledger.store.books import Ledger

CASES: Final = 10_000
LATER: Final = 24
"""By so many records each copy is later than the one before."""
ON: Final = date(2024, 8, 30)
PEOPLE: Final = tuple(
    map(
        Login,
        (
            "jia-1.preparer",
            "jia.reviewer",
            "reviewer1",
            "approver",
            "accountant2",
            "cashier",
            "supervisor",
        ),
    )
)
_MOVED: Final = MappingProxyType(
    {
        "community": ("key",),
        "payee": ("no", "community_key"),
        "project": ("no", "code", "community_key"),
        "application": ("no", "project_no"),
        "step": (
            *("no", "project_no", "disbursement_no", "claim_no", "recovery_no"),
            "voucher_no",
        ),
        "review": ("no", "project_no"),
        "approval": ("no", "project_no"),
        "amendment": ("no", "project_no"),
        "objection": ("no", "project_no"),
        "disbursement": ("no", "project_no", "claim_no", "payee_no"),
        "claim": ("no", "project_no"),
        "recovery": ("no", "project_no"),
        "voucher": ("no", "number", "annuls_no", "pair_no"),
        "posting": ("no", "voucher_no", "project_no"),
        "signature": ("voucher_no",),
    }
)
"""Which columns of a copied row name another thing than in the row copied."""


def inbox_pages(
    room: Path, demo: Path, cases: int = CASES, rounds: int = ROUNDS
) -> Result:
    """Show everybody's first page, with so many cases and with ten times as many."""
    small = _copied(demo, room / "small.db", cases)
    large = _copied(demo, room / "large.db", 10 * cases)
    result = compare(_pages(large), _pages(small), rounds)
    return Result.compared(
        f"a page of the inbox, {10 * cases:,} cases, SQLite",
        "a page",
        result,
        beside=f"{cases:,} cases",
        bound=2,
        units=len(PEOPLE),
    )


def _pages(path: Path) -> Callable[[], Took]:
    def pages() -> Took:
        ledger = Ledger(str(path))
        with closing(ledger), ledger.fund().reading() as books:
            inbox(books, PEOPLE[0], ON)
            return timed(lambda: [inbox(books, login, ON) for login in PEOPLE])

    return pages


def _copied(demo: Path, path: Path, cases: int) -> Path:
    """Copy the demo fund, and every case of it until there are so many projects."""
    shutil.copy(demo, path)
    with closing(sqlite3.connect(path)) as prompt:
        prompt.execute("PRAGMA journal_mode = OFF")
        triggers = prompt.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        for (name,) in triggers.fetchall():
            prompt.execute(f"DROP TRIGGER {name}")
        (projects,) = prompt.execute("SELECT COUNT(*) FROM project").fetchone()
        prompt.execute("CREATE TEMP TABLE copy (turn INTEGER PRIMARY KEY)")
        copies = range(1, -(-cases // projects))
        prompt.executemany("INSERT INTO copy VALUES (?)", ((each,) for each in copies))
        _lengthen(prompt, LATER * len(copies))
        last = {table: _last(prompt, table) for table in _MOVED}
        for table, moved in _MOVED.items():
            _copy(prompt, table, moved, last)
        prompt.commit()
    return path


def _lengthen(prompt: sqlite3.Connection, more: int) -> None:
    """Put so many records behind the last, each with the day of one that is there."""
    (head,) = prompt.execute("SELECT MAX(seq) FROM record").fetchone()
    columns = [
        str(row[1]) for row in prompt.execute("PRAGMA table_info(record)").fetchall()
    ]
    other = {"seq": f"seq + {head} * ?", "key": "NULL", "body": "''"}
    values = ", ".join(other.get(name, name) for name in columns)
    again = f"INSERT INTO record SELECT {values} FROM record WHERE seq <= {head}"
    turns = -(-more // head)
    prompt.executemany(again, ((turn,) for turn in range(1, turns + 1)))
    prompt.execute("UPDATE fund SET head_seq = head_seq * ?", (turns + 1,))


def _last(prompt: sqlite3.Connection, table: str) -> int:
    """Give a table's last number, 0 where rows have none."""
    names = {row[1] for row in prompt.execute(f"PRAGMA table_info({table})")}
    if "no" not in names:
        return 0
    (last,) = prompt.execute(f"SELECT MAX(no) FROM {table}").fetchone()
    return int(last or 0)


def _copy(
    prompt: sqlite3.Connection, table: str, moved: tuple[str, ...], last: dict[str, int]
) -> None:
    """Copy a table's rows, with other numbers and keys in each copy."""
    columns = [row[1] for row in prompt.execute(f"PRAGMA table_info({table})")]
    values = [
        _value(name, last[_NUMBERED.get(name, table)])
        if name in {"seq", *moved}
        else f'"{name}"'
        for name in columns
    ]
    prompt.execute(
        f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table}, temp.copy"
    )


_NUMBERED: Final = MappingProxyType(
    {"number": "voucher", "annuls_no": "voucher", "pair_no": "voucher"}
    | {f"{table}_no": table for table in _MOVED if table != "community"}
)


def _value(name: str, last: int) -> str:
    """Say what stands in a column of a copy."""
    if name == "seq":
        return f"seq + {LATER} * copy.turn"
    if name in {"key", "code", "community_key"}:
        return f"\"{name}\" || '/' || copy.turn"
    return f'"{name}" + {last} * copy.turn'
