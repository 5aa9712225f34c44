"""Opening what the common options name."""

import gc
from collections.abc import Generator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from fundledger.cli.options import Asked
from fundledger.writers.report import Source

if TYPE_CHECKING:
    from fundledger.store.books import Fund
    from fundledger.store.reading import Books


@contextmanager
def opened_fund(asked: Asked) -> Generator["Fund"]:
    """Open the ledger and take its fund.

    Raises NoLedgerError, AddressError, SchemaBehindError, UnknownFundError.
    """
    from fundledger.store.opening import open_ledger

    collect_again()
    with closing(open_ledger(asked.db)) as ledger:
        yield ledger.fund(asked.fund)


def collect_again() -> None:
    """Look for garbage again, but not among what was imported until now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


@contextmanager
def opened_books(asked: Asked) -> Generator["tuple[Fund, Books]"]:
    """Open one snapshot of the fund's books, `at` a record if one was named.

    Raises what `opened_fund` raises, and SeqUnknownError.
    """
    with opened_fund(asked) as fund, fund.reading(at=asked.at) as books:
        yield fund, books


def source_of(asked: Asked, fund: "Fund", books: "Books") -> Source:
    """Say what a report is computed from."""
    return Source(
        fund=fund.code,
        name=fund.name,
        head=str(books.head),
        as_of=asked.as_of,
        at=asked.at,
    )
