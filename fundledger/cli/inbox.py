"""`fundledger inbox`: what waits for somebody."""

from datetime import date

from fundledger.cli.opening import basis_of, day_of, opened_books
from fundledger.cli.options import DAY, LIMIT, Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_


@verb(
    N_(
        "List what waits for the one who acts: cases that they may bring on now, the"
        " overdue first, and queues like vouchers to review. What somebody else must do"
        " before, or what they have an interest in, is not listed."
    )
)
@option("--on", type=DAY, help=N_("The business date. Default: today."))
@option("--limit", type=LIMIT, help=N_("At most so many."))
@common(without=("as_of",))
def command(options: Options, *, on: date | None, limit: int | None) -> None:
    """Print the inbox. Raises UnknownPersonError."""
    from fundledger.reports.inbox import inbox

    with opened_books(options) as (fund, books):
        basis = basis_of(options, fund, books)
        put(inbox(books, basis, options.actor, day_of(on), limit), options)
