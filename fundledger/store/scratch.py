"""Scratch books: a real ledger with its guards, copied aside to try deeds in.

It lies in a private temporary file, which nothing waits for, and is gone afterwards.
"""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from sqlalchemy import Connection, Engine, Table, select

from fundledger.store import audit, catalogue, schema, tables
from fundledger.store.dialects import Dialect

BATCH = 1000
"""Rows copied at a time."""


@contextmanager
def copied(dialect: Dialect, engine: Engine, fund_id: int) -> Generator[Path]:
    """Copy the fund's ledger as it stands; give the copy's path while it is there.

    A ledger on PostgreSQL is copied into a file as well: the guards are the same.
    """
    with TemporaryDirectory(prefix="fundledger-") as folder:
        path = Path(folder) / "scratch.db"
        with dialect.snapshot(engine) as connection:
            _copy(dialect.driver(connection), connection, fund_id, path)
        yield path


def _copy(driver: Any, connection: Connection, fund_id: int, path: Path) -> None:
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        if isinstance(driver, sqlite3.Connection):
            driver.backup(target)
        else:
            _rebuild(target, connection, fund_id)
        target.execute("PRAGMA journal_mode = WAL")


def _rebuild(target: sqlite3.Connection, connection: Connection, fund_id: int) -> None:
    """Make the tables, put the fund's rows in, and only then set up the guards."""
    target.execute("BEGIN")
    target.execute(catalogue.REVISION_TABLE)
    target.execute("INSERT INTO alembic_version VALUES (?)", (audit.SCHEMA,))
    guards = set(schema.objects("sqlite"))
    late = [each for each in schema.statements("sqlite") if each in guards]
    for statement in schema.statements("sqlite"):
        if statement not in guards:
            target.execute(statement)
    for table in tables.metadata.sorted_tables:
        places = ", ".join("?" * len(table.c))
        insertion = f"INSERT INTO {table.name} VALUES ({places})"  # noqa: S608 - our names
        target.executemany(insertion, _rows(connection, table, fund_id))
    for statement in late:
        target.execute(statement)
    target.execute("COMMIT")


def _rows(
    connection: Connection, table: Table[Any], fund_id: int
) -> Iterator[tuple[Any, ...]]:
    own = table.c.id if table is tables.fund else table.c.fund_id
    rows = connection.execution_options(yield_per=BATCH).execute(
        select(table).where(own == fund_id)
    )
    for row in rows:
        yield tuple(map(_plain, row))


def _plain(value: object) -> object:
    """Give a value as SQLite keeps it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return bytes(cast("memoryview", value)) if isinstance(value, memoryview) else value
