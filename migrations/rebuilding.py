"""Give SQLite's tables another shape, as a revision must: SQLite alters almost nothing.

`env.py` has begun one transaction with foreign keys off, and checks them before it
commits. A revision drops the guards and views (they name tables that are away for a
moment), rebuilds each table that changes, and runs its own frozen statements of guards
and views. PostgreSQL alters its tables in place and needs none of this.

Nothing here imports the application.
"""

from pathlib import Path

from sqlalchemy import Connection

MARK = "\n-- next\n"
"""What parts the statements of a frozen file."""


def run_frozen(connection: Connection, path: Path) -> None:
    """Run each statement of a frozen file as it is, with the driver alone."""
    driver = connection.connection.driver_connection
    assert driver is not None
    for statement in path.read_text(encoding="utf-8").split(MARK):
        driver.execute(statement)


def drop_objects(connection: Connection) -> None:
    """Drop every guard and view of a SQLite file; a frozen file makes them again."""
    kinds = connection.exec_driver_sql(
        "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).all()
    for kind, name in sorted(kinds):
        connection.exec_driver_sql(f'DROP {kind} "{name}"')


def rebuild_table(
    connection: Connection, name: str, create: str, select: str, *indexes: str
) -> None:
    """Make a SQLite table anew with other columns or rules, and copy its rows.

    `create` is the CREATE TABLE of the new shape, under the table's own name; `select`
    reads the old table and gives the new one's columns in their order, so that a new
    column is an expression in it. Indexes go with the old table; `indexes` make them.
    """
    aside = f"old_{name}"
    # A rename puts the new name in quotes, so that the old table is renamed and the new
    # one is declared; and the modern way would rewrite what other tables refer to.
    connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
    connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO {aside}")
    connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
    for index in _indexes(connection, aside):
        connection.exec_driver_sql(f"DROP INDEX {index}")
    connection.exec_driver_sql(create)
    rows = select.replace(f"FROM {name}", f"FROM {aside}", 1)
    connection.exec_driver_sql(f"INSERT INTO {name} {rows}")
    connection.exec_driver_sql(f"DROP TABLE {aside}")
    for statement in indexes:
        connection.exec_driver_sql(statement)


def _indexes(connection: Connection, table: str) -> list[str]:
    """Name the indexes that were made by statement; the others belong to the table."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master"
        " WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
        (table,),
    )
    return [str(name) for (name,) in names]
