"""Open books: one snapshot of one fund, to be asked by queries.

A query that every deed asks is a statement made once, at import, with `owned` and
named parameters: making it anew costs more than asking it.
"""

from collections.abc import Sequence
from typing import Any, Final, TypeVar, TypeVarTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, bindparam

from fundledger.store.audit import Head

K = TypeVar("K")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_OWN: Final = "own_fund_id"


def owned(table: Table[Any]) -> ColumnElement[bool]:
    """Hold a statement made once to the rows of whichever fund asks it."""
    column: ColumnElement[int] = table.c.fund_id
    return column == bindparam(_OWN)


class Books:
    """One snapshot of one fund: many queries share it and see the same facts."""

    def __init__(self, connection: Connection, fund_id: int, head: Head) -> None:
        """Open the books at a head."""
        self.connection = connection
        self.fund_id = fund_id
        self.head = head

    def own(self, table: Table[Any]) -> ColumnElement[bool]:
        """Hold a query to this fund's rows of a table."""
        column: ColumnElement[int] = table.c.fund_id
        return column == self.fund_id

    def rows(self, statement: Select[*Ts], **given: object) -> Sequence[Row[*Ts]]:
        """Give all rows of a query; `given` are its named parameters, if it has any."""
        return self.connection.execute(statement, self._asked(given)).all()

    def first(self, statement: Select[*Ts], **given: object) -> Row[*Ts] | None:
        """Give the first row of a query, or None."""
        return self.connection.execute(statement, self._asked(given)).first()

    def value(self, statement: Select[T], **given: object) -> T | None:
        """Give the only value of a query, or None without a row."""
        return self.connection.execute(statement, self._asked(given)).scalar()

    def values(self, statement: Select[T], **given: object) -> Sequence[T]:
        """Give the first column of all rows."""
        return self.connection.execute(statement, self._asked(given)).scalars().all()

    def pairs(self, statement: Select[K, T], **given: object) -> list[tuple[K, T]]:
        """Give all rows of a query of two columns, as plain pairs."""
        found = self.connection.execute(statement, self._asked(given))
        return [(row[0], row[1]) for row in found]

    def _asked(self, given: dict[str, object]) -> dict[str, object]:
        return {_OWN: self.fund_id, **given}
