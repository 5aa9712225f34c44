"""`fundledger reconcile`: published figures beside the books, and the totals behind."""

from fundledger.cli.exits import Exit
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import Asked, common
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
def command(asked: Asked, *, projects: bool) -> Exit:
    """Print the reconciliation."""
    return print_reconciliation(asked, projects=projects)


def print_reconciliation(asked: Asked, *, projects: bool = False) -> Exit:
    """Print the reconciliation; `demo` does the same without a terminal."""
    from fundledger.checks.reconciliation import reconcile
    from fundledger.reports.reconciliation import reconciliation

    with opened_books(asked) as (fund, books):
        reconciled = reconcile(books, asked.as_of)
        basis = basis_of(asked, fund, books)
    put(reconciliation(reconciled, basis, projects=projects), asked)
    return Exit.OK if reconciled.met else Exit.OFFENCES
