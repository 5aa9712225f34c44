"""Whether an opening fits as a whole, and what is booked and kept of it."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from fundledger.domain.chart import TO_RETURN, Book
from fundledger.domain.ids import ProjectNo, SourceKey
from fundledger.domain.journal import Entry, NothingToPostError
from fundledger.domain.money import from_fen
from fundledger.domain.opening_books import (
    Ledger,
    Spot,
    apart_faults,
    balance_faults,
    budget,
    budget_entries,
    money_entries,
    of_book,
    source_faults,
    stated,
)
from fundledger.domain.opening_cases import Cases, Known, case_faults, cases_of
from fundledger.domain.opening_costs import PastCost, cost_faults, past_costs
from fundledger.domain.opening_faults import OpeningFaultError, OpeningUnfitError
from fundledger.domain.openings import Opening, ProjectCode
from fundledger.domain.sources import Share

MOST_KEPT: Final = 50
"""So many faults of one opening a refusal keeps; all are counted."""


class OpeningPlan(NamedTuple):
    """What an opening comes to."""

    cases: Cases
    target: Mapping[Spot, int]
    """What stands where afterwards, in both books, in 分 on the own side."""
    costs: Sequence[PastCost]
    to_return: Sequence[Share]
    """What is decided to go back, and not paid yet, by source."""


def opening_faults(
    opening: Opening, known: Known, ledger: Ledger
) -> list[OpeningFaultError]:
    """Find everything that does not fit, sheet by sheet, then across the sheets."""
    cases = cases_of(opening)
    standing = _money(opening, ledger)
    return [
        *balance_faults(opening, ledger),
        *case_faults(opening, cases, known),
        *apart_faults(opening, standing, cases, ledger),
        *source_faults(standing, cases, ledger),
        *cost_faults(opening, standing, cases, known.on.year),
    ]


def decide_opening(opening: Opening, known: Known, ledger: Ledger) -> OpeningPlan:
    """Say what an opening comes to. Raises OpeningUnfitError, NothingToPostError."""
    faults = opening_faults(opening, known, ledger)
    if faults:
        raise OpeningUnfitError(len(faults), tuple(faults[:MOST_KEPT]))
    if not opening.balances:
        raise NothingToPostError(from_fen(0))
    cases, standing = cases_of(opening), _money(opening, ledger)
    before = ledger.standing.get
    return OpeningPlan(
        cases,
        standing | budget(standing, cases, ledger),
        [*past_costs(opening, standing, cases, known.on.year)],
        [
            Share(source, more)
            for (key, code, source), fen in standing.items()
            if key == TO_RETURN
            and source is not None
            and (more := fen - before((key, code, source), 0))
        ],
    )


def booked(
    opening: Opening,
    plan: OpeningPlan,
    ledger: Ledger,
    nos: Mapping[ProjectCode, ProjectNo],
) -> list[Entry]:
    """Give the postings of an opening, of both books."""
    money = of_book(plan.target, Book.MONEY)
    beside = of_book(plan.target, Book.BUDGET)
    in_money = ledger._replace(standing=of_book(ledger.standing, Book.MONEY))
    in_budget = ledger._replace(standing=of_book(ledger.standing, Book.BUDGET))
    return [
        *money_entries(opening, money, in_money, nos),
        *budget_entries(beside, in_budget, nos),
    ]


def _money(opening: Opening, ledger: Ledger) -> dict[Spot, int]:
    """Give what stands in the money book afterwards.

    What an earlier journal booked for projects of these books stays as it is.
    """
    booked_before = of_book(ledger.standing, Book.MONEY)
    return {spot: fen for spot, fen in booked_before.items() if spot[1]} | stated(
        opening, ledger
    )


def returns_to(giver: str, source: SourceKey) -> str:
    """Say to whom a return goes that was decided before: its giver, else the source."""
    return giver or str(source)
