"""A report: its tables, and what they were computed from; as text, CSV or JSON.

Text is for people: translated, amounts in 元, aligned by the cells that characters
take. CSV and JSON are for programs: their names, order and forms do not depend on the
language, amounts are whole 分, and the same books give the same bytes.
"""

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

import click

from fundledger.cli.options import Asked, Format
from fundledger.domain.money import format_fen
from fundledger.errors import N_
from fundledger.i18n import Language, show, translate

FORMAT: Final = 1
"""The version of the forms below; a report of the same version has the same bytes."""

GAP: Final = "  "


class Kind(StrEnum):
    """What a column holds."""

    WORD = "word"
    FEN = "fen"
    COUNT = "count"


class Column(NamedTuple):
    """A column: its name for programs, its heading (`N_`), what it holds.

    One without a heading is for programs only; one of a language is read in that one.
    """

    name: str
    heading: str
    kind: Kind = Kind.WORD
    lang: Language | None = None

    def is_read_in(self, lang: Language) -> bool:
        """Tell whether people who read a language see the column."""
        return bool(self.heading) and self.lang in (None, lang)


class Sheet(NamedTuple):
    """One table of a report; `title` is marked with `N_`."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]


class Source(NamedTuple):
    """What a report was computed from: enough to compute it again."""

    fund: str
    name: str
    head: str
    as_of: date | None
    at: int | None


class Report(NamedTuple):
    """A report; `facts` are single values beside the tables, told only to programs."""

    name: str
    title: str
    source: Source | None
    sheets: Sequence[Sheet]
    notes: Sequence[str] = ()
    """Sentences for people, translated already."""


def put(report: Report, asked: Asked) -> None:
    """Print a report in the format that was asked for."""
    if asked.format is Format.JSON:
        click.echo(to_json(report))
    elif asked.format is Format.CSV:
        click.echo(to_csv(report), nl=False)
    else:
        click.echo("\n".join(to_text(report, asked.lang)))


def to_json(report: Report) -> str:
    """Write canonical JSON: keys sorted, no spaces, days as ISO text."""
    tables = {
        sheet.name: [_named(sheet.columns, row) for row in sheet.rows]
        for sheet in report.sheets
    }
    source = report.source._asdict() if report.source else {}
    whole = {"report": report.name, "format": FORMAT, **source, **tables}
    return json.dumps(
        whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def to_csv(report: Report) -> str:
    """Write CSV: what it was computed from as comments, then each table with a header.

    Tables are parted by an empty line. A text that a spreadsheet would run as a formula
    is written behind an apostrophe.
    """
    file = io.StringIO()
    file.writelines(f"# {name}: {value}\n" for name, value in _origin(report))
    writer = csv.writer(file, lineterminator="\n")
    for number, sheet in enumerate(report.sheets):
        if number:
            file.write("\n")
        writer.writerow(column.name for column in sheet.columns)
        writer.writerows([_cell(value) for value in row] for row in sheet.rows)
    return file.getvalue()


def to_text(report: Report, lang: Language) -> Iterator[str]:
    """Write lines for people."""
    source = report.source
    title = translate(report.title, lang)
    yield f"{title}{GAP}{show(source.name, lang)} ({source.fund})" if source else title
    for sheet in report.sheets:
        yield ""
        if sheet.title:
            yield translate(sheet.title, lang)
        yield from _table(sheet, lang)
    if report.notes:
        yield ""
        yield from report.notes
    if source:
        yield ""
        yield from _footer(source, lang)


def _origin(report: Report) -> Iterator[tuple[str, Any]]:
    yield "report", report.name
    yield "format", FORMAT
    if report.source:
        for name, value in report.source._asdict().items():
            yield name, "" if value is None else _one_line(str(value))


def _footer(source: Source, lang: Language) -> Iterator[str]:
    """Say what the report was computed from."""
    day = show(source.as_of, lang) if source.as_of else translate(N_("the last"), lang)
    said = translate(N_("Up to {day}; report format {format}."), lang)
    yield said.format(day=day, format=FORMAT)
    yield translate(N_("Computed at chain head {head}."), lang).format(head=source.head)


def _table(sheet: Sheet, lang: Language) -> Iterator[str]:
    if not sheet.rows:
        yield translate(N_("(none)"), lang)
        return
    places = [n for n, column in enumerate(sheet.columns) if column.is_read_in(lang)]
    columns = [sheet.columns[place] for place in places]
    heads = [translate(column.heading, lang) for column in columns]
    rows = [
        [_shown(row[place], sheet.columns[place], lang) for place in places]
        for row in sheet.rows
    ]
    widths = [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]
    for row in [heads, ["-" * width for width in widths], *rows]:
        yield GAP.join(_padded(row, widths, columns)).rstrip()


def _padded(
    row: Iterable[str], widths: Iterable[int], columns: Iterable[Column]
) -> Iterator[str]:
    """Fill each cell to its column's width; numbers stand on the right."""
    for text, width, column in zip(row, widths, columns, strict=True):
        blank = " " * (width - cells(text))
        yield text + blank if column.kind is Kind.WORD else blank + text


def cells(text: str) -> int:
    """Count the cells a terminal gives the text: two for a wide character."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _shown(value: object, column: Column, lang: Language) -> str:
    if isinstance(value, int) and column.kind is Kind.FEN:
        return format_fen(value)
    if value is None or value == "":
        return ""
    return show(value, lang)


def _named(columns: Sequence[Column], row: Sequence[Any]) -> dict[str, Any]:
    pairs = zip((column.name for column in columns), row, strict=True)
    return dict(pairs)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    text = _one_line(str(value))
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())
