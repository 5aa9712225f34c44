"""Bulk posting with every guard and the chain, beside the same rows bare.

The rows that a real import has written are read back, and written again into bare
tables: the same columns and primary keys, no check or trigger. On SQLite by the
driver's `executemany`, with the same indexes; on PostgreSQL by COPY, without any. Both
commit.
"""

import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy import Dialect, Table, make_url

from benchmarks.books import (
    clerks_desk,
    payers_desk,
    payments,
    signed,
    vouchers,
)
from benchmarks.measure import ROUNDS, Compared, Result, Took, compare, middle, timed
from fundledger.commands.imports import import_journal
from fundledger.domain.batches import Batch
from fundledger.store import schema
from fundledger.store.tables import metadata

VOUCHERS: Final = 20_000
EXECUTEMANY: Final = "`sqlite3.executemany`, the same indexes"
GROWN: Final = 1_000_000
SOME: Final = 2
"""So many batches stand for a small ledger, and for a large one."""
TABLES: Final = ("voucher", "posting", "signature", "record")
Rows = dict[str, list[tuple[Any, ...]]]


def bulk_sqlite(room: Path, count: int = VOUCHERS, rounds: int = ROUNDS) -> Result:
    """Import vouchers of two postings into a fresh SQLite fund, and the same bare."""
    batch = vouchers(count)
    written: Rows = {}

    def ours() -> Took:
        with tempfile.TemporaryDirectory(dir=room) as place:
            path = Path(place) / "fund.db"
            desk = clerks_desk(str(path))
            taken = timed(partial(import_journal, signed(desk, batch), batch))
            desk.fund.ledger.close()
            written.update(written or _read(path))
            return taken

    def theirs() -> Took:
        with tempfile.TemporaryDirectory(dir=room) as place:
            return _bare_sqlite(Path(place) / "bare.db", written)

    result = compare(ours, theirs, rounds)
    return _result("SQLite, donations", EXECUTEMANY, batch, result, bound=2.5)


def payments_sqlite(room: Path, count: int = VOUCHERS, rounds: int = ROUNDS) -> Result:
    """Import payments of many projects, and the same rows bare, indexed alike."""
    batch = payments(count)
    written: Rows = {}

    def ours() -> Took:
        with tempfile.TemporaryDirectory(dir=room) as place:
            path = Path(place) / "fund.db"
            desk = payers_desk(str(path), count)
            taken = timed(partial(import_journal, signed(desk, batch), batch))
            desk.fund.ledger.close()
            written.update(written or _read(path))
            return taken

    def theirs() -> Took:
        with tempfile.TemporaryDirectory(dir=room) as place:
            return _bare_sqlite(Path(place) / "bare.db", written)

    result = compare(ours, theirs, rounds)
    return _result("SQLite, payments with projects", EXECUTEMANY, batch, result)


def bulk_grown(room: Path, count: int = VOUCHERS, grown: int = GROWN) -> Result:
    """Import into a ledger until it is large: its last batches beside its first."""
    desk = clerks_desk(str(room / "grown.db"))
    batch = vouchers(count)
    took = [
        timed(partial(import_journal, signed(desk, batch), batch))
        for _ in range(grown // count)
    ]
    desk.fund.ledger.close()
    first, last = middle(took[:SOME]), middle(took[-SOME:])
    ratio = Took(last.wall / first.wall, last.cpu / first.cpu)
    return Result.compared(
        f"bulk posting, SQLite, at {grown:,} vouchers",
        "a voucher",
        Compared(last, first, ratio),
        beside=f"the first {SOME * count:,}",
        bound=1.2,
        units=len(batch),
    )


def _result(
    where: str, beside: str, batch: Batch, comparison: Compared, bound: float = 3
) -> Result:
    return Result.compared(
        f"bulk posting, {where}",
        "a voucher",
        comparison,
        beside=beside,
        bound=bound,
        units=len(batch),
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


def _bare_sqlite(path: Path, rows: Rows) -> Took:
    driver = sqlite3.connect(path, isolation_level=None)
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    for name in TABLES:
        table = metadata.tables[name]
        listed = ", ".join(column.name for column in table.c)
        keys = ", ".join(("fund_id", *schema.keys(table)))
        driver.execute(f"CREATE TABLE {name} ({listed}, PRIMARY KEY ({keys}))")
        for index, columns in _indexed(table):
            driver.execute(f"CREATE INDEX {index} ON {name} {columns}")

    def write() -> None:
        driver.execute("BEGIN IMMEDIATE")
        for name, each in rows.items():
            places = ", ".join("?" * len(each[0]))
            driver.executemany(f"INSERT INTO {name} VALUES ({places})", each)
        driver.execute("COMMIT")

    taken = timed(write)
    driver.close()
    return taken


def _indexed(table: Table[Any]) -> list[tuple[str, str]]:
    """List the other keys and indexes of a table: a name, and the columns."""
    own = [each[1:] for each in schema.unique(table)[1:]]
    named = [[c.name for c in index.columns][1:] for index in table.indexes]
    return [
        (f"bare_{table.name}_{no}", f"(fund_id, {', '.join(columns)})")
        for no, columns in enumerate([*own, *named])
    ]


def bulk_postgresql(server: str, count: int = VOUCHERS, rounds: int = ROUNDS) -> Result:
    """Import the same into a fresh PostgreSQL fund, and COPY the same rows bare."""
    batch = vouchers(count)
    written: Rows = {}

    def ours() -> Took:
        with database(server) as address:
            desk = clerks_desk(address, make_url(address).username)
            taken = timed(partial(import_journal, signed(desk, batch), batch))
            desk.fund.ledger.close()
            written.update(written or _copied(address))
            return taken

    def theirs() -> Took:
        with database(server) as address:
            return _bare_postgresql(address, written)

    result = compare(ours, theirs, rounds)
    return _result("PostgreSQL", "`COPY`, bare", batch, result)


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


def _bare_postgresql(address: str, rows: Rows) -> Took:
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
