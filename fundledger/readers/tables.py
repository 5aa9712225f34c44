"""CSV tables into validated models.

A CSV file is UTF-8, with or without a byte order mark, commas between cells, and a
header that names the model's columns, in any order. An empty cell means "none": the
column's default, or a problem where it has none. All problems of a file are told
together.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from fundledger.readers.cells import FileRow, problems_of
from fundledger.readers.problems import (
    CellCountError,
    CellError,
    EncodingError,
    FileMissingError,
    HeaderError,
    QuotingError,
    raise_problems,
)

_NOTHING: Final[tuple[int, list[str]]] = (1, [])
AnyRow = TypeVar("AnyRow", bound=FileRow)
Model = TypeVar("Model", bound=BaseModel)


def read_table(source: Path | Traversable, model: type[AnyRow]) -> list[AnyRow]:
    """Read a CSV file as rows of a model.

    Raises FileMissingError, EncodingError, QuotingError, HeaderError; CellError for
    one wrong cell, TableError for several.
    """
    lines = csv_rows(source.name, read_text(source))
    _, header = next(lines, _NOTHING)
    columns = _columns(source.name, header, model)
    rows: list[AnyRow] = []
    problems: list[CellError] = []
    for row, cells in lines:
        if not cells:
            continue
        if len(cells) != len(columns):
            wrong = CellCountError(len(cells), len(columns))
            problems.append(CellError(source.name, row, columns[0], wrong))
            continue
        given = {name: text for name, text in zip(columns, cells, strict=True) if text}
        try:
            rows.append(model.model_validate_strings(given))
        except ValidationError as error:
            problems += [
                CellError(source.name, row, column, problem)
                for column, problem in problems_of(error)
            ]
    raise_problems(source.name, problems)
    return rows


def read_text(source: Path | Traversable) -> str:
    """Read a file as UTF-8. Raises FileMissingError, EncodingError."""
    try:
        content = source.read_bytes()
    except OSError as error:
        raise FileMissingError(source.name, error.strerror or "") from error
    return text_of(source.name, content)


def text_of(file: str, content: bytes) -> str:
    """Decode UTF-8. Raises EncodingError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise EncodingError(file, row) from error


def csv_rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line it begins on. Raises QuotingError."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise QuotingError(file, begins, str(error)) from error
        yield begins, cells
        begins = reader.line_num + 1


def _columns(file: str, header: list[str], model: type[FileRow]) -> list[str]:
    """Hold the header to the model's columns. Raises HeaderError."""
    wanted = [field.alias or name for name, field in model.model_fields.items()]
    missing = [name for name in wanted if name not in header]
    unknown = [name for name in header if name not in wanted]
    repeated = [name for name, times in Counter(header).items() if times > 1]
    if missing or unknown or repeated:
        lists = (", ".join(names) or "-" for names in (missing, unknown, repeated))
        raise HeaderError(file, *lists)
    return header
