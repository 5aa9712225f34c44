"""How rows of a table are checked, written and noted: by column, or one by one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import repeat
from typing import Any, Final

from sqlalchemy import Column, Table

from fundledger.errors import N_, StoreError
from fundledger.store import schema
from fundledger.store.audit import Canonical, Written, canonical
from fundledger.store.types import Exact, InexactValueError


@dataclass(eq=False)
class UnknownColumnError(StoreError):
    """A deed names a column that is not there, or one that never changes."""

    table: str
    column: str
    message = N_("Table {table} has no column {column} that this deed may write.")
    hint = N_("This is a fault of the program: please report it.")


JsonCheck = tuple[str, frozenset[type], Callable[[Any], bool]]
"""A column, the types that its values have in a record, and what they must hold."""


Place = tuple[str, Exact[Any] | None, Callable[[Any], bool] | None, bool, bool]
"""A column: its type and exact test (none for what no deed gives), whether it may be
empty, and whether a record keeps it."""

AS_IS: Final = frozenset({str, int, type(None)})
"""Values that are the same in Python, in the record and for the drivers."""


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
        self.nullable = {name for name in self.names if self.columns[name].nullable}
        self.places = [self._place(name) for name in self.columns]
        self.json_checks = {n: self._json_check(n) for n in self.columns}
        self.writable = set(self.names)

    def _place(self, name: str) -> Place:
        kind = None if name in self.own else self.types[name]
        exact = None if kind is None else kind.exact
        return name, kind, exact, name in self.nullable, name in self.note_columns

    def _json_check(self, name: str) -> JsonCheck:
        kind = self.types[name]
        nullable = self.columns[name].nullable
        known = {kind.json_type, type(None)} if nullable else {kind.json_type}
        return name, frozenset(known), kind.is_json

    def unfit(self, names: Iterable[str], rows: Iterable[Sequence[Any]]) -> str | None:
        """Name a column that does not take what rows of a record give it."""
        checks = [self.json_checks[name] for name in names]
        for row in rows:
            for (name, known, sound), value in zip(checks, row, strict=True):
                if type(value) not in known or (value is not None and not sound(value)):
                    return name
        return None

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

    def row(
        self, values: Mapping[str, Any], own: Mapping[str, Any], *, text_days: bool
    ) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Check one new row; give it as the driver takes it, and as the record does.

        `own` are the columns that no deed gives: fund and record. Raises
        UnknownColumnError, InexactValueError.
        """
        if not values.keys() <= self.writable:
            raise UnknownColumnError(
                self.table.name, min(values.keys() - self.writable)
            )
        raw: list[Any] = []
        noted: list[Any] = []
        for name, kind, exact, optional, in_record in self.places:
            if kind is None or exact is None:
                raw.append(own[name])
                continue
            value = values.get(name)
            if not (optional if value is None else exact(value)):
                self._check(name, [value])
            plain = type(value) in AS_IS
            raw.append(value if plain else kind.stored(value, text_days=text_days))
            if in_record:
                noted.append(value if plain else kind.plain(value))
        return tuple(raw), tuple(noted)

    def check_changes(self, values: Mapping[str, Any]) -> None:
        """Check new values of columns that may change."""
        for name, value in values.items():
            if name not in self.mutable:
                raise UnknownColumnError(self.table.name, name)
            self._check(name, [value])

    def _check(self, name: str, values: Sequence[object]) -> None:
        """Refuse a column with a value that is not exactly of its type."""
        kind = self.types[name]
        types = set(map(type, values))
        if self.columns[name].nullable:
            types.discard(type(None))
        bent = next((each for each in types if not kind.takes(each)), None)
        if bent is not None or not kind.holds(values):
            wrong = bent.__name__ if bent else "such a value"
            where = f"{self.table.name}.{name}"
            raise InexactValueError(where, wrong)

    def noted(self, columns: Mapping[str, Sequence[Any]]) -> list[tuple[Any, ...]]:
        """Give rows as the record keeps them."""
        values = (self.types[n].to_json(columns[n]) for n in self.note_columns)
        return list(zip(*values, strict=True))

    def written(self, columns: Mapping[str, Sequence[Any]]) -> Written:
        """Write the change that puts these rows in, as the record keeps it."""
        values = (self.types[n].written(columns[n]) for n in self.note_columns)
        rows = "],[".join(map(",".join, zip(*values, strict=True)))
        names = canonical(self.note_columns)
        text = f'{{"columns":{names},"rows":[[{rows}]],"table":"{self.table.name}"}}'
        return Written(text, len(next(iter(columns.values()))))

    def raw(
        self,
        columns: Mapping[str, Sequence[Any]],
        own: Mapping[str, Any],
        *,
        text_days: bool,
    ) -> list[tuple[Any, ...]]:
        """Give rows as the driver takes them, in the table's order."""
        values = (
            repeat(own[name])
            if name in own
            else self.types[name].raw(columns[name], text_days=text_days)
            for name in self.columns
        )
        return list(zip(*values, strict=False))

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
