"""Somebody whom no guard holds: the file's owner on SQLite, PostgreSQL's superuser."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Table

from fundledger.store import schema
from fundledger.store.audit import chain_hash
from fundledger.store.tables import NO_HASH, fund, metadata
from fundledger.store.types import Content, Day, Flag, Whole
from tests.databases import Database

Row = tuple[Any, ...]


class Tamperer:
    """Changes rows with every guard, CHECK and foreign key out of the way."""

    def __init__(self, database: Database) -> None:
        self.embedded = database.kind == "sqlite"
        self.prompt = database.bare("postgres")
        if self.embedded:
            self.prompt.run("PRAGMA ignore_check_constraints = ON")
        else:
            self.prompt.run("SET session_replication_role = replica")

    def run(self, statement: str, *values: object) -> list[Row]:
        """Type one statement, with ? for its values."""
        typed = statement if self.embedded else statement.replace("?", "%s")
        return self.prompt.run(typed, *values)

    def drop_guards(self) -> None:
        """Drop what would refuse: triggers on SQLite, CHECKs on PostgreSQL."""
        if self.embedded:
            statement = (
                "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = ?"
            )
            drops = self.run(statement, "trigger")
        else:
            drops = self.run(
                "SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', c.relname, conname)"
                " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                " WHERE contype = 'c' AND c.relkind = 'r'"
                " AND c.relnamespace = 'public'::regnamespace"
            )
        for (drop,) in drops:
            self.run(drop)

    def last_row(self, table: Table[Any]) -> dict[str, Any]:
        """Read the last row of a table, raw."""
        names = [column.name for column in table.c]
        keys = ", ".join(f"{name} DESC" for name in keys_of(table))
        statement = (
            f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {keys} LIMIT 1"
        )
        (row,) = self.run(statement)
        return dict(zip(names, row, strict=True))

    def put(self, table: Table[Any], where: dict[str, Any], to: dict[str, Any]) -> None:
        """Change one row, known by its key, and make sure that it was there."""
        keys = keys_of(table)
        self.run(
            f"UPDATE {table.name} SET {', '.join(f'{name} = ?' for name in to)}"
            f" WHERE {' AND '.join(f'{name} = ?' for name in keys)}",
            *to.values(),
            *(where[name] for name in keys),
        )

    def cut_last(self) -> None:
        """Put the only fund back to before its last record, but for the balances."""
        statement = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = self.run(statement) if self.embedded else []
        for name, _ in triggers:
            self.run(f"DROP TRIGGER {name}")
        last = "(SELECT head_seq FROM fund)"
        for table in ("posting", "voucher", "record"):
            self.run(f"DELETE FROM {table} WHERE seq = {last}")
        self.run(
            "UPDATE fund SET head_seq = head_seq - 1, head_sha256 ="
            " (SELECT sha256 FROM record ORDER BY seq DESC LIMIT 1),"
            " last_voucher_no = (SELECT MAX(no) FROM voucher),"
            " last_posting_no = (SELECT MAX(no) FROM posting)"
        )
        for _, definition in triggers:
            self.run(definition)

    def rechain(self, edit: Sequence[tuple[str, str]] = ()) -> None:
        """Rewrite the bytes of the only fund and hash the whole chain again.

        It ends in the file itself: a log that rewrites a chain is taken for another's.
        """
        prev = NO_HASH
        for seq, *texts in self.run("SELECT seq, stamp, body FROM record ORDER BY seq"):
            stamp, body = (_edited(text, edit) for text in texts)
            sha256 = chain_hash(prev, stamp, body)
            self.run(
                "UPDATE record SET stamp = ?, body = ?, prev_sha256 = ?, sha256 = ?"
                " WHERE seq = ?",
                *(stamp, body, prev, sha256, seq),
            )
            prev = sha256
        self.run(
            "UPDATE fund SET head_sha256 = ?, head_seq = (SELECT MAX(seq) FROM record)",
            prev,
        )
        if self.embedded:
            self.run("PRAGMA wal_checkpoint(TRUNCATE)")


def _edited(text: str, edit: Sequence[tuple[str, str]]) -> str:
    for old, new in edit:
        text = text.replace(old, new)
    assert json.loads(text)
    return text


def keys_of(table: Table[Any]) -> list[str]:
    """Name the columns that identify a row in the whole database."""
    return ["id"] if table is fund else ["fund_id", *schema.keys(table)]


def altered(column: Column[Any], old: Any, *, embedded: bool) -> Any:  # noqa: ANN401
    """Give another value of the column's kind, as raw as the old one."""
    kind = column.type
    if isinstance(kind, Content):
        return bytes(old) + b"x"
    if isinstance(kind, Flag):
        return int(not old) if embedded else not old
    if isinstance(kind, Whole):
        return (old or 0) + 1000
    if isinstance(kind, Day):
        day = old if isinstance(old, date) else date.fromisoformat(old or "2024-01-01")
        later = day + timedelta(days=1)
        return later if isinstance(old, date) else later.isoformat()
    return f"{old or ''}x"


TABLES = {table.name: table for table in metadata.sorted_tables}
