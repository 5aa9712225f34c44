"""Opening SQLite files: how, and what the driver's failures mean."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from fundledger.errors import StoreError
from fundledger.store.failures import (
    BusyError,
    DamagedError,
    DatabaseError,
    DatabaseRightError,
    DiskFullError,
    ReadOnlyError,
    UnopenedError,
)
from fundledger.store.identity import LedgerFile, Seen
from fundledger.store.logs import require_own_log
from fundledger.store.mounts import NetworkFileError

PATIENCE: Final = 30.0
"""How long a writer waits for its turn, in seconds."""

CACHE_KIB: Final = 16 * 1024
"""So much of a file SQLite keeps in memory, where it has read as much.

With its own 2 MiB, looking up a thousand rows of a large ledger reads most pages anew.
"""

UNCHANGING: Final = "immutable=1"

SETTINGS: Final = MappingProxyType(
    {"query_only": 0, "foreign_keys": 1, "ignore_check_constraints": 0}
)
"""What the guards ask for, and a connection may have otherwise after a reading. It is
asked, and never set again: then SQLite would prepare every statement anew."""

PRIMARY: Final = 0xFF
"""The part of a result code that says the kind; the rest says more of it."""

FAILURES: Final = MappingProxyType[int, type[StoreError]](
    {
        sqlite3.SQLITE_BUSY: BusyError,
        sqlite3.SQLITE_LOCKED: BusyError,
        sqlite3.SQLITE_READONLY: ReadOnlyError,
        sqlite3.SQLITE_PERM: UnopenedError,
        sqlite3.SQLITE_AUTH: DatabaseRightError,
        sqlite3.SQLITE_CANTOPEN: UnopenedError,
        sqlite3.SQLITE_NOTADB: UnopenedError,
        sqlite3.SQLITE_CORRUPT: DamagedError,
        sqlite3.SQLITE_FULL: DiskFullError,
        sqlite3.SQLITE_IOERR_WRITE: DiskFullError,
    }
)
"""By result code; one that says more is looked up first."""

_FUND_TABLE: Final = "SELECT 1 FROM sqlite_master WHERE tbl_name = 'fund'"


class Opened(sqlite3.Connection):
    """A connection that knows what it opened."""

    file: LedgerFile | None = None
    seen: Seen
    """What it saw of its files when it last looked."""
    changed = True
    """Whether the file may have changed on disk since it was trusted."""
    unchanging = False
    """Whether SQLite was told that nobody writes the file."""
    patience = PATIENCE
    """How long it waits for SQLite's own lock, in seconds."""
    beginning = "BEGIN"
    """The statement by which a transaction begins."""

    def wait_at_most(self, patience: float) -> None:
        """Wait for SQLite's own lock for so many seconds, and no longer."""
        if patience != self.patience:
            self.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
            self.patience = patience

    @contextmanager
    def writing(self) -> Generator[None]:
        """Begin what comes with SQLite's write lock."""
        self.beginning = "BEGIN IMMEDIATE"
        try:
            yield
        finally:
            self.beginning = "BEGIN"

    def begin(self) -> None:
        """Begin a transaction, in the files that were opened and in no others.

        What changed on disk since the last look may be another state: then nothing
        that was read before is trusted. Raises LedgerLostError.
        """
        assert self.file is not None, "it was opened by open_file"
        seen = self.file.look_outside(self.seen)
        if seen is not self.seen:
            self.execute("PRAGMA shrink_memory")
            self.changed = True
            self.seen = seen
        self.execute(self.beginning)
        try:
            self.file.require_same(seen)  # the log as well, while nobody else writes
        except BaseException:
            self.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close, unless that could harm the file.

        The last to close moves its log into the file.
        """
        if self.file is not None and self.file.would_be_harmed(self.seen):
            import ctypes  # noqa: PLC0415 - nobody needs it but here

            # Kept until the process ends, and even then not closed.
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(self))
        else:
            super().close()


def make_file(file: LedgerFile) -> None:
    """Make an empty file, for its owner only, and set it to WAL.

    Raises UnopenedError, NetworkFileError.
    """
    file.require_local()
    try:
        flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC
        os.close(os.open(file.path, flags, 0o600))
    except OSError as error:
        raise UnopenedError(file.address, error.strerror or str(error)) from error
    with closing(_open(file.path, "mode=rw")) as driver:
        driver.execute("PRAGMA journal_mode = WAL")


def open_file(
    file: LedgerFile,
    *,
    durable: bool = True,
    reads: bool = False,
    sealed: bool = False,
) -> Opened:
    """Open the file that was opened first, and see which files that are.

    What `reads` writes nothing; `sealed` is a file that SQLite itself lets nobody
    write, whatever is run. Without `durable` nothing waits for the disk. Raises
    what `LedgerFile` raises, NetworkFileError, ForeignLogError.
    """
    mode = _mode(file)
    if sealed:
        mode = mode.replace("mode=rw", "mode=ro")
    if file.first is None:
        require_own_log(file.path, file.address)
    file.recognise()
    driver = _open(file.path, mode)
    try:
        for pragma in (
            f"synchronous = {'FULL' if durable else 'OFF'}",
            "trusted_schema = ON",
            "foreign_keys = ON",
            f"cache_size = -{CACHE_KIB}",
            f"query_only = {'ON' if reads else 'OFF'}",
            "schema_version",  # reads a page, and with it opens the log
        ):
            driver.execute(f"PRAGMA {pragma}").fetchall()
        driver.file, driver.seen = file, file.look()
    except BaseException:
        driver.close()
        raise
    driver.unchanging = UNCHANGING in mode
    return driver


def _mode(file: LedgerFile) -> str:
    """Say how to open the file, to be only read where it cannot be written.

    SQLite reads a WAL file by files beside it. Where it cannot make them, and
    nobody has it open (they would be there), the file is taken as one that does
    not change. Raises NetworkFileError.
    """
    path, network = file.path, file.network
    if network and file.has_log():
        raise NetworkFileError(file.address, network)
    if not network and _writable(path) and _writable(path.parent):
        return "mode=rw"
    return "mode=ro" if file.has_log() else f"mode=ro&{UNCHANGING}"


def is_untouched(driver: Opened, *, reads: bool) -> bool:
    """Tell whether a connection is as it was opened, whatever was done with it since.

    One beside whose file another is attached, or temporary tables have a place, is not:
    no record would go in. Nor is one of a file that was taken as unchanging, and has
    changed.
    """
    if len(driver.execute("PRAGMA database_list").fetchall()) > 1:
        return False
    expected = {**SETTINGS, "query_only": int(reads)}
    for pragma, value in expected.items():
        if driver.execute(f"PRAGMA {pragma}").fetchone() != (value,):
            return False
    driver.text_factory, driver.row_factory = str, None
    file = driver.file
    return not driver.unchanging or file is None or file.look() == driver.seen


def _open(path: Path, mode: str) -> Opened:
    """Open a file by SQLite; a missing one is not made. The driver begins nothing."""
    return sqlite3.connect(
        f"{path.as_uri()}?{mode}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        factory=Opened,
    )


def _writable(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)


def kind_of(error: BaseException) -> type[StoreError] | None:
    """Say what kind of failure it was, by SQLite's result code; None for a mere error.

    A missing table is a mere error, as is any fault in a statement.
    """
    result: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_INTERNAL)
    if result == sqlite3.SQLITE_ERROR:
        return None
    return FAILURES.get(result) or FAILURES.get(result & PRIMARY, DatabaseError)


def holds_ledger(file: LedgerFile) -> bool:
    """Tell whether the file holds one: SQLite has no code for a missing table."""
    try:
        with closing(open_file(file, reads=True)) as driver:
            return driver.execute(_FUND_TABLE).fetchone() is not None
    except (sqlite3.Error, StoreError):
        return True  # whatever ails it, that it is none is not known
