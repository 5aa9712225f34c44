"""`fundledger ledger`: the general ledger 总账, month by month."""

from datetime import date

from fundledger.cli import lookups
from fundledger.cli.counting import counting
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import KEY, LIMIT, Options, common
from fundledger.cli.reports import put
from fundledger.cli.series import Shown, showing
from fundledger.cli.spans import first_month, span_of, spanning
from fundledger.cli.verbs import option, verb
from fundledger.domain.ids import Month
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_


@verb(
    N_(
        "The general ledger 总账 of a year: each account with what it opened with, the"
        " sums of each month and of the year, and its balance with the side it stands"
        " on. General accounts, without --level; --account gives one, whatever its"
        " level."
    )
)
@option("--account", type=KEY, help=N_("Only this account, by key, code or name."))
@option("--level", type=LIMIT, help=N_("Codes down to this level. Default: 1."))
@showing()
@counting()
@spanning(N_("Begin with the month of this day. Default: January."))
@common()
def command(
    options: Options,
    *,
    account: str | None,
    level: int | None,
    book: Shown | None,
    counted: CountedVouchers,
    since: date | None,
    month: Month | None,
) -> None:
    """Print it. Raises SinceError, BesideMonthError, UnknownNameError."""
    from fundledger.reports import general_ledger

    options, since = span_of(options, since, month)
    with opened_books(options) as (fund, books):
        report = general_ledger.ledger(
            books,
            basis_of(options, fund, books),
            first_month(books, since, options.as_of),
            book=(book or Shown.MONEY).book,
            account=None if account is None else lookups.account_key(books, account),
            level=level or 1,
            counted=counted,
        )
        put(report, options)
