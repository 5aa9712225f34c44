"""What a view is: its columns, each with its expression, and where its rows are read.

From one description come the view of either database, its comments there, the list
that `fundledger query --views` prints, and the pages in docs.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.store.views.words import WORDS


class ViewKind(StrEnum):
    """What a column of a view holds, in a form that both databases have."""

    TEXT = "text"
    WHOLE = "whole"
    """A whole number; amounts are 分, in columns named `…_fen`."""
    DAY = "day"
    """A day as text, YYYY-MM-DD."""
    FLAG = "flag"
    """0 or 1."""


_AS_STORED: Final = "{}"
_FORMS: Final[Mapping[str, Mapping[ViewKind, str]]] = MappingProxyType(
    {
        "sqlite": {},
        "postgresql": {
            ViewKind.DAY: "to_char({}, 'YYYY-MM-DD')",
            ViewKind.FLAG: "CASE WHEN {0} THEN 1 WHEN NOT {0} THEN 0 END",
        },
    }
)
"""How a stored value becomes the same on both databases, where it is not already."""

REFUSAL: Final = "refusal:"
"""Begins the expression of a member of a record's refusal."""
_REFUSALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sqlite": "json_extract(r.body, '$.refusal.{}')",
        "postgresql": "(r.body::json #>> '{{refusal,{}}}') COLLATE \"C\"",
    }
)


class ViewColumn(NamedTuple):
    """A column: its name, what makes it of the row, and what it holds."""

    name: str
    expression: str
    kind: ViewKind = ViewKind.TEXT

    @property
    def words(self) -> str:
        """Say what the column of this name holds, in every view (`N_`)."""
        return WORDS[self.name]

    def written(self, dialect: str) -> str:
        """Write the column for a dialect."""
        expression = self.expression
        if expression.startswith(REFUSAL):
            member = expression.removeprefix(REFUSAL)
            expression = _REFUSALS[dialect].format(member)
        form = _FORMS[dialect].get(self.kind, _AS_STORED)
        return f"{form.format(expression)} AS {self.name}"


class View(NamedTuple):
    """A view: what its rows are (`N_`), its columns, and where they are read."""

    name: str
    words: str
    columns: tuple[ViewColumn, ...]
    source: str

    def statement(self, dialect: str) -> str:
        """Write the statement that creates the view."""
        columns = ",\n  ".join(each.written(dialect) for each in self.columns)
        source = "\n  ".join(self.source.strip().splitlines())
        return f"CREATE VIEW {self.name} AS\nSELECT\n  {columns}\nFROM {source}"

    def comments(self) -> Iterator[str]:
        """Write what PostgreSQL keeps of the words; SQLite keeps no comments."""
        yield f"COMMENT ON VIEW {self.name} IS {_quoted(self.words)}"
        for each in self.columns:
            place = f"{self.name}.{each.name}"
            yield f"COMMENT ON COLUMN {place} IS {_quoted(each.words)}"


def text(name: str, expression: str) -> ViewColumn:
    """Make a column of text."""
    return ViewColumn(name, expression)


def whole(name: str, expression: str) -> ViewColumn:
    """Make a column of whole numbers."""
    return ViewColumn(name, expression, ViewKind.WHOLE)


def day(name: str, expression: str) -> ViewColumn:
    """Make a column of days."""
    return ViewColumn(name, expression, ViewKind.DAY)


def flag(name: str, expression: str) -> ViewColumn:
    """Make a column of 0 and 1."""
    return ViewColumn(name, expression, ViewKind.FLAG)


def total(summed: str) -> str:
    """Sum 分 as a whole number; 0 of nothing."""
    return f"CAST(COALESCE(SUM({summed}), 0) AS BIGINT)"


FUND: Final = (text("fund", "f.code"),)
"""Every view begins with the fund: one ledger may hold several."""

PROJECT: Final = (
    whole("project_no", "p.no"),
    text("project", "p.code"),
    text("project_title", "p.title"),
)
"""Which project a row belongs to."""


def named(prefix: str, alias: str) -> tuple[ViewColumn, ViewColumn]:
    """Name a person by login and name."""
    return text(prefix, f"{alias}.login"), text(f"{prefix}_name", f"{alias}.name")


def of_fund(alias: str) -> str:
    """Join the fund of the rows of a table."""
    return f"JOIN fund f ON f.id = {alias}.fund_id"


def join(table: str, alias: str, on: str, of: str, *, outer: bool = False) -> str:
    """Join a table of the same fund: `on` its key, `of` the rows joined so far."""
    kind = "LEFT JOIN" if outer else "JOIN"
    rows = of.split(".", 1)[0]
    return (
        f"{kind} {table} {alias}"
        f" ON {alias}.fund_id = {rows}.fund_id AND {alias}.{on} = {of}"
    )


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
