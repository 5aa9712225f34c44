"""R9 What the fund owns, less what it owes, is its net assets.

Bank + recoverable + advance − payable − other payable = net assets + prior year
+ income not yet closed − cost not yet closed. A difference means that a posting crossed
from one book into the other.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    ADVANCE,
    BANK,
    OTHER_PAYABLE,
    PAYABLE,
    RECOVERABLE,
    Book,
    Side,
)
from fundledger.domain.ids import AccountKey
from fundledger.errors import N_
from fundledger.queries.balances import AccountRow, accounts, balances
from fundledger.store.reading import Books

TITLE: Final = N_("Assets less debts are net assets")


class PositionApart(NamedTuple):
    """Assets less debts, and net assets with the year so far; in 分."""

    assets_less_debts_fen: int
    net_assets_fen: int


_OWNED: Final = frozenset({BANK, RECOVERABLE, ADVANCE, PAYABLE, OTHER_PAYABLE})


def offences(books: Books, as_of: date | None = None) -> list[PositionApart]:
    """Give the two sides if they differ."""
    fen_of = balances(books, as_of)
    money = [a for a in accounts(books).values() if a.book is Book.MONEY]
    owned = [a for a in money if (a.control or a.key) in _OWNED]
    rest = [a for a in money if (a.control or a.key) not in _OWNED]
    row = PositionApart(_debit(owned, fen_of), -_debit(rest, fen_of))
    return [] if row.assets_less_debts_fen == row.net_assets_fen else [row]


def _debit(rows: Iterable[AccountRow], fen_of: dict[AccountKey, int]) -> int:
    """Sum accounts as debits."""
    return sum(
        fen_of.get(a.key, 0) if a.side is Side.DEBIT else -fen_of.get(a.key, 0)
        for a in rows
    )
