"""`fundledger balance`: what accounts stand at."""

from dataclasses import dataclass
from datetime import date

from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import DAY, Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_, InputError


@dataclass(eq=False)
class SinceError(InputError):
    """Turnover would begin after it ends."""

    since: date
    as_of: date
    message = N_("--since {since} lies after --as-of {as_of}.")
    hint = N_("Write the earlier day behind --since.")


@verb(
    N_(
        "What accounts stand at, in both books, by code. With --turnover, the trial"
        " balance 科目余额表: opening, turnover and closing."
    )
)
@option("--turnover", is_flag=True, help=N_("Opening, turnover and closing, too."))
@option("--since", type=DAY, help=N_("Where turnover begins. Default: 1 January."))
@common()
def command(options: Options, *, turnover: bool, since: date | None) -> None:
    """Print balances. Raises SinceError."""
    if since and options.as_of and since > options.as_of:
        raise SinceError(since, options.as_of)
    from fundledger.reports import balances

    with opened_books(options) as (fund, books):
        basis = basis_of(options, fund, books)
        if turnover or since:
            report = balances.turnover(books, basis, since)
        else:
            report = balances.standing(books, basis)
    put(report, options)
