"""Projects with their states and their money."""

from collections.abc import Iterator
from itertools import islice, starmap
from typing import Any, Final

from fundledger.errors import N_
from fundledger.queries.measures import ProjectFunds
from fundledger.queries.project_pages import walk_measured
from fundledger.queries.projects import Project, ProjectFilter
from fundledger.reports.columns import columns, facts, for_programs, in_files
from fundledger.reports.report import Basis, Report, Stream, Table, Totals
from fundledger.store.reading import Books

COLUMNS: Final = (
    *for_programs("no"),
    *columns("code", "title"),
    *for_programs("community_key"),
    *columns("community"),
    *for_programs("subdistrict_key"),
    *columns("subdistrict"),
    *in_files("round", "category"),
    *columns("state", "approved_fen", "spent_fen"),
    *in_files("gross_paid_fen"),
    *columns("paid_fen", "returned_fen"),
)
TOTALS: Final = Totals(
    ("approved_fen", "spent_fen", "gross_paid_fen", "paid_fen", "returned_fen")
)


def projects(
    books: Books, basis: Basis, wanted: ProjectFilter, limit: int | None = None
) -> Report:
    """Give the projects wanted, with what was approved, spent and paid.

    Spent is admitted cost, net paid leaves out what bounced.
    """

    def read() -> Iterator[tuple[Any, ...]]:
        measured = walk_measured(books, wanted, as_of=basis.as_of)
        return starmap(_row, islice(measured, limit))

    states = sorted(wanted.states or ())
    about = [
        ("state", states[0] if len(states) == 1 else None),
        ("community", wanted.community),
        ("subdistrict", wanted.subdistrict),
        ("find", wanted.text),
        ("limit", limit),
    ]
    table = Table("projects", "", COLUMNS, Stream(read), TOTALS)
    return Report("projects", N_("Projects"), basis, [table], about=facts(about))


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
        funds.admitted,
        funds.gross_paid,
        funds.paid,
        funds.returned,
    )
