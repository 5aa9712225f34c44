"""The audit log: records of the chain, paged by sequence, and one record whole."""

import dataclasses
from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, func, select

from fundledger.domain.ids import Login, Seq, Sha256
from fundledger.queries.record_search import Word, fitting
from fundledger.store import rebuilding
from fundledger.store import tables as t
from fundledger.store.audit import ACCEPTED, Record
from fundledger.store.changes import ChangeError, changes_of, upcast
from fundledger.store.parsing import RecordFormatError, parse
from fundledger.store.reading import Books


class RecordRow(NamedTuple):
    """A record as a list shows it; `changes` counts the rows it put in or changed."""

    seq: Seq
    on: date
    actor: Login
    action: str
    outcome: str
    key: str | None
    changes: int
    recorded_at: str
    sha256: Sha256


class RecordFilter(NamedTuple):
    """Which records to list; None does not narrow, and every word must fit."""

    actor: Login | None = None
    action: str | None = None
    outcome: str | None = None
    since: date | None = None
    """The first business date."""
    words: tuple[Word, ...] = ()


class FullRecord(NamedTuple):
    """One record: what it says, its place in the chain, and its stored bytes."""

    record: Record
    prev_sha256: Sha256
    sha256: Sha256
    stamp: str
    body: str


EVERYTHING = RecordFilter()
WALKED: Final = 1_000
"""So many records are read at a time where all of them are wanted."""


def last_business_day(books: Books) -> date | None:
    """Tell the latest day that any deed was done for, refused ones left out."""
    c = t.record.c
    own = (books.own(t.record), c.outcome == ACCEPTED)
    return books.value(select(func.max(c.on_date, type_=c.on_date.type)).where(*own))


def records(
    books: Books,
    as_of: date | None = None,
    *,
    only: RecordFilter = EVERYTHING,
    before: Seq | None = None,
    limit: int = 100,
) -> list[RecordRow]:
    """List records, the newest first; the next page is `before` the last one's seq."""
    c = t.record.c
    statement = select(
        c.seq, c.on_date, c.actor, c.action, c.outcome, c.key, c.changed_rows,
        c.recorded_at, c.sha256,
    )  # fmt: skip
    statement = _narrowed(statement.where(c.fund_id == books.fund_id), as_of, only)
    statement = statement.where(*(fitting(books, word) for word in only.words))
    if before is not None:
        statement = statement.where(c.seq < before)
    rows = books.rows(statement.order_by(c.seq.desc()).limit(limit))
    return [RecordRow(*row) for row in rows]


def walk(
    books: Books,
    as_of: date | None = None,
    *,
    only: RecordFilter = EVERYTHING,
    before: Seq | None = None,
) -> Iterator[RecordRow]:
    """Go through all records wanted, the newest first, without holding them."""
    page = records(books, as_of, only=only, before=before, limit=WALKED)
    while page:
        yield from page
        page = records(books, as_of, only=only, before=page[-1].seq, limit=WALKED)


def record(books: Books, seq: Seq) -> FullRecord | None:
    """Give one record whole; None when the chain has no such one.

    Raises RecordFormatError.
    """
    c = t.record.c
    statement = select(c.prev_sha256, c.sha256, c.stamp, c.body)
    row = books.first(statement.where(c.fund_id == books.fund_id, c.seq == seq))
    return None if row is None else FullRecord(parse(seq, row.stamp, row.body), *row)


def history(books: Books, until: Seq | None = None) -> Iterator[Record]:
    """Walk the chain from its first record on; row changes speak of today's tables.

    Each change is one that a deed could have written. Raises RecordFormatError.
    """
    connection, fund_id = books.connection, books.fund_id
    for stored in rebuilding.stored_records(connection, fund_id, until=until):
        record = stored.parsed()
        try:
            deque(changes_of(record), maxlen=0)
            changes = upcast(record)
        except ChangeError as error:
            raise RecordFormatError(record.seq, error.problem) from error
        yield dataclasses.replace(record, changes=changes)


def _narrowed(
    statement: Select[*tuple[Any, ...]], as_of: date | None, only: RecordFilter
) -> Select[*tuple[Any, ...]]:
    for name in ("actor", "action", "outcome"):
        if (value := getattr(only, name)) is not None:
            statement = statement.where(t.record.c[name] == value)
    if only.since is not None:
        statement = statement.where(t.record.c.on_date >= only.since)
    return statement if as_of is None else statement.where(t.record.c.on_date <= as_of)
