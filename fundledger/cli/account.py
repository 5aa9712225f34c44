"""`fundledger account`: the lines of an account 明细账, or of each of them."""

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from fundledger.cli import lookups
from fundledger.cli.counting import counting
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import KEY, Options, common, read_count
from fundledger.cli.reports import put
from fundledger.cli.series import Shown, showing
from fundledger.cli.spans import first_month, span_of, spanning
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.store.reading import Books

FEWEST: Final = 5
"""Rows of a printed page: less would leave no room between the carried sums."""


class SmallPageError(InputError):
    """A printed page would have no room for lines."""

    message = N_("a page of less than 5 rows has no room for lines.")
    hint = N_("Write a number from 5 up; about 30 fit on a landscape page.")


def _read_page(text: str) -> int:
    """Read how many rows a page takes. Raises WholeNumberError, SmallPageError."""
    page = read_count(text)
    if page < FEWEST:
        raise SmallPageError
    return page


PAGE: Final = Taken("N", _read_page)


@verb(
    N_(
        "The lines of an account 明细账 from a month on: what it opened with, each line"
        " with its counter-account and the balance after it, the sums of each month and"
        " of the year. Without an account, every account that has lines or a balance,"
        " each in a table of its own. --by-day sums up days as well, as a bank journal"
        " 日记账 does."
    )
)
@click.argument("account", metavar="[ACCOUNT]", type=KEY, required=False)
@option("--by-day", is_flag=True, help=N_("Day by day, with the sum of each."))
@option(
    "--page-rows",
    type=PAGE,
    help=N_("Pages of so many rows: sums go over from one to the next 过次页, 承前页."),
)
@showing()
@counting()
@spanning(N_("Begin with the month of this day. Default: January."))
@common()
def command(
    options: Options,
    *,
    account: str | None,
    by_day: bool,
    page_rows: int | None,
    book: Shown | None,
    counted: CountedVouchers,
    since: date | None,
    month: Month | None,
) -> None:
    """Print it. Raises SinceError, BesideMonthError, UnknownNameError."""
    from fundledger.queries.account_pages import Order, Span
    from fundledger.reports import account_pages

    options, since = span_of(options, since, month)
    with opened_books(options) as (fund, books):
        first = first_month(books, since, options.as_of)
        basis = basis_of(options, fund, books)
        order = Order.DAY if by_day else Order.NUMBER
        span = Span(order, options.as_of, counted)
        if account is not None:
            key = lookups.account_key(books, account)
            report = account_pages.paged(books, basis, key, first, span, page=page_rows)
        else:
            keys = _keys(books, (book or Shown.MONEY).book, options.as_of, counted)
            report = account_pages.every_account(
                books, basis, first, span, keys, page=page_rows
            )
        put(report, options)


def _keys(
    books: "Books", book: Book | None, as_of: date | None, counted: CountedVouchers
) -> list[AccountKey]:
    """List the accounts that ever moved, in the order of their codes."""
    from fundledger.queries.trial import trial_balance

    rows = trial_balance(books, as_of, counted=counted)
    return [row.key for row in rows if book in (None, row.book)]
