"""A spreadsheet as other programs write it: numbers, days, truth values, formulas."""

from importlib import import_module
from pathlib import Path
from typing import Any


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    """Write rows to the first sheet of an XLSX file."""
    writer: Any = import_module("xlsxwriter")
    options = {"default_date_format": "yyyy-mm-dd"}
    with writer.Workbook(str(path), options) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write(number, place, cell)
    return path
