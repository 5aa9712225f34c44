"""Open books: one snapshot of one fund, to be asked by queries."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, TypeVarTuple, cast

from sqlalchemy import ColumnElement, Connection, Row, Select, Table

from fundledger.store.audit import Head
from fundledger.store.prepared import OWN, Prepared

K = TypeVar("K")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def in_parts(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Part values for statements that name them: a database takes only so many."""
    for first in range(0, len(values), size):
        yield values[first : first + size]


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

    def rows(
        self, asked: Select[*Ts] | Prepared[*Ts], **given: object
    ) -> Sequence[Row[*Ts]]:
        """Give all rows of a query; `given` fills the places of a prepared one."""
        if isinstance(asked, Select):
            found: Any = self.connection.execute(asked).all()
            return cast("Sequence[Row[*Ts]]", found)
        return asked.ask(self.connection, {OWN: self.fund_id, **given})

    def first(
        self, asked: Select[*Ts] | Prepared[*Ts], **given: object
    ) -> Row[*Ts] | None:
        """Give the first row of a query, or None."""
        return next(iter(self.rows(asked, **given)), None)

    def value(self, asked: Select[T] | Prepared[T], **given: object) -> T | None:
        """Give the only value of a query, or None without a row."""
        row = self.first(asked, **given)
        return None if row is None else row[0]

    def values(self, asked: Select[T] | Prepared[T], **given: object) -> Sequence[T]:
        """Give the first column of all rows."""
        return [row[0] for row in self.rows(asked, **given)]

    def pairs(
        self, asked: Select[K, T] | Prepared[K, T], **given: object
    ) -> list[tuple[K, T]]:
        """Give all rows of a query of two columns, as plain pairs."""
        return [(row[0], row[1]) for row in self.rows(asked, **given)]
