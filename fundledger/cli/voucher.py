"""`fundledger voucher`: vouchers laid out as 记账凭证, to be printed."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from fundledger.cli.counting import counting
from fundledger.cli.journal import VOUCHER
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import Options, common
from fundledger.cli.reports import put
from fundledger.cli.series import Shown, showing
from fundledger.cli.spans import span_of, spanning
from fundledger.cli.verbs import verb
from fundledger.domain.ids import Month, VoucherNo
from fundledger.domain.vouchers import CountedVouchers, VoucherName, voucher_name
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.store.reading import Books


@dataclass(eq=False)
class NoVoucherError(InputError):
    """The books have no voucher of that number."""

    voucher: str
    message = N_("The books have no voucher {voucher}.")
    hint = N_("Find it with: fundledger list voucher --find TEXT")


@dataclass(eq=False)
class BesideVoucherError(InputError):
    """One voucher is named, and a part of the books as well."""

    option: str
    message = N_("{option} means nothing beside one voucher.")
    hint = N_("Leave one of the two out.")


@verb(
    N_(
        "Lay vouchers out as 记账凭证: one, like 2024-08/12, or those of a --month or"
        " between two days. Lines that are alike are printed as one, the sum stands in"
        " capitals, and whoever signed is named. --format xlsx has each on a page of"
        " its own."
    )
)
@click.argument("name", metavar="[YYYY-MM/N]", type=VOUCHER, required=False)
@showing()
@counting()
@spanning(N_("Only vouchers of this day or later."))
@common()
def command(
    options: Options,
    *,
    name: VoucherName | None,
    book: Shown | None,
    counted: CountedVouchers,
    since: date | None,
    month: Month | None,
) -> None:
    """Print them. Raises SinceError, BesideMonthError, BesideVoucherError."""
    from fundledger.queries.vouchers import to_print
    from fundledger.reports.voucher_forms import forms

    if name is not None:
        _require_alone(since, month, options.as_of)
    options, since = span_of(options, since, month)
    with opened_books(options) as (fund, books):
        if name is not None:
            vouchers = to_print(books, no=_no(books, name))
        else:
            vouchers = to_print(
                books,
                since=since,
                as_of=options.as_of,
                series=(book or Shown.MONEY).book,
                counted=counted,
            )
        put(forms(books, basis_of(options, fund, books), vouchers), options)


def _require_alone(since: date | None, month: Month | None, as_of: date | None) -> None:
    """Demand that no span is given. Raises BesideVoucherError."""
    for name, value in (("--since", since), ("--month", month), ("--as-of", as_of)):
        if value is not None:
            raise BesideVoucherError(name)


def _no(books: "Books", name: VoucherName) -> VoucherNo:
    """Find a voucher by its name. Raises NoVoucherError."""
    from fundledger.queries.journal import voucher_no

    assert name.month is not None, "the word was read with its month"
    no = voucher_no(books, name.month, name.series, name.number)
    if no is None:
        raise NoVoucherError(voucher_name(name.month, name.series, name.number))
    return no
