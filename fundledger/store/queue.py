"""A fair queue before SQLite's write lock.

SQLite wakes waiting writers in no order: one may wait for seconds while another
writes thousands of deeds. Here each writer draws a place in a file beside the
database and goes in when the writer before it has left. Places are locks on single
bytes of that file, so the system frees them when a process dies, however it dies.
Whoever is in writes down who that is, so that those who wait in vain can be told.
The queue is about fairness only: SQLite's own lock still guards the books.
"""

import errno
import fcntl
import os
import struct
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE, S_ISREG
from threading import Event, Thread
from typing import Final

from fundledger.errors import N_, StoreError
from fundledger.store.holder import read_holder, write_holder

MARK: Final = b"fundledger-queue"
"""What the file begins with."""

HEADER: Final = struct.Struct("<16sQ")
"""The mark, and the last place drawn."""

MOST: Final = 2**62
"""No ticket is higher: places are offsets in a file."""

FIRST_PLACE: Final = 4096
"""Places lie behind the header and the holder's slot, one byte each."""

OFD: Final[int] = getattr(fcntl, "F_OFD_SETLK", 0)
OFD_WAIT: Final[int] = getattr(fcntl, "F_OFD_SETLKW", 0)
"""Locks of an open file, not of a process; 0 where the system has none."""

POLLED: Final = 0.001
"""So long the place before is polled, in seconds; then a thread waits for it."""

PAUSE: Final = 0.00005
_FLOCK: Final = struct.Struct("@hhqqi4x")

_NOT_A_FILE: Final = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO, errno.ENODEV})
"""What opening says of a link, a folder, a socket or a device."""


@dataclass(eq=False)
class QueueFileError(StoreError):
    """Where the queue's file belongs, there is something else."""

    path: str
    problem: str
    message = N_("{path} is not the queue of the writers: {problem}.")
    hint = N_(
        "Nothing was written. Look at what it is, and remove it while nobody has the"
        " ledger open: it is made again."
    )


@contextmanager
def in_turn(database: Path, patience: float, deed: str = "") -> Generator[None]:
    """Wait for one's turn to write, at most `patience` seconds.

    `deed` is what is being done, for those who wait behind. Raises BusyError, naming
    who is in, and QueueFileError.
    """
    queue = _open(database)
    if queue is None:
        yield
        return
    try:
        place = _draw(queue, database)
        if not _wait_before(queue, place, time.monotonic() + patience):
            _lock(queue, fcntl.F_UNLCK, place)  # a thread may keep the file open
            raise read_holder(queue)
        write_holder(queue, deed)
        yield
    finally:
        os.close(queue)  # frees the place


def _open(database: Path) -> int | None:
    """Open the queue's file; None where there are no such locks, or it cannot be.

    Links are not followed, and nothing but a file of one name is taken for it.
    """
    if not OFD:
        return None
    path = f"{database}-queue"
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        queue = os.open(path, flags, 0o600)
    except OSError as error:
        if error.errno in _NOT_A_FILE:
            raise QueueFileError(path, "it is a link, a folder or a device") from error
        return None
    try:
        _judge(path, os.fstat(queue))
    except BaseException:
        os.close(queue)
        raise
    return queue


def _judge(path: str, now: os.stat_result) -> None:
    if not S_ISREG(now.st_mode):
        raise QueueFileError(path, "it is no file")
    if now.st_nlink > 1:
        raise QueueFileError(path, "it has other names (hard links)")


def _draw(queue: int, database: Path) -> int:
    """Draw the next place and hold it. Raises QueueFileError."""
    _lock(queue, fcntl.F_WRLCK, 0, OFD_WAIT)
    place = _last(queue, database) + 1
    _lock(queue, fcntl.F_WRLCK, place)
    os.pwrite(queue, HEADER.pack(MARK, place), 0)
    _lock(queue, fcntl.F_UNLCK, 0)
    return place


def _last(queue: int, database: Path) -> int:
    """Read the last place drawn; a file without a mark is new, and made as ours."""
    header = os.pread(queue, HEADER.size, 0)
    if not header.strip(b"\0"):
        _share(queue, database)
        return 0
    path = f"{database}-queue"
    if len(header) != HEADER.size or not header.startswith(MARK):
        raise QueueFileError(path, "it holds something else")
    last: int = HEADER.unpack(header)[1]
    if last > MOST:
        raise QueueFileError(path, "its counter is broken")
    return last


def _share(queue: int, database: Path) -> None:
    """Let those in who may write the database, as SQLite does with its own files."""
    with suppress(OSError):  # the file is gone, or the queue is another user's
        own = database.stat()
        os.fchmod(queue, S_IMODE(own.st_mode) & 0o666)
        if os.geteuid() == 0:
            os.fchown(queue, own.st_uid, own.st_gid)


def _wait_before(queue: int, place: int, deadline: float) -> bool:
    """Wait until nobody holds a place before this one; False when time is up.

    First for the place just before: whoever leaves wakes one other. Only where that one
    gave up, those before it are waited for.
    """
    if place == 1 or _is_free(queue, 1, place - 1):
        return True
    for first in (place - 1, 1):
        count = place - first
        if not _poll(queue, first, count) and not _block(queue, first, count, deadline):
            return False
    return True


def _poll(queue: int, first: int, count: int) -> bool:
    end = time.monotonic() + POLLED
    while not _is_free(queue, first, count):
        if time.monotonic() > end:
            return False
        time.sleep(PAUSE)
    return True


def _block(queue: int, first: int, count: int, deadline: float) -> bool:
    """Have a thread wait for places, which nothing but their holders can end."""
    free = Event()
    own = os.dup(queue)

    def wait() -> None:
        try:
            _lock(own, fcntl.F_RDLCK, first, OFD_WAIT, count)
            _lock(own, fcntl.F_UNLCK, first, count=count)
            free.set()
        finally:
            os.close(own)

    Thread(target=wait, name="fundledger-queue", daemon=True).start()
    return free.wait(max(deadline - time.monotonic(), 0))


def _is_free(queue: int, first: int, count: int) -> bool:
    """Try a shared lock over places: whoever died there holds none."""
    try:
        _lock(queue, fcntl.F_RDLCK, first, count=count)
    except (BlockingIOError, PermissionError):
        return False
    _lock(queue, fcntl.F_UNLCK, first, count=count)
    return True


def _lock(queue: int, kind: int, place: int, how: int = OFD, count: int = 1) -> None:
    """Lock or free the counter at 0, or places behind it, one byte each."""
    start = FIRST_PLACE + place if place else 0
    fcntl.fcntl(queue, how, _FLOCK.pack(kind, os.SEEK_SET, start, count, 0))
