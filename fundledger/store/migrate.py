"""Bring a database's schema to this version's, with Alembic."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from fundledger.errors import N_, StoreError
from fundledger.store import audit
from fundledger.store.failures import NoLedgerError

if TYPE_CHECKING:
    from fundledger.store.books import Ledger

NEWEST: Final = audit.SCHEMA
NAMED: Final = 3
"""So many of another program's tables are named."""


@dataclass(eq=False)
class SchemaBehindError(StoreError):
    """The database's schema is not the one this version works with."""

    actual: str
    wanted: str
    message = N_("The ledger has schema {actual}; this version works with {wanted}.")
    hint = N_("Run: fundledger migrate")


@dataclass(eq=False)
class SchemaUnknownError(StoreError):
    """The database's schema is of a later version, or of another program."""

    actual: str
    wanted: str
    message = N_(
        "The ledger has schema {actual}, unknown here; this version has {wanted}."
    )
    hint = N_("Use the version of fundledger that wrote it, or a later one.")


@dataclass(eq=False)
class OthersTablesError(StoreError):
    """The database holds tables, but no ledger: it belongs to something else."""

    tables: tuple[str, ...]
    message = N_("The database is not empty, and is no ledger: it has {tables}.")
    hint = N_("Name a database of its own with --db.")


def revision(engine: Engine) -> str | None:
    """Read the database's schema revision; None where there is no ledger."""
    try:
        with engine.connect() as connection:
            return revision_in(connection)
    except NoLedgerError:  # nor a file
        return None


def revision_in(connection: Connection) -> str | None:
    """Read the schema revision over a connection."""
    if not connection.execute(text(_HAS[connection.dialect.name])).scalar():
        return None
    number = connection.execute(text("SELECT version_num FROM alembic_version"))
    stored = number.scalar()
    return None if stored is None else str(stored)


_HAS: Final = MappingProxyType(
    {
        "sqlite": "SELECT 1 FROM sqlite_master WHERE tbl_name = 'alembic_version'",
        "postgresql": "SELECT to_regclass('alembic_version') IS NOT NULL",
    }
)
"""Asked first, since what a missing table raises is not the same for both."""


def require_newest(engine: Engine) -> None:
    """Raise SchemaBehindError or SchemaUnknownError unless it is this version's."""
    require_known(revision(engine))


def require_known(stored: str | None) -> None:
    """Raise SchemaBehindError or SchemaUnknownError for another version's schema."""
    if stored is None or stored == NEWEST:
        return
    if stored > NEWEST:
        raise SchemaUnknownError(stored, NEWEST)
    raise SchemaBehindError(stored, NEWEST)


def migrate(ledger: "Ledger") -> tuple[str | None, str]:
    """Upgrade the ledger's schema; give the revision before and after.

    An empty database becomes a ledger; so does a path without a file: nothing else
    makes one. Raises SchemaUnknownError, OthersTablesError, UnopenedError.
    """
    with ledger.translating_errors():
        ledger.dialect.create()
        before = revision(ledger.engine)
        if before is None:
            _require_empty(ledger.engine)
        if before != NEWEST:
            upgrade(ledger.engine)
    return before, NEWEST


def _require_empty(engine: Engine) -> None:
    """Put no ledger among the tables of another program."""
    names = inspect(engine).get_table_names()
    if names:
        raise OthersTablesError(tuple(sorted(names)[:NAMED]))


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run the migrations in one transaction.

    Alembic looks for temporary tables too. SQLite then keeps a place for them, beside
    which no record is written: so the connections are given up.
    """
    with engine.connect() as connection:
        _upgrade(connection, to)
    engine.dispose()


def _upgrade(connection: Connection, to: str) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, rarely needed
    from alembic.config import Config  # noqa: PLC0415 - the same
    from alembic.util import CommandError  # noqa: PLC0415 - the same

    config = Config()
    where = find_spec("fundledger.migrations")
    assert where is not None
    config.set_main_option("script_location", str(Path(str(where.origin)).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        with connection.begin():
            stored = connection.execute(text("SELECT version_num FROM alembic_version"))
            raise SchemaUnknownError(str(stored.scalar()), NEWEST) from error
