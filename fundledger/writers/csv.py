"""Reports as CSV in UTF-8: for programs, or for a spreadsheet.

For programs, amounts are whole 分 and lines end in LF. For a spreadsheet, amounts are
元 with two decimals, lines end in CRLF, and a byte order mark comes first: without it
Excel takes the text for GBK.

A spreadsheet runs a text that begins with = + - @ as a formula, and lets a tab or a
return begin one. Such a text is written behind an apostrophe, which a spreadsheet hides
and a program may strip: a title in an application must not run on an auditor's machine.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import Any, Final

from fundledger.i18n import printable
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
LINE_ENDS: Final = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Everything that some reader takes for the end of a line."""
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins a formula; a spreadsheet takes the full-width ones as well."""


class _Lines:
    """Takes what csv's writer writes, with the end of line that is wanted.

    The writer quotes a cell that holds any character of its line terminator; so it is
    given every line end there is, which is taken off again.
    """

    def __init__(self, end: str) -> None:
        self.end = end
        self.line = ""

    def write(self, line: str) -> None:
        """Take one row."""
        self.line = line.removesuffix(LINE_ENDS) + self.end


def to_csv(
    report: Report, *, for_spreadsheet: bool = False, for_terminal: bool = False
) -> str:
    """Write a report whole; see `csv_lines`."""
    lines = csv_lines(
        report, for_spreadsheet=for_spreadsheet, for_terminal=for_terminal
    )
    return "".join(lines)


def csv_lines(
    report: Report, *, for_spreadsheet: bool = False, for_terminal: bool = False
) -> Iterator[str]:
    """Write each table with a header, after comments of what it was computed from.

    Tables are parted by an empty line. To a file, write it in UTF-8 without a
    translation of line ends: a cell keeps its line breaks, in quotes. For a terminal
    what would steer it is written as an escape.
    """
    end = "\r\n" if for_spreadsheet else "\n"
    if for_spreadsheet:
        yield BOM
    for name, value in _origin(report):
        line = one_line(f"# {name}: {value}")
        yield (printable(line) if for_terminal else line) + end
    lines = _Lines(end)
    writer = csv.writer(lines, lineterminator=LINE_ENDS)
    for number, sheet in enumerate(report.sheets):
        if number:
            yield end
        for row in _rows(sheet, yuan=for_spreadsheet):
            writer.writerow(map(printable, row) if for_terminal else row)
            yield lines.line


def neutral(text: str) -> str:
    """Write a text behind an apostrophe where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _origin(report: Report) -> Iterator[tuple[str, Any]]:
    yield "report", report.name
    yield "format", FORMAT
    if report.source:
        for name, value in report.source.facts.items():
            yield name, "" if value is None else value
    yield from report.about


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
