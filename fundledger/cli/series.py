"""Which of the two books a report shows: --book money, budget or both."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from fundledger.cli.options import word_type
from fundledger.cli.verbs import Run, option
from fundledger.domain.chart import Book
from fundledger.errors import N_


class Shown(StrEnum):
    """What of the two books is shown."""

    MONEY = "money"
    BUDGET = "budget"
    BOTH = "both"

    @property
    def book(self) -> Book | None:
        """The book that is meant, None for both."""
        return None if self is Shown.BOTH else Book(self.value)


_SHOWN: Final = word_type(Shown)


def showing() -> Callable[[Run], Run]:
    """Give a verb the option --book."""
    return option(
        "--book",
        type=_SHOWN,
        help=N_("The money book (which is shown without this), the budget, or both."),
    )
