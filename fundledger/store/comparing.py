"""Compare every row of a fund with the copy that was rebuilt from its chain.

Both sides are read in the order of their keys and merged, so that nothing is held in
memory but a few rows. Values are compared raw, as they are stored.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final, cast

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from fundledger.store import schema
from fundledger.store.books import Fund, Ledger
from fundledger.store.dialects import Dialect
from fundledger.store.findings import Findings, Kind, Value
from fundledger.store.tables import attachment, fund, metadata, record
from fundledger.store.types import Content, Day, Flag

ComparedRow = tuple[Any, ...]

CHUNK: Final = 1000
"""Rows compared at a time: equal chunks are settled by one comparison."""

COMPARED: Final = tuple(t for t in metadata.sorted_tables if t is not record)
"""Every table but the records, which the chain walk compares with their bodies."""


def compare(
    copy: sqlite3.Connection,
    connection: Connection,
    own: Fund,
    findings: Findings,
    tell: Callable[[str, int, int], None],
) -> int:
    """Compare all tables; give how many rows of the books were read."""
    counts = [
        copy.execute(f"SELECT COUNT(*) FROM {table.name}").fetchone()[0]  # noqa: S608 - our names
        for table in COMPARED
    ]
    total = sum(counts)
    books = _Books(
        connection, own, findings, lambda done: tell("rows", done, max(total, done))
    )
    for table in COMPARED:
        with books.reading(table.name):
            ours = _read_copy(copy, table)
            _merge(table, ours, books.read(table), findings)
    with books.reading(attachment.name):
        books.judge_files()
    books.tell(books.rows)
    return books.rows


def _columns(table: Table[Any]) -> list[str]:
    """Name the compared columns, those that identify a row first."""
    keys = _keys(table)
    others = [c.name for c in table.c if not isinstance(c.type, Content)]
    return [*keys, *(name for name in others if name not in keys)]


def _keys(table: Table[Any]) -> list[str]:
    return ["id"] if table is fund else schema.keys(table)


def _read_copy(copy: sqlite3.Connection, table: Table[Any]) -> Iterator[ComparedRow]:
    names, keys = ", ".join(_columns(table)), ", ".join(_keys(table))
    return copy.execute(f"SELECT {names} FROM {table.name} ORDER BY {keys}")  # noqa: S608 - our names


def _merge(
    table: Table[Any],
    ours: Iterator[ComparedRow],
    theirs: Iterator[ComparedRow],
    findings: Findings,
) -> None:
    """Walk both sides in the order of keys and note where they part."""
    width = len(_keys(table))
    while True:
        one, other = list(islice(ours, CHUNK)), list(islice(theirs, CHUNK))
        if one != other:
            break
        if not one:
            return
    left, right = _chained(one, ours), _chained(other, theirs)
    recorded, actual = next(left, None), next(right, None)
    while recorded is not None or actual is not None:
        if recorded is not None and (
            actual is None or _order(recorded, width) < _order(actual, width)
        ):
            _note(findings, Kind.ROW_MISSING, table, recorded)
            recorded = next(left, None)
        elif actual is not None and (
            recorded is None or _order(actual, width) < _order(recorded, width)
        ):
            _note(findings, Kind.ROW_ADDED, table, actual)
            actual = next(right, None)
        elif recorded is not None and actual is not None:
            _note_difference(findings, table, recorded, actual)
            recorded, actual = next(left, None), next(right, None)


def _order(row: ComparedRow, width: int) -> list[tuple[int, Any]]:
    """Order keys as both databases do, even where a value is of a wrong type."""
    return [_ranked(value) for value in row[:width]]


def _ranked(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    if isinstance(value, str):
        return 2, value.encode(errors="surrogateescape")
    return (3, value) if isinstance(value, bytes) else (1, value)


def _chained(
    first: Sequence[ComparedRow], rest: Iterator[ComparedRow]
) -> Iterator[ComparedRow]:
    yield from first
    yield from rest


def _note(findings: Findings, kind: Kind, table: Table[Any], row: ComparedRow) -> None:
    findings.add(kind, table=table.name, key=_key(table, row))


def _note_difference(
    findings: Findings, table: Table[Any], recorded: ComparedRow, actual: ComparedRow
) -> None:
    for name, one, other in zip(_columns(table), recorded, actual, strict=True):
        if one != other:
            findings.add(
                Kind.VALUE_ALTERED,
                table=table.name,
                key=_key(table, recorded),
                column=name,
                recorded=one,
                actual=cast("Value", other),
            )


def _key(table: Table[Any], row: ComparedRow) -> str:
    return "/".join(str(value) for value in row[: len(_keys(table))])


class _Books:
    """The stored rows of one fund, raw."""

    def __init__(
        self,
        connection: Connection,
        own: Fund,
        findings: Findings,
        tell: Callable[[int], None],
    ) -> None:
        self.connection = connection
        self.own = own
        self.findings = findings
        self.tell = tell
        self.dialect = own.ledger.dialect
        self.unread: tuple[type[Exception], ...] = (DBAPIError, *self.dialect.errors)
        self.driver = self.dialect.driver(connection)
        self.embedded = self.dialect.name == "sqlite"
        self.rows = 0

    @contextmanager
    def reading(self, table: str) -> Generator[None]:
        """Note what cannot be read, and go on."""
        with as_stored(self.own.ledger, self.connection):
            try:
                yield
            except self.unread as error:
                problem = str(error).splitlines()[0]
                self.findings.add(Kind.NOT_READ, table=table, actual=problem)

    def read(self, table: Table[Any]) -> Iterator[ComparedRow]:
        """Read the fund's rows of a table, as the copy gives its own."""
        names = ", ".join(shown(self.dialect, table, name) for name in _columns(table))
        keys = ", ".join(_keys(table))
        own = "id" if table is fund else "fund_id"
        place = self.dialect.placeholder
        statement = (
            f"SELECT {names} FROM {table.name} WHERE {own} = {place} ORDER BY {keys}"  # noqa: S608 - our names
        )
        for row in self._stream(statement, (self.own.id,)):
            if self.rows % CHUNK == 0:
                self.tell(self.rows)
            self.rows += 1
            yield row

    def _stream(self, statement: str, values: Sequence[Any]) -> Iterator[ComparedRow]:
        """Read without holding a whole table in memory."""
        if self.embedded:
            yield from self.driver.execute(statement, values)
            return
        with self.driver.cursor(name="verify") as cursor:
            cursor.itersize = CHUNK
            yield from cursor.execute(statement, values)

    def judge_files(self) -> None:
        """Hash every attachment where it lies."""
        place = self.dialect.placeholder
        statement = f"SELECT sha256, content FROM attachment WHERE fund_id = {place}"  # noqa: S608 - our names
        for sha256, content in self._stream(statement, (self.own.id,)):
            actual = hashlib.sha256(_bytes(content)).hexdigest()
            if actual != sha256:
                self.findings.add(
                    Kind.FILE_ALTERED,
                    table="attachment",
                    key=str(sha256),
                    column="content",
                    recorded=str(sha256),
                    actual=actual,
                )


_DAY: Final = "to_json({0}) #>> '{{}}' AS {0}"
"""ISO whatever the session's DateStyle is, and BC or infinity said as such."""


def shown(dialect: Dialect, table: Table[Any], name: str) -> str:
    """Have PostgreSQL give days and flags as SQLite keeps them."""
    kind = table.c[name].type
    if dialect.name == "sqlite" or not isinstance(kind, Day | Flag):
        return name
    return f"{name}::int" if isinstance(kind, Flag) else _DAY.format(name)


@contextmanager
def as_stored(ledger: Ledger, connection: Connection) -> Generator[None]:
    """Have SQLite give text that is not UTF-8 as it is, so that its row is named."""
    driver = ledger.dialect.driver(connection)
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    factory = driver.text_factory
    driver.text_factory = _decoded
    try:
        yield
    finally:
        driver.text_factory = factory


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _bytes(content: Any) -> bytes:
    return content.encode() if isinstance(content, str) else bytes(content or b"")
