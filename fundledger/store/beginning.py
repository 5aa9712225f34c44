"""How SQLAlchemy begins a transaction on SQLite: as our connection does.

An event for it costs each deed more than the statement: every connection that is given
out joins and looks up the listeners anew.
"""

from typing import TYPE_CHECKING, cast

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import PoolProxiedConnection
from typing_extensions import override

if TYPE_CHECKING:
    from fundledger.store.opened import Opened


class BeginningDialect(SQLiteDialect_pysqlite):
    """SQLAlchemy's dialect of the standard driver, but for the beginning."""

    supports_statement_cache = True

    @override
    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin in the files that were opened. Raises LedgerLostError."""
        cast("Opened", dbapi_connection.driver_connection).begin()
