"""Reports as canonical JSON, whole or a row a line: the same books, the same bytes.

Amounts stand twice: `spent_fen` is whole 分, for counting on, and `spent_yuan` is 元 as
text, for reading. No amount is ever a JSON fraction, which a reader may round.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fundledger.i18n import printable
from fundledger.writers.report import FORMAT, Column, Kind, Report, Sheet, in_yuan


def to_json(report: Report) -> str:
    """Write a report whole; see `json_parts`."""
    return "".join(json_parts(report))


def json_parts(report: Report) -> Iterator[str]:
    """Write one object, a row at a time: the source's facts, each table by its name."""
    facts = _source(report)
    sheets = {sheet.name: sheet for sheet in report.sheets}
    opening = "{"
    for name in sorted({*facts, *sheets}):
        yield f"{opening}{_canonical(name)}:"
        opening = ","
        if name in sheets:
            yield from _array(sheets[name])
        else:
            yield _canonical(facts[name])
    yield "}"


def _array(sheet: Sheet) -> Iterator[str]:
    opening = "["
    for row in sheet.rows:
        yield opening + _canonical(_named(sheet.columns, row))
        opening = ","
    yield "[]" if opening == "[" else "]"


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


def _canonical(content: Any) -> str:  # noqa: ANN401 - anything of a report
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
