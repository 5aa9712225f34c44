"""R20 Running costs keep to the cap of the year, and to the share of their source.

Administration costs at most the fund's share of all that a year cost: a year under way
is amber, a closed one red. A restricted source pays running costs within its share of
what it had received by then, as that share stands now: one that was raised, spent and
set back is named as well.
"""

from collections import defaultdict
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.chart import ADMIN_COST, COST, account
from fundledger.domain.ids import AccountKey, RunningCostNo, SourceKey
from fundledger.errors import N_
from fundledger.queries import funds, running_costs, settings, sources, year_costs
from fundledger.store.reading import Books

TITLE: Final = N_("Running costs keep to their cap and share")


class RunningCostApart(NamedTuple):
    """A year beyond its cap, or a source beyond its share; in 分 and %.

    `running_cost_no` is the first cost that went beyond the share.
    """

    year: int
    closed: bool
    source: SourceKey | None
    running_cost_no: RunningCostNo | None
    percent: int
    most_fen: int
    spent_fen: int


def amber(row: RunningCostApart) -> bool:
    """Tell whether it is a year that is not over yet."""
    return row.source is None and not row.closed


def offences(books: Books, as_of: date | None = None) -> list[RunningCostApart]:
    """List years beyond the cap, then sources beyond their share at any time."""
    return [*_years(books, as_of), *_sources(books, as_of)]


def _years(books: Books, as_of: date | None) -> list[RunningCostApart]:
    cap = settings.settings(books).admin_cost_cap_percent
    costs: dict[int, dict[AccountKey, int]] = defaultdict(dict)
    for year, key, fen in year_costs.costs(books, as_of):
        control = account(key).control or key
        if control in COST:
            costs[year][control] = costs[year].get(control, 0) + fen
    return [
        RunningCostApart(year.year, year.closed, None, None, cap, most, spent)
        for year in funds.years(books)
        if (spent := costs[year.year].get(ADMIN_COST, 0))
        > (most := sum(costs[year.year].values()) * cap // 100)
    ]


def _sources(books: Books, as_of: date | None) -> list[RunningCostApart]:
    """Run through the costs of each restricted source, and name the first too many."""
    share = {
        each.key: each.overhead_percent
        for each in sources.sources(books)
        if each.restricted
    }
    received = year_costs.received(books)
    spent: dict[SourceKey, int] = defaultdict(int)
    first: dict[SourceKey, RunningCostApart] = {}
    for cost in sorted(running_costs.running_costs(books), key=lambda c: (c.on, c.no)):
        if cost.source not in share or cost.bounced_voucher_no is not None:
            continue
        if as_of is not None and cost.on > as_of:
            continue
        spent[cost.source] += cost.fen
        by_then = sum(
            fen for key, on, fen in received if key == cost.source and on <= cost.on
        )
        most = by_then * share[cost.source] // 100
        if spent[cost.source] > most:
            row = RunningCostApart(
                *(cost.on.year, False, cost.source, cost.no),
                *(share[cost.source], most, spent[cost.source]),
            )
            first.setdefault(cost.source, row)
    return [first[key] for key in sorted(first)]
