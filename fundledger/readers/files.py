"""Files read whole, up to a size."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from fundledger.errors import N_
from fundledger.readers.problems import FileMissingError, UnreadableError

MOST_BYTES: Final = 20 * 2**20
"""So large an attachment is at most."""


@dataclass(eq=False)
class HugeFileError(UnreadableError):
    """The file is larger than what it may be used for."""

    most_bytes: int
    message = N_("{file} has more than {most_bytes} bytes.")
    hint = N_("Split it, or make a smaller copy.")


@contextmanager
def opened_file(path: Path) -> Generator[BinaryIO]:
    """Open a file to be read from its beginning. Raises FileMissingError."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise FileMissingError(path.name, error.strerror or "") from error
    with file:
        yield file


def read_limited(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Read a file. Raises FileMissingError, HugeFileError."""
    with opened_file(path) as file:
        try:
            content = file.read(most_bytes + 1)
        except OSError as error:
            raise FileMissingError(path.name, error.strerror or "") from error
    if len(content) > most_bytes:
        raise HugeFileError(path.name, most_bytes)
    return content
