"""Exports: a new file that only its owner reads, with what it was computed from.

A screen gives a report; nothing is read out of what it has painted.
"""

import errno
import os
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, NamedTuple

from fundledger.errors import N_, FundledgerError
from fundledger.i18n import Language
from fundledger.reports.columns import fact, facts
from fundledger.reports.report import Report
from fundledger.writers.csv import to_csv
from fundledger.writers.files import FileThereError, written


class Form(StrEnum):
    """The form of a file; its value is what the file's name ends with."""

    XLSX = "xlsx"
    CSV = "csv"


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


class Exported(NamedTuple):
    """What a screen gives away: a report, and the language it is read in."""

    report: Report
    lang: Language
    filter: str = ""
    """Which rows these are, in words; empty where there was nothing to narrow."""

    @property
    def size(self) -> int:
        """How many rows there are in all."""
        return sum(1 for table in self.report.tables for _ in table.rows)


class Saved(NamedTuple):
    """A file that was written, and how many rows it has."""

    path: Path
    rows: int


def save(folder: Path, exported: Exported, form: Form = Form.XLSX) -> Saved:
    """Write a new file; one that is there already is never written over.

    Raises FileError; then there is no file.
    """
    report, rows = exported.report, exported.size
    assert report.basis is not None, "a screen shows the books of a fund"
    about = [*report.about, *facts([("filter", exported.filter)]), fact("count", rows)]
    described = report._replace(about=about)
    # A ledger from elsewhere may be called anything, "../../x" as well.
    stem = f"{report.basis.fund}-{report.name}-{report.basis.at}"
    with saying_why(folder):
        stem = _cut(_UNFIT.sub("_", stem))
        fill = partial(_fill, form, described, exported.lang)
        path = _put(folder, stem, f".{form}", fill)
    return Saved(path, rows)


def working_folder() -> Path:
    """Tell where exports go. Raises FolderGoneError."""
    with saying_why(Path(os.environ.get("PWD", "."))):
        return Path.cwd()


@contextmanager
def saying_why(folder: Path) -> Generator[None]:
    """Say what the system says in a sentence of ours."""
    try:
        yield
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise _KINDS.get(error.errno, FileError)(str(folder), name) from error


def _cut(stem: str) -> str:
    return stem.encode()[:_LONGEST].decode(errors="ignore")


def save_original(folder: Path, name: str, content: bytes) -> Path:
    """Write a file out of the books as it is to a new file. Raises FileError."""
    stem, dot, ending = name.rpartition(".")
    with saying_why(folder):
        return _put(folder, stem, f"{dot}{ending}", lambda file: file.write(content))


def _put(
    folder: Path, stem: str, ending: str, fill: Callable[[BinaryIO], object]
) -> Path:
    """Write a file that was not there, whole or not at all."""
    for number in count(1):
        suffix = "" if number == 1 else f"-{number}"
        path = folder / f"{stem}{suffix}{ending}"
        # A link of that name is a file that is there: it is not followed.
        with suppress(FileThereError), written(path, overwrite=False) as file:
            _ = fill(file)
            return path
    raise AssertionError  # pragma: no cover - numbers do not end


def _fill(form: Form, report: Report, lang: Language, file: BinaryIO) -> None:
    if form is Form.CSV:
        file.write(_csv(report, lang))
        return
    from fundledger.writers.xlsx import write_report  # noqa: PLC0415 - rarely needed

    write_report(report, file, lang)


def _csv(report: Report, lang: Language) -> bytes:
    """Write it for people, who are also told where the ledger lies."""
    assert report.basis is not None, "a screen shows the books of a fund"
    about = [fact("ledger", report.basis.ledger), *report.about]
    return to_csv(report._replace(about=about), people=lang).encode()
