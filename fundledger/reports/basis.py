"""What a report is computed from, taken from the books that are read."""

from datetime import date
from typing import TYPE_CHECKING

from fundledger.reports.report import Basis

if TYPE_CHECKING:
    from fundledger.store.audit import Head
    from fundledger.store.books import Fund


def basis_of(
    fund: "Fund",
    head: "Head",
    *,
    as_of: date | None = None,
    at: int | None = None,
    ledger: str = "",
) -> Basis:
    """Say what a report rests on: a fund, the head of what was read, day and record.

    `ledger` is its address as people may read it.
    """
    return Basis(fund.code, fund.name, str(head), as_of, at, fund.replay, ledger)
