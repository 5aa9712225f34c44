"""`fundledger balance`: what accounts stand at."""

from datetime import date

from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import Options, common
from fundledger.cli.reports import put
from fundledger.cli.spans import span_of, spanning
from fundledger.cli.verbs import option, verb
from fundledger.domain.ids import Month
from fundledger.errors import N_


@verb(
    N_(
        "What accounts stand at, in both books, by code. With --turnover, the trial"
        " balance 科目余额表: opening, turnover and closing."
    )
)
@option("--turnover", is_flag=True, help=N_("Opening, turnover and closing, too."))
@spanning(N_("Where turnover begins. Default: 1 January."))
@common()
def command(
    options: Options, *, turnover: bool, since: date | None, month: Month | None
) -> None:
    """Print balances. Raises SinceError, BesideMonthError."""
    from fundledger.reports import balances

    options, since = span_of(options, since, month)
    with opened_books(options) as (fund, books):
        basis = basis_of(options, fund, books)
        if turnover or since:
            report = balances.turnover(books, basis, since)
        else:
            report = balances.standing(books, basis)
    put(report, options)
