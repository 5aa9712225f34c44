"""A ledger that is not there yet: its room, its schema, and none of it by halves."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fundledger.store.addresses import is_url

if TYPE_CHECKING:
    from fundledger.store.books import Ledger

BESIDE: Final = ("-wal", "-shm", "-journal", "-queue")
"""Files that lie beside a ledger's own while it is written."""


@contextmanager
def whole(address: str) -> Generator[None]:
    """Leave no half of a new ledger behind when founding fails."""
    path = None if is_url(address) else Path(address)
    is_new = path is not None and not path.exists()
    try:
        yield
    except BaseException:
        if path is not None and is_new:
            for suffix in ("", *BESIDE):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
        raise


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
