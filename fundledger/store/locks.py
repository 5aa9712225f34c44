"""Locks on single bytes of an open file: the system frees them when a process dies.

They belong to the open file (OFD), not to the process: two threads that opened the file
each for itself keep each other out.
"""

import fcntl
import os
import struct
from typing import Final

TRY: Final[int] = getattr(fcntl, "F_OFD_SETLK", 0)
WAIT: Final[int] = getattr(fcntl, "F_OFD_SETLKW", 0)
TELL: Final[int] = getattr(fcntl, "F_OFD_GETLK", 0)
"""How a lock is asked for; 0 where the system has no such locks."""

_FLOCK: Final = struct.Struct("@hhqqi4x")


def lock(file: int, byte: int, how: int = TRY) -> bool:
    """Lock a byte against everybody else; False where it is taken and not waited for.

    `how` is TRY or WAIT.
    """
    try:
        fcntl.fcntl(file, how, _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0))
    except (BlockingIOError, PermissionError):
        return False
    return True


def unlock(file: int, byte: int) -> None:
    """Free a byte, locked or not."""
    fcntl.fcntl(file, TRY, _FLOCK.pack(fcntl.F_UNLCK, os.SEEK_SET, byte, 1, 0))


def locked_in(file: int, first: int, count: int = 0) -> int | None:
    """Give a byte that somebody else has locked, if any; a count of 0 has no end."""
    query = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, first, count, 0)
    kind, _, start, _, _ = _FLOCK.unpack(fcntl.fcntl(file, TELL, query))
    return None if kind == fcntl.F_UNLCK else max(start, first)


def first_locked(file: int, first: int) -> int | None:
    """Give the lowest byte from `first` on that somebody else has locked.

    The system names any of them: so what lies before it is asked again.
    """
    lowest = lower = locked_in(file, first)
    while lower is not None:
        lowest = lower
        lower = locked_in(file, first, lower - first) if lower > first else None
    return lowest
