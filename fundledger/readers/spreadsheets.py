"""XLSX files, looked at before a library unpacks them: what they would become.

How large it would be, how far its cells reach, whether it computes anything, how long
its texts are together. What is no plain workbook of values is refused, cheaply.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fundledger.errors import N_
from fundledger.inputs.cells import cell_name
from fundledger.readers.problems import FileMissingError, UnreadableError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_BYTES: Final = 20 * 2**20
"""So large a file is, and its parts unpacked, at most."""
MOST_PARTS: Final = 1_000
MOST_TEXT: Final = 64 * 2**20
"""Bytes of all cells' texts; one text may stand in many cells."""
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 2_000_000
"""Cells from the first to the last one, empty ones between them included."""

_CELL: Final = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA: Final = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})")?[^>]*>\s*<(?:\w+:)?f[\s/>]'
)
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_SHARED: Final = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\bt="s"[^>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,7})\s*<'
)
_TEXTS: Final = re.compile(rb"</(?:\w+:)?si>")
_NAMED: Final = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_TARGET: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""Marks of UTF-16, which no spreadsheet writes."""


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
class FormulaError(ActiveSheetError):
    """A cell computes something."""

    sheet: str
    cell: str
    message = N_(
        "{file}, sheet {sheet}, cell {cell}: a formula; values alone are read."
    )


@dataclass(eq=False)
class MergedCellsError(UnreadableError):
    """Cells are joined: nothing says for which of them the value stands."""

    sheet: str
    area: str
    message = N_("{file}, sheet {sheet}: the cells {area} are merged into one.")
    hint = N_("Split the merged cells, and write the value into each that it is for.")


def opened(path: Path) -> "CalamineWorkbook":
    """Open a workbook that holds plain values and no more than fits.

    Raises FileMissingError, NoSheetError, HugeSheetError, ActiveSheetError.
    """
    content = _content(path)
    _require_plain(path.name, content)
    from python_calamine import (  # noqa: PLC0415 - most readers need no spreadsheet
        CalamineError,
        CalamineWorkbook,
    )

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError as error:
        raise NoSheetError(path.name) from error


def table(file: str, sheet: "CalamineSheet") -> list[list[Any]]:
    """Give a sheet's rows from the first on. Raises MergedCellsError, NoSheetError."""
    from python_calamine import CalamineError  # noqa: PLC0415 - as above

    for first, last in sheet.merged_cell_ranges or ():
        area = ":".join(cell_name(row + 1, column) for row, column in (first, last))
        raise MergedCellsError(file, sheet.name, area)
    try:
        return sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise NoSheetError(file) from error


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise HugeSheetError(path.name, MOST_ROWS, MOST_COLUMNS)
        return path.read_bytes()
    except OSError as error:
        raise FileMissingError(path.name, error.strerror or "") from error


def _require_plain(file: str, content: bytes) -> None:
    """Look into the parts of the file, none unpacked beyond what a sheet needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = dict(_parts(file, archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise NoSheetError(file) from error
    names = _names(parts)
    texts = _lengths(parts)
    written = 0
    for part, unpacked in parts.items():
        # A sheet is one wherever it lies: the file itself says where.
        if b"sheetData" not in unpacked:
            continue
        _require_values(file, names.get(part, part), unpacked)
        _require_small(file, unpacked)
        for match in _SHARED.finditer(unpacked):
            place = int(match[1])
            written += texts[place] if place < len(texts) else 0
        if written > MOST_TEXT:
            raise HugeSheetError(file, MOST_ROWS, MOST_COLUMNS)


def _parts(file: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Unpack each part, all of them together up to a size."""
    infos = archive.infolist()
    names = {info.filename.lower() for info in infos}
    if len(infos) > MOST_PARTS or len(names) < len(infos):
        raise NoSheetError(file)
    left = MOST_BYTES
    for info in infos:
        if info.filename.lower().endswith("vbaproject.bin"):
            raise ActiveSheetError(file)
        with archive.open(info) as part:
            unpacked = part.read(left + 1)
        left -= len(unpacked)
        if left < 0:
            raise HugeSheetError(file, MOST_ROWS, MOST_COLUMNS)
        if unpacked.startswith(_WIDE):
            raise NoSheetError(file)
        yield info.filename, unpacked


def _require_values(file: str, sheet: str, unpacked: bytes) -> None:
    """Have no cell with a formula. Raises FormulaError."""
    formula = _FORMULA.search(unpacked)
    if formula is not None:
        raise FormulaError(file, sheet, (formula[1] or b"?").decode())


def _require_small(file: str, sheet: bytes) -> None:
    """Judge how far a sheet's cells reach: its dimension record may lie."""
    rows = sum(1 for _ in _ROW.finditer(sheet))
    places = [(len(column), column, int(row)) for column, row in _CELL.findall(sheet)]
    last_row = max((row for _, _, row in places), default=0)
    wide = max((_column(column) for _, column, _ in places), default=0)
    too_far = max(rows, last_row) > MOST_ROWS or wide > MOST_COLUMNS
    if too_far or last_row * wide > MOST_CELLS:
        raise HugeSheetError(file, MOST_ROWS, MOST_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _lengths(parts: Mapping[str, bytes]) -> list[int]:
    """Count the bytes of each text that cells share."""
    shared = next(
        (part for name, part in parts.items() if name.endswith("sharedStrings.xml")),
        b"",
    )
    return [len(text) for text in _TEXTS.split(shared)[:-1]]


def _names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Name the sheet that each part holds, as the workbook does."""
    targets = {
        each.get(b"Id"): each.get(b"Target", b"").decode("utf-8", "replace")
        for each in _attributes(_TARGET, parts.get("xl/_rels/workbook.xml.rels", b""))
    }
    named: dict[str, str] = {}
    for each in _attributes(_NAMED, parts.get("xl/workbook.xml", b"")):
        target = targets.get(each.get(b"r:id"), "")
        part = target.removeprefix("/") if target[:1] == "/" else f"xl/{target}"
        named[part] = html.unescape(each.get(b"name", b"").decode("utf-8", "replace"))
    return named


def _attributes(
    element: re.Pattern[bytes], part: bytes
) -> Iterator[dict[bytes, bytes]]:
    for match in element.finditer(part):
        yield dict(_ATTRIBUTE.findall(match[1]))
