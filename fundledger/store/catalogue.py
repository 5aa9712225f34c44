"""What a database's own catalogue says of its schema, against what is declared.

Both sides are mappings from an object's name ("trigger posting_insert", "column
posting.fen") to its definition. SQLite's declared side is made by running the declared
statements in memory. PostgreSQL's is a snapshot of a freshly migrated database
(`catalogue.json`), which a test holds equal to one.
"""

import json
import sqlite3
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, Final

from fundledger.store import schema

Catalogue = Mapping[str, str]

SNAPSHOT: Final = "catalogue.json"
QUESTIONS: Final = "catalogue.sql"

REVISION_TABLE: Final = (
    "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\t"
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
)


def declared(dialect: str) -> Catalogue:
    """Give the declared catalogue of a dialect."""
    return _declared_sqlite() if dialect == "sqlite" else _snapshot()


def stored(dialect: str, driver: Any) -> Catalogue:
    """Read a database's catalogue over the driver's own connection."""
    if dialect == "sqlite":
        return _read_sqlite(driver)
    entries: dict[str, str] = {}
    for question in _questions():
        rows = driver.execute(question).fetchall()
        entries |= {name: definition or "" for name, definition in rows}
    return entries


@cache
def _declared_sqlite() -> Catalogue:
    driver = sqlite3.connect(":memory:")
    try:
        driver.execute(REVISION_TABLE)
        for statement in schema.statements("sqlite"):
            driver.execute(statement)
        return _read_sqlite(driver)
    finally:
        driver.close()


def _read_sqlite(driver: Any) -> Catalogue:
    """Read sqlite_master; statistics that ANALYZE keeps are nobody's schema."""
    statement = (
        "SELECT type || ' ' || name, sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_stat[1-4]'"
    )
    return dict(driver.execute(statement).fetchall())


@cache
def _snapshot() -> Catalogue:
    text = files("fundledger.store").joinpath(SNAPSHOT).read_text(encoding="utf-8")
    entries: Catalogue = json.loads(text)
    return entries


@cache
def _questions() -> list[str]:
    """Read the questions to PostgreSQL's catalogue."""
    text = files("fundledger.store").joinpath(QUESTIONS).read_text(encoding="utf-8")
    filled = Template(text).substitute(relations=_RELATIONS)
    return [question for question in filled.split(";\n") if question.strip()]


_RELATIONS: Final = (
    "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " AND n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_depend d"
    " WHERE d.objid = c.oid AND d.deptype = 'e')"
)
"""Relations of our schema, those of extensions left out."""
