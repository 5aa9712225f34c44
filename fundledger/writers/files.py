"""New files for reports: only their owner reads them, and none is lost unasked."""

import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from fundledger.errors import N_, StoreError


@dataclass(eq=False)
class FileThereError(StoreError):
    """A file of that name is there already."""

    file: str
    message = N_("{file} is there already; nothing was written.")
    hint = N_("Choose another name, or add --overwrite.")


@dataclass(eq=False)
class NoPlainFileError(StoreError):
    """What is there is a link, a device or something else that is not written over."""

    file: str
    message = N_("{file} is no plain file; nothing was written.")
    hint = N_("Choose another name, or leave --output out and send the output there.")


@contextmanager
def written(path: Path, *, overwrite: bool) -> Generator[BinaryIO]:
    """Open a file to be written whole or not at all.

    Raises FileThereError, NoPlainFileError, OSError.
    """
    if overwrite and os.path.lexists(path):
        with _replaced(path) as file:
            yield file
        return
    try:
        file = open(path, "xb", opener=_private)  # noqa: SIM115 - `_whole` closes it
    except FileExistsError as error:
        raise FileThereError(str(path)) from error
    with _whole(path, file):
        yield file


@contextmanager
def _replaced(path: Path) -> Generator[BinaryIO]:
    """Write beside the file, and take its place at the end."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise NoPlainFileError(str(path))
    descriptor, beside = mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    with _whole(Path(beside), os.fdopen(descriptor, "wb")) as file:
        yield file
        file.close()
        Path(beside).replace(path)


@contextmanager
def _whole(path: Path, file: BinaryIO) -> Generator[BinaryIO]:
    """Close a new file; take it away again where not all of it was written."""
    try:
        with file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _private(path: str, flags: int) -> int:
    """Open a file that nobody but its owner reads."""
    return os.open(path, flags, 0o600)
