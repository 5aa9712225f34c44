"""R13 Control totals meet the published figures, within the unit they were given in.

28 communities, 90 projects that passed district review, 14.5 万元 spent: whoever
published a figure can be held to it, at its own day. Spent is admitted cost 核准支出
by the date of the voucher; the bulletin does not say which measure it used, so approved
and paid stand beside it in the reconciliation. The difference is shown to the 分 with
the projects behind it, never plugged. A figure that the books still meet, but that is
another than when it was recorded, is amber, with the records that changed it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.ids import ProjectNo, Seq
from fundledger.domain.publishing import (
    Comparison,
    Figure,
    FigureError,
    Published,
    Unit,
    compare,
)
from fundledger.errors import N_
from fundledger.queries.control import (
    learnt_since,
    passed_review,
    project_places,
)
from fundledger.queries.measures import ProjectFunds, all_project_funds
from fundledger.queries.published import PublishedFigure, published
from fundledger.store.reading import Books

MOST: Final = 9
"""So many records are named of one project."""
TITLE: Final = N_("Control totals meet the published figures")


class Compared(NamedTuple):
    """A published figure and what the books say; without a comparison, if none can be.

    Amounts are in 分, counts are counts.
    """

    figure: PublishedFigure
    comparison: Comparison | None


class FigureApart(NamedTuple):
    """A figure the books do not meet, and one project behind it.

    `booked` and `difference` are in 分, or counted; None where nothing can be compared.
    `amount` is what the project adds to the figure, `since` what of it the books learnt
    only after the figure had been recorded in them, by which `records`.
    """

    figure: str
    as_of: date
    published: str
    unit: str
    booked: int | None
    difference: int | None
    project: str
    amount: int
    since: int
    records: str = ""
    met: bool = False


class Behind(NamedTuple):
    """What one project adds to a figure, and what of it was learnt since."""

    project: str
    amount: int
    since: int
    records: str


def amber(row: FigureApart) -> bool:
    """Tell whether the books meet the figure, and only have changed since."""
    return row.met


def offences(books: Books, as_of: date | None = None) -> list[FigureApart]:
    """List figures that the books do not meet, or that changed since recorded."""
    return [
        row
        for each in compared(books, as_of)
        for row in _rows(books, each)
        if not row.met or row.since
    ]


def compared(books: Books, as_of: date | None = None) -> list[Compared]:
    """Hold every figure published up to a day beside the books, each at its own day."""
    return [Compared(each, _compare(books, each)) for each in published(books, as_of)]


def amounts(
    books: Books, figure: Figure, as_of: date | None, known_at: Seq | None = None
) -> dict[ProjectNo, int]:
    """Tell what each project adds to a figure, in order of number, zeros left out."""
    if figure in _COUNTED:
        return dict.fromkeys(sorted(passed_review(books, as_of, known_at)), 1)
    funds = all_project_funds(books, as_of, known_at)
    measured = {no: _MEASURED[figure](each) for no, each in funds.items()}
    return {no: fen for no, fen in measured.items() if fen}


_COUNTED: Final = frozenset({Figure.COMMUNITIES, Figure.PROJECTS_REVIEWED})
_MEASURED: Final[Mapping[Figure, Callable[[ProjectFunds], int]]] = MappingProxyType(
    {
        Figure.APPROVED: lambda funds: funds.approved,
        Figure.SPENT: lambda funds: funds.admitted,
        Figure.PAID: lambda funds: funds.paid,
    }
)


def _compare(books: Books, each: PublishedFigure) -> Comparison | None:
    if each.figure not in set(Figure):
        return None
    booked = _booked(books, Figure(each.figure), each.as_of)
    try:
        return compare(Published(each.value, Unit(each.unit)), booked)
    except (FigureError, ValueError):
        return None


def _booked(books: Books, figure: Figure, as_of: date) -> int:
    behind = amounts(books, figure, as_of)
    if figure is not Figure.COMMUNITIES:
        return sum(behind.values())
    places = project_places(books)
    return len({place.community_key for place in places if place.no in behind})


def _rows(books: Books, each: Compared) -> list[FigureApart]:
    """Name the projects behind a difference: what moved since, or else all."""
    figure = each.figure
    row = FigureApart(
        figure.figure, figure.as_of, figure.value, figure.unit, None, None, "", 0, 0
    )
    if each.comparison is None:
        return [row]
    _, booked, difference, met = each.comparison
    row = row._replace(booked=booked, difference=difference, met=met)
    behind = _behind(books, figure)
    rows = [one for one in behind if one.since] or behind
    return [row._replace(**one._asdict()) for one in rows] or [row]


def _behind(books: Books, figure: PublishedFigure) -> list[Behind]:
    kind = Figure(figure.figure)
    now = amounts(books, kind, figure.as_of)
    then = amounts(books, kind, figure.as_of, figure.seq)
    codes = {place.no: place.code for place in project_places(books)}
    moved = {no: now.get(no, 0) - then.get(no, 0) for no in now.keys() | then.keys()}
    return [
        Behind(
            codes.get(no, f"#{no}"),
            now.get(no, 0),
            moved[no],
            _records(books, figure, no) if moved[no] else "",
        )
        for no in sorted(moved)
    ]


def _records(books: Books, figure: PublishedFigure, project_no: ProjectNo) -> str:
    """Name the records that changed a figure after it had been noted."""
    seqs = learnt_since(books, project_no, figure.seq, figure.as_of)
    named = ", ".join(map(str, seqs[:MOST]))
    return f"{named} …" if len(seqs) > MOST else named
