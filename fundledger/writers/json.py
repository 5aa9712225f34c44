"""Reports as canonical JSON, whole or a row a line: the same books, the same bytes.

Amounts stand twice: `spent_fen` is whole 分, for counting on, and `spent_yuan` is 元 as
text, for reading. No amount is ever a JSON fraction, which a reader may round.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fundledger.i18n import printable
from fundledger.writers.report import FORMAT, Column, Kind, Report, in_yuan


def to_json(report: Report) -> str:
    """Write one object: the source's facts, and each table under its name."""
    tables = {
        sheet.name: [_named(sheet.columns, row) for row in sheet.rows]
        for sheet in report.sheets
    }
    return _canonical({**_source(report), **tables})


def for_terminal(text: str) -> str:
    """Write what would steer a terminal as JSON's own escapes: the value stays."""
    if text.isprintable():
        return text
    return "".join(
        json.dumps(each)[1:-1] if each not in ("\n", printable(each)) else each
        for each in text
    )


def to_jsonl(report: Report) -> Iterator[str]:
    """Write lines: first the source's facts, then each row with its table's name."""
    yield _canonical(_source(report))
    for sheet in report.sheets:
        for row in sheet.rows:
            yield _canonical({"table": sheet.name, **_named(sheet.columns, row)})


def _canonical(content: dict[str, Any]) -> str:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def _source(report: Report) -> dict[str, Any]:
    facts = report.source.facts if report.source else {}
    return {"report": report.name, "format": FORMAT, **facts}


def _named(columns: Sequence[Column], row: Sequence[Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for column, value in zip(columns, row, strict=True):
        named[column.name] = value
        if column.kind is Kind.FEN:
            named[column.in_yuan] = None if value is None else in_yuan(value)
    return named
