"""`fundledger journal`: lines of vouchers, in the order of the books."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fundledger.cli import lookups
from fundledger.cli.counting import counting
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import CODE, KEY, LIMIT, Format, Options, common
from fundledger.cli.reports import put
from fundledger.cli.series import Shown, showing
from fundledger.cli.spans import span_of, spanning
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.chart import Book
from fundledger.domain.ids import Month
from fundledger.domain.vouchers import CountedVouchers, VoucherName, parse_voucher_name
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.domain.ids import ProjectNo
    from fundledger.queries.register import Part


@dataclass(eq=False)
class PartOfVouchersError(InputError):
    """A journal for hledger would hold parts of vouchers, which do not balance."""

    option: str
    message = N_("hledger takes whole vouchers; {option} leaves parts of them out.")
    hint = N_("Leave the option out, or choose another format.")


@dataclass(eq=False)
class VoucherPlaceError(InputError):
    """The text names no voucher by month and number."""

    text: str
    message = N_("'{text}' is no voucher's month and number.")
    hint = N_("Write it like 2024-08/12, or 2024-08/备12: the month, then the number.")


@dataclass(eq=False)
class AfterOtherBookError(InputError):
    """The list of one book cannot go on after a voucher of the other."""

    book: str
    other: Book
    message = N_("--book {book} has no voucher of the book {other} to go on after.")
    hint = N_("Leave --book out: the mark before the number, 记 or 备, says which.")


@dataclass(eq=False)
class BookOfAccountError(InputError):
    """An account belongs to one book, whichever is asked for."""

    account: str
    message = N_("{account} belongs to one book: --book says nothing of it.")
    hint = N_("Leave --book out, or --account.")


def _voucher(text: str) -> VoucherName:
    """Read a voucher's month and number. Raises VoucherPlaceError, MonthError."""
    from fundledger.domain.periods import parse_month

    named = parse_voucher_name(text)
    if named is None or named.month is None:
        raise VoucherPlaceError(text)
    return named._replace(month=parse_month(named.month))


VOUCHER: Final = Taken("YYYY-MM/N", _voucher)


@verb(
    N_(
        "List the journal 序时账: each posting's debit and credit lines, in the order"
        " of voucher numbers; red ones are negative. It is the money book's, 记; --book"
        " shows the budget's, 备, too. With --account, its register 明细账 with the"
        " running balance. --format hledger writes it for hledger."
    )
)
@option("--account", type=KEY, help=N_("Only this account, like bank.main."))
@showing()
@counting()
@option("--project", type=CODE, help=N_("Only this project, by code or number."))
@spanning(N_("Only vouchers of this day or later."))
@option("--after", type=VOUCHER, help=N_("Only vouchers after this, like 2024-08/12."))
@option("--limit", type=LIMIT, help=N_("At most so many lines."))
@common(formats=(Format.HLEDGER,))
def command(
    options: Options,
    *,
    account: str | None,
    book: Shown | None,
    counted: CountedVouchers,
    project: str | None,
    limit: int | None,
    **span: Any,  # noqa: ANN401 - read by `_part`
) -> None:
    """Print the journal, or an account's register.

    Raises PartOfVouchersError, BookOfAccountError, AfterOtherBookError, SinceError,
    BesideMonthError.
    """
    from fundledger.reports import journal

    if account is not None and book is not None:
        raise BookOfAccountError(account)
    shown = book or (Shown.MONEY if account is None else Shown.BOTH)
    after: VoucherName | None = span["after"]
    if after is not None and after.is_marked and account is None:
        if book not in (None, Shown.BOTH, Shown(after.series)):
            raise AfterOtherBookError(book, after.series)
        shown = book or Shown(after.series)
    if options.format is Format.HLEDGER:
        _require_whole({"--account": account, "--project": project, "--limit": limit})
    with opened_books(options) as (fund, books):
        which = None if project is None else lookups.project_no(books, project)
        options, part = _part(options, which, shown.book, **span)
        part = part._replace(counted=counted)
        basis = basis_of(options, fund, books)
        if account is None:
            report = journal.journal(books, basis, part, limit)
        else:
            key = lookups.account_key(books, account)
            report = journal.register_of(books, basis, key, part, limit)
        put(report, options)


def _part(
    options: Options,
    project_no: "ProjectNo | None",
    series: Book | None,
    *,
    since: date | None,
    month: Month | None,
    after: VoucherName | None,
) -> "tuple[Options, Part]":
    """Say which lines are wanted. Raises SinceError, BesideMonthError."""
    from fundledger.queries.register import Part, VoucherPlace

    options, since = span_of(options, since, month)
    place = None
    if after is not None:
        assert after.month is not None, "`_voucher` demands one"
        named = after.series if after.is_marked else series or after.series
        place = VoucherPlace(after.month, named, after.number)
    return options, Part(project_no, since, place, series)


def _require_whole(narrowing: Mapping[str, object]) -> None:
    for name, value in narrowing.items():
        if value is not None:
            raise PartOfVouchersError(name)
