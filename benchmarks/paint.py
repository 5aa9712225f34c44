"""The workbench's first paint, beside a bare Textual app's, each at a terminal.

What counts ends with the first words on the screen: the program is started, it imports,
takes the terminal and paints. The ledger is opened after that.
"""

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path
from typing import Final

from benchmarks.measure import ROUNDS, Result, Took, compare

LINES: Final = 40
COLUMNS: Final = 120
PATIENCE: Final = 30.0
"""A program that has painted nothing after so many seconds never will."""
_BARE: Final = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("To do")

Bare().run()
"""
_WORDS: Final = b"To do"
_CONTROL: Final = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


class NothingPaintedError(Exception):
    """A program ended, or never painted."""


def first_paint(database: Path, rounds: int = ROUNDS) -> Result:
    """Start the workbench on a ledger, and wait for its frame."""
    module = [sys.executable, "-m", "fundledger"]
    ours = [*module, "workbench", "--db", str(database), "--lang", "en"]
    bare = [sys.executable, "-c", _BARE]
    return Result.compared(
        "first paint of the workbench",
        "a start",
        compare(lambda: _painted(ours), lambda: _painted(bare), rounds),
        beside="a bare Textual app",
        bound=1.5,
    )


def _painted(command: list[str]) -> Took:
    """Run a program at a terminal of its own until its first words are there."""
    around = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execve(command[0], command, around | _CONTROL)  # noqa: S606 - our own program
    try:
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        _wait_for_words(terminal)
        wall = time.perf_counter() - begun
    finally:
        os.kill(process, signal.SIGKILL)
        _, _, used = os.wait4(process, 0)
        os.close(terminal)
    return Took(wall, used.ru_utime + used.ru_stime)


def _wait_for_words(terminal: int) -> None:
    written = b""
    while _WORDS not in written:
        ready, _, _ = select.select([terminal], [], [], PATIENCE)
        more = os.read(terminal, 1 << 16) if ready else b""
        if not more:
            raise NothingPaintedError(written.decode(errors="replace"))
        written += more
