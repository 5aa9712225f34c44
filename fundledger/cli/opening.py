"""Opening what the common options name."""

import gc
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fundledger.cli.options import Asked
from fundledger.errors import N_, StoreError
from fundledger.store.addresses import shown_address

if TYPE_CHECKING:
    from fundledger.reports.report import Basis
    from fundledger.store.audit import Head
    from fundledger.store.books import Fund, Ledger
    from fundledger.store.reading import Books


@dataclass(eq=False)
class NoOwnLedgerError(StoreError):
    """Nobody named a ledger, and there is none of one's own."""

    address: str
    demo: str
    message = N_("There is no ledger at {address}, and none was named.")
    hint = N_(
        "Found a fund with: fundledger init. The demo fund is another ledger: see it"
        " with fundledger demo, or with --db {demo}"
    )


def require_ledger(asked: Asked) -> None:
    """Have a ledger where none was named: one's own, never the demo's.

    Raises NoOwnLedgerError.
    """
    from fundledger.store.opening import is_missing

    if not asked.named and is_missing(asked.db):
        raise NoOwnLedgerError(asked.db, str(asked.session.demo))


@contextmanager
def opened_ledger(asked: Asked) -> Generator["Ledger"]:
    """Open the ledger with all its funds.

    Raises NoOwnLedgerError, NoLedgerError, AddressError, SchemaBehindError.
    """
    from fundledger.store.opening import open_ledger

    require_ledger(asked)
    collect_again()
    with closing(open_ledger(asked.db)) as ledger:
        yield ledger


@contextmanager
def opened_fund(asked: Asked) -> Generator["Fund"]:
    """Open the ledger and take its fund.

    Raises NoOwnLedgerError, NoLedgerError, AddressError, SchemaBehindError,
    UnknownFundError, and UnknownNameError for an actor that the fund does not know.
    """
    with opened_ledger(asked) as ledger:
        fund = ledger.fund(asked.fund)
        if asked.actor_named:
            _require_actor(asked, fund)
        yield fund


def _require_actor(asked: Asked, fund: "Fund") -> None:
    from fundledger.cli.lookups import login

    with fund.reading() as books:
        login(books, asked.actor)


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


def basis_of(asked: Asked, fund: "Fund", books: "Books") -> "Basis":
    """Say what a report of open books is computed from."""
    basis = basis_at(asked, fund, books.head)
    return basis._replace(as_of=asked.as_of, at=asked.at)


def basis_at(asked: Asked, fund: "Fund", head: "Head") -> "Basis":
    """Say what a report of the whole chain is computed from."""
    from fundledger.reports import basis

    return basis.basis_of(fund, head, ledger=shown_address(asked.db))
