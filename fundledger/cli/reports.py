"""Writing a report in the format that was asked for, to where it was asked to go."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Final

from fundledger.cli import streams
from fundledger.cli.options import Format, Options
from fundledger.errors import N_, InputError
from fundledger.writers.files import written

if TYPE_CHECKING:
    from fundledger.reports.report import Report

AT_ONCE = 5_000
"""So many lines of text are written at once: all but the longest reports are whole."""


@dataclass(eq=False)
class UnknownTableError(InputError):
    """The report has no table of that name."""

    name: str
    known: tuple[str, ...]
    message = N_("The report has no table {name}.")
    hint = N_("Its tables are: {known}")


SUFFIXES: Final = MappingProxyType(
    {
        Format.TEXT: ".txt",
        Format.CSV: ".csv",
        Format.JSON: ".json",
        Format.XLSX: ".xlsx",
        Format.HLEDGER: ".journal",
    }
)
"""What a file of a format is called by in a folder."""


def put(report: "Report", options: Options) -> None:
    """Write a report: text for people, CSV or JSON for programs, or a spreadsheet.

    Raises UnknownTableError, FileThereError, OSError.
    """
    report = _narrowed(report, options.output.table)
    path = options.output.path
    if path is None:
        _print(report, options)
        return
    for each, place in _places(report, options, path):
        with written(place, overwrite=options.output.overwrite) as file:
            _fill(file, each, options)


def put_json(parts: Iterable[str], options: Options) -> None:
    """Write a line of JSON; on a terminal, with what would steer it escaped."""
    path = options.output.path
    if path is not None:
        place = path / "record.json" if path.is_dir() else path
        with written(place, overwrite=options.output.overwrite) as file:
            file.writelines(part.encode() for part in chain(parts, ["\n"]))
        return
    if streams.is_terminal(sys.stdout):
        from fundledger.writers.json import for_terminal

        parts = map(for_terminal, parts)
    streams.write_for_programs(chain(parts, ["\n"]))


def _narrowed(report: "Report", name: str | None) -> "Report":
    """Leave only the table of a name. Raises UnknownTableError."""
    if name is None:
        return report
    tables = [table for table in report.tables if table.name == name]
    if not tables:
        raise UnknownTableError(name, tuple(table.name for table in report.tables))
    return report._replace(tables=tables)


def _places(
    report: "Report", options: Options, path: Path
) -> Iterator[tuple["Report", Path]]:
    """Say what goes into which file; in a folder, each table of a CSV has its own."""
    if not path.is_dir():
        yield report, path
    elif options.format is Format.CSV:
        for table in report.tables:
            name = f"{report.name}-{table.name}.csv"
            yield report._replace(tables=[table]), path / name
    else:
        yield report, path / f"{report.name}{SUFFIXES[options.format]}"


def _print(report: "Report", options: Options) -> None:
    """Write to standard output."""
    if options.format is Format.TEXT:
        _print_text(report, options)
    elif options.format is Format.JSON:
        from fundledger.writers.json import json_parts

        put_json(json_parts(report), options)
    else:
        shown = streams.is_terminal(sys.stdout)
        streams.write_for_programs(_parts(report, options, for_terminal=shown))


def _fill(file: BinaryIO, report: "Report", options: Options) -> None:
    """Write into a file, in UTF-8 whatever the locale."""
    if options.format is Format.XLSX:
        from fundledger.writers.xlsx import write_report

        write_report(report, file, options.lang)
        return
    file.writelines(
        part.encode(streams.UTF_8, streams.ESCAPED) for part in _parts(report, options)
    )


def _parts(
    report: "Report", options: Options, *, for_terminal: bool = False
) -> Iterator[str]:
    """Give the parts of a report as text."""
    if options.format is Format.CSV:
        from fundledger.writers.csv import csv_lines

        comments = options.output.comments
        return csv_lines(report, comments=comments, for_terminal=for_terminal)
    if options.format is Format.JSON:
        from fundledger.writers.json import json_parts

        return chain(json_parts(report), ["\n"])
    if options.format is Format.HLEDGER:
        from fundledger.writers.hledger import to_hledger

        return to_hledger(report)
    from fundledger.writers.text import to_text

    return (f"{line}\n" for line in to_text(report, options.lang))


def _print_text(report: "Report", options: Options) -> None:
    from fundledger.writers.text import to_text

    # Some at once: a reader that stops early then seldom hides the exit code.
    lines = to_text(report, options.lang, streams.encodable)
    while some := list(islice(lines, AT_ONCE)):
        streams.write_line("\n".join(some))
