"""`fundledger sources`: what each source of funds received, and where it is."""

from dataclasses import dataclass

from fundledger.cli import lookups
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import CODE, Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_, InputError


@dataclass(eq=False)
class OneOrAllError(InputError):
    """One project is asked for, and all of them."""

    project: str
    message = N_("--by-project lists every project, not only {project}.")
    hint = N_("Leave one of the two out.")


@verb(
    N_(
        "Sources and uses of funds 资金来源收支表: what each source received, what"
        " became of it, and where the rest stands; both come to its net assets. With"
        " --project or --by-project, what projects have of each source."
    )
)
@option("--project", type=CODE, help=N_("Only this project, by code or number."))
@option("--by-project", is_flag=True, help=N_("A row for each project and source."))
@common()
def command(options: Options, *, project: str | None, by_project: bool) -> None:
    """Print the sources. Raises OneOrAllError."""
    from fundledger.reports.sources import of_projects, sources_and_uses

    if project is not None and by_project:
        raise OneOrAllError(project)
    with opened_books(options) as (fund, books):
        basis = basis_of(options, fund, books)
        if project is not None:
            report = of_projects(books, basis, lookups.project_no(books, project))
        elif by_project:
            report = of_projects(books, basis)
        else:
            report = sources_and_uses(books, basis)
        put(report, options)
