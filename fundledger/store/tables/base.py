"""What every table shares: the fund it belongs to and the record that wrote it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Named,
    Table,
    TypedColumns,
)

from fundledger.store.types import Content, Day, Flag, KeyText, Whole

__all__ = ["Content", "Day", "Flag", "KeyText", "Whole"]

MAX_FEN: Final = 10**15
"""The largest amount a row may hold, in 分 (10 万亿元): sums stay inside 64 bits."""

MUTABLE: Final = {"mutable": True}
"""Column info: the only columns that a deed may change after the row is in."""

PRESENT: Final = "present"
"""Index info: the columns that a row must have a value in to be in the index."""

metadata: Final = MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class FundRow(TypedColumns):
    """A row of a fund, last written by the audit record `seq`."""

    fund_id: Named[int] = Column(Whole[int](), primary_key=True)
    seq: Named[int] = Column(Whole[int](), info=MUTABLE)


Declared = TypeVar("Declared", bound=TypedColumns)
Columns = TypeVar("Columns", bound=FundRow)


def fen(name: str, *, least: int = 0) -> CheckConstraint:
    """Hold an amount column between `least` and MAX_FEN 分, and a whole number."""
    return CheckConstraint(f"{name} BETWEEN {least} AND {MAX_FEN}", name=name)


def one_of(
    name: str, values: type[StrEnum], *, nullable: bool = False
) -> CheckConstraint:
    """Hold a text column to the values of a StrEnum.

    For more than two values behind IN, SQLite fills a table at each row.
    """
    rule = " OR ".join(f"{name} = '{value}'" for value in values)
    return CheckConstraint(f"{name} IS NULL OR {rule}" if nullable else rule, name=name)


def refers(*columns: str, to: str, key: tuple[str, ...] = ("no",)) -> Any:
    """Declare a foreign key that stays inside the fund."""
    return ForeignKeyConstraint(
        ["fund_id", *columns], [f"{to}.fund_id", *(f"{to}.{name}" for name in key)]
    )


def names(*columns: str, to: str, key: tuple[str, ...] = ("no",)) -> Any:
    """Refer to a row by a column of a table that grows by the thousand.

    On SQLite a foreign key like `refers`; PostgreSQL's guards ask once for all rows.
    """
    rule = refers(*columns, to=to, key=key)
    rule.info["dialect"] = "sqlite"
    return rule.ddl_if(dialect="sqlite")


def declare(
    name: str, columns: type[Declared], *rules: Any, clustered: bool = True
) -> Table[Declared]:
    """Declare a STRICT table whose days and flags hold only days and flags."""
    table = Table(
        name,
        metadata,
        columns,
        *rules,
        sqlite_strict=True,
        sqlite_with_rowid=not clustered,
    )
    for column in table.c:
        if rule := _DOMAINS.get(type(column.type)):
            text = rule.format(column.name)
            check = CheckConstraint(text, name=column.name)
            table.append_constraint(check.ddl_if(dialect="sqlite"))
    return table


_DOMAINS: Final[Mapping[type, str]] = MappingProxyType(
    {Day: "{0} IS NULL OR {0} IS date({0}, '+0 days')", Flag: "{0} IN (0, 1)"}
)
"""What SQLite, which has no DATE and no BOOLEAN, must check by itself."""


def fund_table(
    name: str,
    columns: type[Columns],
    *rules: Any,
    indexes: Iterable[tuple[str, ...]] = (),
) -> Table[Columns]:
    """Declare a table of a fund: clustered on its key, owned by a record."""
    declared = declare(name, columns, *rules)
    for names in indexes:
        index(declared, *names)
    return declared


def index(table: Table[Any], *names: str, unique: bool = False) -> None:
    """Index columns of a fund's rows, those without a value left out.

    Most rows lack what may be lacking: an index of them would only look like a short
    way to the rows that lack it. (SQLAlchemy's own `sqlite_where` would load both
    databases' dialects wherever the tables are.)
    """
    columns = [table.c[name] for name in names]
    present = [column.name for column in columns if column.nullable]
    own = Index(None, table.c.fund_id, *columns, unique=unique)
    own.info[PRESENT] = present
