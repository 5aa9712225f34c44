"""Files of deeds, written as `readers.deed_lines` reads them, attachments beside.

A file appears whole or not at all, and only its owner reads it. Attachments are named
by their SHA-256, so that several files in one folder share what is the same.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from fundledger.domain.ids import Sha256
from fundledger.inputs.lines import ATTACHMENTS, DeedLine
from fundledger.writers.files import written


def deed_line(line: DeedLine) -> str:
    """Write one line, with its line feed; what it leaves out is None."""
    fields: dict[str, Any] = {
        "deed": line.deed,
        "actor": line.actor,
        "on": line.on,
        "key": line.key,
        "input": line.input,
    }
    if line.stamped is not None:
        fields |= line.stamped.fields
    present = {name: each for name, each in fields.items() if each is not None}
    return json.dumps(present, ensure_ascii=False, separators=(", ", ": ")) + "\n"


class DeedFile:
    """A file of deeds being written."""

    def __init__(self, file: BinaryIO, folder: Path) -> None:
        """Write lines to a file, and attachments to a folder beside it."""
        self.file = file
        self.folder = folder
        self.new: list[Path] = []

    def line(self, line: DeedLine) -> None:
        """Write a line. Raises OSError."""
        self.file.write(deed_line(line).encode())

    def attach(self, sha256: Sha256, content: bytes) -> None:
        """Lay an attachment beside, where it does not lie yet.

        Raises FileThereError where another file has its name, OSError.
        """
        path = self.folder / sha256
        if path.is_file() and path.read_bytes() == content:
            return
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700)
            self.new.append(self.folder)
        with written(path, overwrite=False) as file:
            file.write(content)
        self.new.append(path)

    def take_back(self) -> None:
        """Remove the attachments that were laid."""
        for path in reversed(self.new):
            path.rmdir() if path == self.folder else path.unlink()


@contextmanager
def deed_file(path: Path, *, overwrite: bool) -> Generator[DeedFile]:
    """Open a file of deeds to be written whole or not at all.

    Raises FileThereError, NoPlainFileError, OSError.
    """
    with written(path, overwrite=overwrite) as file:
        lines = DeedFile(file, path.parent / ATTACHMENTS)
        try:
            yield lines
        except BaseException:
            lines.take_back()
            raise
