"""R24 Every source of funds balances by itself, and restricted money is its own.

What a source is worth, net assets with what is unclosed, = free + reserved + committed
+ in payment − uncovered + advance + recoverable − payable of it. A difference means
that money or budget of one source went for another. While unrestricted sources together
are overdrawn, the money of restricted ones is being used for them 专款被占用.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_FREE,
    B_PAYMENT,
    B_RESERVED,
    B_UNCOVERED,
    PAYABLE,
    RECOVERABLE,
    Side,
    account,
)
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.errors import N_
from fundledger.queries import balances, sources
from fundledger.store.reading import Books

TITLE: Final = N_("Every source of funds balances; restricted money is not used")


class SourceApart(NamedTuple):
    """A source whose worth is not where its money stands; in 分.

    Without a source, unrestricted money is overdrawn: `worth_fen` is what its sources
    have free less their gaps.
    """

    source: SourceKey | None
    worth_fen: int
    standing_fen: int


WAITING: Final = (B_FREE, B_RESERVED, B_COMMITTED, B_PAYMENT)
OWED: Final = (ADVANCE, RECOVERABLE)
Standing = dict[AccountKey, int]


def worth(standing: Standing) -> int:
    """Tell what a source is worth: net assets, and what will be carried to them."""
    return sum(
        fen if account(key).side is Side.CREDIT else -fen
        for key, fen in standing.items()
        if account(key).restricted is not None
    )


def stands(standing: Standing) -> int:
    """Tell where a source's money stands: not spent yet, or owed to the fund."""
    there = sum(standing.get(key, 0) for key in (*WAITING, *OWED))
    return there - standing.get(B_UNCOVERED, 0) - standing.get(PAYABLE, 0)


def offences(books: Books, as_of: date | None = None) -> list[SourceApart]:
    """List sources that do not balance, and by how much unrestricted ones are short."""
    by_source: dict[SourceKey, Standing] = defaultdict(dict)
    for (key, _, source), fen in balances.places(books, as_of).items():
        if source is not None:
            of = by_source[source]
            of[key] = of.get(key, 0) + fen
    apart = [
        SourceApart(key, worth(by_source[key]), stands(by_source[key]))
        for key in sorted(by_source)
        if worth(by_source[key]) != stands(by_source[key])
    ]
    loose = [each.key for each in sources.sources(books) if not each.restricted]
    short = _spendable(by_source[key] for key in loose)
    return apart + ([SourceApart(None, short, 0)] if short < 0 else [])


def _spendable(standings: Iterable[Standing]) -> int:
    """Tell what is free of unrestricted sources together, less their gaps, in 分."""
    return sum(of.get(B_FREE, 0) - of.get(B_UNCOVERED, 0) for of in standings)
