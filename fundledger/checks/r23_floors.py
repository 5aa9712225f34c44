"""R23 No balance stands below its floor at any month end.

The database judges floors at the end of every deed, over all that is booked by then. A
voucher dated back could still leave an account short at an earlier month end: money
spent before it was there.
"""

from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, cast, func, select

from fundledger.domain.chart import ByProject
from fundledger.domain.ids import AccountKey, Month, ProjectNo, SourceKey
from fundledger.domain.periods import month_end, month_of, shift
from fundledger.errors import N_
from fundledger.queries import lines
from fundledger.queries.lines import line, own_fen, total
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import Whole

TITLE: Final = N_("No balance is below its floor at a month end")


class BelowFloor(NamedTuple):
    """An account of a source, of one project or in all; what it stood at, in 分."""

    account: AccountKey
    project_no: ProjectNo | None
    source: SourceKey | None
    month: Month
    fen: int


def offences(books: Books, as_of: date | None = None) -> list[BelowFloor]:
    """List balances below zero, at both grains, at each month end up to a day."""
    key, project, source = t.account.c.key, line.c.project_no, line.c.source
    whole = _below(books, as_of, key, source)
    by_project = _below(books, as_of, key, project, source)
    return [BelowFloor(account, None, *rest) for account, *rest in whole] + [
        BelowFloor(*row) for row in by_project
    ]


def _below(
    books: Books, as_of: date | None, *grain: ColumnElement[Any]
) -> list[tuple[Any, ...]]:
    """Run a balance through the months, and keep where it is below zero."""
    month = t.voucher.c.month
    statement = lines.lines(
        books, *(column.label(f"g{i}") for i, column in enumerate(grain)),
        month.label("month"), total(own_fen).label("fen"),
    )  # fmt: skip
    statement = statement.where(t.account.c.floor)
    if as_of is not None:
        statement = statement.where(month <= _last_whole_month(as_of))
    if any(column is line.c.project_no for column in grain):
        has_projects = t.account.c.by_project != ByProject.NO
        statement = statement.where(has_projects, line.c.project_no.is_not(None))
    moved = statement.group_by(*grain, month).subquery()
    own = [moved.c[f"g{i}"] for i in range(len(grain))]
    running = func.sum(moved.c.fen).over(partition_by=own, order_by=moved.c.month)
    stood = cast(running, Whole[int]()).label("fen")
    run = select(*own, moved.c.month, stood).subquery()
    below = select(run).where(run.c.fen < 0).order_by(*list(run.c)[:-1])
    return [tuple(row) for row in books.rows(below)]


def _last_whole_month(as_of: date) -> Month:
    """Tell the last month that is over at the end of a day."""
    month = month_of(as_of)
    return month if as_of == month_end(month) else shift(month, -1)
