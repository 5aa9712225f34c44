"""The rows of one fund as they lie in a ledger file: plain dicts by table.

Here, and in `chain`, `lines`, `projects`, `sources` and `statements`, the books are
computed once more: from the definitions, with the standard library alone, from columns
by their names. Nothing of fundledger is imported, so that no mistake of it can be
repeated.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]


def of_file(path: Path) -> Tables:
    """Read the only fund of a ledger file, every table whole."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        named = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
        )
        return {name: _read(connection, name) for (name,) in sorted(named)}


def _read(connection: sqlite3.Connection, table: str) -> list[Row]:
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    return plain(dict(zip(names, row, strict=True)) for row in cursor)


def plain(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Give rows as SQLite and JSON both can hold them: days as texts, flags as 0, 1."""
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def by_key(rows: Iterable[Row], *names: str) -> dict[Any, Row]:
    """Give rows by what identifies them."""
    if len(names) == 1:
        return {row[names[0]]: row for row in rows}
    return {tuple(row[name] for name in names): row for row in rows}
