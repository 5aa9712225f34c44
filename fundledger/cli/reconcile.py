"""`fundledger reconcile`: published figures beside the books, and the totals behind."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from fundledger.cli.exits import Exit
from fundledger.cli.figures import behind, figures
from fundledger.cli.opening import opened_books, source_of
from fundledger.cli.options import Asked, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_
from fundledger.i18n import translate
from fundledger.writers.report import Column, Kind, Report, Sheet, Source

if TYPE_CHECKING:
    from fundledger.checks.reconciliation import Reconciliation
    from fundledger.queries.control import ControlRow

TOTALS: Final = (
    Column("level", N_("Level")),
    Column("key", N_("Key")),
    Column("name", N_("Name")),
    Column("communities", N_("No. of communities"), Kind.COUNT),
    Column("projects", N_("No. of projects"), Kind.COUNT),
    Column("approved_fen", N_("Approved"), Kind.FEN),
    Column("spent_fen", N_("Spent"), Kind.FEN),
    Column("gross_paid_fen", N_("Paid out"), Kind.FEN),
    Column("paid_fen", N_("Net paid"), Kind.FEN),
)
MEASURE: Final = N_(
    "Spent is admitted cost 业务活动成本 by the date of its voucher. A bulletin that"
    " does not say what it measured is compared with that; approved and paid stand"
    " beside it."
)


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
    return reconcile(asked, projects=projects)


def reconcile(asked: Asked, *, projects: bool = False) -> Exit:
    """Print the reconciliation; `demo` does the same without a terminal."""
    from fundledger.checks import reconciliation

    with opened_books(asked) as (fund, books):
        found = reconciliation.reconcile(books, asked.as_of)
        source = source_of(asked, fund, books)
    put(_report(found, source, asked, projects=projects), asked)
    return Exit.OK if found.met else Exit.OFFENCES


def _report(
    found: "Reconciliation", source: Source, asked: Asked, *, projects: bool
) -> Report:
    sheets = [figures(found.figures, asked.lang)]
    if found.behind:
        title = N_("Projects behind the differences")
        sheets.append(behind(found.behind, "behind", title, asked.lang))
    totals = list(_totals(found, projects=projects))
    sheets.append(Sheet("totals", N_("Control totals"), TOTALS, totals))
    notes = [translate(MEASURE, asked.lang)]
    return Report("reconcile", N_("Reconciliation"), source, sheets, notes)


def _totals(found: "Reconciliation", *, projects: bool) -> Iterator["ControlRow"]:
    yield found.totals.fund
    yield from found.totals.subdistricts
    yield from found.totals.communities
    if projects:
        yield from found.totals.projects
