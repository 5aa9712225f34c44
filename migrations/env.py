"""Alembic's way in: migrate over the connection that the application hands over.

On SQLite the migration runs with foreign keys off inside one explicit transaction, as
SQLite asks of every change of tables; keys are checked before it commits.
"""

from alembic import context
from sqlalchemy import Connection


class BrokenKeysError(RuntimeError):
    """A migration left a row that refers to nothing; it was rolled back."""


def run() -> None:
    """Run the migrations in one transaction."""
    connection: Connection = context.config.attributes["connection"]
    if connection.dialect.name == "sqlite":
        _run_on_sqlite(connection)
    else:
        with connection.begin():
            _migrate(connection)


def _run_on_sqlite(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        options = {"fundledger_begin": "BEGIN IMMEDIATE"}
        with connection.execution_options(**options).begin():
            _migrate(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise BrokenKeysError
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, transactional_ddl=True)
    context.run_migrations()


run()
