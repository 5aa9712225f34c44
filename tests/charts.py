"""The charts of accounts that ship, as a fund is given them."""

import csv
from pathlib import Path

from fundledger.domain.ids import AccountKey
from fundledger.queries.funds import AccountCode

CHARTS = Path(__file__).parents[1] / "data" / "charts"


def codes(edition: str) -> list[AccountCode]:
    """Read an edition of the chart."""
    with (CHARTS / f"{edition}.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return [AccountCode(AccountKey(key), *rest) for key, *rest in rows]
