"""The views for scripts and auditors: stable names over tables that may change.

Each is described once, and is the same on both databases. A column may be added; one
that is there keeps its name and meaning (`tests/fixtures/views.txt`).
"""

from typing import Final

from fundledger.store.views import books, cases, duties, evidence, money, people
from fundledger.store.views.base import View, ViewColumn, ViewKind

__all__ = ["VIEWS", "View", "ViewColumn", "ViewKind", "statements"]

VIEWS: Final = (
    *books.VIEWS,
    *cases.VIEWS,
    *money.VIEWS,
    *people.VIEWS,
    *duties.VIEWS,
    *evidence.VIEWS,
)
"""Every view, in the order in which it is listed."""


def statements(dialect: str) -> list[str]:
    """List the statements that make the views of a dialect, and say what they hold."""
    made_views = [view.statement(dialect) for view in VIEWS]
    if dialect == "sqlite":
        return made_views
    return [*made_views, *(each for view in VIEWS for each in view.comments())]
