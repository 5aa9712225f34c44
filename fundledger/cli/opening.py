"""Opening what the common options name."""

import gc
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fundledger.cli.options import Options
from fundledger.errors import N_, StoreError
from fundledger.store.addresses import is_missing_file, shown_address

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
        "Create a fund with: fundledger init, or from a workbook: fundledger setup. The"
        " demo fund is another ledger: see it with fundledger demo, or with --db {demo}"
    )


def require_ledger(options: Options) -> None:
    """Have a ledger where none was named: one's own, never the demo's.

    Raises NoOwnLedgerError.
    """
    if not options.named and is_missing_file(Path(options.db)):
        raise NoOwnLedgerError(options.db, str(options.session.demo))


@contextmanager
def opened_ledger(options: Options) -> Generator["Ledger"]:
    """Open the ledger with all its funds.

    Raises NoOwnLedgerError, NoLedgerError, AddressError, SchemaBehindError.
    """
    from fundledger.store.opening import open_ledger

    require_ledger(options)
    collect_again()
    with closing(open_ledger(options.db)) as ledger:
        yield ledger


@contextmanager
def opened_fund(options: Options) -> Generator["Fund"]:
    """Open the ledger and take its fund.

    Raises NoOwnLedgerError, NoLedgerError, AddressError, SchemaBehindError,
    UnknownFundError, and UnknownNameError for an actor that the fund does not know.
    """
    with opened_ledger(options) as ledger:
        fund = ledger.fund(options.fund)
        if options.actor_named:
            _require_actor(options, fund)
        yield fund


def _require_actor(options: Options, fund: "Fund") -> None:
    from fundledger.cli.lookups import login

    with fund.reading() as books:
        login(books, options.actor)


def collect_again() -> None:
    """Look for garbage again, but not among what was imported until now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


@contextmanager
def opened_books(options: Options) -> Generator["tuple[Fund, Books]"]:
    """Open one snapshot of the fund's books, `at` a record if one was named.

    Raises what `opened_fund` raises, and SeqUnknownError.
    """
    with opened_fund(options) as fund, fund.reading(at=options.at) as books:
        yield fund, books


def basis_of(options: Options, fund: "Fund", books: "Books") -> "Basis":
    """Say what a report of open books is computed from."""
    basis = basis_at(options, fund, books.head)
    return basis._replace(as_of=options.as_of, at=options.at)


def basis_at(options: Options, fund: "Fund", head: "Head") -> "Basis":
    """Say what a report of the whole chain is computed from."""
    from fundledger.reports import basis

    return basis.basis_of(fund, head, ledger=shown_address(options.db))


def day_of(on: date | None) -> date:
    """Give the business date: the one that is given, or today's in China."""
    from fundledger.domain.china_time import day_in_china
    from fundledger.store.recording import utc_now

    return on or day_in_china(utc_now())
