"""The only way to change a row: do it and note it, in one move.

A deed is given a `Writing`, never a connection. Each `insert`, `insert_many` and
`change` checks exact types, runs the statement, and notes what changed for the deed's
audit record, so that a change nobody recorded cannot be written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Connection, Table

from fundledger.domain.ids import Login
from fundledger.errors import N_, StoreError
from fundledger.store.audit import Canonical, Head, Written
from fundledger.store.dialects import Dialect
from fundledger.store.reading import Books
from fundledger.store.shapes import Shape, shape_of

if TYPE_CHECKING:
    from fundledger.domain.journal import Entry
    from fundledger.domain.people import Role


FEW: Final = 8
"""Up to so many rows are checked and noted row by row; more, column by column."""

MANY: Final = 100
"""From so many rows on, the record's text is written by column."""


@dataclass(eq=False)
class RowMissingError(StoreError):
    """A deed changes a row that is not there."""

    table: str
    key: str
    message = N_("Table {table} has no row {key}.")
    hint = N_("This is a fault of the program: please report it.")


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
        last: Mapping[str, int] | None = None,
    ) -> None:
        """Take up the pen for the record after `head`.

        `last` are the last numbers of tables that the fund's row keeps.
        """
        super().__init__(connection, fund_id, head)
        self.dialect = dialect
        self.driver = dialect.driver(connection)
        self.actor = actor
        self.on = on
        self.seq = head.seq + 1
        self.role: Role | None = None
        self.booked: list[Entry] = []
        self.changes: list[Canonical | Written] = []
        self._next: dict[str, int] = dict(last or {})

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
        self._insert_few(table, [values])

    def insert_many(self, table: Table[Any], rows: Iterable[Mapping[str, Any]]) -> None:
        """Put rows in, missing columns filled with NULL."""
        given = list(rows)
        if len(given) <= FEW:
            self._insert_few(table, given)
            return
        names: set[str] = set()
        names.update(*given)
        columns = {name: [row.get(name) for row in given] for name in names}
        self.insert_columns(table, columns)

    def _insert_few(self, table: Table[Any], rows: Sequence[Mapping[str, Any]]) -> None:
        """Put a few rows in, each by itself: no column is worth a list."""
        if not rows:
            return
        shape, days = shape_of(table), self.dialect.text_days
        filled = [shape.filled_row(values) for values in rows]
        own = {"fund_id": self.fund_id, "seq": self.seq}
        raw = [shape.raw_row({**row, **own}, text_days=days) for row in filled]
        self.dialect.insert_rows(self.driver, table, raw)
        self._note_rows(table, shape, list(map(shape.noted_row, filled)))

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
        self, table: Table[Any], shape: Shape, rows: list[tuple[Any, ...]]
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
        shape: Shape,
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
        shape: Shape,
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

    def _raw_key(self, shape: Shape, own: tuple[object, ...]) -> list[Any]:
        days = self.dialect.text_days
        return [
            shape.column_raw(n, v, text_days=days)
            for n, v in zip(shape.keys, own, strict=True)
        ]
