"""What a record says of rows, held to the declared tables before it is done again.

A record's text is not trusted: it names tables and columns, and gives any values. Only
known tables take rows, a new row names every column, a row is changed only in columns
that may change, and each value is of its column's type. What comes out carries names
of ours alone, so that no name of a record ever reaches SQL.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple, NoReturn

from fundledger.store import tables
from fundledger.store.audit import REFUSED, SCHEMA, Canonical, Json, Record
from fundledger.store.problems import Problem, problem
from fundledger.store.schema import SPECIAL
from fundledger.store.shapes import Shape, shape_of

_upcasts: Final[Any] = import_module("fundledger.migrations.upcasts")

UNWRITTEN: Final = SPECIAL - {"fund", "voucher", "posting"}
"""Tables that no deed writes: they move by themselves, or are the records."""

FUND_COLUMNS: Final = ("code", "name", "replay")
"""What the first record says of its fund."""


class ChangeError(ValueError):
    """A record says of rows what no deed writes."""

    def __init__(self, wrong: Problem) -> None:
        """Keep what is wrong."""
        super().__init__(wrong)
        self.problem = wrong


class Creation(NamedTuple):
    """The fund's own row, in its first record."""

    code: str
    name: str
    replay: str | None


class Insertion(NamedTuple):
    """Rows to put in; every column is named, those of bytes left out."""

    shape: Shape
    columns: Sequence[str]
    rows: Sequence[Sequence[Json]]


class Update(NamedTuple):
    """One row to change: what the columns held before, and what after."""

    shape: Shape
    key: Sequence[Json]
    columns: Sequence[str]
    before: Sequence[Json]
    after: Sequence[Json]


Change = Creation | Insertion | Update


def changes_of(record: Record) -> Iterable[Change]:
    """Read a record's changes as today's tables have them. Raises ChangeError.

    What was refused has changed nothing, whatever its record says.
    """
    for change in () if record.outcome == REFUSED else upcast(record):
        table = change["table"]
        if table == "fund":
            yield _creation(record, change)
            continue
        declared = tables.metadata.tables.get(table)
        if declared is None or table in UNWRITTEN:
            _refuse("table", table)
        shape = shape_of(declared)
        yield _insertion(shape, change) if "rows" in change else _update(shape, change)


def upcast(record: Record) -> list[Canonical]:
    """Bring a record's changes into today's schema. Raises ChangeError."""
    if record.schema == SCHEMA:
        return list(record.changes)
    try:
        return [_upcasts.upcast(record.schema, change) for change in record.changes]
    except _upcasts.UnknownSchemaError as error:
        _refuse("schema", record.schema, error)


def _creation(record: Record, change: Canonical) -> Creation:
    """Read the fund's row: the first record has one, no other has."""
    if record.seq != 1 or change.get("columns") != list(FUND_COLUMNS):
        _refuse("founding")
    (row, *more) = change["rows"]
    _check(shape_of(tables.fund), FUND_COLUMNS, [row])
    if more or row[0] != record.fund:
        _refuse("founding")
    return Creation(*row)


def _insertion(shape: Shape, change: Canonical) -> Insertion:
    columns, rows, named = change["columns"], change["rows"], shape.note_columns
    if columns != named:
        if sorted(columns) != sorted(named):
            _refuse("columns", shape.table.name)
        by_name = {name: name for name in named}
        named = [by_name[name] for name in columns]
    _check(shape, named, rows)
    return Insertion(shape, named, rows)


def _update(shape: Shape, change: Canonical) -> Update:
    key, before, after = change["key"], change["before"], change["after"]
    named = [name for name in shape.note_columns if name in after]
    if len(named) != len(after) or not shape.mutable.issuperset(named):
        _refuse("fixed", shape.table.name)
    if len(key) != len(shape.keys):
        _refuse("no_single_row", shape.table.name)
    _check(shape, shape.keys, [key])
    was, now = [before[name] for name in named], [after[name] for name in named]
    _check(shape, named, [was, now])
    if any(one == other for one, other in zip(was, now, strict=True)):
        _refuse("same", shape.table.name)
    return Update(shape, key, named, was, now)


def _check(shape: Shape, names: Sequence[str], rows: Sequence[Sequence[Json]]) -> None:
    """Hold values to their columns' types."""
    name = shape.unfit(names, rows)
    if name is not None:
        _refuse("value", f"{shape.table.name}.{name}")


def _refuse(
    code: str, subject: str = "", cause: BaseException | None = None
) -> NoReturn:
    raise ChangeError(problem(code, subject)) from cause
