"""Release of restricted net assets 限定性净资产的重分类, source by source.

What restricted money was spent is released: what was carried over first, through net
assets, then the year's own income, inside income, donations before grants before other
income. Counted for the year so far, less what the year released already, so that it
may go either way. Source: 《民间非营利组织会计制度》, 净资产.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    COST,
    NET_RESTRICTED,
    NET_UNRESTRICTED,
    PRIOR_YEAR,
    IncomeKind,
    account,
    income_leaf,
    restricted_leaf,
)
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.journal import Entry

ORDER: Final = (IncomeKind.DONATIONS, IncomeKind.GRANTS, IncomeKind.OTHER_INCOME)
"""The order in which the year's income is released."""


class Released(NamedTuple):
    """What the year released of one source so far, in 分: by account released from."""

    source: SourceKey
    fen: Mapping[AccountKey, int]


def release(
    source: SourceKey, standing: Mapping[AccountKey, int], earlier: Released
) -> list[Entry]:
    """Tell what is to be released of a restricted source now.

    `standing` is what its accounts hold, each on its own side, in 分.
    """
    cost = sum(
        fen
        for key, fen in standing.items()
        if (account(key).control or key) in COST and account(key).restricted
    )
    prior = standing.get(restricted_leaf(PRIOR_YEAR, restricted=True), 0)
    before = {
        key: standing.get(key, 0) + earlier.fen.get(key, 0)
        for key in (NET_RESTRICTED, *_INCOME)
    }
    posted: list[Entry] = []
    rest = cost
    for key, to in _STEPS:
        has = before[key] + (prior if key == NET_RESTRICTED else 0)
        part = min(rest, max(has, 0))
        rest -= part
        posted += _moved(source, key, to, part - earlier.fen.get(key, 0))
    return posted


_INCOME: Final = tuple(income_leaf(kind, restricted=True) for kind in ORDER)
_STEPS: Final = (
    (NET_RESTRICTED, NET_UNRESTRICTED),
    *(
        (income_leaf(kind, restricted=True), income_leaf(kind, restricted=False))
        for kind in ORDER
    ),
)


def _moved(source: SourceKey, key: AccountKey, to: AccountKey, fen: int) -> list[Entry]:
    """Release an amount, or take back what was released too much."""
    if not fen:
        return []
    debit, credit = (key, to) if fen > 0 else (to, key)
    return [
        Entry(debit, credit, abs(fen), None, debit_source=source, credit_source=source)
    ]
