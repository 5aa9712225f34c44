"""Opening a ledger that is there: the first step of every face."""

from fundledger.store.addresses import shown_address
from fundledger.store.books import Fund, Ledger, NoLedgerError
from fundledger.store.dialects import dialect_of
from fundledger.store.migrate import require_newest
from fundledger.store.sqlite import SqliteDialect


def open_ledger(address: str) -> Ledger:
    """Open the ledger at a file's path or a URL, once its schema is this version's.

    A path without a file is not made into a ledger. Raises NoLedgerError, AddressError,
    SchemaBehindError, DatabaseError.
    """
    if is_missing(address):
        raise NoLedgerError(shown_address(address))
    ledger = Ledger(address)
    try:
        with ledger.told():
            require_newest(ledger.engine)
    except BaseException:
        ledger.close()
        raise
    return ledger


def open_fund(address: str, fund: str | None = None) -> Fund:
    """Open a ledger and take a fund by its code, or the only one there is.

    Close it with `fund.ledger.close()`. Raises what `open_ledger` raises, and
    UnknownFundError.
    """
    ledger = open_ledger(address)
    try:
        return ledger.fund(fund)
    except BaseException:
        ledger.close()
        raise


def is_missing(address: str) -> bool:
    """Tell whether the address means a file that is not there, or an empty one."""
    dialect = dialect_of(address)
    path = dialect.path if isinstance(dialect, SqliteDialect) else None
    return path is not None and not (path.exists() and path.stat().st_size)
