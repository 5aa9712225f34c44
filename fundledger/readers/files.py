"""Files read whole, up to a size."""

import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from fundledger.errors import N_
from fundledger.readers.problems import FileMissingError, UnreadableError

MOST_BYTES: Final = 20 * 2**20
"""So large an attachment is at most."""
NO_FILE: Final = N_("it is not a file")


@dataclass(eq=False)
class HugeFileError(UnreadableError):
    """The file is larger than what it may be used for."""

    most_bytes: int
    message = N_("{file} has more than {most_bytes} bytes.")
    hint = N_("Split it, or make a smaller copy.")


@contextmanager
def opened_file(path: Path, *, plain: bool = False) -> Generator[BinaryIO]:
    """Open a file to be read from its beginning; a `plain` one is no pipe or device.

    A pipe that nobody writes into would be waited for, a device never ends: what some
    file or form names is plain. Raises FileMissingError.
    """
    try:
        file = open(path, "rb", opener=_at_once if plain else None)  # noqa: SIM115 - closed below; Path.open has no opener
    except (OSError, ValueError) as error:  # a name that no file can have
        problem = getattr(error, "strerror", None) or NO_FILE
        raise FileMissingError(path.name, problem) from error
    with file:
        if plain and not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise FileMissingError(path.name, NO_FILE)
        yield file


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for whoever writes into a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


def is_plain(path: Path) -> bool:
    """Tell whether a file may be opened twice; what is read away once may not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def read_limited(
    path: Path, most_bytes: int = MOST_BYTES, *, plain: bool = False
) -> bytes:
    """Read a file. Raises FileMissingError, HugeFileError."""
    with opened_file(path, plain=plain) as file:
        try:
            content = file.read(most_bytes + 1)
        except OSError as error:
            raise FileMissingError(path.name, error.strerror or "") from error
    if len(content) > most_bytes:
        raise HugeFileError(path.name, most_bytes)
    return content
