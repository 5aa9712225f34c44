"""What the editions of the 制度 book differently: one row for each edition.

Under the 2004 edition interest lowers 筹资费用, and a loss is 管理费用; since then they
are 其他收入 and 资产减值损失. Sources: 《民间非营利组织会计制度》, 2004 and 2024.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.chart import ADMIN_COST, IMPAIRMENT
from fundledger.domain.ids import AccountKey
from fundledger.domain.posting_rules import PostingRule


class Treatment(NamedTuple):
    """How one edition books what the other books elsewhere."""

    interest: PostingRule
    loss: AccountKey


TREATMENTS: Final[Mapping[str, Treatment]] = MappingProxyType(
    {
        "2004": Treatment(PostingRule.INTEREST_AGAINST_COST, ADMIN_COST),
        "2026": Treatment(PostingRule.INTEREST, IMPAIRMENT),
        "2004-other": Treatment(PostingRule.INTEREST_AGAINST_COST, ADMIN_COST),
        "2026-other": Treatment(PostingRule.INTEREST, IMPAIRMENT),
    }
)
"""By the edition that a fund year is kept by."""

_SINCE: Final = 2026


def treatment(edition: str, year: int) -> Treatment:
    """Tell how a year's edition books; one of the fund's own goes by the year."""
    named = TREATMENTS.get(edition)
    return named or TREATMENTS["2004" if year < _SINCE else "2026"]
