"""The reconciliation: published figures beside the books, and the totals behind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.checks.reconciliation import Reconciliation
from fundledger.checks.registry import CheckResult
from fundledger.domain.publishing import Figure
from fundledger.errors import N_
from fundledger.queries.control import ControlRow, ControlTotals
from fundledger.reports.checks import lights
from fundledger.reports.columns import columns
from fundledger.reports.figures import behind, figures
from fundledger.reports.report import Basis, Phrase, Report, Table

TOTALS: Final = columns(
    "level",
    "key",
    "name",
    "communities",
    "projects",
    "approved_fen",
    "spent_fen",
    "gross_paid_fen",
    "paid_fen",
)
MEASURE: Final = N_(
    "Spent is admitted cost 业务活动成本 by the date of its voucher. A bulletin that"
    " does not say what it measured is compared with that; approved and paid stand"
    " beside it."
)


def reconciliation(
    reconciled: Reconciliation, basis: Basis, *, projects: bool = False
) -> Report:
    """Give figures, what is behind those not met, and totals, down to projects."""
    tables = [figures(reconciled.figures)]
    if reconciled.behind:
        title = N_("Projects behind the differences")
        tables.append(behind(reconciled.behind, "behind", title))
    tables.append(totals(reconciled, projects=projects))
    title = N_("Reconciliation")
    return Report("reconcile", title, basis, tables, notes=[Phrase(MEASURE)])


def totals(reconciled: Reconciliation, *, projects: bool) -> Table:
    """Give control totals: the fund, its subdistricts and communities, its projects."""
    rows = list(_totals(reconciled, projects=projects))
    return Table("totals", N_("Control totals"), TOTALS, rows)


class Measured(NamedTuple):
    """What a figure is made of: rows that count, and the field that is summed."""

    rows: Callable[[ControlTotals], list[ControlRow]]
    field: str | None = None


def _communities(totals: ControlTotals) -> list[ControlRow]:
    return [each for each in totals.communities if each.communities]


def _projects(totals: ControlTotals) -> list[ControlRow]:
    return [each for each in totals.projects if each.projects]


def _moved(field: str) -> Callable[[ControlTotals], list[ControlRow]]:
    """Give the projects that a measure is not zero for."""
    return lambda totals: [each for each in totals.projects if getattr(each, field)]


MEASURES: Final[Mapping[Figure, Measured]] = MappingProxyType(
    {
        Figure.COMMUNITIES: Measured(_communities),
        Figure.PROJECTS_REVIEWED: Measured(_projects),
        Figure.APPROVED: Measured(_moved("approved_fen"), "approved_fen"),
        Figure.SPENT: Measured(_moved("spent_fen"), "spent_fen"),
        Figure.PAID: Measured(_moved("paid_fen"), "paid_fen"),
    }
)
"""What stands behind each figure: as many rows as it counts, or what sums up to it."""


def behind_figure(totals: ControlTotals, figure: Figure) -> Table:
    """Give what a figure counts, or sums up, with its measures."""
    return Table(
        "behind", N_("Behind the figure"), TOTALS, MEASURES[figure].rows(totals)
    )


def with_checks(
    reconciled: Reconciliation, results: Sequence[CheckResult], basis: Basis
) -> Report:
    """Give figures, the lights of checks, and totals by place."""
    tables = [
        figures(reconciled.figures),
        lights(results),
        totals(reconciled, projects=False),
    ]
    return Report("reconciliation", N_("Reconciliation"), basis, tables)


def _totals(reconciled: Reconciliation, *, projects: bool) -> Iterator[ControlRow]:
    yield reconciled.totals.fund
    yield from reconciled.totals.subdistricts
    yield from reconciled.totals.communities
    if projects:
        yield from reconciled.totals.projects
