"""R7 Permission to spend matches the money, to the 分.

All stages and overhead = total + uncovered. Disbursed = paid − returned − written off
that another source bore, per project. Money in the bank = free + reserved + committed
+ in payment + unidentified + to be returned − uncovered.
A difference means that one of the two books moved without the other.
"""

from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.ids import ProjectNo
from fundledger.errors import N_
from fundledger.queries.glance import Glance, glance
from fundledger.queries.measures import all_project_funds
from fundledger.store.reading import Books

TITLE: Final = N_("The budget book matches the money")


class BudgetApart(NamedTuple):
    """An identity between budget and money that does not hold; in 分."""

    identity: str
    project_no: ProjectNo | None
    left_fen: int
    right_fen: int


def total(g: Glance) -> tuple[int, int]:
    """Give all permission there is, and where it stands."""
    waiting = g.free + g.reserved + g.committed + g.payment
    return g.total + g.uncovered, waiting + g.disbursed + g.overhead


def bank(g: Glance) -> tuple[int, int]:
    """Give the money in the bank, and what it is there for."""
    waiting = g.free + g.reserved + g.committed + g.payment
    return g.bank, waiting + g.unidentified + g.to_return - g.uncovered


IDENTITIES: Final = (("total", total), ("bank", bank))


def offences(books: Books, as_of: date | None = None) -> list[BudgetApart]:
    """List identities of the fund and of projects that do not hold."""
    whole = glance(books, as_of)
    fund = [BudgetApart(name, None, *sides(whole)) for name, sides in IDENTITIES]
    projects = [
        BudgetApart(
            "disbursed",
            no,
            f.disbursed,
            f.paid - f.returned - f.borne,
        )
        for no, f in all_project_funds(books, as_of).items()
    ]
    return [row for row in fund + projects if row.left_fen != row.right_fen]
