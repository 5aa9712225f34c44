"""The views that a query may read: what their rows are, and what columns hold."""

from collections.abc import Iterable
from typing import Final

from fundledger.errors import N_
from fundledger.reports.columns import columns
from fundledger.reports.report import Phrase, Report, Table
from fundledger.store.views import VIEWS, View

TITLE: Final = N_("Views for queries")
ABOUT: Final = N_(
    "The views are the same on SQLite and on PostgreSQL. Amounts are whole 分, in"
    " columns named …_fen; days are texts, YYYY-MM-DD; a ledger may hold several funds,"
    " and every row says whose it is."
)
VIEW_COLUMNS: Final = columns("view", "column", "holds", "means")


def all_views(chosen: Iterable[View] = VIEWS) -> Report:
    """List the columns of views, each with what it holds."""
    tables = [
        Table(
            view.name,
            Phrase(
                N_("{view}: {words}"), {"view": view.name, "words": Phrase(view.words)}
            ),
            VIEW_COLUMNS,
            [
                (view.name, each.name, each.kind, Phrase(each.words))
                for each in view.columns
            ],
        )
        for view in chosen
    ]
    return Report("views", TITLE, None, tables, [Phrase(ABOUT)])
