"""`fundledger projects`: projects with their states and their money."""

from collections.abc import Iterator
from itertools import islice, starmap
from typing import TYPE_CHECKING, Any, Final

from fundledger.cli import lookups
from fundledger.cli.opening import opened_books, source_of
from fundledger.cli.options import KEY, LIMIT, TEXT, Asked, common, word_type
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.domain.projects import ProjectState
from fundledger.errors import N_
from fundledger.writers.report import Column, Kind, Report, Sheet, Walked

if TYPE_CHECKING:
    from fundledger.queries.measures import ProjectFunds
    from fundledger.queries.projects import Project

COLUMNS: Final = (
    Column("no", ""),
    Column("code", N_("Code")),
    Column("title", N_("Title")),
    Column("community_key", ""),
    Column("community", N_("Community")),
    Column("subdistrict_key", ""),
    Column("subdistrict", N_("Subdistrict")),
    Column("round", ""),
    Column("category", ""),
    Column("state", N_("State")),
    Column("approved_fen", N_("Approved"), Kind.FEN),
    Column("spent_fen", N_("Spent"), Kind.FEN),
    Column("gross_paid_fen", "", Kind.FEN),
    Column("paid_fen", N_("Net paid"), Kind.FEN),
    Column("returned_fen", N_("Returned"), Kind.FEN),
)


@verb(
    N_(
        "List projects with their states, and what was approved, spent (admitted cost)"
        " and paid (less what bounced)."
    )
)
@option("--state", type=word_type(ProjectState), help=N_("Only those in this state."))
@option("--community", type=KEY, help=N_("Only those of this community."))
@option("--subdistrict", type=KEY, help=N_("Only those of this subdistrict."))
@option("--find", type=TEXT, help=N_("Only those with this in title or code."))
@option("--limit", type=LIMIT, help=N_("At most so many."))
@common()
def command(
    asked: Asked,
    *,
    state: ProjectState | None,
    community: str | None,
    subdistrict: str | None,
    find: str | None,
    limit: int | None,
) -> None:
    """Print the projects."""
    from fundledger.queries.project_pages import walk_measured
    from fundledger.queries.projects import Wanted

    with opened_books(asked) as (fund, books):
        wanted = Wanted(
            states=frozenset({state}) if state else None,
            community=lookups.community_key(books, community) if community else None,
            subdistrict=(
                lookups.subdistrict_key(books, subdistrict) if subdistrict else None
            ),
            text=find or "",
        )
        source = source_of(asked, fund, books)

        def walk() -> Iterator[tuple[Any, ...]]:
            measured = walk_measured(books, wanted, as_of=asked.as_of)
            return starmap(_row, islice(measured, limit))

        sheet = Sheet("projects", "", COLUMNS, Walked(walk))
        put(Report("projects", N_("Projects"), source, [sheet]), asked)


def _row(project: "Project", funds: "ProjectFunds") -> tuple[Any, ...]:
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
