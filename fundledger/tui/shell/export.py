"""Exports: a new CSV file that only its owner reads, and what it was computed from.

What is written comes from rows, never from what a screen has made of them.
"""

import errno
import os
import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, NamedTuple

from fundledger.errors import N_, FundledgerError
from fundledger.i18n import Language
from fundledger.reports.report import Basis, Column, Fact, Kind, Report, Table
from fundledger.tui.kit.columns import Column as TableColumn
from fundledger.tui.kit.table import TableRow
from fundledger.tui.shell.reading import Opened
from fundledger.writers.csv import to_csv

_UNFIT: Final = re.compile(r"[^\w-]+")
"""What does not belong in the name of a file."""
_LONGEST: Final = 150
"""Bytes of a file's name before its number; file systems take 255."""


@dataclass(eq=False)
class FileError(FundledgerError):
    """A file could not be written, for a reason that has no sentence of its own."""

    folder: str
    problem: str
    message = N_("Nothing was exported: {folder} does not take files ({problem}).")
    hint = N_("Start the workbench in a folder of your own and export again.")


@dataclass(eq=False)
class FolderGoneError(FileError):
    """The folder is not there."""

    message = N_("Nothing was exported: the folder {folder} is not there any more.")


@dataclass(eq=False)
class NotAllowedError(FileError):
    """The folder belongs to somebody else, or to nobody."""

    message = N_("Nothing was exported: you may not write in {folder}.")


@dataclass(eq=False)
class NoRoomError(FileError):
    """The disk is full."""

    message = N_("Nothing was exported: there is no room left for it in {folder}.")
    hint = N_("Make room and export again.")


_KINDS: Final[Mapping[int | None, type[FileError]]] = MappingProxyType(
    {
        errno.ENOENT: FolderGoneError,
        errno.ENOTDIR: FolderGoneError,
        errno.EACCES: NotAllowedError,
        errno.EPERM: NotAllowedError,
        errno.EROFS: NotAllowedError,
        errno.ENOSPC: NoRoomError,
        errno.EDQUOT: NoRoomError,
        errno.EFBIG: NoRoomError,
    }
)
"""What the system says, and the error that says it to people."""


class Field(NamedTuple):
    """A column of an export: its heading, and what it holds."""

    title: str
    kind: Kind = Kind.TEXT


class Part(NamedTuple):
    """One table of an export: columns, and rows of values.

    Amounts are in 分, in columns of `Kind.MONEY`.
    """

    fields: Sequence[Field]
    rows: Sequence[Sequence[str | int | None]]


class Exported(NamedTuple):
    """What a screen gives away: a name for the file, and its tables."""

    name: str
    parts: Sequence[Part]
    head: str = ""
    """The head that the rows were read at, as SEQ:HASH."""
    filter: str = ""
    """Which rows these are, in words; empty where there was nothing to narrow."""

    @property
    def size(self) -> int:
        """How many rows there are in all."""
        return sum(len(part.rows) for part in self.parts)


class Saved(NamedTuple):
    """A file that was written, and how many rows it has."""

    path: Path
    rows: int


def of_table(columns: Sequence[TableColumn], rows: Sequence[TableRow]) -> Part:
    """Give a table whole: its columns that a narrow screen leaves out as well."""
    kinds = [column.kind for column in columns]
    cells = [
        [
            cell.text if kind is Kind.TEXT else cell.value
            for cell, kind in zip(row.cells, kinds, strict=True)
        ]
        for row in rows
    ]
    return Part([Field(column.title, column.kind) for column in columns], cells)


def save(folder: Path, exported: Exported, opened: Opened) -> Saved:
    """Write a new file; one that is there already is never written over.

    Raises FileError; then there is no file.
    """
    at = int(exported.head.partition(":")[0])
    basis = Basis(opened.code, opened.name, exported.head, None, at)
    about = (
        Fact("ledger", "", opened.ledger),
        Fact("filter", "", exported.filter),
        Fact("count", "", exported.size),
    )
    tables = [_table(exported.name, part) for part in exported.parts]
    report = Report(exported.name, exported.name, basis, tables, about=about)
    # A ledger from elsewhere may be called anything, "../../x" as well.
    stem = _UNFIT.sub("_", f"{basis.fund}-{exported.name}-{at}")
    content = to_csv(report, people=Language.EN).encode()
    with _saying(folder):
        return Saved(_put(folder, _cut(stem), content), exported.size)


def _table(name: str, part: Part) -> Table:
    columns = [Column(title, title, kind) for title, kind in part.fields]
    return Table(name, name, columns, part.rows)


def working_folder() -> Path:
    """Tell where exports go. Raises FolderGoneError."""
    with _saying(Path(os.environ.get("PWD", "."))):
        return Path.cwd()


@contextmanager
def _saying(folder: Path) -> Generator[None]:
    """Say what the system says in a sentence of ours."""
    try:
        yield
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise _KINDS.get(error.errno, FileError)(str(folder), name) from error


def _cut(stem: str) -> str:
    return stem.encode()[:_LONGEST].decode(errors="ignore")


def _put(folder: Path, stem: str, content: bytes) -> Path:
    """Write content to a file that was not there, whole or not at all."""
    for number in count(1):
        suffix = "" if number == 1 else f"-{number}"
        path = folder / f"{stem}{suffix}.csv"
        try:
            # A link of that name is a file that is there: it is not followed.
            file = open(path, "xb", opener=_private)  # noqa: SIM115 - `_fill` closes it
        except FileExistsError:
            continue
        _fill(path, file, content)
        return path
    raise AssertionError  # pragma: no cover - numbers do not end


def _private(path: str, flags: int) -> int:
    """Open a file that nobody but its owner reads."""
    return os.open(path, flags, 0o600)


def _fill(path: Path, file: BinaryIO, content: bytes) -> None:
    """Write a new file; take it away again where not all of it can be written."""
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
