"""The books as an hledger journal: another program can add them up.

An account's key becomes a name under its book: `bank.main` is `money:bank:main`.
hledger knows no red postings: a red debit is written as what it moves, so that balances
agree and turnovers need not. The date is the voucher's, its number the code.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Final

from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey
from fundledger.queries.register import JournalLine
from fundledger.writers.report import Source, in_yuan, one_line

COMMODITY: Final = "CNY"

_PLAIN: Final = str.maketrans({";": "；", "|": "｜"})
"""Marks that end a description in hledger's format, and what stands for them."""


def to_hledger(
    lines: Iterable[JournalLine], books: Mapping[AccountKey, Book], source: Source
) -> Iterator[str]:
    """Write lines of an hledger journal.

    `lines` come in the order of vouchers; `books` tells each account's book.
    """
    for name, value in source.facts.items():
        yield f"; {name}: {'' if value is None else one_line(str(value))}\n"
    yield f"commodity 1000.00 {COMMODITY}\n"
    for _, voucher in groupby(lines, attrgetter("voucher_no")):
        yield "\n"
        yield from _transaction(list(voucher), books)


def account_name(key: AccountKey, book: Book) -> str:
    """Name an account as hledger does: `money:bank:main`."""
    return f"{book}:{key.replace('.', ':')}"


def _transaction(
    voucher: list[JournalLine], books: Mapping[AccountKey, Book]
) -> Iterator[str]:
    first = voucher[0]
    code = f"{first.at.month}-{first.at.number:04}"
    summary = one_line(first.summary).translate(_PLAIN)
    yield f"{first.on.isoformat()} ({code}) {summary}\n"
    for line in voucher:
        name = account_name(line.at.account, books[line.at.account])
        amount = in_yuan(line.debit_fen - line.credit_fen)
        project = f"  ; project:{line.project_no}" if line.project_no else ""
        yield f"    {name}  {amount} {COMMODITY}{project}\n"
