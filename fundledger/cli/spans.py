"""From which day to which a list goes: --since and --as-of, or a whole --month."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from fundledger.cli.options import DAY, Options
from fundledger.cli.verbs import Run, Taken, option
from fundledger.domain.ids import Month
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.store.reading import Books


@dataclass(eq=False)
class SinceError(InputError):
    """A list would begin after it ends."""

    since: date
    as_of: date
    message = N_("--since {since} lies after --as-of {as_of}.")
    hint = N_("Write the earlier day behind --since.")


@dataclass(eq=False)
class BesideMonthError(InputError):
    """A month has its own first and last day."""

    option: str
    message = N_("{option} means nothing beside --month, which is a whole month.")
    hint = N_("Leave one of the two out.")


def _month(text: str) -> Month:
    """Read a month like 2024-08. Raises MonthError."""
    from fundledger.domain.periods import parse_month

    return parse_month(text)


MONTH: Final = Taken("YYYY-MM", _month)


def first_month(books: "Books", since: date | None, as_of: date | None) -> Month:
    """Tell with which month a ledger begins: January of its last day, without one."""
    from fundledger.domain.periods import month_of
    from fundledger.queries.funds import years
    from fundledger.queries.trial import last_day

    if since is not None:
        return month_of(since)
    last = as_of or last_day(books)
    return month_of(date(last.year if last else years(books)[-1].year, 1, 1))


def spanning(since_help: str) -> Callable[[Run], Run]:
    """Give a verb the options --since and --month."""

    def wrap(function: Run) -> Run:
        month = option("--month", type=MONTH, help=N_("Only this month, whole."))
        return option("--since", type=DAY, help=since_help)(month(function))

    return wrap


def span_of(
    options: Options, since: date | None, month: Month | None
) -> tuple[Options, date | None]:
    """Give the options with the last day, and the first one.

    Raises SinceError, BesideMonthError.
    """
    if month is not None:
        from fundledger.domain.periods import month_end

        for name, value in (("--since", since), ("--as-of", options.as_of)):
            if value is not None:
                raise BesideMonthError(name)
        end = month_end(month)
        return replace(options, as_of=end), end.replace(day=1)
    if since is not None and options.as_of is not None and since > options.as_of:
        raise SinceError(since, options.as_of)
    return options, since
