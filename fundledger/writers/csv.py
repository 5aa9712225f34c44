"""Reports as CSV in UTF-8: for programs, or for people in a spreadsheet.

For programs, columns have their names, amounts are whole 分 and lines end in LF. For
people, columns have their headings, values read as on a screen, amounts are 元 with two
decimals, lines end in CRLF, and a byte order mark comes first: without it Excel takes
the text for GBK.

A spreadsheet runs a text that begins with = + - @ as a formula, and lets a tab or a
return begin one. Such a text is written behind an apostrophe, which a spreadsheet hides
and a program may strip: a title in an application must not run on an auditor's machine.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import Any, Final

from fundledger.domain.fen import in_yuan
from fundledger.i18n import Language, printable, translate
from fundledger.reports.report import FORMAT, Column, Dual, Kind, Measure, Report, Table
from fundledger.writers.values import one_line, spoken, stored

BOM: Final = "\ufeff"
LINE_ENDS: Final = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Everything that some reader takes for the end of a line."""
COMMENTS: Final = "#;"
"""What some reader takes for the beginning of a comment."""
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins a formula; a spreadsheet takes the full-width ones as well."""
_QUOTED: Final = LINE_ENDS + COMMENTS


class _Lines:
    """Takes what csv's writer writes, with the end of line that is wanted.

    The writer quotes a cell that holds any character of its line terminator; so it is
    given every character that must not stand bare, and they are taken off again.
    """

    def __init__(self, end: str) -> None:
        self.end = end
        self.line = ""

    def write(self, line: str) -> None:
        """Take one row."""
        self.line = line.removesuffix(_QUOTED) + self.end


def to_csv(report: Report, **options: Any) -> str:  # noqa: ANN401 - those of `csv_lines`
    """Write a report whole; see `csv_lines`."""
    return "".join(csv_lines(report, **options))


def csv_lines(
    report: Report,
    *,
    people: Language | None = None,
    comments: bool = True,
    for_terminal: bool = False,
) -> Iterator[str]:
    """Write each table with a header, after comments of what it was computed from.

    Tables are parted by an empty line. `people` writes it for a spreadsheet in a
    language. To a file, write it in UTF-8 without a translation of line ends: a cell
    keeps its line breaks, in quotes. For a terminal what would steer it is written as
    an escape.
    """
    end = "\r\n" if people else "\n"
    if people:
        yield BOM
    for name, value in _origin(report) if comments else ():
        line = one_line(f"# {name}: {value}")
        yield (printable(line) if for_terminal else line) + end
    lines = _Lines(end)
    writer = csv.writer(lines, lineterminator=_QUOTED)
    for number, table in enumerate(report.tables):
        if number:
            yield end
        for row in _rows_for_people(table, people) if people else _rows(table):
            writer.writerow(map(printable, row) if for_terminal else row)
            yield lines.line


def neutral(text: str) -> str:
    """Write a text behind an apostrophe where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _origin(report: Report) -> Iterator[tuple[str, Any]]:
    yield "report", report.name
    yield "format", FORMAT
    if report.basis:
        for name, value in report.basis.facts.items():
            yield name, "" if value is None else value
    for fact in report.about:
        yield fact.name, stored(fact.value)


def _rows(table: Table) -> Iterator[list[str]]:
    """Give the header and the rows as programs read them."""
    places = [n for n, column in enumerate(table.columns) if column.is_for_programs]
    yield [table.columns[place].name for place in places]
    for row in table.rows:
        yield [_cell(stored(row[place])) for place in places]


def _rows_for_people(table: Table, lang: Language) -> Iterator[list[str]]:
    """Give the header and the rows as people read them in a spreadsheet."""
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.is_read_in(lang, in_file=True)
    ]
    columns = [table.columns[place] for place in places]
    yield [translate(column.heading, lang) for column in columns]
    for row in table.rows:
        cells: Sequence[Any] = [row[place] for place in places]
        yield [*map(lambda cell, column: _shown(cell, column, lang), cells, columns)]


def _shown(value: Any, column: Column, lang: Language) -> str:  # noqa: ANN401 - any value of a report
    """Write a number as a spreadsheet knows it, all else as people read it."""
    if isinstance(value, Dual):
        value = value.shown
    if isinstance(value, Measure):
        return in_yuan(value.number) if value.is_money else str(value.number)
    if type(value) is int:
        return in_yuan(value) if column.kind is Kind.MONEY else str(value)
    return neutral(spoken(value, lang, column.kind))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return neutral(str(value))
