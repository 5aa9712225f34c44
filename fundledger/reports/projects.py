"""Projects with their states and their money."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, starmap
from typing import Any, Final

from fundledger.errors import N_
from fundledger.queries.measures import ProjectFunds
from fundledger.queries.project_pages import walk_measured
from fundledger.queries.projects import Project, ProjectFilter
from fundledger.reports.columns import columns, facts, for_programs, in_files
from fundledger.reports.report import Basis, Fact, Report, Stream, Table, Totals
from fundledger.store.reading import Books

COLUMNS: Final = (
    *for_programs("no"),
    *columns("code", "title"),
    *for_programs("community_key"),
    *columns("community"),
    *for_programs("subdistrict_key"),
    *columns("subdistrict"),
    *in_files("round", "category"),
    *columns("state", "approved_fen"),
    *in_files("decided_fen"),
    *columns("spent_fen"),
    *in_files("gross_paid_fen"),
    *columns("paid_fen", "returned_fen"),
)
TOTALS: Final = Totals(
    (
        "approved_fen",
        "decided_fen",
        "spent_fen",
        "gross_paid_fen",
        "paid_fen",
        "returned_fen",
    )
)


def projects(
    books: Books,
    basis: Basis,
    wanted: ProjectFilter,
    limit: int | None = None,
    *,
    after: Project | None = None,
) -> Report:
    """Give the projects wanted, with what was approved, spent and paid.

    Spent is admitted cost, net paid leaves out what bounced.
    """

    def read() -> Iterator[tuple[Any, ...]]:
        last = None if after is None else after.no
        measured = walk_measured(books, wanted, as_of=basis.as_of, after=last)
        return starmap(_row, islice(measured, limit))

    states = sorted(wanted.states or ())
    about = [
        ("state", states[0] if len(states) == 1 else None),
        ("community", wanted.community),
        ("subdistrict", wanted.subdistrict),
        ("find", wanted.text),
        ("after_project", after and (after.code or str(after.no))),
        ("limit", limit),
    ]
    return _report(basis, Stream(read), facts(about))


def listed(rows: Iterable[tuple[Project, ProjectFunds]], basis: Basis) -> Report:
    """Give projects that were found already, in their order."""
    return _report(basis, [*starmap(_row, rows)])


def _report(
    basis: Basis, rows: Sequence[Any] | Stream, about: Sequence[Fact] = ()
) -> Report:
    table = Table("projects", "", COLUMNS, rows, TOTALS)
    return Report("projects", N_("Projects"), basis, [table], about=about)


def decided(funds: "ProjectFunds") -> int:
    """Tell what the approver granted: what is established, and what is on notice."""
    return funds.approved + funds.reserved


def _row(project: Project, funds: ProjectFunds) -> tuple[Any, ...]:
    return (
        project.no,
        project.code,
        project.title,
        project.community_key,
        project.community,
        project.subdistrict_key,
        project.subdistrict,
        project.round_key,
        project.category,
        project.state,
        funds.approved,
        decided(funds),
        funds.admitted,
        funds.gross_paid,
        funds.paid,
        funds.returned,
    )
