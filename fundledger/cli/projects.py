"""`fundledger projects`: projects with their states and their money."""

from fundledger.cli import lookups
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import CODE, KEY, LIMIT, TEXT, Options, common, word_type
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.domain.projects import ProjectState
from fundledger.errors import N_


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
@option("--after", type=CODE, help=N_("Only those after this project, by number."))
@option("--limit", type=LIMIT, help=N_("At most so many."))
@common()
def command(
    options: Options,
    *,
    state: ProjectState | None,
    community: str | None,
    subdistrict: str | None,
    find: str | None,
    after: str | None,
    limit: int | None,
) -> None:
    """Print the projects."""
    from fundledger.queries.projects import ProjectFilter, project
    from fundledger.reports.projects import projects

    with opened_books(options) as (fund, books):
        wanted = ProjectFilter(
            states=frozenset({state}) if state else None,
            community=lookups.community_key(books, community) if community else None,
            subdistrict=(
                lookups.subdistrict_key(books, subdistrict) if subdistrict else None
            ),
            text=find or "",
        )
        last = project(books, lookups.project_no(books, after)) if after else None
        basis = basis_of(options, fund, books)
        put(projects(books, basis, wanted, limit, after=last), options)
