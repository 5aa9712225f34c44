"""The fund at a glance: budget by stage and source, money at hand, what was spent."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fundledger.errors import N_
from fundledger.reports.columns import columns
from fundledger.reports.report import Basis, Phrase, Report, Table

if TYPE_CHECKING:
    from fundledger.queries.glance import (
        CommunitySpending,
        Glance,
        MonthSpending,
        SourceFree,
    )

STAGES: Final = MappingProxyType(
    {
        "free": N_("Free"),
        "reserved": N_("Reserved"),
        "committed": N_("Committed"),
        "payment": N_("To be paid"),
        "disbursed": N_("Disbursed"),
        "overhead": N_("Overhead"),
        "uncovered": N_("Uncovered"),
    }
)
"""The stages of budget money, by field of a `Glance`."""
MONEY: Final = MappingProxyType(
    {
        "bank": N_("In the bank"),
        "advance": N_("Advances out"),
        "recoverable": N_("To be recovered"),
        "payable": N_("Owed to communities"),
        "unidentified": N_("Unidentified receipts"),
    }
)
"""Money and what is owed, by field of a `Glance`."""
AMOUNTS: Final = columns("measure", "fen")
MONTHS: Final = columns("month", "spent_fen")
COMMUNITIES: Final = columns("subdistrict", "community", "spent_fen")
FREE: Final = N_("Free by source of funds")
SOURCES: Final = columns("source", "source_name", "restricted", "free_fen")


class Parts(NamedTuple):
    """What the page shows, as the books say it at one snapshot."""

    stages: "Glance"
    months: "Sequence[MonthSpending]"
    communities: "Sequence[CommunitySpending]"
    sources: "Sequence[SourceFree]"


def glance(parts: Parts, basis: Basis) -> Report:
    """Give every amount of the page, whole."""
    named = [*STAGES.items(), *MONEY.items()]
    by_month = [(each.month, each.fen) for each in parts.months]
    by_place = [
        (each.subdistrict_name, each.community_name, each.fen)
        for each in parts.communities
    ]
    tables = [
        _amounts((text, getattr(parts.stages, field)) for field, text in named),
        Table("sources", FREE, SOURCES, [*map(tuple, parts.sources)]),
        Table("months", N_("Spent by month"), MONTHS, by_month),
        Table("communities", N_("Spent by community"), COMMUNITIES, by_place),
    ]
    return Report("glance", N_("Fund at a glance"), basis, tables)


def _amounts(pairs: Iterable[tuple[str, Any]]) -> Table:
    rows = [(Phrase(text), fen) for text, fen in pairs]
    return Table("amounts", N_("Budget and money"), AMOUNTS, rows)
