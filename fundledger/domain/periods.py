"""Months and years of the books: arithmetic, and when they open and close."""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from fundledger.domain.ids import Month
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, InputError, RefusedError

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_MONTHS: Final = 12


@dataclass(eq=False)
class MonthError(InputError):
    """The text is not a month."""

    text: str
    message = N_("'{text}' is not a month.")
    hint = N_("Write it like 2024-08.")


@dataclass(eq=False)
class MonthNotOpenError(RefusedError):
    """The month takes no vouchers."""

    month: Month
    code = "month_not_open"
    message = N_("{month} is closed, or was never opened.")
    hint = N_("Choose an open month, or have this one reopened.")


@dataclass(eq=False)
class UnsignedVouchersError(RefusedError):
    """Vouchers of the month have not been reviewed 复核."""

    month: Month
    unsigned: int
    code = "unsigned_vouchers"
    message = N_("{unsigned} vouchers of {month} are not signed by everybody yet.")
    hint = N_(
        "Have them signed first. What waits for whom: fundledger inbox --as LOGIN"
    )


@dataclass(eq=False)
class MissingAttachmentsError(RefusedError):
    """Papers that prove vouchers of the month are missing, and nobody says why."""

    month: Month
    missing: int
    code = "missing_attachments"
    message = N_("Attachments to vouchers of {month} are missing: {missing}.")
    hint = N_("Attach them, or say why they are missing. Which: fundledger check R21")


@dataclass(eq=False)
class ReleaseDueError(RefusedError):
    """The fund releases restricted net assets each month, and this one is due."""

    month: Month
    amount: Money
    code = "release_due"
    message = N_("{amount} of restricted money is to be released in {month} still.")
    hint = N_("Release net assets to the end of the month, have it signed, then close.")


@dataclass(eq=False)
class EarlierMonthOpenError(RefusedError):
    """Months are closed one after another."""

    month: Month
    earlier: Month
    code = "earlier_month_open"
    message = N_("{month} cannot be closed while {earlier} is open.")
    hint = N_("Close {earlier} first.")


@dataclass(eq=False)
class MonthNotOverError(RefusedError):
    """A month is closed once it is over."""

    month: Month
    on: date
    code = "month_not_over"
    message = N_("{month} is not over on {on}.")
    hint = N_("Wait until the month is over.")


@dataclass(eq=False)
class NotClosedError(RefusedError):
    """Only a closed month can be reopened."""

    month: Month
    code = "not_closed"
    message = N_("{month} is open.")
    hint = N_("Nothing is left to reopen here.")


@dataclass(eq=False)
class NotLastClosedError(RefusedError):
    """Only the last closed month can be reopened."""

    month: Month
    last: Month
    code = "not_last_closed"
    message = N_("{month} cannot be reopened: {last} was closed after it.")
    hint = N_("Reopen {last} first.")


@dataclass(eq=False)
class YearClosedError(RefusedError):
    """The year has been closed 年终结转."""

    year: int
    code = "year_closed"
    message = N_("{year} has been closed.")
    hint = N_("Correct it in the new year, through 以前年度净资产调整.")


@dataclass(eq=False)
class MonthsOpenError(RefusedError):
    """A year is closed while December alone is still open."""

    year: int
    months: tuple[Month, ...]
    code = "months_open"
    message = N_("{year} cannot be closed: {months} must be closed first.")
    hint = N_("Close these months first, one after another.")


def month_of(day: date) -> Month:
    """Tell the month of a day."""
    return Month(f"{day.year:04d}-{day.month:02d}")


def parse_month(text: str) -> Month:
    """Read a month like 2024-08. Raises MonthError."""
    if not _MONTH.fullmatch(text):
        raise MonthError(text)
    return Month(text)


def year_of(month: Month) -> int:
    """Tell the year of a month."""
    return int(month[:4])


def december(year: int) -> Month:
    """Tell the last month of a year."""
    return Month(f"{year:04d}-12")


def shift(month: Month, by: int) -> Month:
    """Tell the month so many months later, or earlier."""
    years, zero_based = divmod(
        year_of(month) * _MONTHS + int(month[5:]) - 1 + by, _MONTHS
    )
    return Month(f"{years:04d}-{zero_based + 1:02d}")


def month_end(month: Month) -> date:
    """Tell the last day of a month."""
    year, number = year_of(month), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


def months_of(year: int) -> tuple[Month, ...]:
    """List the months of a year."""
    return tuple(Month(f"{year:04d}-{number:02d}") for number in range(1, _MONTHS + 1))


def decide_voucher_month(month: Month, *, closed: bool | None) -> None:
    """Demand that a month takes vouchers. Raises MonthNotOpenError.

    `closed` is None where the month was never opened.
    """
    if closed is not False:
        raise MonthNotOpenError(month)


def obstacles_to_close(
    month: Month,
    *,
    opened: Collection[Month],
    unsigned: int,
    on: date,
    unreleased_fen: int = 0,
    missing: int = 0,
) -> list[RefusedError]:
    """List all that keeps a month from being closed on a day, what comes first first.

    `opened` are the open months; a month that is not among them has nothing else.
    `unreleased_fen` is what a fund that releases each month has still to release,
    `missing` counts the papers that its vouchers lack.
    """
    if month not in opened:
        return [MonthNotOpenError(month)]
    obstacles: list[RefusedError] = []
    earlier = min(opened)
    if earlier < month:
        obstacles.append(EarlierMonthOpenError(month, earlier))
    if on < month_end(month):
        obstacles.append(MonthNotOverError(month, on))
    if unreleased_fen:
        obstacles.append(ReleaseDueError(month, from_fen(unreleased_fen)))
    if unsigned:
        obstacles.append(UnsignedVouchersError(month, unsigned))
    if missing:
        obstacles.append(MissingAttachmentsError(month, missing))
    return obstacles


def decide_month_close(
    month: Month,
    *,
    opened: Collection[Month],
    unsigned: int,
    on: date,
    unreleased_fen: int = 0,
    missing: int = 0,
) -> None:
    """Decide whether a month may be closed on a day; `opened` are the open months.

    Raises MonthNotOpenError, EarlierMonthOpenError, MonthNotOverError,
    ReleaseDueError, UnsignedVouchersError, MissingAttachmentsError.
    """
    for obstacle in obstacles_to_close(
        month,
        opened=opened,
        unsigned=unsigned,
        on=on,
        unreleased_fen=unreleased_fen,
        missing=missing,
    ):
        raise obstacle


def decide_month_reopen(
    month: Month, *, closed: Collection[Month], closed_years: Collection[int]
) -> None:
    """Decide whether a month may be reopened: the last closed one, in an open year.

    Raises NotClosedError, NotLastClosedError, YearClosedError.
    """
    if month not in closed:
        raise NotClosedError(month)
    if month != max(closed):
        raise NotLastClosedError(month, max(closed))
    if year_of(month) in closed_years:
        raise YearClosedError(year_of(month))


def decide_year_close(
    year: int,
    on: date,
    *,
    opened: Collection[Month],
    closed_years: Collection[int],
    unsigned: int = 0,
) -> date:
    """Decide whether a year may be closed on a day, and tell its vouchers' date.

    All its months but December are closed, as is every earlier month; December is
    still open, to take the closing vouchers, and over: nothing is booked after them,
    so that what it has is signed before. Raises YearClosedError, MonthsOpenError,
    MonthNotOpenError, MonthNotOverError, UnsignedVouchersError.
    """
    if year in closed_years:
        raise YearClosedError(year)
    last = december(year)
    open_before = tuple(sorted(month for month in opened if month < last))
    if open_before:
        raise MonthsOpenError(year, open_before)
    if last not in opened:
        raise MonthNotOpenError(last)
    if on < month_end(last):
        raise MonthNotOverError(last, on)
    if unsigned:
        raise UnsignedVouchersError(last, unsigned)
    return month_end(last)
