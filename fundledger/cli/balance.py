"""`fundledger balance`: what accounts stand at."""

from datetime import date

from fundledger.cli.counting import counting
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import LIMIT, Options, common
from fundledger.cli.reports import put
from fundledger.cli.series import Shown, showing
from fundledger.cli.spans import span_of, spanning
from fundledger.cli.verbs import option, verb
from fundledger.domain.ids import Month
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_


@verb(
    N_(
        "What accounts of the money book stand at, by code; --book shows the budget,"
        " too. With --turnover, the trial balance 科目余额表: opening, turnover, the"
        " year and closing by side, control accounts above their leaves."
    )
)
@option("--turnover", is_flag=True, help=N_("Opening, turnover and closing, too."))
@option("--level", type=LIMIT, help=N_("Of --turnover, codes down to this level."))
@showing()
@counting()
@spanning(N_("Where turnover begins. Default: 1 January."))
@common()
def command(
    options: Options,
    *,
    turnover: bool,
    level: int | None,
    book: Shown | None,
    counted: CountedVouchers,
    since: date | None,
    month: Month | None,
) -> None:
    """Print balances. Raises SinceError, BesideMonthError."""
    from fundledger.reports import balances

    shown = (book or Shown.MONEY).book
    options, since = span_of(options, since, month)
    with opened_books(options) as (fund, books):
        basis = basis_of(options, fund, books)
        if turnover or since or level:
            report = balances.turnover(books, basis, since, shown, level, counted)
        else:
            report = balances.standing(books, basis, shown, counted)
    put(report, options)
