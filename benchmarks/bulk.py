"""Bulk posting with every guard and the chain, beside the same rows bare.

The rows that a real import has written are read back, and written again into bare
tables: the same columns and primary keys, no other key, index, check or trigger.
On SQLite by the driver's `executemany`, on PostgreSQL by COPY. Both commit.
"""

import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy import Dialect, Table, make_url

from benchmarks.books import clerks_desk, vouchers
from benchmarks.measure import ROUNDS, Compared, Result, compare, timed
from fundledger.commands.imports import import_journal
from fundledger.domain.batches import Batch
from fundledger.store import schema
from fundledger.store.tables import metadata

VOUCHERS: Final = 20_000
TABLES: Final = ("voucher", "posting", "signature", "record")
Rows = dict[str, list[tuple[Any, ...]]]


def bulk_sqlite(room: Path, count: int = VOUCHERS, rounds: int = ROUNDS) -> Result:
    """Import vouchers of two postings into a fresh SQLite fund, and the same bare."""
    batch = vouchers(count)
    written: Rows = {}

    def ours() -> float:
        with tempfile.TemporaryDirectory(dir=room) as place:
            path = Path(place) / "fund.db"
            desk = clerks_desk(str(path))
            taken = timed(lambda: import_journal(desk, batch))
            desk.fund.ledger.close()
            written.update(written or _read(path))
            return taken

    def theirs() -> float:
        with tempfile.TemporaryDirectory(dir=room) as place:
            return _bare_sqlite(Path(place) / "bare.db", written)

    found = compare(ours, theirs, rounds)
    return _result("SQLite", "`sqlite3.executemany`, bare", batch, found)


def _result(where: str, beside: str, batch: Batch, found: Compared) -> Result:
    return Result(
        work=f"bulk posting, {where}",
        unit="a voucher",
        ours=found.ours / len(batch),
        theirs=found.theirs / len(batch),
        ratio=found.ratio,
        beside=beside,
        bound=3,
    )


def _read(path: Path) -> Rows:
    """Read what the import wrote: the rows of the last record."""
    with sqlite3.connect(path) as driver:
        (last,) = driver.execute("SELECT head_seq FROM fund").fetchone()
        return {
            name: driver.execute(
                f"SELECT * FROM {name} WHERE seq = ?",
                (last,),
            ).fetchall()
            for name in TABLES
        }


def _bare_sqlite(path: Path, rows: Rows) -> float:
    driver = sqlite3.connect(path, isolation_level=None)
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    for name in TABLES:
        table = metadata.tables[name]
        listed = ", ".join(column.name for column in table.c)
        keys = ", ".join(("fund_id", *schema.keys(table)))
        driver.execute(f"CREATE TABLE {name} ({listed}, PRIMARY KEY ({keys}))")

    def write() -> None:
        driver.execute("BEGIN IMMEDIATE")
        for name, each in rows.items():
            places = ", ".join("?" * len(each[0]))
            driver.executemany(f"INSERT INTO {name} VALUES ({places})", each)
        driver.execute("COMMIT")

    taken = timed(write)
    driver.close()
    return taken


def bulk_postgresql(server: str, count: int = VOUCHERS, rounds: int = ROUNDS) -> Result:
    """Import the same into a fresh PostgreSQL fund, and COPY the same rows bare."""
    batch = vouchers(count)
    written: Rows = {}

    def ours() -> float:
        with database(server) as address:
            desk = clerks_desk(address, make_url(address).username)
            taken = timed(lambda: import_journal(desk, batch))
            desk.fund.ledger.close()
            written.update(written or _copied(address))
            return taken

    def theirs() -> float:
        with database(server) as address:
            return _bare_postgresql(address, written)

    found = compare(ours, theirs, rounds)
    return _result("PostgreSQL", "`COPY`, bare", batch, found)


@contextmanager
def database(server: str) -> Generator[str]:
    """Make a database on the server, and drop it again."""
    with psycopg.connect(server, autocommit=True) as driver:
        driver.execute("DROP DATABASE IF EXISTS benchmark")
        driver.execute("CREATE DATABASE benchmark")
    url = make_url(server).set(database="benchmark")
    yield url.render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as driver:
        driver.execute("DROP DATABASE benchmark WITH (FORCE)")


def _copied(address: str) -> Rows:
    last = sql.SQL("SELECT * FROM {} WHERE seq = (SELECT head_seq FROM fund)")
    with psycopg.connect(address) as driver:
        return {
            name: driver.execute(last.format(sql.Identifier(name))).fetchall()
            for name in TABLES
        }


def _bare_postgresql(address: str, rows: Rows) -> float:
    into = {
        name: sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
        for name in rows
    }
    with psycopg.connect(address) as driver:
        for name in TABLES:
            driver.execute(_bare_table(metadata.tables[name]))
        driver.commit()

        def write() -> None:
            for name, each in rows.items():
                with driver.cursor().copy(into[name]) as copy:
                    for row in each:
                        copy.write_row(row)
            driver.commit()

        return timed(write)


def _bare_table(table: Table[Any]) -> sql.Composed:
    """Declare the same columns of the same types with their primary key alone."""
    speaks: Dialect = make_url("postgresql+psycopg://").get_dialect()()
    columns = [
        sql.SQL("{} " + column.type.compile(speaks)).format(sql.Identifier(column.name))
        for column in table.c
    ]
    keys = map(sql.Identifier, ("fund_id", *schema.keys(table)))
    return sql.SQL("CREATE TABLE {} ({}, PRIMARY KEY ({}))").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(columns),
        sql.SQL(", ").join(keys),
    )
