"""`fundledger migrate`: bring the ledger's schema to this version's."""

from contextlib import closing

from fundledger.cli.opening import require_ledger
from fundledger.cli.options import Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import verb
from fundledger.errors import N_
from fundledger.store.addresses import shown_address


@verb(
    N_(
        "Bring the ledger's schema to this version's. Records are never rewritten; the"
        " chain stays as it is. Make a copy of the ledger first."
    )
)
@common(without=("fund", "as_of", "at", "actor"))
def command(options: Options) -> None:
    """Migrate an existing ledger. Raises NoOwnLedgerError, NoLedgerError."""
    from fundledger.reports.funds import migrated
    from fundledger.store.books import Ledger
    from fundledger.store.failures import NoLedgerError
    from fundledger.store.migrate import migrate
    from fundledger.store.opening import is_missing

    require_ledger(options)
    if is_missing(options.db):
        raise NoLedgerError(shown_address(options.db))
    with closing(Ledger(options.db)) as ledger, ledger.translating_errors():
        before, after = migrate(ledger)
    put(migrated(before, after), options)
