"""What belongs to a ledger's file and to no fund: its schema, strays, and pages.

However many funds a ledger holds, this is judged once.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from fundledger.store import catalogue, migrate, schema
from fundledger.store.books import Ledger
from fundledger.store.comparing import as_stored, shown
from fundledger.store.findings import Findings, Kind
from fundledger.store.tables import fund, metadata

STRAYS: Final = 20
"""So many rows of unknown funds are named for each table."""

SHOWN: Final = 120
"""So much of a definition is shown when it is not as declared."""


class FileJudge:
    """Judges what all funds of a ledger share, over one snapshot."""

    def __init__(self, ledger: Ledger, connection: Connection) -> None:
        """Begin with nothing found."""
        self.ledger = ledger
        self.connection = connection
        self.findings = Findings()
        self.driver = ledger.dialect.driver(connection)
        self.unread: tuple[type[Exception], ...] = (DBAPIError, *ledger.dialect.errors)

    @contextmanager
    def _reading(self, what: str) -> Generator[None]:
        """Note what cannot be read, and go on."""
        with as_stored(self.ledger, self.connection):
            try:
                yield
            except self.unread as error:
                problem = str(error).splitlines()[0]
                self.findings.add(Kind.NOT_READ, table=what, actual=problem)

    # --- The schema -------------------------------------------------------

    def judge_schema(self) -> None:
        """Hold tables, guards and revision to what this version declares."""
        name = self.ledger.dialect.name
        with self._reading("schema"):
            declared = catalogue.declared(name)
            stored = catalogue.stored(name, self.driver)
            for each in sorted(declared.keys() | stored.keys()):
                self._judge_object(each, declared.get(each), stored.get(each))
            self._judge_revision()

    def _judge_object(
        self, name: str, declared: str | None, stored: str | None
    ) -> None:
        if stored is None:
            self.findings.add(Kind.OBJECT_MISSING, key=name, recorded=declared)
        elif declared is None:
            self.findings.add(Kind.OBJECT_ADDED, key=name, actual=stored[:SHOWN])
        elif declared != stored:
            part = _from_difference(declared, stored)
            self.findings.add(
                Kind.OBJECT_ALTERED, key=name, recorded=declared, actual=part
            )

    def _judge_revision(self) -> None:
        revision = self.driver.execute("SELECT version_num FROM alembic_version")
        rows = [str(row[0]) for row in revision.fetchall()]
        if rows != [migrate.NEWEST]:
            stored = ", ".join(rows) or "-"
            self.findings.add(
                Kind.REVISION_WRONG, recorded=migrate.NEWEST, actual=stored
            )

    # --- Rows and pages ---------------------------------------------------

    def judge_rows(self) -> None:
        """Name rows of funds that are not there."""
        for table in metadata.sorted_tables:
            if table is not fund:
                with self._reading(table.name):
                    self._judge_strays(table)

    def _judge_strays(self, table: Table[Any]) -> None:
        names = ", ".join(
            shown(self.ledger.dialect, table, name)
            for name in ("fund_id", *schema.keys(table))
        )
        strays = (
            f"SELECT {names} FROM {table.name}"  # noqa: S608 - our names
            f" WHERE fund_id NOT IN (SELECT id FROM fund) LIMIT {STRAYS}"
        )
        for row in self.driver.execute(strays).fetchall():
            key = "/".join(map(str, row))
            self.findings.add(Kind.ROW_OF_NO_FUND, table=table.name, key=key)

    def judge_pages(self) -> None:
        """Have SQLite read its whole file: pages, indexes, types and CHECKs."""
        if self.ledger.dialect.name != "sqlite":
            return
        with self._reading("file"):
            for (problem,) in self.driver.execute("PRAGMA integrity_check").fetchall():
                if problem != "ok":
                    self.findings.add(Kind.DATABASE_DAMAGED, actual=problem)


def _from_difference(declared: str, stored: str) -> str:
    """Cut a definition to where it begins to differ."""
    same = 0
    for one, other in zip(declared, stored, strict=False):
        if one != other:
            break
        same += 1
    start = max(same - 20, 0)
    return ("…" if start else "") + stored[start : start + SHOWN]
