"""Open books: one snapshot of one fund, to be asked by queries."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, TypeVar, TypeVarTuple, cast

from sqlalchemy import ColumnElement, Connection, Row, Select, Table
from sqlalchemy.exc import StatementError

from fundledger.domain.values import Expected, WrongTypeError, check_kind, type_name
from fundledger.store.audit import Head
from fundledger.store.prepared import OWN, Prepared
from fundledger.store.types import Exact

K = TypeVar("K")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_NUMBERED: Final = re.compile(r"_[0-9]+$")
"""What SQLAlchemy puts behind a column's name, to make a parameter's of it."""


def in_parts(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Part values for statements that name them: a database takes only so many."""
    for first in range(0, len(values), size):
        yield values[first : first + size]


class Books:
    """One snapshot of one fund: many queries share it and see the same facts."""

    def __init__(self, connection: Connection, fund_id: int, head: Head) -> None:
        """Open the books at a head."""
        self.connection = connection
        self.driver: Any = connection.connection.driver_connection
        self.fund_id = fund_id
        self.head = head

    def own(self, table: Table[Any]) -> ColumnElement[bool]:
        """Hold a query to this fund's rows of a table."""
        column: ColumnElement[int] = table.c.fund_id
        return column == self.fund_id

    def rows(
        self, statement: Select[*Ts] | Prepared[*Ts], **given: object
    ) -> Sequence[Row[*Ts]]:
        """Give all rows of a query; `given` fills the places of a prepared one.

        Raises WrongTypeError where a value is not of the type of its column.
        """
        if isinstance(statement, Select):
            try:
                rows: Any = self.connection.execute(statement).all()
            except StatementError as error:
                if isinstance(error.orig, WrongTypeError):
                    raise _named(error.orig, statement) from None
                raise
            return cast("Sequence[Row[*Ts]]", rows)
        places = {OWN: self.fund_id, **given}
        return statement.ask(self.driver, self.connection.dialect, places)

    def first(
        self, statement: Select[*Ts] | Prepared[*Ts], **given: object
    ) -> Row[*Ts] | None:
        """Give the first row of a query, or None."""
        return next(iter(self.rows(statement, **given)), None)

    def value(self, statement: Select[T] | Prepared[T], **given: object) -> T | None:
        """Give the only value of a query, or None without a row."""
        row = self.first(statement, **given)
        return None if row is None else row[0]

    def values(
        self, statement: Select[T] | Prepared[T], **given: object
    ) -> Sequence[T]:
        """Give the first column of all rows."""
        return [row[0] for row in self.rows(statement, **given)]

    def pairs(
        self, statement: Select[K, T] | Prepared[K, T], **given: object
    ) -> list[tuple[K, T]]:
        """Give all rows of a query of two columns, as plain pairs."""
        return [(row[0], row[1]) for row in self.rows(statement, **given)]


class Remembering(Books):
    """Books that ask each prepared question once: many rules ask for the same facts."""

    def __init__(self, connection: Connection, fund_id: int, head: Head) -> None:
        """Open the books at a head; nothing has been asked yet."""
        super().__init__(connection, fund_id, head)
        self._answers: dict[tuple[Any, ...], Sequence[Any]] = {}

    def rows(
        self, statement: Select[*Ts] | Prepared[*Ts], **given: object
    ) -> Sequence[Row[*Ts]]:
        """Give all rows of a query, of a prepared one those of the first time."""
        if not isinstance(statement, Prepared):
            return super().rows(statement, **given)
        question = (statement, *given.items())
        rows = self._answers.get(question)
        if rows is None:
            rows = self._answers[question] = super().rows(statement, **given)
        return rows


def check_books(books: object, **days: object) -> None:
    """Refuse what is not open books, and days that are none, before asking.

    A day may be None. Raises WrongTypeError.
    """
    check_kind("books", books, Books, Expected.BOOKS)
    for name, day in days.items():
        if day is not None and type(day) is not date:
            raise WrongTypeError(name, Expected.DAY, type_name(day))


def _named(error: WrongTypeError, statement: Select[*Ts]) -> WrongTypeError:
    """Name the column that a value of a wrong type was compared with."""
    for place, name in statement.compile().bind_names.items():
        kind = place.type
        value = place.effective_value
        if isinstance(kind, Exact) and value is not None and not kind.exact(value):
            return WrongTypeError(_NUMBERED.sub("", name), error.expected, error.actual)
    return error
