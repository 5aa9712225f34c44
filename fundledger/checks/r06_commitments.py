"""R6 Commitments roll forward, per project and fund year.

Opening + established + supplements − cuts − paid − lapsed = committed + in payment.
The opening is what was committed or in payment when the year began, and what opening
vouchers brought in. A difference means that permission to spend came or went without
one of these deeds.
"""

from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.ids import ProjectNo
from fundledger.errors import N_
from fundledger.queries import funds
from fundledger.queries.measures import NOTHING, ProjectFunds, all_project_funds
from fundledger.queries.trial import last_day
from fundledger.store.reading import Books

TITLE: Final = N_("Commitments roll forward from year to year")


class RollForward(NamedTuple):
    """A project whose commitments do not follow from the year's deeds; in 分."""

    year: int
    project_no: ProjectNo
    opening_fen: int
    granted_fen: int
    paid_fen: int
    lapsed_fen: int
    expected_fen: int
    closing_fen: int


def offences(books: Books, as_of: date | None = None) -> list[RollForward]:
    """List projects whose commitments do not roll forward, year by year."""
    last = as_of or last_day(books) or date.min
    begun = [each.year for each in funds.years(books) if each.year <= last.year]
    return [
        row
        for year in begun
        for row in _rows(books, year, min(last, date(year, 12, 31)))
        if row.expected_fen != row.closing_fen
    ]


def _rows(books: Books, year: int, last: date) -> list[RollForward]:
    before = all_project_funds(books, date(year - 1, 12, 31))
    after = all_project_funds(books, last)
    return [_row(year, no, before.get(no, NOTHING), after[no]) for no in after]


def _row(
    year: int, no: ProjectNo, before: ProjectFunds, after: ProjectFunds
) -> RollForward:
    brought = after.brought_budget - before.brought_budget
    opening = before.committed + before.payment + brought
    granted = after.approved - before.approved - brought
    paid, lapsed = after.paid - before.paid, after.lapsed - before.lapsed
    expected = opening + granted - paid - lapsed
    closing = after.committed + after.payment
    return RollForward(year, no, opening, granted, paid, lapsed, expected, closing)
