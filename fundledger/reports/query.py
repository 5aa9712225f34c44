"""The answer of a query as a report: its columns are known only when it is there."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from fundledger.errors import N_
from fundledger.reports.columns import facts
from fundledger.reports.report import Basis, Column, Kind, Phrase, Report, Table
from fundledger.store.querying import Answer
from fundledger.store.views import VIEWS, ViewKind

TITLE: Final = N_("Query")
CUT: Final = N_("Only the first {rows} rows are given; there are more.")

_FEN: Final = "_fen"
_DAYS: Final = frozenset(
    each.name for view in VIEWS for each in view.columns if each.kind is ViewKind.DAY
)
"""Columns of views that hold days: a query's column of such a name may be one."""


def answered(answer: Answer, basis: Basis | None) -> Report:
    """Give the answer: amounts in 分 by the name of their column, days as days."""
    columns: list[Column] = []
    cells: list[Sequence[Any]] = []
    for place, name in enumerate(answer.columns):
        column, values = _column(
            name, [row[place] for row in answer.rows], answer.columns
        )
        columns.append(column)
        cells.append(values)
    table = Table("rows", "", columns, list(zip(*cells, strict=True)))
    about = facts([("limit", len(answer.rows) if answer.cut else None)])
    notes = [cut_note(answer)] if answer.cut else []
    return Report("query", TITLE, basis, [table], notes, about)


def cut_note(answer: Answer) -> Phrase:
    """Say that there are more rows."""
    return Phrase(CUT, {"rows": len(answer.rows)})


def _column(
    name: str, values: list[Any], names: Sequence[str]
) -> tuple[Column, Sequence[Any]]:
    """Tell what a column holds by its name and its values."""
    present = [value for value in values if value is not None]
    whole = bool(present) and all(type(value) is int for value in present)
    column = Column(name, name)
    if whole and name.endswith(_FEN) and column.in_yuan not in names:
        return column._replace(kind=Kind.MONEY), values
    if whole:
        return column._replace(kind=Kind.COUNT), values
    if name in _DAYS and present:
        days = [_day(value) for value in values]
        if days.count(None) == values.count(None):
            return column._replace(kind=Kind.DAY), days
    return column, values


def _day(value: object) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and day.isoformat() == value else None
