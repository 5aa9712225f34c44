"""Open books: one snapshot of one fund, to be asked by queries."""

from collections.abc import Sequence
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, Table

from fundledger.store.audit import Head

K = TypeVar("K")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


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

    def rows(self, statement: Select[*Ts]) -> Sequence[Row[*Ts]]:
        """Give all rows of a query."""
        return self.connection.execute(statement).all()

    def first(self, statement: Select[*Ts]) -> Row[*Ts] | None:
        """Give the first row of a query, or None."""
        return self.connection.execute(statement).first()

    def value(self, statement: Select[T]) -> T | None:
        """Give the only value of a query, or None without a row."""
        return self.connection.execute(statement).scalar()

    def values(self, statement: Select[T]) -> Sequence[T]:
        """Give the first column of all rows."""
        return self.connection.execute(statement).scalars().all()

    def pairs(self, statement: Select[K, T]) -> list[tuple[K, T]]:
        """Give all rows of a query of two columns, as plain pairs."""
        return [(row[0], row[1]) for row in self.connection.execute(statement)]
