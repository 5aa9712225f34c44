"""The declared schema: tables, views, guards and grants as SQL, per dialect.

What a migrated database must equal. Tables come from `tables`, guards from `guards`;
nothing here connects.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Template
from types import MappingProxyType
from typing import Any, Final, Literal

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint, make_url
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from fundledger.store import tables
from fundledger.store.tables import NO_HASH
from fundledger.store.tables.base import PRESENT

DialectName = Literal["sqlite", "postgresql"]

SPECIAL: Final = frozenset(
    {"fund", "record", "voucher", "posting", "balance", "project_balance"}
)
"""Tables with guards of their own; every other table is a plain row of a fund."""

BALANCES: Final = {"balance": "an account", "project_balance": "a project"}

SINGLE: Final = (
    "fund_insert",
    "fund_update",
    "voucher_insert",
    "posting_insert",
    "signature_insert",
    "record_insert",
    "record_seal",
)
"""Rules of one table each."""

_Place = tuple[Table[Any] | None, Mapping[str, str]]
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

_CHANGES: Final = ("insert", "update")

DRIVERS: Final = MappingProxyType(
    {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
)
"""Addresses by which SQLAlchemy knows a dialect; it is loaded when it is needed."""


def mutable(table: Table[Any]) -> list[str]:
    """Name the columns that a deed may change in a row that is in."""
    return [column.name for column in table.c if column.info.get("mutable")]


def is_append_only(table: Table[Any]) -> bool:
    """Tell whether rows of the table never change once they are in."""
    return mutable(table) in ([], ["seq"])


def keys(table: Table[Any]) -> list[str]:
    """Name the columns that identify a row within its fund."""
    return [column.name for column in table.primary_key if column.name != "fund_id"]


def statements(dialect: DialectName) -> list[str]:
    """List every statement that makes the declared schema, in order."""
    in_order = [
        *_roles(dialect),
        *_tables(dialect),
        *objects(dialect),
        *_grants(dialect),
    ]
    return [*in_order, *_statistics(dialect)]


def tables_only(dialect: DialectName) -> list[str]:
    """List the statements of the tables and the line view, without any guard."""
    return [*_tables(dialect), _read("line.sql")]


def objects(dialect: DialectName) -> list[str]:
    """List the statements of the views and the guards, in order."""
    from fundledger.store import views  # noqa: PLC0415 - deeds know none of them

    return [_read("line.sql"), *views.statements(dialect), *_guards(dialect)]


def _tables(dialect: DialectName) -> Iterator[str]:
    speaks = _speaking(dialect)
    for table in tables.metadata.sorted_tables:
        yield _clean(str(CreateTable(table).compile(dialect=speaks)))
    for table in tables.metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield _clean(str(CreateIndex(index).compile(dialect=speaks)) + _only(index))


def _speaking(dialect: DialectName) -> Dialect:
    dialect_made: Dialect = make_url(DRIVERS[dialect]).get_dialect()()
    return dialect_made


def _only(index: Index) -> str:
    """Leave out of an index the rows without a value in one of its columns."""
    present = [f"{name} IS NOT NULL" for name in index.info.get(PRESENT, ())]
    return f" WHERE {' AND '.join(present)}" if present else ""


def _clean(statement: str) -> str:
    return "\n".join(line.rstrip() for line in statement.strip().splitlines())


def _roles(dialect: DialectName) -> list[str]:
    if dialect == "sqlite":
        return []
    return [Template(_read("postgresql/roles.sql")).substitute()]


def _guards(dialect: DialectName) -> Iterator[str]:
    for name, chosen in _applies(dialect):
        once, each = _parts(f"{dialect}/{name}.sql")
        if once:
            yield Template(once).substitute(_places(None))
        for table, more in chosen:
            yield Template(each).substitute(_places(table), **more)


def _applies(dialect: DialectName) -> list[tuple[str, list[_Place]]]:
    """Say which rule applies to which tables."""
    everything = list(tables.metadata.sorted_tables)
    plain = [table for table in everything if table.name not in SPECIAL]
    fixed = [
        table
        for table in everything
        if is_append_only(table) and table.name not in BALANCES
    ]
    events = ("insert", "update") if dialect == "sqlite" else ("touch",)
    return [
        ("row_insert", _each(t for t in plain if t.name != "signature")),
        ("row_update", _each(t for t in plain if not is_append_only(t))),
        ("never_update", _each(fixed)),
        ("never_delete", _each(everything)),
        *_singles(),
        ("evidence_month", [(None, {"event": event}) for event in _CHANGES]),
        ("balance_touch", _balances(*events)),
        *([("balance_floor", _balances(*events))] if dialect == "sqlite" else []),
    ]


def _balances(*events: str) -> list[_Place]:
    return [
        (tables.metadata.tables[name], {"event": event, "whose": whose})
        for name, whose in BALANCES.items()
        for event in events
    ]


def _singles() -> Iterator[tuple[str, list[_Place]]]:
    for name in SINGLE:
        yield name, [(None, _NOTHING)]


def _each(chosen: Iterable[Table[Any]]) -> list[_Place]:
    return [(table, _NOTHING) for table in chosen]


def _statistics(dialect: DialectName) -> list[str]:
    if dialect == "postgresql":
        return []
    return [_RELOAD, _read("sqlite/statistics.sql"), _RELOAD]


_RELOAD: Final = "ANALYZE sqlite_schema"
"""This reads no row: it makes the table of statistics, or has SQLite read it again."""


def _parts(name: str) -> tuple[str, str]:
    once, mark, each = _read(name).partition("-- each:\n")
    return (once, each) if mark else ("", once)


def _places(table: Table[Any] | None) -> dict[str, str]:
    """Fill what the rules speak of: names and comparisons of one table's columns."""
    places = {
        "no_hash": NO_HASH,
        "voucher_checks": _checks("voucher"),
        "posting_checks": _checks("posting"),
        "signature_checks": _checks("signature"),
        **{f"{side}_kind": _other_kind(side) for side in ("debit", "credit")},
    }
    if table is None:
        return places
    fixed = [column.name for column in table.c if not column.info.get("mutable")]
    return places | {
        "table": table.name,
        "same_row": "\n    OR ".join(_same(table.name, each) for each in unique(table)),
        "fixed_changed": " OR ".join(f"NEW.{n} IS NOT OLD.{n}" for n in fixed),
        "mutable": ", ".join(f"'{name}'" for name in mutable(table)),
    }


def _other_kind(side: str) -> str:
    """Say when one side of a posting has a leaf of another kind than its money.

    What is released, and what closes a year, moves restricted money to unrestricted
    net assets and income; nothing else does.
    """
    account, source = side[0], f"{side[0]}s"
    carried = (
        f"p.kind IN ('release', 'closing') AND {account}.side = 'credit'"
        f" AND COALESCE({account}.control, '') <> 'prior_year'"
    )
    return (
        f"({account}.restricted <> {source}.restricted"
        f" AND NOT ({carried} AND {source}.restricted))"
    )


def _checks(table: str) -> str:
    """Join all CHECKs of a table, those that only SQLite has included."""
    rules = tables.metadata.tables[table].constraints
    texts = sorted(str(r.sqltext) for r in rules if isinstance(r, CheckConstraint))
    return "\n          AND ".join(f"({rule})" for rule in texts)


def unique(table: Table[Any]) -> list[list[str]]:
    """List the groups of columns of which no two rows share the values."""
    own = [column.name for column in table.primary_key]
    others = sorted(
        [column.name for column in rule.columns]
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
    )
    return [own, *others]


def _same(table: str, names: list[str]) -> str:
    where = " AND ".join(f"{name} = NEW.{name}" for name in names)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {where})"  # noqa: S608 - our names


def _grants(dialect: DialectName) -> Iterator[str]:
    if dialect == "sqlite":
        return
    read, _, rest = _read("postgresql/grants.sql").partition("-- writes:\n")
    insert, _, update = rest.partition("-- columns:\n")
    for table in tables.metadata.sorted_tables:
        yield Template(read).substitute(table=table.name)
        if table.name not in BALANCES:
            yield Template(insert).substitute(table=table.name)
        if not is_append_only(table):
            listed = ", ".join(mutable(table))
            yield Template(update).substitute(table=table.name, columns=listed)
    from fundledger.store import views  # noqa: PLC0415 - deeds know none of them

    for view in ("line", *(each.name for each in views.VIEWS)):
        yield Template(read).substitute(table=view)


@cache
def _read(name: str) -> str:
    """Read a rule's file."""
    text = files("fundledger.store.guards").joinpath(name).read_text(encoding="utf-8")
    return text.strip() + "\n"
