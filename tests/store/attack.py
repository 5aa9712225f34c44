"""What somebody types at a bare prompt who knows the schema and may write."""

import hashlib
import json
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from fundledger.domain.chart import ACCOUNTS
from fundledger.domain.ids import AccountKey, SourceKey
from tests import small
from tests.databases import Database, Prompt

FUND = 1
DAY = "2024-03-05"
SIDES = ("debit", "credit")
ERRORS = (sqlite3.Error, psycopg.Error)


class Attacker:
    """Somebody at an SQL prompt; each statement commits, unless a deed is begun."""

    def __init__(self, database: Database, prompt: Prompt) -> None:
        self.embedded = database.kind == "sqlite"
        self.prompt = prompt
        self.user = database.clerk or "root"
        if self.embedded:
            prompt.run("PRAGMA foreign_keys = ON")

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Type one statement, with ? for its values."""
        typed = statement if self.embedded else statement.replace("?", "%s")
        return self.prompt.run(typed, *values)

    def head(self, fund: int = FUND) -> tuple[int, str]:
        """Read the head."""
        statement = "SELECT head_seq, head_sha256 FROM fund WHERE id = ?"
        ((seq, sha256),) = self.run(statement, fund)
        return seq, sha256

    def take_number(self, fund: int = FUND) -> int:
        """Begin a deed; gives the seq that its rows must carry."""
        self.run("BEGIN")
        return self.take_number_inside(fund)

    def take_number_inside(self, fund: int = FUND) -> int:
        """Take the next number in a transaction that has begun, and give it."""
        self.run("UPDATE fund SET next_seq = head_seq + 1 WHERE id = ?", fund)
        return self.head(fund)[0] + 1

    def commit(self, fund: int = FUND, /, **forged: object) -> None:
        """Write the record whose number was taken, and commit."""
        self.seal(fund, **forged)
        self.run("COMMIT")

    def seal(self, fund: int = FUND, way: str = "", /, **forged: object) -> None:
        """Write the record whose number was taken, some of it forged.

        `way` is what the INSERT says of conflicts.
        """
        seq, prev = self.head(fund)
        columns: dict[str, Any] = {
            "fund_id": fund,
            "seq": seq + 1,
            "prev_sha256": prev,
            "outcome": "accepted",
            "deed": "attack",
            "deed_edition": 1,
            "action": "setting.change",
            "actor": "clerk",
            "on_date": DAY,
            "recorded_at": "2024-08-15T09:30:00Z",
            "database_user": self.user,
            "key": None,
            "changed_rows": 0,
            "stamp": json.dumps({"seq": seq + 1}),
            "body": json.dumps({"changes": []}),
        } | forged
        lines = (columns["prev_sha256"], columns["stamp"], columns["body"], "")
        hashed = hashlib.sha256("\n".join(lines).encode())
        columns.setdefault("sha256", hashed.hexdigest())
        self.insert("record", f"OR {way}" if way else "", **columns)

    def insert(self, table: str, way: str = "", /, **values: object) -> None:
        """Insert one row."""
        names, places = ", ".join(values), ", ".join("?" * len(values))
        statement = f"INSERT {way} INTO {table} ({names}) VALUES ({places})"
        self.run(statement, *values.values())

    def voucher(self, seq: int, **changed: object) -> int:
        """Insert the next voucher, of money if nothing else is said; gives its no."""
        ((no, number),) = self.run(
            "SELECT COALESCE(MAX(no), 0) + 1,"
            " COALESCE(MAX(CASE WHEN month = '2024-03' AND series = ?"
            " THEN number END), 0) + 1 FROM voucher WHERE fund_id = 1",
            changed.get("series", "money"),
        )
        row: dict[str, object] = {
            "fund_id": FUND,
            "seq": seq,
            "no": no,
            "month": "2024-03",
            "series": "money",
            "number": number,
            "on_date": DAY,
            "summary": "a voucher",
            "kind": "normal",
            "rule": "donation_received",
            "attachments": 0,
        }
        self.insert("voucher", **row | changed)
        return int(no)

    def posting(self, seq: int, voucher_no: object, **changed: object) -> None:
        """Insert the next posting: a donation of 1.00 元.

        Either side names the source that the small fund's deeds name there.
        """
        ((no,),) = self.run("SELECT MAX(no) + 1 FROM posting WHERE fund_id = 1")
        row: dict[str, object] = {
            "fund_id": FUND,
            "no": no,
            "seq": seq,
            "voucher_no": voucher_no,
            "debit": "bank.main",
            "credit": "donations.restricted",
            "fen": 100,
            "debit_red": self.flag(0),
            "credit_red": self.flag(0),
        }
        row |= changed
        sources = {f"{side}_source": source_of(row[side]) for side in SIDES}
        self.insert("posting", **sources | row)

    def flag(self, value: int) -> object:
        """Give a flag as the database keeps it."""
        return value if self.embedded else bool(value)


def source_of(key: object) -> SourceKey | None:
    """Name the source of an account's money in the small fund, if it has one."""
    known = ACCOUNTS.get(AccountKey(str(key)))
    return None if known is None else small.source_of(known.key)


@contextmanager
def refused(reason: str) -> Generator[None]:
    """Expect a refusal for this reason: a guard's rule, or what the database says."""
    with pytest.raises(ERRORS) as caught:
        yield
    message = str(caught.value).splitlines()[0]
    assert reason in message, message


def seal_posting(attacker: Attacker, **changed: object) -> None:
    seq = attacker.take_number()
    attacker.posting(seq, attacker.voucher(seq), **changed)
    attacker.seal()


def signature(seq: int, **changed: object) -> dict[str, object]:
    row = {"fund_id": FUND, "seq": seq, "voucher_no": 1, "part": "reviewed"}
    return row | {"login": "admin", "on_date": DAY} | changed
