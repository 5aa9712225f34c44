"""Whether the files are still those that were opened.

A file can be deleted, moved or replaced while a ledger is open. SQLite notices none of
that: it goes on in a file that has no name any more. So each connection and each
transaction compares the files at the place with those that were opened.
"""

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any, Final, NamedTuple
from weakref import finalize

from fundledger.errors import N_, StoreError
from fundledger.store.addresses import is_missing_file
from fundledger.store.failures import NoLedgerError, UnopenedError
from fundledger.store.mounts import MOUNTS, NetworkFileError, network_kind

BESIDE: Final = ("-wal", "-shm")
"""What SQLite keeps beside a file while it is open."""


@dataclass(eq=False)
class LedgerLostError(StoreError):
    """The file that was opened is not at its place any more."""

    address: str
    message = N_(
        "The ledger's file {address} was deleted, moved or replaced while it was open."
    )
    hint = N_("Nothing was written. See what lies there now, and open it again.")


@dataclass(eq=False)
class DeedLostError(LedgerLostError):
    """A deed was written into a file that is not at its place any more."""

    message = N_(
        "The ledger's file {address} was deleted, moved or replaced while a deed was"
        " being written. The deed was NOT kept."
    )
    hint = N_(
        "See what lies there now, open it again, and do the deed once more under the"
        " same key."
    )


@dataclass(eq=False)
class HardLinkedError(StoreError):
    """The file has several names, and may have a write-ahead log beside each."""

    address: str
    names: int
    message = N_(
        "The ledger's file {address} has {names} names (hard links): what is written"
        " by one is not seen by the others."
    )
    hint = N_("Remove the other names, or copy the file and open the copy.")


@dataclass(eq=False)
class EarlierStateError(StoreError):
    """The ledger was put back to an earlier state while it was open."""

    fund: str
    record: int
    message = N_(
        "The ledger was put back to an earlier state: record {record} of fund {fund},"
        " which was there, is gone or another."
    )
    hint = N_(
        "Nothing was written. Close every program that has it open, verify the ledger,"
        " and do again what is missing."
    )


class FileId(NamedTuple):
    """Which file it is, whatever its name."""

    device: int
    inode: int


class Stamp(NamedTuple):
    """When a file changed, by two clocks in ns, and its size in bytes."""

    modified: int
    changed: int
    size: int


class Seen(NamedTuple):
    """What a connection saw of its files when it last looked."""

    database: FileId
    beside: tuple[FileId | None, ...]
    """The write-ahead log and its shared memory."""
    stamp: Stamp
    """Of the database's file."""


class LedgerFile:
    """The file of a ledger, links resolved: always the one that was opened first."""

    def __init__(self, path: Path) -> None:
        """Take the place; the first connection says which file it is."""
        self.address = str(path)
        self.path = _resolved(path)
        self._names = (str(self.path), *(f"{self.path}{end}" for end in BESIDE))
        self.first: FileId | None = None
        self.trouble: StoreError | None = None
        self.damaged = False
        self._release: finalize[..., Any] | None = None

    def is_missing(self) -> bool:
        """Tell whether there is no file, or an empty one."""
        return is_missing_file(self.path)

    def has_log(self) -> bool:
        """Tell whether there is a write-ahead log: somebody has the file open."""
        return _id_at(self._names[1]) is not None

    @cached_property
    def network(self) -> str | None:
        """The kind of network file system that the file lies on."""
        return network_kind(self.path, MOUNTS)

    def require_local(self) -> None:
        """Raise NetworkFileError where the file lies on another machine."""
        if self.network is not None:
            raise NetworkFileError(self.address, self.network)

    def recognise(self) -> None:
        """Require one file of one name, and the same as ever; remember the first.

        Raises NoLedgerError, UnopenedError, HardLinkedError, LedgerLostError.
        """
        now = self._stat()
        if not S_ISREG(now.st_mode):
            raise UnopenedError(self.address, "it is not a file")
        if now.st_nlink > 1:
            raise HardLinkedError(self.address, now.st_nlink)
        if self.first is None:
            self.first = _file_id(now)
            self._hold()
        self._require(_file_id(now) == self.first)

    def look(self, before: Seen | None = None) -> Seen:
        """Look at the files. Raises LedgerLostError where they are not those before.

        A log that was there must stay: SQLite deletes it when nobody has it open.
        """
        seen = self._see(self._stat())
        known = before.beside if before else ()
        same = (
            one in (None, two) for one, two in zip(known, seen.beside, strict=False)
        )
        self._require(seen.database == self.first and all(same))
        return seen

    def look_outside(self, before: Seen) -> Seen:
        """Look at the database's file alone; give what was seen before if it is same.

        Raises LedgerLostError.
        """
        now = self._stat()
        self._require(_is(now, self.first))
        stamp = _stamp(now)
        return before if stamp == before.stamp else before._replace(stamp=stamp)

    def require_same(self, before: Seen) -> None:
        """Look at all files, as `look` does, and note nothing of them.

        Raises LedgerLostError.
        """
        same = _is(self._stat(), self.first)
        for name, known in zip(self._names[1:], before.beside, strict=True):
            if known is not None:
                try:
                    same = same and _is(os.stat(name), known)  # noqa: PTH116 - see `_id_at`
                except OSError:
                    same = False
        self._require(same)

    def distrust(self, error: StoreError) -> None:
        """Raise an error at every look from now on, and leave the file as it is."""
        self.trouble = self.trouble or error
        self.damaged = True

    def would_be_harmed(self, seen: Seen) -> bool:
        """Tell whether a log that a connection has open must not go into the file.

        Not into one that is damaged or of another state; nor, where the log was taken
        away, into one that somebody else has had since: another log, or a change.
        """
        if self.damaged or self.trouble is None:
            return self.damaged
        try:
            now = self._see(os.stat(self._names[0]))  # noqa: PTH116 - see `_stat`
        except OSError:
            return True
        return now != seen._replace(beside=(None,) * len(BESIDE))

    def let_go(self) -> None:
        """Hold on to the file no longer."""
        if self._release is not None:
            self._release()

    def _stat(self) -> os.stat_result:
        try:
            return os.stat(self._names[0])  # noqa: PTH116 - thrice a deed
        except OSError as error:
            self._require(self.first is None)
            if isinstance(error, FileNotFoundError):
                raise NoLedgerError(self.address) from error
            problem = error.strerror or str(error)
            raise UnopenedError(self.address, problem) from error

    def _see(self, now: os.stat_result) -> Seen:
        return Seen(_file_id(now), tuple(map(_id_at, self._names[1:])), _stamp(now))

    def _require(self, same: bool) -> None:  # noqa: FBT001 - a verdict
        """Raise LedgerLostError unless it is the same, now and at every look so far."""
        if self.trouble is None and not same:
            self.trouble = LedgerLostError(self.address)
        if self.trouble is not None:
            raise replace(self.trouble)

    def _hold(self) -> None:
        """Hold on to the file where the system lets one do so without opening it.

        Otherwise a new file may get the number of one that was deleted. (Opened and
        closed, it would lose the locks that SQLite has on it in this process.)
        """
        flags: int = getattr(os, "O_PATH", 0)
        if flags:
            opened = os.open(self.path, flags | os.O_CLOEXEC)
            self._release = finalize(self, os.close, opened)


def _is(now: os.stat_result, file: FileId | None) -> bool:
    return (now.st_dev, now.st_ino) == file


def _file_id(now: os.stat_result) -> FileId:
    return FileId(now.st_dev, now.st_ino)


def _id_at(name: str) -> FileId | None:
    try:
        return _file_id(os.stat(name))  # noqa: PTH116 - four times a deed
    except OSError:
        return None


def _stamp(now: os.stat_result) -> Stamp:
    return Stamp(now.st_mtime_ns, now.st_ctime_ns, now.st_size)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # links in a ring; NUL
        raise UnopenedError(str(path), "this path leads nowhere") from error
