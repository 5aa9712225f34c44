"""Months and years of the books: closed 结账, reopened, carried forward 结转."""

from datetime import date

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.posting import book
from fundledger.domain.actions import Action
from fundledger.domain.chart import ByProject, account
from fundledger.domain.ids import AccountKey, Month, ProjectNo
from fundledger.domain.journal import VoucherKind
from fundledger.domain.labels import Count, Reason, Year
from fundledger.domain.periods import (
    december,
    decide_month_close,
    decide_month_reopen,
    decide_year_close,
)
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.summaries import year_end_summary
from fundledger.domain.year_end import year_end
from fundledger.queries import balances, funds, signatures
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.writing import Writing


@deed(Action.MONTH_CLOSE, case=WHOLE_FUND)
def close_month(write: Writing, month: Month) -> None:
    """Close a month, once it is over and each of its vouchers is signed.

    Months are closed in order. Raises MonthNotOpenError, EarlierMonthOpenError,
    MonthNotOverError, UnsignedVouchersError.
    """
    opened = [each.key for each in funds.periods(write) if not each.closed]
    unsigned = signatures.count_unsigned(write, month)
    decide_month_close(month, opened=opened, unsigned=unsigned, on=write.on)
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

    Income, cost, release and prior-year adjustments, in this order, dated the last of
    December; from then on the year takes no voucher, so December's are signed before.
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
    steps = year_end(_standing(write, on))
    for rule, entries in steps:
        book(
            write,
            rule,
            entries,
            summary=year_end_summary(rule, year),
            on=on,
            kind=VoucherKind.CLOSING,
        )
    write.change(t.fund_year, year, closed=True)
    return len(steps)


def _closed_years(books: Books) -> list[int]:
    return [each.year for each in funds.years(books) if each.closed]


def _standing(books: Books, on: date) -> dict[tuple[AccountKey, ProjectNo | None], int]:
    """Tell what accounts stand at on the last day, by project where kept so, in 分.

    Where an account may name a project, what names none is the rest.
    """
    totals = balances.balances(books, on)
    by_project = balances.project_balances(books, on)
    balance_of: dict[tuple[AccountKey, ProjectNo | None], int] = {
        (key, project_no): fen for (project_no, key), fen in by_project.items()
    }
    for key, fen in totals.items():
        if account(key).by_project is not ByProject.YES:
            named = sum(part for (_, of), part in by_project.items() if of == key)
            balance_of[key, None] = fen - named
    return balance_of
