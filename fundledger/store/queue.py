"""A fair queue before SQLite's write lock.

SQLite wakes waiting writers in no order: one may wait for seconds while another
writes thousands of deeds. Here each writer draws a place in a file beside the
database and goes in when the writer before it has left. Places are locks on single
bytes of that file, so the system frees them when a process dies, however it dies.
Whoever leaves calls the next by a datagram: a lock cannot be waited for with a bound,
and to look again and again costs the waiter and the writer. Whoever is in writes down
who that is, so that those who wait in vain can be told. The queue is about fairness
only: SQLite's own lock still guards the books.
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
from socket import AF_UNIX, MSG_DONTWAIT, SOCK_DGRAM, socket
from stat import S_IMODE, S_ISREG
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

UNCALLED: Final = 0.005
"""So many seconds pass until a waiter looks whether somebody left without a call."""

CALLED: Final = 20
"""So many places are tried for somebody who still waits."""

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
            raise read_holder(queue)
        try:
            write_holder(queue, deed)
            yield
        finally:
            _lock(queue, fcntl.F_UNLCK, place)
            _call_next(queue, place)
    finally:
        os.close(queue)  # frees the place, if that is still to be done


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

    Whoever leaves calls the next, so that it wakes at once. A call may get lost, or
    come from anybody: only the locks say whose turn it is.
    """
    if _is_free(queue, place):
        return True
    with socket(AF_UNIX, SOCK_DGRAM) as bell:
        with suppress(OSError):  # the name is taken: then nobody calls
            bell.bind(_name(queue, place))
        return _listen(bell, queue, place, deadline)


def _listen(bell: socket, queue: int, place: int, deadline: float) -> bool:
    while not _is_free(queue, place):
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        bell.settimeout(min(left, UNCALLED))
        with suppress(TimeoutError):
            bell.recv(1)
    return True


def _call_next(queue: int, place: int) -> None:
    """Wake whoever is next; one who gave up hears nothing."""
    last = HEADER.unpack(os.pread(queue, HEADER.size, 0))[1]
    if last <= place:
        return
    with socket(AF_UNIX, SOCK_DGRAM) as caller:
        for following in range(place + 1, min(last, place + CALLED) + 1):
            with suppress(OSError):
                caller.sendto(b"!", MSG_DONTWAIT, _name(queue, following))
                return


def _name(queue: int, place: int) -> bytes:
    """Name a waiter by the file and its place: an abstract name leaves no trace."""
    own = os.fstat(queue)
    return f"\0fundledger-{own.st_dev}-{own.st_ino}-{place}".encode()


def _is_free(queue: int, place: int) -> bool:
    """Try a shared lock over all places before: whoever died there holds none."""
    if place == 1:
        return True
    try:
        _lock(queue, fcntl.F_RDLCK, 1, count=place - 1)
    except (BlockingIOError, PermissionError):
        return False
    _lock(queue, fcntl.F_UNLCK, 1, count=place - 1)
    return True


def _lock(queue: int, kind: int, place: int, how: int = OFD, count: int = 1) -> None:
    """Lock or free the counter at 0, or places behind it, one byte each."""
    start = FIRST_PLACE + place if place else 0
    fcntl.fcntl(queue, how, _FLOCK.pack(kind, os.SEEK_SET, start, count, 0))
