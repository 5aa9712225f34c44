"""`fundledger reconcile`: published figures beside the books, and the totals behind."""

from fundledger.cli.exits import Exit
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_


@verb(
    N_(
        "Compare published figures with the books, each at its own day, and sum up what"
        " was approved, spent and paid. A figure that is not met is exit 1; the"
        " projects behind a difference are listed."
    )
)
@option("--projects", is_flag=True, help=N_("A row for each project, too."))
@common()
def command(options: Options, *, projects: bool) -> Exit:
    """Print the reconciliation."""
    return print_reconciliation(options, projects=projects)


def print_reconciliation(options: Options, *, projects: bool = False) -> Exit:
    """Print the reconciliation; `demo` does the same without a terminal."""
    from fundledger.checks.reconciliation import reconcile
    from fundledger.reports.reconciliation import reconciliation

    with opened_books(options) as (fund, books):
        reconciled = reconcile(books, options.as_of)
        basis = basis_of(options, fund, books)
    put(reconciliation(reconciled, basis, projects=projects), options)
    return Exit.OK if reconciled.met else Exit.OFFENCES
