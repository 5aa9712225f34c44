"""`fundledger journal`: lines of vouchers, in the order of the books."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fundledger.cli import lookups
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import CODE, KEY, LIMIT, Format, Options, common
from fundledger.cli.reports import put
from fundledger.cli.spans import span_of, spanning
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.ids import Month
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
    hint = N_("Write it like 2024-08/12: the month, and the number within it.")


def _voucher(text: str) -> tuple[Month, int]:
    """Read a voucher's month and number. Raises VoucherPlaceError, MonthError."""
    from fundledger.domain.periods import parse_month

    place = _PLACE.fullmatch(text)
    if place is None:
        raise VoucherPlaceError(text)
    return parse_month(place[1]), int(place[2])


_PLACE: Final = re.compile(r"([^/]+)/([0-9]{1,9})")
VOUCHER: Final = Taken("YYYY-MM/N", _voucher)


@verb(
    N_(
        "List the journal 序时账: each posting's debit and credit lines, in the order"
        " of voucher numbers; red ones are negative. With --account, its register"
        " 明细账 with the running balance. --format hledger writes it for hledger."
    )
)
@option("--account", type=KEY, help=N_("Only this account, like bank.main."))
@option("--project", type=CODE, help=N_("Only this project, by code or number."))
@spanning(N_("Only vouchers of this day or later."))
@option("--after", type=VOUCHER, help=N_("Only vouchers after this, like 2024-08/12."))
@option("--limit", type=LIMIT, help=N_("At most so many lines."))
@common(formats=(Format.HLEDGER,))
def command(
    options: Options,
    *,
    account: str | None,
    project: str | None,
    limit: int | None,
    **span: Any,  # noqa: ANN401 - read by `_part`
) -> None:
    """Print the journal, or an account's register.

    Raises PartOfVouchersError, SinceError, BesideMonthError.
    """
    from fundledger.reports import journal

    if options.format is Format.HLEDGER:
        _require_whole({"--account": account, "--project": project, "--limit": limit})
    with opened_books(options) as (fund, books):
        which = None if project is None else lookups.project_no(books, project)
        options, part = _part(options, which, **span)
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
    *,
    since: date | None,
    month: Month | None,
    after: tuple[Month, int] | None,
) -> "tuple[Options, Part]":
    """Say which lines are wanted. Raises SinceError, BesideMonthError."""
    from fundledger.queries.register import Part, VoucherPlace

    options, since = span_of(options, since, month)
    return options, Part(project_no, since, after and VoucherPlace(*after))


def _require_whole(narrowing: Mapping[str, object]) -> None:
    for name, value in narrowing.items():
        if value is not None:
            raise PartOfVouchersError(name)
