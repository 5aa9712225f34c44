"""SQLite: the embedded default. One file, one pen, WAL, fully synchronous."""

import os
import re
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar, Final, cast
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from fundledger.errors import N_, StoreError
from fundledger.store.queue import in_turn
from fundledger.store.rules import (
    CONSTRAINT,
    DATATYPE,
    EXISTS,
    NOT_NULL,
    REFERENCE,
    Rule,
    rule_of_guard,
)
from fundledger.store.system_user import system_user

OLDEST: Final = (3, 37, 0)
"""STRICT tables came with this version."""

PATIENCE: Final = 30.0
"""How long a writer waits for its turn, in seconds."""

BEGIN: Final = "fundledger_begin"

SETTINGS: Final = (
    "query_only = OFF",
    "foreign_keys = ON",
    "ignore_check_constraints = OFF",
)
"""What a reading may have left otherwise; the guards ask for it."""

TOGETHER: Final = 50
"""So many rows go into one statement, where there are as many."""


class SqliteTooOldError(StoreError):
    """The SQLite this Python carries has no STRICT tables."""

    message = N_("This Python's SQLite is too old for the ledger.")
    hint = N_("Use a Python with SQLite 3.37 or later.")


class SqliteDialect:
    """What the doors need to know of SQLite."""

    name: ClassVar[str] = "sqlite"
    text_days: ClassVar[bool] = True
    placeholder: ClassVar[str] = "?"

    def __init__(self, path: Path | None, *, durable: bool = True) -> None:
        """Open the file, or memory when there is no path.

        Without `durable` nothing waits for the disk: for a file still being made.
        """
        if sqlite3.sqlite_version_info < OLDEST:
            raise SqliteTooOldError
        self.path = path
        self.durable = durable
        self.begins = False

    def engine(self) -> Engine:
        """Make the engine; a new file is readable by its owner only."""
        if self.path is not None and not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        if self.path is not None:
            self.begins = self.path.stat().st_size == 0
        engine = create_engine(
            _address(self.path),
            connect_args={"timeout": PATIENCE, "check_same_thread": False},
            poolclass=QueuePool if self.path else StaticPool,
        )
        event.listen(engine, "connect", self._on_connect)
        event.listen(engine, "begin", _on_begin)
        return engine

    def _on_connect(self, connection: Any, _record: Any) -> None:
        """Set up each connection; the driver begins nothing by itself.

        A new file is set to WAL, which stays with it; no other file is changed by
        being looked at.
        """
        connection.isolation_level = None
        for pragma in (
            "foreign_keys = ON",
            *(("journal_mode = WAL",) if self.begins else ()),
            f"synchronous = {'FULL' if self.durable else 'OFF'}",
            "trusted_schema = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @contextmanager
    def writer(self, engine: Engine) -> Generator[Connection]:
        """Give a connection that begins to write: one a file, let in by turns."""
        with self._turn(), self._untouched(engine) as connection:
            yield connection.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})

    @contextmanager
    def _untouched(self, engine: Engine) -> Generator[Connection]:
        """Give a connection as it was opened, whatever readings did with it before.

        One beside whose file another is attached, or temporary tables have a place, is
        given up: no record would go in.
        """
        connection = engine.connect()
        while len(self._schemas(connection)) > 1:
            connection.invalidate()
            connection.close()
            connection = engine.connect()
        with connection:
            driver = self.driver(connection)
            driver.text_factory, driver.row_factory = str, None
            for pragma in SETTINGS:
                driver.execute(f"PRAGMA {pragma}")
            yield connection

    def _schemas(self, connection: Connection) -> list[Any]:
        return self.driver(connection).execute("PRAGMA database_list").fetchall()

    def before_founding(self, _connection: Connection, /) -> None:
        """Nothing to do: SQLite has one writer anyway."""

    @contextmanager
    def _turn(self) -> Generator[None]:
        if self.path is None:
            yield
        else:
            with in_turn(self.path, PATIENCE):
                yield

    @contextmanager
    def snapshot(self, engine: Engine) -> Generator[Connection]:
        """Begin to read: one snapshot until the end; nothing is written in it.

        A reading that ends early may leave rows unread, and with them the snapshot
        open: then the connection is given up.
        """
        with engine.connect() as connection:
            driver = self.driver(connection)
            driver.execute("PRAGMA query_only = ON")
            try:
                with connection.begin():
                    yield connection
                driver.execute("PRAGMA query_only = OFF")
            except BaseException:
                connection.invalidate()
                raise

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        return (sqlite3.Error,)

    def driver(self, connection: Connection) -> sqlite3.Connection:
        """Give the driver's own connection, for the short way of a deed."""
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def insert_rows(
        self, driver: Any, table: Table[Any], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Insert raw rows, columns in the table's order; many of them by statement.

        A statement that fires triggers keeps a journal of its own, so that it can be
        undone alone: that costs more than a row.
        """
        width = len(table.c)
        whole = len(rows) - len(rows) % TOGETHER
        if whole:
            cells = list(chain.from_iterable(rows[:whole]))
            step = TOGETHER * width
            parts = (cells[at : at + step] for at in range(0, len(cells), step))
            driver.executemany(_insertion(table.name, width, TOGETHER), parts)
        single = _insertion(table.name, width, 1)
        for row in rows[whole:]:
            driver.execute(single, row)

    def before_commit(self, driver: Any) -> None:
        """Nothing to do: SQLite judges deferred keys at COMMIT."""

    def database_user(self, _connection: Connection, /) -> str | None:
        """SQLite has no users: the actor is declared."""
        return None

    def recording_user(self, _connection: Connection, /) -> str:
        """Say whom a record names: the user of the operating system."""
        return system_user()

    def refused_by(self, error: BaseException) -> Rule | None:
        """Name the rule by which the database refused, if it did."""
        if isinstance(error, sqlite3.IntegrityError):
            return _rule_of(str(error))
        return None


_CHECK: Final = re.compile(r"CHECK constraint failed: (\w+)")
_RULES: Final = (
    ("UNIQUE ", EXISTS),
    ("FOREIGN KEY ", REFERENCE),
    ("NOT NULL ", NOT_NULL),
    ("cannot store ", DATATYPE),
    ("datatype mismatch", DATATYPE),
)
"""What SQLite's driver says when a constraint refuses: it has only words for it."""


def _rule_of(text: str) -> Rule:
    guard = rule_of_guard(text)
    check = _CHECK.match(text)
    by_kind = next((rule for words, rule in _RULES if text.startswith(words)), None)
    return guard or by_kind or (Rule(check[1]) if check else CONSTRAINT)


def _address(path: Path | None) -> URL:
    """Give the address of a file, to be only read where it cannot be written.

    SQLite reads a WAL file by files beside it. Where it cannot make them, and nobody
    has it open (they would be there), the file is taken as one that does not change.
    """
    if path is None:
        return URL.create("sqlite", database=":memory:")
    if _writable(path) and _writable(path.parent):
        return URL.create("sqlite", database=str(path))
    query = {"mode": "ro", "uri": "true"}
    if not Path(f"{path}-wal").exists():
        query["immutable"] = "1"
    place = quote(str(path.absolute()))
    return URL.create("sqlite", database=f"file:{place}", query=query)


def _writable(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)


@cache
def _insertion(table: str, width: int, rows: int) -> str:
    places = f"({', '.join('?' * width)})"
    return f"INSERT INTO {table} VALUES {', '.join([places] * rows)}"  # noqa: S608 - our names


def _on_begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get(BEGIN, "BEGIN")
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    driver.execute(begin)
