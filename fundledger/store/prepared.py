"""Questions asked in every deed: compiled once, then asked by the driver alone.

SQLAlchemy builds, keys and wraps a statement anew each time it runs; for a look-up by
key that is ten times what the database takes. A prepared question is a Core statement
with `bindparam` places, made once at import and compiled once for each dialect.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, Final, Generic, NamedTuple, TypeVarTuple, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
)
from sqlalchemy.engine import Dialect

from fundledger.store.types import Day, Exact, Flag

Ts = TypeVarTuple("Ts")
ConvertCell = Callable[[Any], Any]

OWN: Final = "own_fund_id"


def owned(table: Table[Any]) -> ColumnElement[bool]:
    """Hold a statement made once to the rows of whichever fund asks it."""
    column: ColumnElement[int] = table.c.fund_id
    return column == bindparam(OWN)


class _Ready(NamedTuple):
    """A statement as one driver takes it, and how its rows are read."""

    text: str
    names: tuple[str, ...]
    """The parameters in order; empty where the driver takes them by name."""
    given: Mapping[str, Any]
    """The parameters that nobody fills."""
    kinds: tuple[tuple[str, Exact[Any]], ...]
    """The places, each with the type of the column that it is compared with."""
    converters: tuple[tuple[int, ConvertCell], ...]
    make: Callable[[Any], Any]


class Prepared(Generic[*Ts]):
    """A question with places to fill, and typed rows for answers."""

    def __init__(self, statement: Select[*Ts] | CompoundSelect[*Ts]) -> None:
        """Take the statement; it is compiled when it is first asked."""
        self.statement = statement
        self._ready: dict[str, _Ready] = {}

    def ask(
        self, driver: Any, dialect: Dialect, places: Mapping[str, object]
    ) -> list[Row[*Ts]]:
        """Ask over the driver's own connection.

        Raises WrongTypeError, which names the place that was filled wrongly.
        """
        ready = self._ready.get(dialect.name) or self._compile(dialect)
        for name, kind in ready.kinds:
            if not kind.exact(value := places[name]):
                kind.check(name, value)
        filled = {**ready.given, **places}
        for name, value in places.items():
            if type(value) not in _RAW:
                filled[name] = _raw(value, dialect.name)
        given = [filled[name] for name in ready.names] if ready.names else filled
        rows: list[Any] = driver.execute(ready.text, given).fetchall()
        if ready.converters:
            rows = [_converted(row, ready.converters) for row in rows]
        return list(map(ready.make, rows))

    def ask_over(
        self, connection: Connection, places: Mapping[str, object]
    ) -> list[Row[*Ts]]:
        """Ask where no books are open yet. Raises WrongTypeError."""
        driver = connection.connection.driver_connection
        return self.ask(driver, connection.dialect, places)

    def _compile(self, dialect: Dialect) -> _Ready:
        compiled = self.statement.compile(dialect=dialect)
        columns = list(self.statement.selected_columns)
        converters = (
            (place, convert)
            for place, column in enumerate(columns)
            if dialect.name == "sqlite"
            and (convert := _converter_of(column.type)) is not None
        )
        names = [column.key or "" for column in columns]
        row = cast("Any", namedtuple)("Row", names, rename=True)  # noqa: PYI024 - named by the statement
        ready = _Ready(
            text=str(compiled),
            names=tuple(compiled.positiontup or ()),
            kinds=tuple(
                (name, place.type)
                for name, place in compiled.binds.items()
                if isinstance(place.type, Exact) and place.required and name != OWN
            ),
            given={
                name: _raw(value, dialect.name)
                for name, value in compiled.params.items()
            },
            converters=tuple(converters),
            make=partial(cast("Any", tuple).__new__, row),
        )
        self._ready[dialect.name] = ready
        return ready


def _converter_of(kind: object) -> ConvertCell | None:
    """Say how SQLite's form of a value becomes Python's."""
    if isinstance(kind, Flag):
        return bool
    return date.fromisoformat if isinstance(kind, Day) else None


def _converted(row: Any, converters: tuple[tuple[int, ConvertCell], ...]) -> list[Any]:
    cells = list(row)
    for place, convert in converters:
        if cells[place] is not None:
            cells[place] = convert(cells[place])
    return cells


_RAW: Final = frozenset({str, int, type(None)})
"""Most values are what the driver takes."""


def _raw(value: object, dialect: str) -> object:
    """Give what a driver takes; SQLite has no days of its own."""
    if isinstance(value, date) and dialect == "sqlite":
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
