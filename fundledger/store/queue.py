"""A fair queue before SQLite's write lock.

SQLite wakes waiting writers in no order: one may wait for seconds while another
writes thousands of deeds. Here each writer draws a place in a file beside the
database and goes in when the writer before it has left. Places are locks on single
bytes of that file, so the system frees them when a process dies, however it dies.
The queue is about fairness only: SQLite's own lock still guards the books.
"""

import fcntl
import os
import struct
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

TICKET: Final = struct.Struct("<Q")
FIRST_PLACE: Final = 4096
"""Places lie behind the ticket counter, one byte each."""

OFD: Final[int] = getattr(fcntl, "F_OFD_SETLK", 0)
OFD_WAIT: Final[int] = getattr(fcntl, "F_OFD_SETLKW", 0)
"""Locks of an open file, not of a process; 0 where the system has none."""

SHORTEST_WAIT: Final = 0.0001
LONGEST_WAIT: Final = 0.002
_FLOCK: Final = struct.Struct("@hhqqi4x")


@contextmanager
def in_turn(database: Path, patience: float) -> Generator[None]:
    """Wait for one's turn to write, at most `patience` seconds, then go on anyway."""
    queue = _open(database)
    if queue is None:
        yield
        return
    try:
        place = _draw(queue)
        _wait_before(queue, place, time.monotonic() + patience)
        yield
    finally:
        os.close(queue)  # frees the place


def _open(database: Path) -> int | None:
    """Open the queue's file; None where there are no such locks, or it cannot be."""
    if not OFD:
        return None
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    try:
        return os.open(f"{database}-queue", flags, 0o600)
    except PermissionError:
        return None


def _draw(queue: int) -> int:
    """Draw the next place and hold it."""
    fcntl.fcntl(queue, OFD_WAIT, _lock(fcntl.F_WRLCK, 0))
    (last,) = TICKET.unpack(os.pread(queue, TICKET.size, 0) or bytes(TICKET.size))
    place = int(last) + 1
    fcntl.fcntl(queue, OFD, _lock(fcntl.F_WRLCK, place))
    os.pwrite(queue, TICKET.pack(place), 0)
    fcntl.fcntl(queue, OFD, _lock(fcntl.F_UNLCK, 0))
    return place


def _wait_before(queue: int, place: int, deadline: float) -> None:
    """Wait until nobody holds a place before this one."""
    pause = SHORTEST_WAIT
    while place > 1 and _held_before(queue, place):
        if time.monotonic() > deadline:
            return
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_WAIT)


def _held_before(queue: int, place: int) -> bool:
    """Try a shared lock over all places before: whoever died there holds none."""
    try:
        fcntl.fcntl(queue, OFD, _lock(fcntl.F_RDLCK, 1, place - 1))
    except (BlockingIOError, PermissionError):
        return True
    fcntl.fcntl(queue, OFD, _lock(fcntl.F_UNLCK, 1, place - 1))
    return False


def _lock(kind: int, place: int, count: int = 1) -> bytes:
    """Describe a lock: of the counter at 0, or of places behind it, one byte each."""
    start = FIRST_PLACE + place if place else 0
    return _FLOCK.pack(kind, os.SEEK_SET, start, count, 0)
