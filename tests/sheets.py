"""A spreadsheet as other programs write it: numbers, days, truth values, formulas."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

Rows = Sequence[Sequence[object]]


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    """Write rows to the first sheet of an XLSX file."""
    return workbook_of(path, {"": rows})


def workbook_of(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write rows to each sheet of an XLSX file."""
    writer: Any = import_module("xlsxwriter")
    options = {"default_date_format": "yyyy-mm-dd"}
    with writer.Workbook(str(path), options) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name or None)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    page.write(number, place, cell)
    return path
