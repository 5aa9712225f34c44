"""The only way to change a row: note it, and send all notes at the end of the deed.

A deed is given a `Writing`, never a connection. `insert`, `insert_many` and `change`
check exact types and note what shall change, for the database and for the deed's audit
record alike; `flush` sends it all. So a deed asks, decides and writes, and one that is
refused has written nothing. Reading a table that has notes would not show them: it
raises.
"""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, TypeVarTuple, cast

from sqlalchemy import ClauseElement, Connection, Row, Select, Table
from sqlalchemy.sql import visitors

from fundledger.domain.ids import Login
from fundledger.errors import N_, StoreError
from fundledger.store import tables
from fundledger.store.audit import Canonical, Head, Written
from fundledger.store.changes import FUND_COLUMNS
from fundledger.store.dialects import Dialect
from fundledger.store.prepared import Prepared
from fundledger.store.reading import Remembering
from fundledger.store.shapes import Shape, shape_of

if TYPE_CHECKING:
    from fundledger.domain.journal import Entry
    from fundledger.domain.people import Role

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

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


class ReadAfterWriteError(RuntimeError):
    """A deed reads a table after it wrote to it: its own rows would be missing."""


@dataclass(slots=True)
class Insertion:
    """Rows to be put into one table, as the driver takes them and as noted."""

    table: Table[Any]
    rows: list[tuple[Any, ...]]
    note: Canonical | Written


@dataclass(slots=True)
class Change:
    """One row to be changed: by column before, after, and as the driver takes it."""

    table: Table[Any]
    shape: Shape
    key: tuple[object, ...]
    before: dict[str, Any] = field(default_factory=dict[str, Any])
    after: dict[str, Any] = field(default_factory=dict[str, Any])
    raw: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def note(self) -> Canonical:
        """Give the change as the record keeps it, without what came back."""
        changed = sorted(n for n in self.after if self.after[n] != self.before[n])
        columns = self.shape.column_json
        return {
            "table": self.table.name,
            "key": [
                columns(n, v) for n, v in zip(self.shape.keys, self.key, strict=True)
            ],
            "before": {name: self.before[name] for name in changed},
            "after": {name: self.after[name] for name in changed},
        }


class Writing(Remembering):
    """Open books under the write lock: what a deed reads, and what it will write."""

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
        """Begin the record after `head`.

        `last` are the last numbers of tables that the fund's row keeps.
        """
        super().__init__(connection, fund_id, head)
        self.dialect = dialect
        self.actor = actor
        self.on = on
        self.seq = head.seq + 1
        self.role: Role | None = None
        self.deed = ""
        self.deed_input: Canonical = {}
        """What the deed was asked, as its record keeps it."""
        self.booked: list[Entry] = []
        self._pending: list[Insertion | Change] = []
        self._changes: dict[tuple[str, tuple[object, ...]], Change] = {}
        self._touched: set[str] = set()
        self._known: dict[object, Any] = {}
        self._next: dict[str, int] = dict(last or {})

    def rows(
        self, statement: Select[*Ts] | Prepared[*Ts], **given: object
    ) -> Sequence[Row[*Ts]]:
        """Give all rows of a query; a prepared one is asked of the database once.

        Raises ReadAfterWriteError.
        """
        if self._touched:
            self._require_unwritten(statement)
        return super().rows(statement, **given)

    def _require_unwritten(self, statement: Select[*Ts] | Prepared[*Ts]) -> None:
        names = (
            _tables_of(statement)
            if isinstance(statement, Prepared)
            else _tables(statement)
        )
        if written := names & self._touched:
            msg = f"a deed reads {', '.join(sorted(written))} after writing to it"
            raise ReadAfterWriteError(msg)

    def next_no(self, table: Table[Any]) -> int:
        """Give the next number of a table whose rows are counted per fund."""
        return self.next_in(table.name, lambda: self._highest(table))

    def next_in(self, series: str, last: Callable[[], int]) -> int:
        """Give the next number of a series, counting what this deed has taken."""
        if series not in self._next:
            self._next[series] = last()
        self._next[series] += 1
        return self._next[series]

    def before(self, key: object, question: Callable[[], T]) -> T:
        """Answer a question as it stood before this deed wrote anything."""
        if key not in self._known:
            self._known[key] = question()
        answer: T = self._known[key]
        return answer

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
        own = {"fund_id": self.fund_id, "seq": self.seq}
        both = [shape.row(values, own, text_days=days) for values in rows]
        raw, noted = map(list, zip(*both, strict=True))
        self._add(table, raw, shape, noted)

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
        if count >= MANY:
            self.add(Insertion(table, raw, shape.written(filled)))
        else:
            self._add(table, raw, shape, shape.noted(filled))

    def begin_fund(self, code: str, name: str, replay: str | None = None) -> None:
        """Put in the row of the fund that this record creates."""
        noted = (code, name, None if replay is None else str(replay))
        row = (self.fund_id, *noted, self.seq, 0, tables.NO_HASH, 0, 0)
        names = list(FUND_COLUMNS)
        note = {"table": "fund", "columns": names, "rows": [list(noted)]}
        self.add(Insertion(tables.fund, [row], note))

    def add(self, insertion: Insertion) -> None:
        """Note rows whose raw form and note are made already."""
        self._touched.add(insertion.table.name)
        self._pending.append(insertion)

    def _add(
        self,
        table: Table[Any],
        raw: list[tuple[Any, ...]],
        shape: Shape,
        noted: list[tuple[Any, ...]],
    ) -> None:
        """Note rows, together with those of the same table noted just before."""
        last = self._pending[-1] if self._pending else None
        if (
            isinstance(last, Insertion)
            and last.table is table
            and isinstance(last.note, dict)
        ):
            last.rows.extend(raw)
            last.note["rows"].extend(noted)
            return
        note = {"table": table.name, "columns": shape.note_columns, "rows": noted}
        self.add(Insertion(table, raw, note))

    def change(
        self, table: Table[Any], key: object | tuple[object, ...], **values: Any
    ) -> None:
        """Change declared columns of one row; a row changed twice changes once.

        Raises RowMissingError, InexactValueError, UnknownColumnError.
        """
        shape = shape_of(table)
        own = cast("tuple[object, ...]", key) if isinstance(key, tuple) else (key,)
        shape.check_changes(values)
        change = self._changes.get((table.name, own))
        if change is None:
            change = self._changes[table.name, own] = Change(table, shape, own)
            self._pending.append(change)
        missing = [name for name in values if name not in change.before]
        if missing:
            change.before |= self._before(change, missing)
        change.after |= shape.json(values)
        days = self.dialect.text_days
        change.raw |= {
            n: shape.column_raw(n, v, text_days=days) for n, v in values.items()
        }
        self._touched.add(table.name)

    def _before(self, change: Change, names: Sequence[str]) -> Canonical:
        place = self.dialect.placeholder
        keys = ("fund_id", *change.shape.keys)
        where = " AND ".join(f"{name} = {place}" for name in keys)
        row = self.driver.execute(
            f"SELECT {', '.join(names)} FROM {change.table.name} WHERE {where}",  # noqa: S608 - our names
            (self.fund_id, *self._raw_key(change)),
        ).fetchone()
        if row is None:
            key = "/".join(map(str, change.key))
            raise RowMissingError(change.table.name, key)
        read = change.shape.from_database
        return {n: read(n, v) for n, v in zip(names, row, strict=True)}

    @contextmanager
    def trial(self) -> Generator[None]:
        """Let a deed write what it would, and forget it: only refusals come of it."""
        pending, changes = len(self._pending), dict(self._changes)
        touched, numbers, booked = set(self._touched), dict(self._next), [*self.booked]
        yield
        del self._pending[pending:]
        self._changes, self._touched = changes, touched
        self._next, self.booked = numbers, booked

    # --- The end of the deed ----------------------------------------------

    def count(self) -> int:
        """Count the rows that are noted."""
        return sum(
            len(each.rows) if isinstance(each, Insertion) else 1
            for each in self._pending
        )

    def flush(self) -> list[Canonical | Written]:
        """Send every note to the database; give them as the record keeps them."""
        noted: list[Canonical | Written] = []
        for each in self._pending:
            if isinstance(each, Insertion):
                self.dialect.insert_rows(self.driver, each.table, each.rows)
                noted.append(each.note)
            elif (note := each.note)["after"]:
                self._update(each, list(note["after"]))
                noted.append(note)
        return noted

    def _update(self, change: Change, names: Sequence[str]) -> None:
        place = self.dialect.placeholder
        sets = ", ".join(f"{name} = {place}" for name in (*names, "seq"))
        keys = ("fund_id", *change.shape.keys)
        where = " AND ".join(f"{name} = {place}" for name in keys)
        raw = [change.raw[name] for name in names]
        self.driver.execute(
            f"UPDATE {change.table.name} SET {sets} WHERE {where}",  # noqa: S608 - our names
            (*raw, self.seq, self.fund_id, *self._raw_key(change)),
        )

    def _raw_key(self, change: Change) -> list[Any]:
        days, shape = self.dialect.text_days, change.shape
        return [
            shape.column_raw(n, v, text_days=days)
            for n, v in zip(shape.keys, change.key, strict=True)
        ]


def _tables(statement: ClauseElement) -> frozenset[str]:
    """Name the tables that a statement reads."""
    parts = visitors.iterate(statement)
    return frozenset(part.name for part in parts if isinstance(part, Table))


@cache
def _tables_of(prepared: Prepared[Any]) -> frozenset[str]:
    return _tables(prepared.statement)
