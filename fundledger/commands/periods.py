"""Months and years of the books: closed 结账, reopened, carried forward 结转."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.cosigning import Signers, cosigned
from fundledger.commands.deed import deed
from fundledger.commands.posting import book
from fundledger.commands.releases import book_release
from fundledger.domain.actions import Action
from fundledger.domain.ids import Month
from fundledger.domain.journal import Entry, Place, VoucherKind, left_after, sides
from fundledger.domain.labels import Count, Reason, Year
from fundledger.domain.people import Role
from fundledger.domain.periods import (
    december,
    decide_month_close,
    decide_month_reopen,
    decide_year_close,
)
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.summaries import year_end_summary
from fundledger.domain.year_end import year_end
from fundledger.queries import balances, evidence, funds, releases, signatures
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.writing import Writing


@deed(Action.MONTH_CLOSE, case=WHOLE_FUND)
def close_month(write: Writing, month: Month) -> None:
    """Close a month, once it is over and each of its vouchers is signed and proven.

    Months are closed in order; where the fund releases restricted net assets each
    month, after that. Raises MonthNotOpenError, EarlierMonthOpenError,
    MonthNotOverError, ReleaseDueError, UnsignedVouchersError,
    MissingAttachmentsError.
    """
    opened = [each.key for each in funds.periods(write) if not each.closed]
    unsigned = signatures.count_unsigned(write, month)
    decide_month_close(
        month,
        opened=opened,
        unsigned=unsigned,
        on=write.on,
        unreleased_fen=releases.unreleased(write, month),
        missing=evidence.count_missing(write, month),
    )
    write.change(t.period, month, closed=True)


@deed(Action.MONTH_REOPEN, case=WHOLE_FUND)
def reopen_month(write: Writing, month: Month, *, reason: Reason) -> None:
    """Reopen the month closed last, for a reason that the chain keeps.

    Raises NotClosedError, NotLastClosedError, YearClosedError, ReasonNeededError.
    """
    if not reason.strip():
        raise ReasonNeededError(Action.MONTH_REOPEN)
    closed = [each.key for each in funds.periods(write) if each.closed]
    decide_month_reopen(month, closed=closed, closed_years=_closed_years(write))
    write.change(t.period, month, closed=False)


@deed(Action.YEAR_CLOSE, case=WHOLE_FUND)
def close_year(write: Writing, year: Year) -> Count:
    """Carry a year forward 年终结转 in its closing vouchers, and count them.

    The accountant and the supervisor sign; until both have, it is 0.

    What is still to be released of restricted money first; then income, cost and
    prior-year adjustments, in this order, dated the last of December; from then on the
    year takes no voucher, so December's are signed before.
    Raises YearClosedError, MonthsOpenError, MonthNotOpenError, MonthNotOverError,
    UnsignedVouchersError.
    """
    opened = [each.key for each in funds.periods(write) if not each.closed]
    closed_years = _closed_years(write)
    on = decide_year_close(
        year,
        write.on,
        opened=opened,
        closed_years=closed_years,
        unsigned=signatures.count_unsigned(write, december(year)),
    )
    close = partial(_carry_forward, write, year, on)
    return cosigned(write, Action.YEAR_CLOSE, close) or 0


def _carry_forward(write: Writing, year: int, on: date, signed: Signers) -> Count:
    """Book the closing vouchers that two have signed, and count them."""
    reviewer = signed.get(Role.SUPERVISOR)
    released = releases.due(write, on)
    steps = year_end(_after(balances.places(write, on), released))
    if released:
        book_release(write, released, on, reviewed_by=reviewer)
    for rule, entries in steps:
        book(
            write,
            rule,
            entries,
            summary=year_end_summary(rule, year),
            on=on,
            kind=VoucherKind.CLOSING,
            reviewed_by=reviewer,
        )
    write.change(t.fund_year, year, closed=True)
    return len(steps) + bool(released)


def _closed_years(books: Books) -> list[int]:
    return [each.year for each in funds.years(books) if each.closed]


def _after(standing: Mapping[Place, int], posted: Sequence[Entry]) -> dict[Place, int]:
    """Tell what stands at each place once these postings are made too, in 分."""
    after = left_after(lambda key, no, of: standing.get((key, no, of), 0), posted)
    touched = {place for entry in posted for _, place in sides(entry)}
    return {place: after(*place) for place in {*standing, *touched}}
