"""A sheet of rows under a header, from a CSV or an XLSX file: every cell is a text.

What a cell was before it became a text is kept beside it: a number may have lost the
zeros before it, and a spreadsheet makes a date of what looks like one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from fundledger.errors import N_
from fundledger.inputs.cells import CellKind, GivenCell, GivenSheet
from fundledger.readers.problems import (
    CellCountError,
    CellError,
    FileMissingError,
    UnreadableError,
)
from fundledger.readers.spreadsheets import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    NoSheetError,
    huge,
    opened,
    size_of,
    table,
)
from fundledger.readers.tables import csv_rows, read_text

XLSX: Final = ".xlsx"
CSV: Final = ".csv"
ASIDE: Final = "_"
"""Sheets and files whose names begin so are notes of somebody's own."""
EMPTY: Final = GivenCell("")
Rows = Iterable[tuple[int, list[GivenCell]]]


@dataclass(eq=False)
class EmptySheetError(UnreadableError):
    """The file has no header."""

    message = N_("{file} has no header.")
    hint = N_("Name the fields in its first row.")


@dataclass(eq=False)
class NoSheetsError(UnreadableError):
    """A folder holds no sheet."""

    message = N_("The folder {file} holds no CSV file.")
    hint = N_("Put a file for each sheet there, named like people.csv.")


class Sheet(NamedTuple):
    """A header, and rows of as many cells with the row's number in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(path: Path) -> Sheet:
    """Read the first sheet of an XLSX file, or a CSV file in UTF-8.

    Raises FileMissingError, NoSheetError, HugeSheetError, ActiveSheetError,
    MergedCellsError, EmptySheetError, EncodingError, QuotingError, CellError.
    """
    sheet = read_cells(path)
    for number, cells in sheet.rows:
        if len(cells) > len(sheet.header):
            wrong = CellCountError(len(cells), len(sheet.header))
            raise CellError(path.name, number, sheet.header[0], wrong)
    texts = ((number, tuple(each.text for each in row)) for number, row in sheet.rows)
    return Sheet(sheet.header, tuple(texts))


def read_cells(path: Path) -> GivenSheet:
    """Read the same with what each cell was in the spreadsheet.

    Raises what `read_sheet` raises, but for rows that are too long.
    """
    if path.suffix.lower() == XLSX:
        book = opened(path)
        rows = _cells(table(path.name, book, book.sheet_names[0]))
    else:
        rows = _csv_cells(path)
    sheet = _sheet(path.name, "", rows)
    if not sheet.header:
        raise EmptySheetError(path.name)
    return sheet


def read_workbook(path: Path) -> tuple[GivenSheet, ...]:
    """Read all sheets of an XLSX file, or of a folder a CSV file for each.

    What is named like _notes is left out. Raises what `read_sheet` raises, but for
    rows that are too long, and NoSheetsError.
    """
    if path.is_dir():
        return tuple(_folder(path))
    if path.suffix.lower() != XLSX:
        if not path.exists():
            raise FileMissingError(path.name, N_("No such file or directory"))
        raise NoSheetError(path.name)
    book = opened(path)
    return tuple(
        _sheet(path.name, name, _cells(table(path.name, book, name)))
        for name in book.sheet_names
        if not name.startswith(ASIDE)
    )


def _folder(path: Path) -> Iterator[GivenSheet]:
    files = sorted(each for each in path.iterdir() if each.suffix.lower() == CSV)
    if not files:
        raise NoSheetsError(path.name)
    if sum(map(size_of, files)) > MOST_BYTES:
        raise huge(path.name)
    for each in files:
        if not each.name.startswith((ASIDE, ".")):
            yield _sheet(each.name, each.stem, _csv_cells(each))


def _sheet(file: str, name: str, rows: Rows) -> GivenSheet:
    filled = ((number, _trimmed(cells)) for number, cells in rows)
    lines = [(number, cells) for number, cells in filled if cells]
    if not lines:
        return GivenSheet(file, name, 1, (), ())
    (first, header), *others = lines
    return GivenSheet(file, name, first, tuple(c.text for c in header), tuple(others))


def _trimmed(cells: list[GivenCell]) -> tuple[GivenCell, ...]:
    """Leave out the empty cells at the end of a row."""
    last = max((place for place, each in enumerate(cells, 1) if each.text), default=0)
    return tuple(cells[:last])


def _cells(rows: list[list[Any]]) -> Rows:
    for number, cells in enumerate(rows, start=1):
        yield number, [_cell(each) for each in cells]


def _csv_cells(path: Path) -> Rows:
    """Give the cells of a CSV file, of as many rows and cells as a sheet has."""
    if size_of(path) > MOST_BYTES:
        raise huge(path.name)
    rows = csv_rows(path.name, read_text(path))
    total = 0
    for count, (number, cells) in enumerate(rows, start=1):
        total += len(cells)
        if count > MOST_ROWS or len(cells) > MOST_COLUMNS or total > MOST_CELLS:
            raise huge(path.name)
        yield number, [GivenCell(each) if each else EMPTY for each in cells]


def _cell(value: Any) -> GivenCell:  # noqa: ANN401 - a cell is of any type
    """Write a cell as one would type it, and say what it was."""
    if isinstance(value, bool):
        return GivenCell("yes" if value else "no", CellKind.FLAG)
    if isinstance(value, datetime):
        midnight = value == datetime.combine(value.date(), datetime.min.time())
        moment = value.date() if midnight else value
        return GivenCell(moment.isoformat(), CellKind.DAY)
    if isinstance(value, date):
        return GivenCell(value.isoformat(), CellKind.DAY)
    if isinstance(value, str):
        return GivenCell(value) if value else EMPTY
    # A number that a person types as 320 is kept as 320.0.
    return GivenCell(str(value).removesuffix(".0"), CellKind.NUMBER)
