"""A ledger that may not be there yet: created whole or not at all, never the demo's."""

import os
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fundledger.cli.options import Options
from fundledger.domain.editions import Replay
from fundledger.errors import N_, RefusedError, StoreError
from fundledger.store.addresses import is_url, shown_address
from fundledger.store.failures import NoLedgerError

if TYPE_CHECKING:
    from fundledger.store.books import Ledger

BESIDE: Final = ("-wal", "-shm", "-journal", "-queue")
"""Files that lie beside a ledger's own while it is written."""


@dataclass(eq=False)
class DemoLedgerError(RefusedError):
    """A fund is to be founded in the ledger of the demo."""

    code = "demo_ledger"
    address: str
    message = N_("The ledger at {address} is the demo's 演示: no real fund lies there.")
    hint = N_("Leave --db out, or give it the path of another ledger.")


@contextmanager
def new_ledger(options: Options) -> Generator["Ledger"]:
    """Open the ledger, created where there is none, to found a fund in it.

    Raises DemoLedgerError, SchemaBehindError, OthersTablesError.
    """
    from fundledger.store.books import Ledger

    if not is_url(options.db):
        make_room(Path(options.db), options.session.data)
    with whole(options.db), closing(Ledger(options.db)) as ledger:
        migrate_new(ledger)
        require_no_demo(options, ledger)
        yield ledger


@contextmanager
def scratch_ledger() -> Generator["Ledger"]:
    """Open an empty ledger aside, to try in it how a fund begins; then it is gone."""
    from tempfile import TemporaryDirectory

    from fundledger.store.books import Ledger

    with TemporaryDirectory(prefix="fundledger-") as folder:
        path = Path(folder) / "scratch.db"
        with closing(Ledger(path, durable=False)) as ledger:
            migrate_new(ledger)
            yield ledger


def require_no_demo(options: Options, ledger: "Ledger") -> None:
    """Have a ledger without the demo's fund in it. Raises DemoLedgerError."""
    if any(fund.replay is Replay.DEMO for fund in ledger.funds()):
        raise DemoLedgerError(shown_address(options.db))


def require_own(options: Options) -> None:
    """Have another ledger than the demo's, whoever named it. Raises DemoLedgerError."""
    data = options.session.data
    if data is None or is_url(options.db):
        return
    if Path(options.db).resolve() == options.session.demo.resolve():
        raise DemoLedgerError(options.db)


@contextmanager
def whole(address: str) -> Generator[None]:
    """Leave no half of a new ledger behind when founding fails.

    What somebody else founded in the file meanwhile stays.
    """
    path = None if is_url(address) else Path(address)
    is_new = path is not None and _is_created(path)
    try:
        yield
    except BaseException:
        if path is not None and is_new and not _has_fund(address):
            for suffix in ("", *BESIDE):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
        raise


def _is_created(path: Path) -> bool:
    """Create the file, if nobody did; where it cannot be, opening it says so."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return False
    return True


def _has_fund(address: str) -> bool:
    """Tell whether a fund is in the ledger, or may be: it cannot be read."""
    from fundledger.store.opening import is_missing, open_ledger

    if is_missing(address):
        return False
    try:
        with open_ledger(address) as ledger:
            return bool(ledger.funds())
    except NoLedgerError:
        return False
    except StoreError:
        return True


def make_room(path: Path, data: Path | None) -> None:
    """Make a person's own data folder; any other folder must be there."""
    if data is not None and path.parent == data:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)


def migrate_new(ledger: "Ledger") -> None:
    """Create the schema in an empty database. Raises SchemaBehindError otherwise."""
    from fundledger.store.migrate import migrate, require_newest, revision

    with ledger.translating_errors():
        if revision(ledger.engine) is None:
            migrate(ledger)
        require_newest(ledger.engine)
