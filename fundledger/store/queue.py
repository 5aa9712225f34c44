"""A fair queue before SQLite's write lock.

SQLite wakes waiting writers in no order: one may wait for seconds while another
writes thousands of deeds. Here one writer is in at a time; whoever finds somebody in,
or somebody waiting, draws a place in a file beside the database and goes in when all
places before are free. Being in, and each place, is a lock on one byte of that file, so
that the system frees it when a process dies, however it dies.

Whoever leaves calls the next by a datagram: a lock cannot be waited for with a bound,
and to look again and again costs the waiter and the writer. A process that comes back
at once, deed after deed, keeps its turn for a while (`turn_beside`): to change the
process costs as much as some deeds. Between its deeds it holds nothing, and the first
waiter looks again by itself. The more wait, the shorter the turns: so nobody waits
longer than FEW turns of RUN seconds and a deed for each that came before.

Whoever is in writes down who that is, so that those who wait in vain can be told. The
queue is about fairness only: SQLite's own lock still guards the books.
"""

import errno
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
from weakref import finalize

from fundledger.errors import N_, StoreError
from fundledger.store import locks
from fundledger.store.holder import read_holder, write_holder

MARK: Final = b"fundledger-queue"
"""What the file begins with."""

HEADER: Final = struct.Struct("<16sQ")
"""The mark, and the last place drawn."""

MOST: Final = 2**62
"""No ticket is higher: places are offsets in a file."""

COUNTER: Final = 0
"""The byte that is locked while a place is drawn."""

INSIDE: Final = 1
"""The byte that is locked by whoever is in."""

FIRST_PLACE: Final = 4096
"""Places lie behind the header and the holder's slot, one byte each."""

RUN: Final = 0.022
"""So many seconds after it came in, a process goes in again before those who wait."""

FEW: Final = 4
"""Where more wait, turns are shorter: all wait as long as so many would."""

SHORT: Final = 0.003
"""A deed that took more seconds is worth a change of the process by itself."""

AT_ONCE: Final = 0.002
"""Whoever comes back within so many seconds has more to do."""

UNCALLED: Final = 0.010
"""So many seconds pass until the first waiter looks whether it may go in uncalled."""

BEHIND: Final = 0.100
"""So many until another one looks whether it has become the first."""

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


class Queue:
    """The writers' queue of one ledger file, as one process takes part in it."""

    def __init__(self, database: Path) -> None:
        """Take the ledger's place; the file is opened by the first writer."""
        self.database = database
        self.path = f"{database}-queue"
        self._process = 0
        self._idle: list[int] = []
        """Open files, one for each thread that was ever in at the same time."""
        self._left = 0.0
        """When somebody of this process left, by the monotonic clock."""
        self._until = 0.0
        """Until when this process may go in again before those who wait."""
        self._came = 0.0
        """When its turn began."""
        self._served = 0
        """The last place drawn before its turn; who waits drew a later one."""
        finalize(self, _close_all, self._idle)

    @contextmanager
    def turn(self, patience: float, deed: str = "") -> Generator[None]:
        """Wait for one's turn to write, at most `patience` seconds.

        `deed` is what is being done, for those who wait behind. Raises BusyError,
        naming who is in, and QueueFileError.
        """
        file = self._open()
        if file is None:
            yield
            return
        returns = time.monotonic() - self._left < AT_ONCE
        try:
            self._enter(file, patience)
            began = time.monotonic()
            try:
                write_holder(file, deed)
                yield
            finally:
                self._leave(file, began, returns=returns)
        except BaseException:
            os.close(file)  # frees whatever is locked in it
            raise
        self._idle.append(file)

    def close(self) -> None:
        """Close what is open, and keep no turn any longer."""
        if self._idle and self._process == os.getpid():
            self._pass_on(self._idle[-1])
        _close_all(self._idle)

    # --- In and out -------------------------------------------------------------

    def _enter(self, file: int, patience: float) -> None:
        """Go in, in turn. Raises BusyError when time is up, and QueueFileError."""
        now, until = time.monotonic(), self._until
        if now < until and locks.lock(file, INSIDE):
            return
        if until:
            self._pass_on(file)
        self._served = self._last(file) or 0
        free = self._served and locks.locked_in(file, FIRST_PLACE) is None
        if not (free and locks.lock(file, INSIDE)):
            place = self._draw(file)
            self._served = place - FIRST_PLACE
            try:
                if not _wait(file, place, now + patience):
                    raise read_holder(file)
            finally:
                locks.unlock(file, place)
            _call_first(file)  # to look for itself from now on, should we not call
        self._came = time.monotonic()
        self._until = self._came + RUN

    def _leave(self, file: int, began: float, *, returns: bool) -> None:
        """Go out, and call the next, unless another such deed is likely to fit in."""
        locks.unlock(file, INSIDE)
        self._left = time.monotonic()
        took = self._left - began
        if self._until and returns and took <= SHORT:
            waiting = (self._last(file) or 0) - self._served
            self._until = self._came + turn_beside(waiting)
            if self._left + took <= self._until:
                return
        self._pass_on(file)

    def _pass_on(self, file: int) -> None:
        """Keep the turn no longer, and call the next."""
        self._until = 0.0
        _call_first(file)

    # --- The file ---------------------------------------------------------------

    def _open(self) -> int | None:
        """Give the queue's file, open; None where there are no such locks, or no file.

        One that is open still is the file that has the name. Links are not followed,
        and nothing but a file of one name is taken for it. Raises QueueFileError.
        """
        if not locks.TRY:
            return None
        if self._process != os.getpid():  # a fork has its parent's locks
            _close_all(self._idle)
            self._process = os.getpid()
        while self._idle:
            with suppress(IndexError):  # another thread was faster
                file = self._idle.pop()
                if self._is_named(file):
                    return file
                os.close(file)
        return self._open_anew()

    def _is_named(self, file: int) -> bool:
        try:
            now = os.lstat(self.path)
        except OSError:
            return False
        return os.path.samestat(now, os.fstat(file)) and now.st_nlink == 1

    def _open_anew(self) -> int | None:
        self._until = 0.0  # a turn in another file is none in this one
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            file = os.open(self.path, flags, 0o600)
        except OSError as error:
            if error.errno in _NOT_A_FILE:
                problem = "it is a link, a folder or a device"
                raise QueueFileError(self.path, problem) from error
            return None
        try:
            self._judge(os.fstat(file))
        except BaseException:
            os.close(file)
            raise
        return file

    def _judge(self, now: os.stat_result) -> None:
        if not S_ISREG(now.st_mode):
            raise QueueFileError(self.path, "it is no file")
        if now.st_nlink > 1:
            raise QueueFileError(self.path, "it has other names (hard links)")

    def _draw(self, file: int) -> int:
        """Draw the next place and lock it; give its byte. Raises QueueFileError."""
        locks.lock(file, COUNTER, locks.WAIT)
        number = (self._last(file) or 0) + 1
        place = FIRST_PLACE + number
        locks.lock(file, place)
        if number == 1:
            _share(file, self.database)
        os.pwrite(file, HEADER.pack(MARK, number), 0)
        locks.unlock(file, COUNTER)
        return place

    def _last(self, file: int) -> int | None:
        """Read the last place drawn; None in a new file. Raises QueueFileError."""
        header = os.pread(file, HEADER.size, 0)
        if not header.strip(b"\0"):
            return None
        if len(header) != HEADER.size or not header.startswith(MARK):
            raise QueueFileError(self.path, "it holds something else")
        last: int = HEADER.unpack(header)[1]
        if last > MOST:
            raise QueueFileError(self.path, "its counter is broken")
        return last


def turn_beside(waiting: int) -> float:
    """Tell how long a turn lasts while so many wait, in seconds."""
    return RUN * min(1, FEW / max(1, waiting))


def _close_all(files: list[int]) -> None:
    while files:
        os.close(files.pop())


def _share(file: int, database: Path) -> None:
    """Let those in who may write the database, as SQLite does with its own files."""
    with suppress(OSError):  # the file is gone, or the queue is another user's
        own = database.stat()
        os.fchmod(file, S_IMODE(own.st_mode) & 0o666)
        if os.geteuid() == 0:
            os.fchown(file, own.st_uid, own.st_gid)


def _wait(file: int, place: int, deadline: float) -> bool:
    """Wait until one is the first and nobody is in, and go in; False when time is up.

    Whoever leaves calls the first, so that it wakes at once. A call may get lost, or
    come from anybody: only the locks say whose turn it is.
    """
    if _is_first(file, place) and locks.lock(file, INSIDE):
        return True
    with socket(AF_UNIX, SOCK_DGRAM) as bell:
        with suppress(OSError):  # the name is taken: then nobody calls
            bell.bind(_name(file, place))
        return _listen(bell, file, place, deadline)


def _listen(bell: socket, file: int, place: int, deadline: float) -> bool:
    while True:
        first = _is_first(file, place)
        if first and locks.lock(file, INSIDE):
            return True
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        bell.settimeout(min(left, UNCALLED if first else BEHIND))
        with suppress(TimeoutError):
            bell.recv(1)


def _is_first(file: int, place: int) -> bool:
    """Tell whether nobody waits before; whoever died there holds no place."""
    before = place - FIRST_PLACE
    return locks.locked_in(file, FIRST_PLACE, before) is None


def _call_first(file: int) -> None:
    """Wake whoever waits first."""
    place = locks.first_locked(file, FIRST_PLACE)
    if place is not None:
        with socket(AF_UNIX, SOCK_DGRAM) as caller, suppress(OSError):
            caller.sendto(b"!", MSG_DONTWAIT, _name(file, place))


def _name(file: int, place: int) -> bytes:
    """Name a waiter by the file and its place: an abstract name leaves no trace."""
    own = os.fstat(file)
    return f"\0fundledger-{own.st_dev}-{own.st_ino}-{place - FIRST_PLACE}".encode()
