"""A sheet of rows under a header, from a CSV or an XLSX file: every cell is a text.

An XLSX file is looked at before it is unpacked: how large it would become, how far its
cells reach, whether it computes anything. What is no plain table of values is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from fundledger.errors import N_
from fundledger.readers.problems import (
    CellCountError,
    CellError,
    FileMissingError,
    UnreadableError,
)
from fundledger.readers.tables import csv_rows, read_text

MOST_BYTES: Final = 20 * 2**20
"""So large a file is, and its parts unpacked, at most."""
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200

_CELL: Final = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")


@dataclass(eq=False)
class NoSheetError(UnreadableError):
    """The file is not a spreadsheet."""

    message = N_("{file} is not a spreadsheet that can be read.")
    hint = N_("Save it as XLSX without a password, or as CSV UTF-8.")


@dataclass(eq=False)
class HugeSheetError(UnreadableError):
    """The file holds more than a sheet of deeds would."""

    most_rows: int
    most_columns: int
    message = N_("{file} is too large: {most_rows} rows of {most_columns} cells fit.")
    hint = N_("Delete empty rows and columns with their formats, or split the file.")


@dataclass(eq=False)
class ActiveSheetError(UnreadableError):
    """The file computes something: formulas, or macros."""

    message = N_("{file} holds formulas or macros; values alone are read.")
    hint = N_("Copy the cells, paste them as values, and save it as XLSX.")


@dataclass(eq=False)
class EmptySheetError(UnreadableError):
    """The file has no header."""

    message = N_("{file} has no header.")
    hint = N_("Name the fields in its first row.")


class Sheet(NamedTuple):
    """A header, and rows of as many cells with the row's number in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(path: Path) -> Sheet:
    """Read the first sheet of an XLSX file, or a CSV file in UTF-8.

    Raises FileMissingError, NoSheetError, HugeSheetError, ActiveSheetError,
    EmptySheetError, EncodingError, QuotingError, CellError.
    """
    if path.suffix.lower() == ".xlsx":
        rows = _workbook_rows(path)
    else:
        rows = csv_rows(path.name, read_text(path))
    filled = ((number, _trimmed(cells)) for number, cells in rows)
    table = [(number, cells) for number, cells in filled if cells]
    if not table:
        raise EmptySheetError(path.name)
    (_first, header), *others = table
    for number, cells in others:
        if len(cells) > len(header):
            wrong = CellCountError(len(cells), len(header))
            raise CellError(path.name, number, header[0], wrong)
    return Sheet(header, tuple(others))


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Leave out the empty cells at the end of a row."""
    last = max((place for place, each in enumerate(cells, 1) if each), default=0)
    return tuple(cells[:last])


def _workbook_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    content = _content(path)
    _require_plain(path.name, content)
    from python_calamine import (  # noqa: PLC0415 - most readers need no spreadsheet
        CalamineError,
        CalamineWorkbook,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        table = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise NoSheetError(path.name) from error
    for number, cells in enumerate(table, start=1):
        yield number, [_text(cell) for cell in cells]


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise HugeSheetError(path.name, MOST_ROWS, MOST_COLUMNS)
        return path.read_bytes()
    except OSError as error:
        raise FileMissingError(path.name, error.strerror or "") from error


def _require_plain(file: str, content: bytes) -> None:
    """Look into the parts of the file, none unpacked beyond what a sheet needs."""
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if info.filename.lower().endswith("vbaproject.bin"):
                    raise ActiveSheetError(file)
                with archive.open(info) as part:
                    unpacked = part.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise HugeSheetError(file, MOST_ROWS, MOST_COLUMNS)
                if info.filename.startswith("xl/worksheets/"):
                    _require_small(file, unpacked)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise NoSheetError(file) from error


def _require_small(file: str, sheet: bytes) -> None:
    """Judge how far a sheet's cells reach: its dimension record may lie."""
    if _FORMULA.search(sheet):
        raise ActiveSheetError(file)
    rows = sum(1 for _ in _ROW.finditer(sheet))
    places = [(len(column), column, int(row)) for column, row in _CELL.findall(sheet)]
    last_row = max((row for _, _, row in places), default=0)
    wide = max((_column(column) for _, column, _ in places), default=0)
    if max(rows, last_row) > MOST_ROWS or wide > MOST_COLUMNS:
        raise HugeSheetError(file, MOST_ROWS, MOST_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(cell: Any) -> str:  # noqa: ANN401 - a cell is of any type
    """Write a cell as one would type it."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        midnight = cell == datetime.combine(cell.date(), datetime.min.time())
        return (cell.date() if midnight else cell).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    # A number that a person types as 320 is kept as 320.0.
    return cell if isinstance(cell, str) else str(cell).removesuffix(".0")
