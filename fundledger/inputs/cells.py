"""Cells and sheets as people give them: a text, and what it was in the spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class CellKind(Enum):
    """What a cell was before it became a text."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"


class GivenCell(NamedTuple):
    """One cell, as one would type it."""

    text: str
    kind: CellKind = CellKind.TEXT


class GivenSheet(NamedTuple):
    """One sheet: its header, and the rows below with their numbers in the file."""

    file: str
    name: str
    header_row: int
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[GivenCell, ...]], ...]


def cell_name(row: int, column: int) -> str:
    """Name a cell as spreadsheets do, by its row from 1 and its column from 0."""
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(ord("A") + letter) + letters
        column -= 1
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True)
class SheetPlaces:
    """Where lines that were read from a sheet stand in it."""

    columns: Mapping[str, int]
    """The column of each field from 0, by its dotted name within a line."""
    rows: Mapping[tuple[int, ...], int]
    """The row of each line in the file from 1, and of each line of a line."""
    faulty: frozenset[str] = frozenset()
    """Cells of which a fault was told before their text was read."""

    def cell(self, field: str, line: tuple[int, ...]) -> str:
        """Name the cell of a field in a line."""
        (row, *_) = (self.rows[line[:n]] for n in (2, 1) if line[:n] in self.rows)
        return cell_name(row, self.columns.get(field, 0))
