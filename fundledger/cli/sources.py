"""`fundledger sources`: what each source of funds received, and where it is."""

from dataclasses import dataclass
from datetime import date

from fundledger.cli import lookups
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import CODE, Options, common
from fundledger.cli.reports import put
from fundledger.cli.spans import span_of, spanning
from fundledger.cli.verbs import option, verb
from fundledger.domain.ids import Month
from fundledger.errors import N_, InputError


@dataclass(eq=False)
class OneOrAllError(InputError):
    """One project is asked for, and all of them."""

    project: str
    message = N_("--by-project lists every project, not only {project}.")
    hint = N_("Leave one of the two out.")


@dataclass(eq=False)
class SinceProjectError(InputError):
    """What projects have of a source is told from their beginning on."""

    since: date
    message = N_("What a project has of a source is told whole, not since {since}.")
    hint = N_("Leave --since and --month out, or --project and --by-project.")


@verb(
    N_(
        "Sources and uses of funds 资金来源收支表: what each source received, what"
        " became of it, and where the rest stands; both come to its net assets. With"
        " --project or --by-project, what projects have of each source."
    )
)
@option("--project", type=CODE, help=N_("Only this project, by code or number."))
@option("--by-project", is_flag=True, help=N_("A row for each project and source."))
@spanning(N_("What moved each source from this business date on; else all of it."))
@common()
def command(
    options: Options,
    *,
    project: str | None,
    by_project: bool,
    since: date | None,
    month: Month | None,
) -> None:
    """Print the sources. Raises OneOrAllError, SinceProjectError, SinceError."""
    from fundledger.reports.sources import of_projects, sources_and_uses

    if project is not None and by_project:
        raise OneOrAllError(project)
    options, since = span_of(options, since, month)
    if since is not None and (by_project or project is not None):
        raise SinceProjectError(since)
    with opened_books(options) as (fund, books):
        basis = basis_of(options, fund, books)
        if project is not None:
            report = of_projects(books, basis, lookups.project_no(books, project))
        elif by_project:
            report = of_projects(books, basis)
        else:
            report = sources_and_uses(books, basis, since)
        put(report, options)
