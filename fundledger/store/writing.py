"""The only way to change a row: do it and note it, in one move.

A deed is given a `Writing`, never a connection. Each `insert`, `insert_many` and
`change` checks exact types, runs the statement, and notes what changed for the deed's
audit record, so that a change nobody recorded cannot be written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Column, Connection, Table

from fundledger.domain.ids import Login
from fundledger.errors import N_, StoreError
from fundledger.store import schema
from fundledger.store.audit import Canonical, Head, Written, canonical
from fundledger.store.dialects import Dialect
from fundledger.store.reading import Books
from fundledger.store.types import Exact, InexactValueError

if TYPE_CHECKING:
    from fundledger.domain.journal import Entry
    from fundledger.domain.people import Role


MANY: Final = 100
"""From so many rows on, the record's text is written by column."""


@dataclass(eq=False)
class UnknownColumnError(StoreError):
    """A deed names a column that is not there, or one that never changes."""

    table: str
    column: str
    message = N_("Table {table} has no column {column} that this deed may write.")


@dataclass(eq=False)
class RowMissingError(StoreError):
    """A deed changes a row that is not there."""

    table: str
    key: str
    message = N_("Table {table} has no row {key}.")


class Writing(Books):
    """Open books with a pen: what a deed reads, writes and notes."""

    def __init__(
        self,
        dialect: Dialect,
        connection: Connection,
        fund_id: int,
        head: Head,
        actor: Login,
        on: date,
    ) -> None:
        """Take up the pen for the record after `head`."""
        super().__init__(connection, fund_id, head)
        self.dialect = dialect
        self.driver = dialect.driver(connection)
        self.actor = actor
        self.on = on
        self.seq = head.seq + 1
        self.role: Role | None = None
        self.booked: list[Entry] = []
        self.changes: list[Canonical | Written] = []
        self._next: dict[str, int] = {}

    def next_no(self, table: Table[Any]) -> int:
        """Give the next number of a table whose rows are counted per fund."""
        if table.name not in self._next:
            self._next[table.name] = self._highest(table)
        self._next[table.name] += 1
        return self._next[table.name]

    def _highest(self, table: Table[Any]) -> int:
        place = self.dialect.placeholder
        row = self.driver.execute(
            f"SELECT MAX(no) FROM {table.name} WHERE fund_id = {place}",  # noqa: S608 - our names
            (self.fund_id,),
        ).fetchone()
        return int(row[0] or 0)

    def insert(self, table: Table[Any], **values: Any) -> None:
        """Put one row in. Raises InexactValueError, UnknownColumnError."""
        self.insert_many(table, [values])

    def insert_many(self, table: Table[Any], rows: Iterable[Mapping[str, Any]]) -> None:
        """Put rows in, missing columns filled with NULL."""
        given = list(rows)
        names: set[str] = set()
        names.update(*given)
        columns = {name: [row.get(name) for row in given] for name in names}
        self.insert_columns(table, columns)

    def insert_columns(
        self, table: Table[Any], columns: Mapping[str, Sequence[Any]]
    ) -> None:
        """Put rows in, given column by column: the short way for many of them."""
        shape = shape_of(table)
        count = len(next(iter(columns.values()), ()))
        if not count:
            return
        filled = shape.filled(columns, count)
        own = {"fund_id": self.fund_id, "seq": self.seq}
        raw = shape.raw(filled, own, text_days=self.dialect.text_days)
        self.dialect.insert_rows(self.driver, table, raw)
        if count >= MANY:
            self.changes.append(shape.written(filled))
        else:
            self._note_rows(table, shape, shape.noted(filled))

    def _note_rows(
        self, table: Table[Any], shape: "Shape", rows: list[tuple[Any, ...]]
    ) -> None:
        last = self.changes[-1] if self.changes else None
        if isinstance(last, dict) and last["table"] == table.name and "rows" in last:
            last["rows"].extend(rows)
            return
        self.changes.append(
            {"table": table.name, "columns": shape.note_columns, "rows": rows}
        )

    def change(
        self, table: Table[Any], key: object | tuple[object, ...], **values: Any
    ) -> None:
        """Change declared columns of one row; writes nothing if nothing differs.

        Raises RowMissingError, InexactValueError, UnknownColumnError.
        """
        shape = shape_of(table)
        own = cast("tuple[object, ...]", key) if isinstance(key, tuple) else (key,)
        shape.check_changes(values)
        before = self._before(table, shape, own, list(values))
        after = shape.json(values)
        changed = {name for name in values if before[name] != after[name]}
        if not changed:
            return
        self._update(table, shape, own, {name: values[name] for name in changed})
        self.changes.append(
            {
                "table": table.name,
                "key": [
                    shape.column_json(n, v)
                    for n, v in zip(shape.keys, own, strict=True)
                ],
                "before": {name: before[name] for name in sorted(changed)},
                "after": {name: after[name] for name in sorted(changed)},
            }
        )

    def _before(
        self,
        table: Table[Any],
        shape: "Shape",
        own: tuple[object, ...],
        names: Sequence[str],
    ) -> Canonical:
        place = self.dialect.placeholder
        where = " AND ".join(f"{name} = {place}" for name in ("fund_id", *shape.keys))
        asked = self.driver.execute(
            f"SELECT {', '.join(names)} FROM {table.name} WHERE {where}",  # noqa: S608 - our names
            (self.fund_id, *self._raw_key(shape, own)),
        ).fetchone()
        if asked is None:
            raise RowMissingError(table.name, "/".join(map(str, own)))
        return {n: shape.from_database(n, v) for n, v in zip(names, asked, strict=True)}

    def _update(
        self,
        table: Table[Any],
        shape: "Shape",
        own: tuple[object, ...],
        values: Mapping[str, Any],
    ) -> None:
        place = self.dialect.placeholder
        sets = ", ".join(f"{name} = {place}" for name in (*values, "seq"))
        where = " AND ".join(f"{name} = {place}" for name in ("fund_id", *shape.keys))
        days = self.dialect.text_days
        raw = [shape.column_raw(n, v, text_days=days) for n, v in values.items()]
        self.driver.execute(
            f"UPDATE {table.name} SET {sets} WHERE {where}",  # noqa: S608 - our names
            (*raw, self.seq, self.fund_id, *self._raw_key(shape, own)),
        )

    def _raw_key(self, shape: "Shape", own: tuple[object, ...]) -> list[Any]:
        days = self.dialect.text_days
        return [
            shape.column_raw(n, v, text_days=days)
            for n, v in zip(shape.keys, own, strict=True)
        ]


class Shape:
    """How a table's rows are checked, written and noted."""

    def __init__(self, table: Table[Any]) -> None:
        """Read the table's columns once."""
        self.table = table
        self.columns = {column.name: column for column in table.c}
        self.keys = schema.keys(table)
        self.own = ("fund_id", "seq")
        self.names = [name for name in self.columns if name not in self.own]
        self.mutable = set(schema.mutable(table)) - {"seq"}
        self.types = {n: _exact(column) for n, column in self.columns.items()}
        self.note_columns = [
            name for name in self.names if self.types[name].accepts is not bytes
        ]

    def filled(
        self, columns: Mapping[str, Sequence[Any]], count: int
    ) -> dict[str, Sequence[Any]]:
        """Check the columns of new rows, and fill those that are missing."""
        for name in columns:
            if name not in self.columns or name in self.own:
                raise UnknownColumnError(self.table.name, name)
        nothing = [None] * count
        filled = {name: columns.get(name, nothing) for name in self.names}
        for name, values in filled.items():
            self._check(name, values)
        return filled

    def check_changes(self, values: Mapping[str, Any]) -> None:
        """Check new values of columns that may change."""
        for name, value in values.items():
            if name not in self.mutable:
                raise UnknownColumnError(self.table.name, name)
            self._check(name, [value])

    def _check(self, name: str, values: Sequence[object]) -> None:
        """Refuse a column with a value that is not exactly of its type."""
        kind = self.types[name]
        found = set(map(type, values))
        if self.columns[name].nullable:
            found.discard(type(None))
        bent = next((each for each in found if not kind.takes(each)), None)
        if bent is not None or not kind.holds(values):
            wrong = bent.__name__ if bent else "such a value"
            where = f"{self.table.name}.{name}"
            raise InexactValueError(where, wrong)

    def noted(self, columns: Mapping[str, Sequence[Any]]) -> list[tuple[Any, ...]]:
        """Give rows as the record keeps them."""
        kept = (self.types[n].to_json(columns[n]) for n in self.note_columns)
        return list(zip(*kept, strict=True))

    def written(self, columns: Mapping[str, Sequence[Any]]) -> Written:
        """Write the change that puts these rows in, as the record keeps it."""
        kept = (self.types[n].written(columns[n]) for n in self.note_columns)
        rows = "],[".join(map(",".join, zip(*kept, strict=True)))
        names = canonical(self.note_columns)
        return Written(
            f'{{"columns":{names},"rows":[[{rows}]],"table":"{self.table.name}"}}'
        )

    def raw(
        self,
        columns: Mapping[str, Sequence[Any]],
        own: Mapping[str, Any],
        *,
        text_days: bool,
    ) -> list[tuple[Any, ...]]:
        """Give rows as the driver takes them, in the table's order."""
        kept = (
            repeat(own[name])
            if name in own
            else self.types[name].raw(columns[name], text_days=text_days)
            for name in self.columns
        )
        return list(zip(*kept, strict=False))

    def json(self, values: Mapping[str, Any]) -> Canonical:
        """Give named values as the record keeps them."""
        return {name: self.column_json(name, value) for name, value in values.items()}

    def column_json(self, name: str, value: Any) -> Any:
        """Give one value as the record keeps it."""
        return self.types[name].to_json([value])[0]

    def column_raw(self, name: str, value: Any, *, text_days: bool) -> Any:
        """Give one value as the driver takes it."""
        return self.types[name].raw([value], text_days=text_days)[0]

    def from_database(self, name: str, value: Any) -> Any:
        """Give a raw value of the database as the record keeps it."""
        if value is None:
            return None
        if self.types[name].accepts is bool:
            return bool(value)
        return value.isoformat() if isinstance(value, date) else value


def _exact(column: Column[Any]) -> Exact[Any]:
    assert isinstance(column.type, Exact)
    return column.type


@cache
def shape_of(table: Table[Any]) -> Shape:
    """Give the table's shape, read once."""
    return Shape(table)
