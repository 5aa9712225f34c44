"""Rebuild a fund's books from its chain alone, in an in-memory SQLite.

The copy has the declared tables and the line view, no guards. It serves readings `at`
an earlier sequence, and `verify`, which compares it with the books row by row.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Text,
    create_engine,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.pool import StaticPool

from fundledger.domain.ids import FundId, Seq, Sha256
from fundledger.errors import N_, StoreError
from fundledger.store import schema, tables
from fundledger.store.audit import Head, Record
from fundledger.store.changes import (
    Change,
    ChangeError,
    Creation,
    Insertion,
    Update,
    changes_of,
)
from fundledger.store.parsing import parse
from fundledger.store.problems import Problem, problem
from fundledger.store.reading import Books
from fundledger.store.types import Day

BATCH: Final = 500
"""Records read at a time."""

KEPT: Final = 4
"""Rebuilt books kept in memory."""


class StoredRecord(NamedTuple):
    """A record's row as it is stored, all columns raw."""

    fund_id: int
    seq: int
    prev_sha256: str
    sha256: str
    outcome: str
    deed: str
    deed_edition: int
    action: str
    actor: str
    on_date: str
    recorded_at: str
    database_user: str
    key: str | None
    changed_rows: int
    question_sha256: str | None
    stamp: str
    body: str

    @property
    def is_text(self) -> bool:
        """Whether hashes and bytes are text: an altered table may hold anything."""
        texts = (self.prev_sha256, self.sha256, self.stamp, self.body)
        return all(type(text) is str for text in texts)

    def parsed(self) -> Record:
        """Read it, strictly. Raises RecordFormatError."""
        return parse(self.seq, self.stamp, self.body)


def stored_records(
    connection: Connection, fund_id: int, *, until: int | None = None
) -> Iterator[StoredRecord]:
    """Read a fund's records in order, in batches by sequence; days as ISO text."""
    columns = tables.record.c
    stored = [_as_text(column, connection) for column in columns]
    last: int | None = None
    while True:
        statement = (
            select(*stored)
            .where(columns.fund_id == fund_id)
            .order_by(columns.seq)
            .limit(BATCH)
        )
        if last is not None:
            statement = statement.where(columns.seq > last)
        if until is not None:
            statement = statement.where(columns.seq <= until)
        rows = [StoredRecord(*row) for row in connection.execute(statement)]
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1].seq


def _as_text(column: Column[Any], connection: Connection) -> ColumnElement[Any]:
    """Read a day as it is stored: it may be none, which is for `verify` to say."""
    if not isinstance(column.type, Day):
        return column
    if connection.dialect.name == "sqlite":
        return type_coerce(column, Text())
    return func.to_json(column, type_=Text()).op("#>>")(literal_column("'{}'"))


@dataclass(eq=False)
class RebuildError(StoreError):
    """A record says that something was done which cannot have been done."""

    seq: int
    problem: Problem
    message = N_("Audit record {seq} cannot be done again: {problem}.")
    hint = N_("Run verify: it says where the chain is broken.")


class Copy:
    """The books of one fund, rebuilt from records."""

    def __init__(
        self, fund_id: int, content: Callable[[str], bytes], where: str = ":memory:"
    ) -> None:
        """Start empty. `content` finds an attachment's bytes by hash.

        An empty `where` lets a large copy spill from memory to a temporary file.
        """
        self.fund_id = fund_id
        self.content = content
        self.raw = sqlite3.connect(where, check_same_thread=False, isolation_level=None)
        self.raw.execute("PRAGMA ignore_check_constraints = ON")
        for statement in schema.tables_only("sqlite"):
            self.raw.execute(statement)
        self.raw.execute("BEGIN")
        self._known: set[tuple[str]] = set()

    def apply(self, stored: StoredRecord, record: Record) -> None:
        """Do again what one record says was done. Raises RebuildError."""
        on = record.on.isoformat()
        row = stored._replace(fund_id=self.fund_id, on_date=on)
        places = ", ".join("?" * len(row))
        self.raw.execute(f"INSERT INTO record VALUES ({places})", row)  # noqa: S608 - our names
        self.redo(record)

    def knows(self, login: str) -> bool:
        """Tell whether a person of this login was there when the copy got so far."""
        if (login,) not in self._known:
            statement = "SELECT login FROM person WHERE fund_id = ?"
            self._known.update(self.raw.execute(statement, (self.fund_id,)))
        return (login,) in self._known

    def redo(self, record: Record) -> None:
        """Do again what a record says, without keeping it. Raises RebuildError."""
        try:
            for change in changes_of(record):
                self._apply_change(record.seq, change)
        except ChangeError as error:
            raise RebuildError(record.seq, error.problem) from error

    def _apply_change(self, seq: int, change: Change) -> None:
        table = "fund" if isinstance(change, Creation) else change.shape.table.name
        try:
            match change:
                case Creation():
                    self._create_fund(change)
                case Insertion():
                    self._insert(seq, change)
                case Update():
                    self._update(seq, change)
        except sqlite3.Error as error:
            raise ChangeError(problem("constraint", table)) from error

    def _create_fund(self, change: Creation) -> None:
        self.raw.execute(
            "INSERT INTO fund (id, code, name, replay, head_seq, head_sha256,"
            " last_voucher_no, last_posting_no) VALUES (?, ?, ?, ?, 0, ?, 0, 0)",
            (self.fund_id, *change, tables.NO_HASH),
        )

    def _insert(self, seq: int, change: Insertion) -> None:
        table = change.shape.table
        names = ["fund_id", "seq", *change.columns]
        rows = ([self.fund_id, seq, *row] for row in change.rows)
        if table is tables.attachment:
            names.append("content")
            at = change.columns.index("sha256")
            contents = [self.content(row[at]) for row in change.rows]
            rows = ([*row, one] for row, one in zip(rows, contents, strict=True))
        places = ", ".join("?" * len(names))
        listed = ", ".join(names)
        self.raw.executemany(
            f"INSERT INTO {table.name} ({listed}) VALUES ({places})",  # noqa: S608 - our names
            rows,
        )

    def _update(self, seq: int, change: Update) -> None:
        """Change a row that is as the record says it was before."""
        table, keys = change.shape.table, change.shape.keys
        sets = ", ".join(f"{name} = ?" for name in (*change.columns, "seq"))
        where = " AND ".join(
            [f"{name} = ?" for name in ("fund_id", *keys)]
            + [f"{name} IS ?" for name in change.columns]
        )
        done = self.raw.execute(
            f"UPDATE {table.name} SET {sets} WHERE {where}",  # noqa: S608 - our names
            (*change.after, seq, self.fund_id, *change.key, *change.before),
        )
        if done.rowcount != 1:
            key = "/".join(map(str, change.key))
            raise ChangeError(problem("before", f"{table.name} {key}"))

    def finish(self, head: Head) -> None:
        """Derive the balances from the postings and set the head."""
        self.raw.execute(_BALANCES, (self.fund_id,))
        self.raw.execute(_PROJECT_BALANCES, (self.fund_id,))
        self.raw.execute(
            "UPDATE fund SET head_seq = ?, head_sha256 = ?, last_voucher_no ="
            " (SELECT COALESCE(MAX(no), 0) FROM voucher WHERE fund_id = fund.id),"
            " last_posting_no ="
            " (SELECT COALESCE(MAX(no), 0) FROM posting WHERE fund_id = fund.id)"
            " WHERE id = ?",
            (head.seq, head.sha256, self.fund_id),
        )
        self.raw.execute("COMMIT")

    def engine(self) -> Engine:
        """Give the copy as an engine, for the same queries as the books."""
        return create_engine(
            "sqlite://", creator=lambda: self.raw, poolclass=StaticPool
        )

    def close(self) -> None:
        """Drop the copy."""
        self.raw.close()


_EACH_SIDE: Final = (
    "(SELECT fund_id, seq, debit AS key, project_no,"
    " COALESCE(debit_source, '') AS source, fen FROM posting"
    " UNION ALL SELECT fund_id, seq, credit, project_no,"
    " COALESCE(credit_source, ''), -fen FROM posting)"
)
_SIGNED: Final = "SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)"
_JOINED: Final = (
    f"FROM {_EACH_SIDE} x JOIN account a ON a.fund_id = x.fund_id AND a.key = x.key"
    " WHERE x.fund_id = ?"
)
_BALANCES: Final = (
    "INSERT INTO balance (fund_id, source, account_key, seq, fen)"
    f" SELECT a.fund_id, x.source, a.key, MAX(x.seq), {_SIGNED} {_JOINED}"
    " GROUP BY x.source, a.key"
)
_PROJECT_BALANCES: Final = (
    "INSERT INTO project_balance (fund_id, project_no, account_key, source, seq, fen)"
    f" SELECT a.fund_id, x.project_no, a.key, x.source, MAX(x.seq), {_SIGNED} {_JOINED}"
    " AND x.project_no IS NOT NULL AND a.by_project <> 'no'"
    " GROUP BY x.project_no, a.key, x.source"
)


def content_in(connection: Connection, fund_id: int) -> Callable[[str], bytes]:
    """Find attachments' bytes in the books; none where they are missing."""
    columns = tables.attachment.c

    def find(sha256: str) -> bytes:
        statement = select(columns.content).where(
            columns.fund_id == fund_id, columns.sha256 == Sha256(sha256)
        )
        return connection.execute(statement).scalar() or b""

    return find


_kept: OrderedDict[tuple[str, int, str], Engine] = OrderedDict()
_lock: Final = RLock()


@contextmanager
def rebuilt(
    connection: Connection, address: str, fund_id: FundId, at: Seq
) -> Generator[Books]:
    """Open the books as they stood at a sequence, rebuilt from the chain's prefix."""
    head = _head_at(connection, fund_id, at)
    with _lock:
        engine = _copy_at(connection, address, fund_id, head)
        with engine.connect() as copied:
            yield Books(copied, fund_id, head)


@contextmanager
def rebuilt_alone(
    connection: Connection, fund_id: FundId, at: Seq
) -> Generator[sqlite3.Connection]:
    """Open the same books as a database of their own, which nobody else reads.

    What is done to the connection, limits and an authorizer, ends with it.
    """
    copy = _copied(connection, fund_id, _head_at(connection, fund_id, at))
    with closing(copy):
        yield copy.raw


def _head_at(connection: Connection, fund_id: FundId, at: Seq) -> Head:
    columns = tables.record.c
    statement = select(columns.sha256).where(
        columns.fund_id == fund_id, columns.seq == at
    )
    return Head(at, Sha256(connection.execute(statement).scalar_one()))


def _copied(connection: Connection, fund_id: FundId, head: Head) -> Copy:
    """Do a chain's prefix again, with the views that people list and ask."""
    from fundledger.store import views  # noqa: PLC0415 - deeds know none of them

    copy = Copy(fund_id, content_in(connection, fund_id))
    for stored in stored_records(connection, fund_id, until=head.seq):
        copy.apply(stored, stored.parsed())
    copy.finish(head)
    for statement in views.statements("sqlite"):
        copy.raw.execute(statement)
    return copy


def _copy_at(
    connection: Connection, address: str, fund_id: FundId, head: Head
) -> Engine:
    own = (address, int(fund_id), str(head))
    if own not in _kept:
        _kept[own] = _copied(connection, fund_id, head).engine()
        while len(_kept) > KEPT:
            _kept.popitem(last=False)[1].dispose()
    _kept.move_to_end(own)
    return _kept[own]
