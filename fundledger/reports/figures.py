"""Published figures beside the books, each in its own unit: 分, or a plain count."""

from collections.abc import Iterable
from typing import Any, Final

from fundledger.checks.r13_control import FigureApart
from fundledger.checks.reconciliation import FigureRow
from fundledger.domain.publishing import Figure, Unit
from fundledger.errors import N_
from fundledger.reports.columns import columns
from fundledger.reports.report import Measure, Phrase, Table

COMPARED: Final = columns(
    "figure", "as_of", "published", "unit", "booked", "difference"
)
FIGURES: Final = (*COMPARED, *columns("met", "publication"))
BEHIND: Final = (*COMPARED, *columns("project", "amount", "since", "by_records"))


def figures(rows: Iterable[FigureRow]) -> Table:
    """Give the figures, and whether the books meet each."""
    cells = [(*_compared(row), row.met, row.publication) for row in rows]
    return Table("figures", N_("Published figures"), FIGURES, cells)


def behind(rows: Iterable[FigureApart], name: str, title: str | Phrase) -> Table:
    """Give the projects behind figures that are not met."""
    cells = [
        (
            *_compared(row),
            row.project,
            measure(row.amount, row.unit),
            measure(row.since, row.unit),
            row.records,
        )
        for row in rows
    ]
    return Table(name, title, BEHIND, cells)


def measure(number: int | None, unit: str) -> Measure | None:
    """Give a number in the unit of its figure."""
    return None if number is None else Measure(number, unit != Unit.COUNT)


def _compared(row: FigureRow | FigureApart) -> tuple[Any, ...]:
    return (
        Figure(row.figure) if row.figure in list(Figure) else row.figure,
        row.as_of,
        row.published,
        Unit(row.unit) if row.unit in list(Unit) else row.unit,
        measure(row.booked, row.unit),
        measure(row.difference, row.unit),
    )
