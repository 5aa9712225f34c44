"""An account's pages 明细账 and 日记账: its lines, with the sums where they fall."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from fundledger.domain.ids import AccountKey
from fundledger.errors import N_
from fundledger.queries.account_pages import Order, PageRow
from fundledger.reports.columns import columns, facts
from fundledger.reports.report import Basis, Report, Table

ROW: Final = columns(
    "date",
    "voucher",
    "kind",
    "summary",
    "project_no",
    "debit_fen",
    "credit_fen",
    "balance_fen",
    "seq",
)
TITLES: Final[Mapping[Order, str]] = MappingProxyType(
    {Order.NUMBER: N_("Account register"), Order.DAY: N_("Bank journal")}
)


def paged(
    rows: Iterable[PageRow], basis: Basis, account: AccountKey, order: Order
) -> Report:
    """Give rows of an account; balances are on its own side."""
    cells = [
        (
            row.on,
            *(_about(row)),
            row.turnover.debit_fen,
            row.turnover.credit_fen,
            row.balance_fen,
            row.line.seq if row.line else None,
        )
        for row in rows
    ]
    table = Table("lines", "", ROW, cells)
    about = facts([("account", account)])
    return Report("register", TITLES[order], basis, [table], about=about)


def _about(row: PageRow) -> tuple[object, ...]:
    """Give what a line says of its voucher; what a sum is called."""
    line = row.line
    if line is None:
        return None, None, row.kind, None
    number = line.at.voucher
    return number, line.kind, line.summary, line.project_no
