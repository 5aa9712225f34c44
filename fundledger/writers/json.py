"""Reports as canonical JSON: the same books, the same bytes.

Amounts stand twice: `spent_fen` is whole 分, for counting on, and `spent_yuan` is 元 as
text, for reading. No amount is ever a JSON fraction, which a reader may round.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fundledger.domain.fen import in_yuan
from fundledger.i18n import printable
from fundledger.reports.report import FORMAT, Column, Kind, Report, Table
from fundledger.writers.values import stored


def to_json(report: Report) -> str:
    """Write a report whole; see `json_parts`."""
    return "".join(json_parts(report))


def json_parts(report: Report) -> Iterator[str]:
    """Write one object, a row at a time: what it rests on, each table by its name."""
    facts = _basis(report)
    tables = {table.name: table for table in report.tables}
    opening = "{"
    for name in sorted({*facts, *tables}):
        yield f"{opening}{_canonical(name)}:"
        opening = ","
        if name in tables:
            yield from _array(tables[name])
        else:
            yield _canonical(facts[name])
    yield "}"


def _array(table: Table) -> Iterator[str]:
    opening = "["
    for row in table.rows:
        yield opening + _canonical(_named(table.columns, row))
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


def _canonical(content: Any) -> str:  # noqa: ANN401 - anything of a report
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )


def _basis(report: Report) -> dict[str, Any]:
    facts = report.basis.facts if report.basis else {}
    return {"report": report.name, "format": FORMAT, **facts}


def _named(columns: Sequence[Column], row: Sequence[Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for column, cell in zip(columns, row, strict=True):
        if not column.is_for_programs:
            continue
        value = named[column.name] = stored(cell)
        if column.kind is Kind.MONEY:
            named[column.in_yuan] = None if value is None else in_yuan(value)
    return named
