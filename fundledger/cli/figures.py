"""Published figures as people read them: in their own unit, 分 or counted."""

from typing import TYPE_CHECKING, Any, Final

from fundledger.domain.money import format_fen
from fundledger.domain.publishing import Unit
from fundledger.errors import N_
from fundledger.i18n import Language, label
from fundledger.writers.report import Column, Kind, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fundledger.checks.r13_control import FigureApart
    from fundledger.checks.reconciliation import FigureRow

COMPARED: Final = (
    Column("figure", ""),
    Column("", N_("Figure")),
    Column("as_of", N_("As of")),
    Column("published", ""),
    Column("unit", ""),
    Column("booked", ""),
    Column("difference", ""),
    Column("", N_("Published"), Kind.COUNT),
    Column("", N_("In the books"), Kind.COUNT),
    Column("", N_("Difference"), Kind.COUNT),
)
FIGURES: Final = (
    *COMPARED,
    Column("met", N_("Met")),
    Column("source", N_("Source")),
)
BEHIND: Final = (
    *COMPARED,
    Column("project", N_("Project")),
    Column("amount", ""),
    Column("since", ""),
    Column("", N_("Adds"), Kind.COUNT),
    Column("", N_("Learnt since"), Kind.COUNT),
)


def figures(rows: "Iterable[FigureRow]", lang: Language) -> Sheet:
    """Make the table of published figures beside the books."""
    made = [(*_compared(row, lang), row.met, row.source) for row in rows]
    return Sheet("figures", N_("Published figures"), FIGURES, made)


def behind(
    rows: "Iterable[FigureApart]", name: str, title: str, lang: Language
) -> Sheet:
    """Make the table of projects behind figures that are not met."""
    made = [
        (
            *_compared(row, lang),
            row.project,
            row.amount,
            row.since,
            counted(row.amount, row.unit),
            counted(row.since, row.unit),
        )
        for row in rows
    ]
    return Sheet(name, title, BEHIND, made)


def counted(number: int | None, unit: str) -> str | None:
    """Write 分 as 元, and a count as it is."""
    if number is None:
        return None
    return str(number) if unit == Unit.COUNT else format_fen(number)


def _published(value: str, unit: str, lang: Language) -> str:
    """Write a figure as it was published; a plain count needs no unit."""
    if unit == Unit.COUNT and lang is Language.EN:
        return value
    times = " × " if unit == Unit.WAN and lang is Language.EN else " "
    return f"{value}{times}{label(Unit(unit), lang)}"


def _compared(row: "FigureRow | FigureApart", lang: Language) -> tuple[Any, ...]:
    from fundledger.domain.publishing import Figure

    known = row.figure in list(Figure)
    return (
        row.figure,
        label(Figure(row.figure), lang) if known else row.figure,
        row.as_of,
        row.published,
        row.unit,
        row.booked,
        row.difference,
        _published(row.published, row.unit, lang),
        counted(row.booked, row.unit),
        counted(row.difference, row.unit),
    )
