"""The demo fund: its story (data/demo) told by the deeds of people in their roles.

Every row of the diary is a deed with its own business date, so the demo's chain is a
real one. It is recorded by a clock that follows those dates, not by today's: the same
story gives the same chain, head and all, wherever it is loaded.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from os import PathLike
from pathlib import Path
from typing import Final

from fundledger.demo.diary import DEEDS
from fundledger.demo.telling import Telling
from fundledger.errors import N_, StoreError
from fundledger.readers.demo import Story, read_story
from fundledger.store.books import Fund, Ledger
from fundledger.store.migrate import migrate
from fundledger.store.recording import Replaying

Progress = Callable[[int, int], None]
"""Called with the deeds told so far and how many there are."""

OPENS: Final = time(9, tzinfo=UTC)
"""When a day of the diary begins; its deeds follow a second apart."""


USER: Final = "demo"
"""The database user whom the demo's records name, whoever loads it."""


@dataclass(eq=False)
class DemoExistsError(StoreError):
    """There is something at the path already."""

    path: str
    message = N_("There is a file at {path} already.")
    hint = N_("Open it, or give another path.")


class DiaryClock:
    """The clock of recording, which follows the diary's dates."""

    def __init__(self) -> None:
        """Wait for the first day."""
        self._next = datetime.min.replace(tzinfo=UTC)

    def turn_to(self, day: date) -> None:
        """Go on to a day; within one day, time only passes."""
        if day > self._next.date():
            self._next = datetime.combine(day, OPENS)

    def __call__(self) -> datetime:
        """Tell the time, a second later each time it is asked."""
        now = self._next
        self._next += timedelta(seconds=1)
        return now


def create_demo(place: str | PathLike[str], progress: Progress | None = None) -> None:
    """Make an SQLite ledger with the demo fund at a path, whole or not at all.

    It is built beside the path and moved there when it is complete and on disk.
    Raises DemoExistsError.
    """
    path = Path(place)
    if path.exists():
        raise DemoExistsError(str(path))
    beside = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        built = beside / path.name
        _build(built, progress)
        _settle(built)
        _put(built, path)
        _settle(path.parent)
    finally:
        shutil.rmtree(beside)


def load_demo(ledger: Ledger, progress: Progress | None = None) -> Fund:
    """Load the demo fund into a migrated ledger and give it.

    On PostgreSQL whoever is connected acts for every person of the story. Raises
    FundExistsError, and what a deed raises.
    """
    clock = DiaryClock()
    with closing(Ledger(ledger.address, replaying=Replaying(clock, USER))) as own:
        code = _tell(read_story(), own, clock, progress).code
    return ledger.fund(code)


def _build(path: Path, progress: Progress | None) -> None:
    clock = DiaryClock()
    replaying = Replaying(clock, USER)
    with (
        closing(Ledger(str(path), durable=False, replaying=replaying)) as ledger,
        ledger.translating_errors(),
    ):
        migrate(ledger)
        _tell(read_story(), ledger, clock, progress)


def _tell(
    story: Story, ledger: Ledger, clock: DiaryClock, progress: Progress | None
) -> Fund:
    """Play the diary, row by row."""
    telling = Telling(story, ledger)
    for number, row in enumerate(story.deeds, start=1):
        clock.turn_to(row.date)
        DEEDS[row.action](telling, row)
        if progress is not None:
            progress(number, len(story.deeds))
    return telling.fund


def _put(built: Path, path: Path) -> None:
    """Give the file its name, unless somebody took it meanwhile: never over another.

    Whoever has a ledger open must not find its file replaced under them.
    """
    try:
        os.link(built, path)
    except FileExistsError as error:
        raise DemoExistsError(str(path)) from error
    except OSError:  # a file system without links
        built.replace(path)
    else:
        built.unlink()  # at once: a file of two names is not opened


def _settle(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
