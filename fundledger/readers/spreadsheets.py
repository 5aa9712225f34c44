"""XLSX files, looked at before a library unpacks them: what they would become.

How large it would be, how far its cells reach, whether it computes anything, how long
its texts are together. What is no plain workbook of values is refused, cheaply.
"""

import io
import re
import stat
import zipfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from fundledger.errors import N_
from fundledger.inputs.cells import cell_name
from fundledger.readers.files import NO_FILE
from fundledger.readers.problems import FileMissingError, UnreadableError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_BYTES: Final = 20 * 2**20
"""So large a file is, and its parts unpacked, at most."""
MOST_PARTS: Final = 1_000
MOST_TEXT: Final = 64 * 2**20
"""Bytes of all cells' texts; one text may stand in many cells."""
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 2_000_000
"""Cells from the first to the last one, empty ones between them included."""

_PLACE: Final = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_NUMBER: Final = re.compile("[0-9]{1,7}")


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
    require_plain(path.name, content)
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - seldom needed

    with _translating(path.name):
        return CalamineWorkbook.from_filelike(io.BytesIO(content))


@contextmanager
def _translating(file: str) -> Generator[None]:
    """Turn the library's errors into ours. Raises NoSheetError."""
    from python_calamine import CalamineError  # noqa: PLC0415 - as above

    try:
        yield
    except CalamineError as error:
        raise NoSheetError(file) from error


def table(file: str, book: "CalamineWorkbook", name: str) -> list[list[Any]]:
    """Give a sheet's rows from the first on. Raises MergedCellsError, NoSheetError."""
    with _translating(file):
        sheet = book.get_sheet_by_name(name)
        for first, last in sheet.merged_cell_ranges or ():
            area = ":".join(cell_name(row + 1, column) for row, column in (first, last))
            raise MergedCellsError(file, name, area)
        return sheet.to_python(skip_empty_area=False)


def size_of(path: Path) -> int:
    """Tell how many bytes a file has. Raises FileMissingError for what is none."""
    try:
        state = path.stat()
    except OSError as error:
        raise FileMissingError(path.name, error.strerror or "") from error
    if not stat.S_ISREG(
        state.st_mode
    ):  # a pipe would be waited for, a device never end
        raise FileMissingError(path.name, NO_FILE)
    return state.st_size


def _content(path: Path) -> bytes:
    if size_of(path) > MOST_BYTES:
        raise huge(path.name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileMissingError(path.name, error.strerror or "") from error


def require_plain(file: str, content: bytes) -> None:
    """Look into the parts of a file, none unpacked beyond what a sheet needs.

    Raises NoSheetError, HugeSheetError, ActiveSheetError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = dict(_parts(file, archive))
        names = _names(parts)
        texts = _lengths(parts)
        written = 0
        for part, unpacked in parts.items():
            # A sheet is one wherever it lies: the file itself says where.
            is_read = part.lower() in names or part.lower().endswith(".xml")
            if is_read and b"\0" in unpacked:
                raise NoSheetError(file)  # two bytes a letter, which hide the names
            if b"sheetData" in unpacked:
                extent = _Extent(file, names.get(part.lower(), part), texts)
                _walk(unpacked, extent)
                written += extent.written
                if written > MOST_TEXT:
                    raise huge(file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise NoSheetError(file) from error
    except (_ShapeError, expat.ExpatError) as error:
        raise NoSheetError(file) from error


def huge(file: str) -> HugeSheetError:
    """Say that a file is too large."""
    return HugeSheetError(file, MOST_ROWS, MOST_COLUMNS)


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
            raise huge(file)
        yield info.filename, unpacked


class _ShapeError(ValueError):
    """A part is no XML as spreadsheets write it."""


class _Walk:
    """What is done with each element of a part; text comes in pieces."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element, its name without a prefix."""

    def end(self, name: str) -> None:
        """End an element."""

    def text(self, piece: str) -> None:
        """Take a piece of text."""


def _walk(part: bytes, walk: _Walk) -> None:
    """Go through a part. Raises ExpatError, _ShapeError for what defines its own."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            raise _ShapeError

    def refused(*_declaration: object) -> None:
        raise _ShapeError

    # Nothing is expanded: a document type of its own is refused as it begins.
    parser.StartDoctypeDeclHandler = refused
    parser.XmlDeclHandler = declared
    parser.StartElementHandler = lambda name, attributes: walk.start(
        name.rpartition(":")[2], attributes
    )
    parser.EndElementHandler = lambda name: walk.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = walk.text
    parser.Parse(part, True)  # noqa: FBT003 - "final" has no name there


class _Extent(_Walk):
    """How far a sheet's cells reach, and how long their texts are.

    Its dimension record may lie, and is not looked at. Raises FormulaError,
    HugeSheetError.
    """

    def __init__(self, file: str, sheet: str, texts: Sequence[int]) -> None:
        self.file = file
        self.sheet = sheet
        self.texts = texts
        self.rows = self.row = self.column = self.last_row = self.wide = 0
        self.written = 0
        self.shared: str | None = None
        """The number of a shared text, as far as it was read."""
        self.kind: str | None = None
        """What the cell holds that one is in; None outside cells."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.rows += 1
            self.row = _number(attributes.get("r"), self.row + 1)
            self.column = 0
            self._require_small()
        elif name == "c":
            self._cell(attributes)
        elif name == "f" and self.kind is not None:
            cell = cell_name(self.row, self.column - 1)
            raise FormulaError(self.file, self.sheet, cell)
        elif name == "v" and self.kind == "s":
            self.shared = ""

    def end(self, name: str) -> None:
        if name == "v" and self.shared is not None:
            place = _number(self.shared.strip(), 0)
            self.written += self.texts[place] if place < len(self.texts) else 0
            self.shared = None
        elif name == "c":
            self.kind = None

    def text(self, piece: str) -> None:
        if self.shared is not None:
            self.shared += piece

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        if "r" in attributes:
            match = _PLACE.fullmatch(attributes["r"])
            if match is None:
                raise _ShapeError
            self.column, self.row = _column(match[1]), int(match[2])
        self.kind = attributes.get("t", "n")
        self.last_row = max(self.last_row, self.row)
        self.wide = max(self.wide, self.column)
        self._require_small()

    def _require_small(self) -> None:
        too_far = max(self.rows, self.last_row) > MOST_ROWS or self.wide > MOST_COLUMNS
        if too_far or self.last_row * self.wide > MOST_CELLS:
            raise huge(self.file)


def _number(text: str | None, default: int) -> int:
    """Read a number of a few digits. Raises _ShapeError."""
    if text is None:
        return default
    if not _NUMBER.fullmatch(text):
        raise _ShapeError
    return int(text)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Lengths(_Walk):
    """The bytes of each text that cells share."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        if name == "si":
            self.lengths.append(0)

    def text(self, piece: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(piece.encode())


def _lengths(parts: Mapping[str, bytes]) -> list[int]:
    """Count the bytes of each text that cells share."""
    lengths = _Lengths()
    for name, part in parts.items():
        if name.lower().endswith("sharedstrings.xml"):
            _walk(part, lengths)
    return lengths.lengths


class _Listed(_Walk):
    """The attributes of all elements of one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attributes: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self.name:
            self.attributes.append(attributes)


def _names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Name the sheet of each part, in small letters, as the workbook does."""
    links, sheets = _Listed("Relationship"), _Listed("sheet")
    for name, listed in (
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/workbook.xml", sheets),
    ):
        if name in parts:
            _walk(parts[name], listed)
    targets = {each.get("Id"): each.get("Target", "") for each in links.attributes}
    named: dict[str, str] = {}
    for each in sheets.attributes:
        target = targets.get(each.get("r:id"), "")
        part = target.removeprefix("/") if target[:1] == "/" else f"xl/{target}"
        named[part.lower()] = each.get("name", "")
    return named
