"""Reports as CSV in UTF-8: for programs, or for a spreadsheet.

For programs, amounts are whole 分 and lines end in LF. For a spreadsheet, amounts are
元 with two decimals, lines end in CRLF, and a byte order mark comes first: without it
Excel takes the text for GBK.

A spreadsheet runs a text that begins with = + - @ as a formula, and lets a tab or a
return begin one. Such a text is written behind an apostrophe, which a spreadsheet hides
and a program may strip: a title in an application must not run on an auditor's machine.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

from fundledger.writers.report import (
    FORMAT,
    Column,
    Kind,
    Report,
    Sheet,
    in_yuan,
    one_line,
)

BOM: Final = "\ufeff"
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins a formula; a spreadsheet takes the full-width ones as well."""


def to_csv(report: Report, *, for_spreadsheet: bool = False) -> str:
    """Write each table with a header, after comments of what it was computed from.

    Tables are parted by an empty line. To a file, write it in UTF-8 without a
    translation of line ends.
    """
    end = "\r\n" if for_spreadsheet else "\n"
    file = io.StringIO()
    file.write(BOM if for_spreadsheet else "")
    file.writelines(f"# {name}: {value}{end}" for name, value in _origin(report))
    writer = csv.writer(file, lineterminator=end)
    for number, sheet in enumerate(report.sheets):
        file.write(end if number else "")
        writer.writerows(_rows(sheet, yuan=for_spreadsheet))
    return file.getvalue()


def neutral(text: str) -> str:
    """Write a text on one line, behind an apostrophe where it would run."""
    said = f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
    return one_line(said)


def _origin(report: Report) -> Iterator[tuple[str, Any]]:
    yield "report", report.name
    yield "format", FORMAT
    if report.source:
        for name, value in report.source._asdict().items():
            yield name, "" if value is None else one_line(str(value))
    for name, value in report.about:
        yield name, one_line(value)


def _rows(sheet: Sheet, *, yuan: bool) -> Iterator[list[str]]:
    amounts = [column.kind is Kind.FEN and yuan for column in sheet.columns]
    yield _header(sheet.columns, amounts)
    for row in sheet.rows:
        yield [
            in_yuan(value) if as_yuan and value is not None else _cell(value)
            for value, as_yuan in zip(row, amounts, strict=True)
        ]


def _header(columns: Sequence[Column], amounts: Sequence[bool]) -> list[str]:
    pairs = zip(columns, amounts, strict=True)
    return [column.in_yuan if yuan else column.name for column, yuan in pairs]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return neutral(str(value))
