"""Bring a database's schema to this version's, with Alembic."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from fundledger.errors import N_, StoreError
from fundledger.store import audit

if TYPE_CHECKING:
    from fundledger.store.books import Ledger

NEWEST: Final = audit.SCHEMA


@dataclass(eq=False)
class SchemaBehindError(StoreError):
    """The database's schema is not the one this version works with."""

    found: str
    wanted: str
    message = N_("The ledger has schema {found}; this version works with {wanted}.")
    hint = N_("Run: fundledger migrate")


def revision(engine: Engine) -> str | None:
    """Read the database's schema revision; None where there is no ledger."""
    with engine.connect() as connection:
        try:
            asked = connection.execute(text("SELECT version_num FROM alembic_version"))
            found = asked.scalar()
        except DBAPIError:
            return None
        return None if found is None else str(found)


def require_newest(engine: Engine) -> None:
    """Raise SchemaBehindError unless the schema is this version's."""
    found = revision(engine)
    if found is not None and found != NEWEST:
        raise SchemaBehindError(found, NEWEST)


def migrate(ledger: "Ledger") -> tuple[str | None, str]:
    """Upgrade the ledger's schema; give the revision before and after."""
    before = revision(ledger.engine)
    if before != NEWEST:
        upgrade(ledger.engine)
    return before, NEWEST


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run the migrations in one transaction."""
    with engine.connect() as connection:
        _upgrade(connection, to)


def _upgrade(connection: Connection, to: str) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, rarely needed
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    where = find_spec("fundledger.migrations")
    assert where is not None
    config.set_main_option("script_location", str(Path(str(where.origin)).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
