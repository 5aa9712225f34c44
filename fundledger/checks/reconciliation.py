"""The reconciliation: published figures beside the books, and the totals behind them.

It states what it was computed from: the fund, the day, and the head of the chain. The
same day and head give the same reconciliation, and so the same bytes in each format.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import select

from fundledger.checks.r13_control import Compared, FigureApart, compared, offences
from fundledger.queries.control import ControlTotals, control_totals
from fundledger.store import tables as t
from fundledger.store.audit import Head
from fundledger.store.reading import Books, check_books

FORMAT: Final = 1
"""The version of what a reconciliation holds; it changes when the same books would
give other bytes."""


class FigureRow(NamedTuple):
    """A published figure beside the books, each at the figure's own day.

    `booked` and `difference` are in 分 where the unit is money, else counted. They are
    None, and `met` is False, where the figure cannot be compared.
    """

    figure: str
    as_of: date
    published: str
    unit: str
    booked: int | None
    difference: int | None
    met: bool
    publication: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconciliation:
    """Control totals at a day, the published figures, and what they rest on.

    `as_of` is None for all that is booked; `head` is the last record that was read, so
    that `head.seq` is what `at` takes. `behind` names the projects of a difference.
    """

    format: int
    fund: str
    fund_name: str
    as_of: date | None
    head: Head
    figures: tuple[FigureRow, ...]
    behind: tuple[FigureApart, ...]
    totals: ControlTotals

    @property
    def met(self) -> bool:
        """Whether the books meet every published figure."""
        return all(row.met for row in self.figures)


def reconcile(books: Books, as_of: date | None = None) -> Reconciliation:
    """Put published figures up to a day beside the books, with totals at that day.

    Raises WrongTypeError.
    """
    check_books(books, as_of=as_of)
    c = t.fund.c
    code, name = books.rows(select(c.code, c.name).where(c.id == books.fund_id))[0]
    return Reconciliation(
        format=FORMAT,
        fund=code,
        fund_name=name,
        as_of=as_of,
        head=books.head,
        figures=tuple(map(_figure, compared(books, as_of))),
        behind=tuple(offences(books, as_of)),
        totals=control_totals(books, as_of),
    )


def _figure(each: Compared) -> FigureRow:
    figure, comparison = each
    return FigureRow(
        figure.figure,
        figure.as_of,
        figure.value,
        figure.unit,
        booked=None if comparison is None else comparison.booked,
        difference=None if comparison is None else comparison.difference,
        met=comparison is not None and comparison.within,
        publication=figure.publication,
    )
