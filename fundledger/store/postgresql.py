"""PostgreSQL: for several people at once. The write lock is the fund's row."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from itertools import chain
from types import MappingProxyType
from typing import Any, ClassVar, Final, cast

import psycopg
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event

from fundledger.errors import StoreError
from fundledger.store.addresses import PUBLIC
from fundledger.store.failures import (
    BusyError,
    DamagedError,
    DatabaseError,
    DatabaseRightError,
    DiskFullError,
    NoLedgerError,
    ReadOnlyError,
    WentAwayError,
)
from fundledger.store.rules import (
    CONSTRAINT,
    DATATYPE,
    EXISTS,
    NOT_NULL,
    REFERENCE,
    Rule,
    rule_of_guard,
)

ONE_BY_ONE: Final = 1
"""Up to so many rows are inserted by statement; more go by COPY."""


PATIENCE: Final = 30.0
"""How long a writer waits for the fund's row, in seconds."""

FOUNDING: Final = 0x66756E64
"""The advisory lock of those who create a fund ("fund" in ASCII)."""


FAILURES: Final = MappingProxyType[str, type[StoreError]](
    {
        "08": WentAwayError,
        "25006": ReadOnlyError,
        "25P03": WentAwayError,
        "28": DatabaseRightError,
        "3D000": NoLedgerError,
        "3F000": NoLedgerError,
        "40001": BusyError,
        "40P01": BusyError,
        "42501": DatabaseRightError,
        "42P01": NoLedgerError,
        "53100": DiskFullError,
        "53200": DiskFullError,
        "55P03": BusyError,
        "57014": BusyError,
        "57P": WentAwayError,
        "XX001": DamagedError,
        "XX002": DamagedError,
    }
)
"""By SQLSTATE, or by how it begins; the longest that fits counts."""


class PostgresDialect:
    """What the doors need to know of PostgreSQL."""

    name: ClassVar[str] = "postgresql"
    text_days: ClassVar[bool] = False
    placeholder: ClassVar[str] = "%s"

    def __init__(self, url: URL) -> None:
        """Take the address; the driver is psycopg 3.

        Options beyond the plain ones go to the driver beside the URL, so that neither
        it nor the engine shows what they hold.
        """
        hidden = [name for name in url.query if name not in PUBLIC]
        self.url = url.set(drivername="postgresql+psycopg").difference_update_query(
            hidden
        )
        self._hidden = {name: url.query[name] for name in hidden}

    def engine(self) -> Engine:
        """Make the engine."""
        engine = create_engine(self.url, connect_args=self._hidden, pool_pre_ping=False)
        event.listen(engine, "connect", _on_connect)
        return engine

    @contextmanager
    def writer(
        self,
        engine: Engine,
        patience: float = PATIENCE,
        *,
        deed: str = "",  # noqa: ARG002 - no queue shows it
    ) -> Generator[Connection]:
        """Give a connection that begins to write; the fund's row is the write lock."""
        with engine.connect() as connection:
            if connection.info.get("patience") != patience:
                driver = self.driver(connection)
                driver.autocommit = True
                milliseconds = str(int(patience * 1000))
                limit = "SELECT set_config('lock_timeout', %s, false)"
                driver.execute(limit, (milliseconds,))
                driver.autocommit = False
                connection.info["patience"] = patience
            yield connection

    def before_creation(self, connection: Connection, /) -> None:
        """Have founders wait for each other."""
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (FOUNDING,))

    @contextmanager
    def snapshot(self, engine: Engine, /) -> Generator[Connection]:
        """Begin to read: one snapshot until the end."""
        with engine.connect() as connection:
            reader = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            with reader.begin():
                reader.exec_driver_sql("SET LOCAL plan_cache_mode = auto")
                yield reader

    def create(self) -> None:
        """Nothing to do: the server's administrator makes databases."""

    def close(self) -> None:
        """Nothing to do: connections are all there is."""

    def may_have_changed(self, _connection: Connection, /) -> bool:
        """Tell that the server keeps its files to itself."""
        return False

    def trust(self, _connection: Connection, /) -> None:
        """Nothing to note."""

    def failure(self, error: BaseException) -> type[StoreError]:
        """Say what kind of failure it was, by its SQLSTATE.

        Where there is none the server did not answer: at all, or not any more.
        """
        state = getattr(error, "sqlstate", None) or ""
        if not state and isinstance(error, psycopg.OperationalError):
            return WentAwayError if error.pgconn is None else DatabaseError
        for length in (5, 3, 2):
            if state[:length] in FAILURES:
                return FAILURES[state[:length]]
        return DatabaseError

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        return (psycopg.Error,)

    def driver(self, connection: Connection) -> psycopg.Connection[Any]:
        """Give the driver's own connection, for the short way of a deed."""
        driver = connection.connection.driver_connection
        return cast("psycopg.Connection[Any]", driver)

    def insert_rows(
        self, driver: Any, table: Table[Any], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Insert raw rows, columns in the table's order; many of them by COPY."""
        if len(rows) <= ONE_BY_ONE:
            places = ", ".join(["%s"] * len(table.c))
            statement = f"INSERT INTO {table.name} VALUES ({places})"  # noqa: S608 - our names
            for row in rows:
                driver.execute(statement, row)
            return
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {table.name} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def before_commit(self, driver: Any) -> None:
        """Judge deferred keys now, while a refusal can still be told apart."""
        driver.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def database_user(self, connection: Connection, /) -> str:
        """Say who is connected: that person, and nobody else, may act."""
        if "user" not in connection.info:
            cursor = connection.exec_driver_sql("SELECT session_user")
            connection.info["user"] = str(cursor.scalar_one())
        return str(connection.info["user"])

    def recording_user(self, connection: Connection, /) -> str:
        """Say whom a record names: who is connected, which a guard demands."""
        return self.database_user(connection)

    def refused_by(self, error: BaseException) -> Rule | None:
        """Name the rule by which the database refused, if it did."""
        if not isinstance(error, _REFUSALS):
            return None
        guard = rule_of_guard(error.diag.message_primary or "")
        named = error.diag.constraint_name
        by_kind = next((rule for kind, rule in _RULES if isinstance(error, kind)), None)
        return guard or by_kind or (Rule(named) if named else CONSTRAINT)


_REFUSALS: Final = (
    psycopg.IntegrityError,
    psycopg.DataError,
    psycopg.errors.RaiseException,
)
_RULES: Final = (
    (psycopg.errors.UniqueViolation, EXISTS),
    (psycopg.errors.ForeignKeyViolation, REFERENCE),
    (psycopg.errors.NotNullViolation, NOT_NULL),
    (psycopg.DataError, DATATYPE),
)


SETTINGS: Final = MappingProxyType(
    {
        "search_path": "public, pg_temp",
        "plan_cache_mode": "force_generic_plan",
        "jit": "off",
    }
)
"""What each connection sets, whatever a role or database is set to.

Tables are looked for in our schema alone. A deed's statements find rows by key, so a
plan made once serves every deed (a reading's plans know its values again); they are too
short to be compiled.
"""


def _on_connect(driver: Any, _record: Any) -> None:
    """Set up each connection, in one round trip."""
    calls = ", ".join(["set_config(%s, %s, false)"] * len(SETTINGS))
    driver.autocommit = True
    driver.execute(f"SELECT {calls}", [*chain.from_iterable(SETTINGS.items())])
    driver.autocommit = False
