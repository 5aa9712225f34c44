"""The demo fund: its past, the file of deeds in data/demo, done again like anybody's.

The file says when each deed was recorded and as whom, so that the demo has the same
chain, head and all, on every machine and on both databases.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path

from fundledger.errors import N_, StoreError
from fundledger.inputs.again import do_again
from fundledger.readers.deed_lines import read_past
from fundledger.store.books import Fund, Ledger
from fundledger.store.migrate import migrate

Progress = Callable[[int, int], None]
"""Called with the deeds done so far and how many there are."""

DEEDS = "deeds.jsonl"


@dataclass(eq=False)
class DemoExistsError(StoreError):
    """There is something at the path already."""

    path: str
    message = N_("There is a file at {path} already.")
    hint = N_("Open it, or give another path.")


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
        with closing(Ledger(str(built), durable=False)) as ledger:
            migrate(ledger)
            _do(ledger, progress)
        _settle(built)
        _put(built, path)
        _settle(path.parent)
    finally:
        shutil.rmtree(beside)


def load_demo(ledger: Ledger, progress: Progress | None = None) -> Fund:
    """Load the demo fund into a migrated ledger of its own and give it.

    On PostgreSQL whoever is connected acts for every person of the story. Where part of
    it is there, it goes on. Raises LiveLedgerError, PastError, StoreError.
    """
    with closing(Ledger(ledger.address)) as own:
        _do(own, progress)
    return ledger.fund()


def story() -> Traversable:
    """Give the folder with the demo's file of deeds and what they attach."""
    return files("fundledger.data") / "demo"


def _do(ledger: Ledger, progress: Progress | None) -> None:
    """Do the story's deeds, line by line."""
    folder = story()
    with (folder / DEEDS).open("rb") as file:
        total = sum(1 for _line in file)
        file.seek(0)
        lines = read_past(DEEDS, file)
        steps = do_again(ledger, lines, lambda name: (folder / name).read_bytes())
        for number, _repeated in enumerate(steps, start=1):
            if progress is not None:
                progress(number, total)


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
