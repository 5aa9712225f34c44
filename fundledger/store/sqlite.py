"""SQLite: the embedded default. One file, one writer, WAL, fully synchronous."""

import re
import sqlite3
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sqlalchemy import Connection, Engine, Table, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.pool import QueuePool

from fundledger.errors import N_, StoreError
from fundledger.store.failures import DamagedError, DatabaseError, NoLedgerError
from fundledger.store.identity import (
    DeedLostError,
    EarlierStateError,
    LedgerFile,
    LedgerLostError,
)
from fundledger.store.opened import (
    PATIENCE,
    Opened,
    holds_ledger,
    is_untouched,
    kind_of,
    make_file,
    open_file,
)
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

if TYPE_CHECKING:
    from fundledger.store.queue import Queue

OLDEST: Final = (3, 37, 0)
"""STRICT tables came with this version."""

ADDRESS: Final = "sqlite+fundledger://"
"""SQLite as SQLAlchemy knows it, but for how a transaction begins."""

registry.register("sqlite.fundledger", "fundledger.store.beginning", "BeginningDialect")

TOGETHER: Final = 50
"""So many rows go into one statement, where there are as many."""


class SqliteTooOldError(StoreError):
    """The SQLite this Python carries has no STRICT tables."""

    message = N_("This Python's SQLite is too old for the ledger.")
    hint = N_("Use a Python with SQLite 3.37 or later.")


class WindowsError(StoreError):
    """Windows lacks the locks and open files by which writers are kept apart."""

    message = N_("On Windows a ledger is not kept in an SQLite file.")
    hint = N_("Run fundledger in WSL, or keep the ledger in PostgreSQL.")


class SqliteDialect:
    """What the doors need to know of SQLite."""

    name: ClassVar[str] = "sqlite"
    text_days: ClassVar[bool] = True
    placeholder: ClassVar[str] = "?"

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        """Take the file; it is opened by the first connection.

        Without `durable` nothing waits for the disk: for a file still being made.
        """
        if sys.platform == "win32":
            raise WindowsError
        if sqlite3.sqlite_version_info < OLDEST:
            raise SqliteTooOldError
        self.file = LedgerFile(path)
        self.durable = durable
        self._readers: Engine | None = None
        self._queue: Queue | None = None

    def create(self) -> None:
        """Make the file unless it is there: for its owner only, and set to WAL.

        The mode stays with the file; no other file is changed by being opened. Raises
        UnopenedError, NetworkFileError.
        """
        if self.file.is_missing():
            make_file(self.file)

    def engine(self) -> Engine:
        """Make the engine of those who write; none makes a file that is not there."""
        return self._engine(reads=False)

    @property
    def queue(self) -> "Queue":
        """The writers' queue before the file."""
        if self._queue is None:
            from fundledger.store.queue import Queue  # noqa: PLC0415 - not on Windows

            self._queue = Queue(self.file.path)
        return self._queue

    def _engine(self, *, reads: bool) -> Engine:
        opening = partial(open_file, self.file, durable=self.durable, reads=reads)
        return create_engine(ADDRESS, creator=opening, poolclass=QueuePool)

    def close(self) -> None:
        """Give the readers' connections back, and let go of the file."""
        if self._readers is not None:
            self._readers.dispose()
        if self._queue is not None:
            self._queue.close()
        self.file.let_go()

    def may_have_changed(self, connection: Connection) -> bool:
        """Tell whether the file changed on disk since a deed or reading trusted it."""
        return self.driver(connection).changed

    def trust(self, connection: Connection) -> None:
        """Note that what changed on disk is the same ledger, further on."""
        self.driver(connection).changed = False

    @contextmanager
    def writer(
        self, engine: Engine, patience: float = PATIENCE, *, deed: str = ""
    ) -> Generator[Connection]:
        """Give a connection that begins to write: one a file, let in by turns.

        `deed` is shown to those who wait, `patience` is in seconds. Raises BusyError,
        LedgerLostError, and DeedLostError when it is too late.
        """
        self.file.require_local()
        with self._connection(engine) as connection, self._distrusting():
            driver = self.driver(connection)
            driver.wait_at_most(patience)
            with self.queue.turn(patience, deed), driver.writing():
                yield connection
            try:
                self.file.require_same(driver.seen)
            except LedgerLostError as error:
                raise DeedLostError(self.file.address) from error

    @contextmanager
    def _distrusting(self) -> Generator[None]:
        """Trust the file no more once it has turned out to be of an earlier state."""
        try:
            yield
        except EarlierStateError as error:
            self.file.distrust(error)
            raise

    @contextmanager
    def _connection(
        self, engine: Engine, *, reads: bool = False
    ) -> Generator[Connection]:
        """Give a connection as it was opened; one that is not so any more is closed."""
        connection = engine.connect()
        while not is_untouched(self.driver(connection), reads=reads):
            connection.invalidate()
            connection.close()
            connection = engine.connect()
        with connection:
            yield connection

    def before_creation(self, _connection: Connection, /) -> None:
        """Nothing to do: SQLite has one writer anyway."""

    @contextmanager
    def snapshot(self, _engine: Engine, /) -> Generator[Connection]:
        """Begin to read: one snapshot until the end; nothing is written in it.

        Readers have connections of their own, which write nothing. A reading that ends
        early may leave rows unread, and with them the snapshot open: then the
        connection is given up.
        """
        if self._readers is None:
            self._readers = self._engine(reads=True)
        with self._connection(self._readers, reads=True) as connection:
            try:
                with self._distrusting(), connection.begin():
                    yield connection
            except BaseException:
                connection.invalidate()
                raise

    def failure(self, error: BaseException) -> type[StoreError]:
        """Say what kind of failure it was, by SQLite's result code.

        Asked with no transaction under way.
        """
        kind = kind_of(error)
        if kind is None:
            return DatabaseError if holds_ledger(self.file) else NoLedgerError
        self.file.damaged = self.file.damaged or kind is DamagedError
        return kind

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        return (sqlite3.Error,)

    def driver(self, connection: Connection) -> Opened:
        """Give the driver's own connection, for the short way of a deed."""
        driver = connection.connection.driver_connection
        assert isinstance(driver, Opened)
        return driver

    def insert_rows(
        self, driver: Any, table: Table[Any], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Insert raw rows, columns in the table's order; many of them by statement.

        A statement that fires triggers keeps a journal of its own, so that it can be
        undone alone: that costs more than a row.
        """
        width = len(rows[0]) if rows else 0
        whole = 0
        if len(rows) >= TOGETHER:
            whole = len(rows) - len(rows) % TOGETHER
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
            return _rule_of(error)
        return None


CONSTRAINT_DATATYPE: Final = 3091
"""SQLITE_CONSTRAINT_DATATYPE, which the module of Python 3.11 has no name for."""
_KIND: Final[Mapping[int, Rule]] = MappingProxyType(
    {
        CONSTRAINT_DATATYPE: DATATYPE,
        sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: REFERENCE,
        sqlite3.SQLITE_CONSTRAINT_NOTNULL: NOT_NULL,
        sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: EXISTS,
        sqlite3.SQLITE_CONSTRAINT_ROWID: EXISTS,
        sqlite3.SQLITE_CONSTRAINT_UNIQUE: EXISTS,
        sqlite3.SQLITE_MISMATCH: DATATYPE,
    }
)
"""The rule by SQLite's extended result code."""
_LAST_NAME: Final = re.compile(r"(\w+)\W*$")
"""Where a CHECK's own name stands: SQLite has no other place for it."""


def _rule_of(error: sqlite3.IntegrityError) -> Rule:
    """Tell the rule by the result code; a guard's and a CHECK's are names of ours."""
    text = str(error)
    if guard := rule_of_guard(text):
        return guard
    if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_CHECK:
        check = _LAST_NAME.search(text)
        return Rule(check[1]) if check else CONSTRAINT
    return _KIND.get(error.sqlite_errorcode, CONSTRAINT)


@cache
def _insertion(table: str, width: int, rows: int) -> str:
    places = f"({', '.join('?' * width)})"
    return f"INSERT INTO {table} VALUES {', '.join([places] * rows)}"  # noqa: S608 - our names
