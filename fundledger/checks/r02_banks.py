"""R2 Every bank account adds up, and the money of its sources lies in it.

Opening + in − out over the lines = the balance that is kept, 在途 included. Where
sources name their bank account, it holds their money, what is to be returned of it, and
what came to it that nobody can name yet. What lies there for others, or is missing, is
to be transferred: amber, and red once a month was closed with it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.bank_money import misplaced, moves, standing_since
from fundledger.domain.chart import TRANSIT
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.periods import month_end
from fundledger.errors import N_
from fundledger.queries import bank_money, funds, sources
from fundledger.queries.bank_money import BankFlow
from fundledger.store.reading import Books

TITLE: Final = N_("Bank accounts add up; each source's money lies in its account")


class BankApart(NamedTuple):
    """A bank account that does not add up, or that holds what belongs in another.

    `transfer_fen` is to be moved from it to `to_bank`; 0 where the balance itself is
    wrong. Without a `bank`, no account has what is missing. `month` is the last one
    that was closed with it; all amounts are in 分.
    """

    bank: AccountKey | None
    bank_name: str
    opening_fen: int
    in_fen: int
    out_fen: int
    closing_fen: int
    to_bank: AccountKey | None
    to_bank_name: str
    transfer_fen: int
    month: Month | None


Flow = tuple[AccountKey | None, int, int, int, int]
NOWHERE: Final[Flow] = (None, 0, 0, 0, 0)


def amber(row: BankApart) -> bool:
    """Tell whether a transfer is all that is missing, and no month was closed so."""
    return row.to_bank is not None and row.month is None


def offences(books: Books, as_of: date | None = None) -> list[BankApart]:
    """List accounts that do not add up, then what is to be transferred."""
    flows = bank_money.bank_flows(books, as_of)
    names = _names(books)
    wrong = [
        BankApart(flow.bank, _called(names, flow.bank), *flow[1:], None, "", 0, None)
        for flow in flows
        if flow.opening_fen + flow.in_fen - flow.out_fen != flow.closing_fen
    ]
    return wrong + _transfers(books, flows, names, as_of)


def _called(names: Mapping[AccountKey, str], bank: AccountKey | None) -> str:
    """Name an account, by its key where it has no name; no account is nothing."""
    return "" if bank is None else names.get(bank, str(bank))


def _names(books: Books) -> dict[AccountKey, str]:
    """Name every bank account."""
    return {each.account: each.name for each in funds.bank_accounts(books)}


def _transfers(
    books: Books,
    flows: list[BankFlow],
    names: Mapping[AccountKey, str],
    as_of: date | None,
) -> list[BankApart]:
    apart = _apart(books, flows, as_of)
    if not apart:
        return []
    month = _last_closed(books, as_of)
    end = None if month is None else month_end(month)
    then = Counter[AccountKey]()
    if end is not None:
        then = _apart(books, bank_money.bank_flows(books, end), end)
    before = standing_since(apart, then)
    of: dict[AccountKey | None, Flow] = {flow.bank: flow for flow in flows}
    return [
        BankApart(
            bank,
            _called(names, bank),
            *of.get(bank, NOWHERE)[1:],
            to_bank,
            _called(names, to_bank),
            fen,
            month if {bank, to_bank} & before else None,
        )
        for bank, to_bank, fen in moves(apart)
    ]


def _apart(
    books: Books, flows: list[BankFlow], as_of: date | None
) -> Counter[AccountKey]:
    """Tell what each account has too much or too little of; nothing if none is named.

    What is under way 在途 counts where it goes.
    """
    bank_of = {each.key: each.bank for each in sources.sources(books) if each.bank}
    if not bank_of:
        return Counter()
    belongs = bank_money.unidentified(books, as_of)
    for key, fen in bank_money.cash_of_sources(books, as_of).items():
        if key is not None and key in bank_of:
            belongs[bank_of[key]] += fen
    lies = Counter(dict.fromkeys(bank_money.bank_leaves(books), 0))
    lies.update({flow.bank: flow.closing_fen for flow in flows})
    del lies[TRANSIT]
    lies.update(bank_money.under_way(books, as_of))
    return misplaced(lies, belongs, frozenset(bank_of.values()))


def _last_closed(books: Books, as_of: date | None) -> Month | None:
    """Name the last month that is closed, of those that had ended by a day."""
    closed = [each.key for each in funds.periods(books) if each.closed]
    ended = [key for key in closed if as_of is None or month_end(key) <= as_of]
    return max(ended, default=None)
