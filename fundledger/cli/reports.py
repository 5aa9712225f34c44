"""Printing a report in the format that was asked for."""

import sys
from collections.abc import Iterable
from itertools import chain, islice

from fundledger.cli import streams
from fundledger.cli.options import Asked, Format
from fundledger.writers.report import Report, Sheet, Walked

AT_ONCE = 5_000
"""So many lines of text are written at once: all but the longest reports are whole."""


def put(report: Report, asked: Asked) -> None:
    """Print a report: text for people, CSV or JSON for programs.

    A column without a name is for people only; one without a heading, for programs.
    """
    if asked.format is Format.TEXT:
        _put_text(report, asked)
        return
    narrowed = report._replace(sheets=[_for_programs(each) for each in report.sheets])
    if asked.format is Format.JSON:
        from fundledger.writers.json import json_parts

        put_json(json_parts(narrowed))
    else:
        from fundledger.writers.csv import csv_lines

        shown = streams.is_terminal(sys.stdout)
        streams.write_for_programs(csv_lines(narrowed, for_terminal=shown))


def put_json(parts: Iterable[str]) -> None:
    """Print a line of JSON; on a terminal, with what would steer it escaped."""
    if streams.is_terminal(sys.stdout):
        from fundledger.writers.json import for_terminal

        parts = map(for_terminal, parts)
    streams.write_for_programs(chain(parts, ["\n"]))


def _put_text(report: Report, asked: Asked) -> None:
    from fundledger.writers.text import to_text

    # Some at once: a reader that stops early then seldom hides the exit code.
    lines = to_text(report, asked.lang, streams.encodable)
    while some := list(islice(lines, AT_ONCE)):
        streams.write_line("\n".join(some))


def _for_programs(sheet: Sheet) -> Sheet:
    """Leave out the columns without a name: what they say stands in others."""
    places = [place for place, column in enumerate(sheet.columns) if column.name]
    return sheet._replace(
        columns=[sheet.columns[place] for place in places],
        rows=Walked(lambda: ([row[place] for place in places] for row in sheet.rows)),
    )
