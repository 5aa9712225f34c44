"""Control totals: approved, spent and paid side by side, and behind each figure."""

from typing import TYPE_CHECKING, Final

from fundledger.domain.publishing import Figure, Unit
from fundledger.errors import N_
from fundledger.i18n import Language
from fundledger.tui.kit.columns import Column, count_column, fen_column, grid, inset
from fundledger.tui.kit.figures import amount, count, yuan
from fundledger.tui.kit.table import TableRow
from fundledger.tui.kit.text import Line, Span, Tone, cell_width
from fundledger.tui.shell.sheet_screen import Sheet
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fundledger.checks.reconciliation import FigureRow, Reconciliation
    from fundledger.queries.control import ControlRow, ControlTotals

COUNT: Final = Unit.COUNT
"""The unit of figures that are counted."""


def figure_name(figure: str, words: Words) -> str:
    """Name a figure; one nobody knows keeps its own name."""
    return words.call(Figure(figure)) if figure in list(Figure) else figure


def in_words(digits: str, unit: str, words: Words) -> str:
    """Write a figure as it was published, with its unit; English counts have none."""
    if unit == COUNT and words.lang is not Language.ZH:
        return digits
    return f"{digits} {unit_name(unit, words)}"


def unit_name(unit: str, words: Words) -> str:
    """Name a unit that a figure was published in."""
    return words.call(Unit(unit)) if unit in list(Unit) else unit


def in_unit(value: int | None, unit: str, tone: Tone = Tone.PLAIN) -> Span:
    """Give what is in the books as a cell: 分 as 元, or a count."""
    if value is not None and unit == COUNT:
        return count(value, tone)
    return amount(value, tone)


def _columns(words: Words) -> list[Column]:
    projects = words.heading("projects")
    return [
        Column(words.heading("name")),
        count_column(projects, max(8, cell_width(projects)), wide_from=1),
        fen_column(words.heading("approved_fen"), wide_from=64),
        fen_column(words.heading("spent_fen")),
        fen_column(words.heading("paid_fen"), wide_from=2),
    ]


def _cells(row: "ControlRow", name: str, tone: Tone = Tone.PLAIN) -> list[Span]:
    return [
        Span(name, tone),
        count(row.projects, tone),
        amount(row.approved_fen, tone),
        amount(row.spent_fen, tone),
        amount(row.paid_fen, tone),
    ]


def page(totals: "ControlTotals", words: Words, width: int) -> list[Line]:
    """Paint the totals by subdistrict, the fund's own last."""
    rows = [_cells(each, each.name) for each in totals.subdistricts]
    rows.append(_cells(totals.fund, words.say(N_("In all")), Tone.STRONG))
    title = [Span(words.say(N_("Totals by subdistrict")), Tone.TITLE)]
    return inset([title, *grid(_columns(words), rows, width - 2)])


def sheet(reconciled: "Reconciliation", words: Words) -> Sheet:
    """Give the totals by subdistrict and community as a sheet."""
    from fundledger.reports import reconciliation  # noqa: PLC0415 - SQL

    totals, head = reconciled.totals, str(reconciled.head)
    rows = [TableRow("fund", _cells(totals.fund, words.say(N_("In all")), Tone.STRONG))]
    rows += _rows(totals.subdistricts, Tone.STRONG)
    rows += _rows(totals.communities, Tone.PLAIN)
    about = N_("Approved, admitted as spent, and net paid, in yuan.")
    title = words.say(N_("Totals by subdistrict and community"))
    table = reconciliation.totals(reconciled, projects=False)
    return Sheet("totals", title, words.say(about), _columns(words), rows, table, head)


def behind(
    totals: "ControlTotals", figure: "FigureRow", head: str, words: Words
) -> Sheet:
    """Give what a figure counts or sums up, at its own day, as a sheet."""
    from fundledger.reports import reconciliation  # noqa: PLC0415 - SQL

    measured = reconciliation.MEASURES[Figure(figure.figure)]
    some = measured.rows(totals)
    name = figure_name(figure.figure, words)
    title = words.say(N_("Behind the figure: {figure}"), figure=name)
    if measured.field is None:
        text = N_("Every one that is counted, at {day}: {count}.")
        about = words.say(text, day=figure.as_of, count=len(some))
    else:
        text = N_("All that sums up to it, at {day}: {amount} yuan.")
        summed = yuan(sum(getattr(each, measured.field) for each in some))
        about = words.say(text, day=figure.as_of, amount=summed)
    table = reconciliation.behind_figure(totals, Figure(figure.figure))
    rows, columns = _rows(some, Tone.PLAIN), _columns(words)
    return Sheet(f"behind-{figure.figure}", title, about, columns, rows, table, head)


def _rows(rows: "Iterable[ControlRow]", tone: Tone) -> list[TableRow]:
    return [
        TableRow((each.level, each.key), _cells(each, f"{each.key} {each.name}", tone))
        for each in rows
    ]
