"""Opening a ledger that is there: the first step of every face."""

from os import PathLike

from fundledger.store.addresses import shown_address
from fundledger.store.books import Fund, Ledger
from fundledger.store.dialects import dialect_of
from fundledger.store.failures import NoLedgerError
from fundledger.store.migrate import require_known, revision_in
from fundledger.store.sqlite import SqliteDialect


def open_ledger(address: str | PathLike[str]) -> Ledger:
    """Open the ledger at a file's path or a URL, once its schema is this version's.

    A path without a file is not made into a ledger. Close it, or use it in a `with`.
    Raises NoLedgerError, AddressError, SchemaBehindError, DatabaseError.
    """
    if is_missing(address):
        raise NoLedgerError(shown_address(str(address)))
    ledger = Ledger(address)
    try:
        with (
            ledger.translating_errors(),
            ledger.dialect.snapshot(ledger.engine) as connection,
        ):
            require_known(revision_in(connection))
    except BaseException:
        ledger.close()
        raise
    return ledger


def open_fund(address: str | PathLike[str], fund: str | None = None) -> Fund:
    """Open a ledger and take a fund by its code, or the only one there is.

    In a `with` the ledger is closed at the end; otherwise close it with
    `fund.ledger.close()`. Raises what `open_ledger` raises, and UnknownFundError.
    """
    ledger = open_ledger(address)
    try:
        return ledger.fund(fund)
    except BaseException:
        ledger.close()
        raise


def is_missing(address: str | PathLike[str]) -> bool:
    """Tell whether the address means a file that is not there, or an empty one."""
    dialect = dialect_of(address)
    return isinstance(dialect, SqliteDialect) and dialect.file.is_missing()
