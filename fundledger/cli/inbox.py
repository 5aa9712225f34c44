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
        " before, or what they have an interest in, is not listed. --awaited lists what"
        " they brought on last and now waits for others."
    )
)
@option("--on", type=DAY, help=N_("The business date. Default: today."))
@option("--limit", type=LIMIT, help=N_("At most so many."))
@option("--awaited", is_flag=True, help=N_("What now waits for others instead."))
@common(without=("as_of",))
def command(
    options: Options, *, on: date | None, limit: int | None, awaited: bool
) -> None:
    """Print the inbox, or what waits for others. Raises UnknownPersonError."""
    from fundledger.reports import inbox

    with opened_books(options) as (fund, books):
        basis = basis_of(options, fund, books)
        listed = inbox.awaited if awaited else inbox.inbox
        put(listed(books, basis, options.actor, day_of(on), limit), options)
