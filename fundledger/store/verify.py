"""Prove a fund's books from its chain: walk it, rebuild them, compare every row.

What it cannot see is said in SECURITY.md: a well-formed deed that somebody who may
write has appended, and, without an outside head, a chain that was shortened together
with its books.
"""

import sqlite3
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from fundledger.domain.ids import Seq, Sha256
from fundledger.domain.values import Expected, check_kind
from fundledger.store import audit, comparing, tables
from fundledger.store.audit import Head, Record
from fundledger.store.books import Fund, Ledger
from fundledger.store.findings import (
    Finding,
    Findings,
    Kind,
    LedgerVerification,
    Scope,
    Status,
    Value,
    Verification,
)
from fundledger.store.headers import differences, unknown
from fundledger.store.parsing import RecordFormatError
from fundledger.store.problems import Problem, problem
from fundledger.store.rebuilding import Copy, RebuildError, StoredRecord, stored_records
from fundledger.store.whole_file import FileJudge

__all__ = [
    "Finding",
    "Kind",
    "LedgerVerification",
    "Progress",
    "Scope",
    "Status",
    "Verification",
    "verify",
    "verify_all",
]

Progress = Callable[[str, int, int], None]
"""It is told the stage ("chain" or "rows"), how much is done, and how much there is."""

_NO_HEADS: Final[Mapping[str, Head]] = MappingProxyType({})

STEP: Final = 500
"""Records between two words of progress."""


def verify(
    fund: Fund, *, head: Head | None = None, progress: Progress | None = None
) -> Verification:
    """Verify a fund's chain, books and guards in one snapshot.

    Where it is the ledger's only fund the whole file is judged, too; beside others, see
    `verify_all`: the verdict's scope says which.

    `head` is an outside copy of where the chain stood: the only way to see that a
    chain was rewritten or shortened together with its books. Without one, the last
    record that this open ledger has seen is such a copy. Raises NoLedgerError and
    DatabaseError where nothing could be read at all, WrongTypeError for what is no fund
    or no head.
    """
    check_kind("fund", fund, Fund, Expected.FUND)
    if head is not None:
        _check_head("head", head)
    ledger, outside = fund.ledger, head or fund.look().last
    with (
        ledger.translating_errors(),
        ledger.dialect.snapshot(ledger.engine) as connection,
    ):
        scope = Scope.FILE if _is_alone(fund, connection) else Scope.FUND
        judged = FileJudge(ledger, connection)
        judged.judge_schema()
        proved = _Verifying(fund, connection, outside, progress or _silent).run()
        if scope is Scope.FILE:
            judged.judge_rows()
            judged.judge_pages()
        return proved.beside(judged.findings, scope)


def _check_head(name: str, head: Head) -> None:
    """Refuse what is no head. Raises WrongTypeError."""
    check_kind(name, head, Head, Expected.HEAD)
    check_kind(f"{name}.seq", head.seq, int, Expected.WHOLE_NUMBER)
    check_kind(f"{name}.sha256", head.sha256, str, Expected.TEXT)


def verify_all(
    ledger: Ledger,
    *,
    heads: Mapping[str, Head] = _NO_HEADS,
    progress: Callable[[str], Progress] | None = None,
) -> LedgerVerification:
    """Verify every fund of a ledger in one snapshot, and its file once.

    `heads` are outside copies of heads by the fund's code; `progress` is asked for each
    fund by its code. Raises what `verify` raises.
    """
    check_kind("ledger", ledger, Ledger, Expected.LEDGER)
    check_kind("heads", heads, Mapping, Expected.TABLE)
    for code, head in heads.items():
        _check_head(f"heads.{code}", head)
    funds = ledger.funds()
    seen = {fund.id: fund.look().last for fund in funds}
    with (
        ledger.translating_errors(),
        ledger.dialect.snapshot(ledger.engine) as connection,
    ):
        judged = FileJudge(ledger, connection)
        judged.judge_schema()
        proved = [
            _Verifying(
                fund,
                connection,
                heads.get(fund.code) or seen[fund.id],
                progress(fund.code) if progress else _silent,
            ).run()
            for fund in funds
        ]
        judged.judge_rows()
        judged.judge_pages()
    return LedgerVerification(
        funds=tuple(proved),
        findings=tuple(judged.findings.listed),
        more=judged.findings.more,
    )


def _is_alone(fund: Fund, connection: Connection) -> bool:
    """Tell whether the ledger holds this fund and no other."""
    others = select(tables.fund.c.id).where(tables.fund.c.id != fund.id).limit(1)
    return connection.execute(others).first() is None


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class _Verifying:
    """One verification under way."""

    def __init__(
        self, fund: Fund, connection: Connection, outside: Head | None, tell: Progress
    ) -> None:
        self.fund = fund
        self.connection = connection
        self.outside = outside
        self.tell = tell
        self.findings = Findings()
        self.unread: tuple[type[Exception], ...] = (
            DBAPIError,
            *fund.ledger.dialect.errors,
        )
        self.head = Head(Seq(0), Sha256(tables.NO_HASH))
        self.records = 0
        self.gap = False
        """Whether a record was met that could not be done again."""

    def run(self) -> Verification:
        """Check everything, in the order in which trust is built."""
        # Attachments are hashed where they lie; the copy needs no bytes of theirs.
        copy = Copy(self.fund.id, lambda _sha256: b"", where="")
        with closing(copy):
            with (
                self._reading("record"),
                comparing.as_stored(self.fund.ledger, self.connection),
            ):
                self._walk(copy)
            self._judge_head()
            self._finish(copy)
            rows = comparing.compare(
                copy.raw, self.connection, self.fund, self.findings, self.tell
            )
        return Verification(
            fund=self.fund.code,
            head=self.head,
            records=self.records,
            rows=rows,
            findings=tuple(self.findings.listed),
            more=self.findings.more,
        )

    @contextmanager
    def _reading(self, table: str) -> Generator[None]:
        """Note what cannot be read, and go on."""
        try:
            yield
        except self.unread as error:
            problem = str(error).splitlines()[0]
            self.findings.add(Kind.NOT_READ, table=table, actual=problem)

    def _note(self, kind: Kind, **facts: Any) -> None:
        self.findings.add(kind, **facts)

    # --- The chain --------------------------------------------------------

    def _walk(self, copy: Copy) -> None:
        columns = tables.record.c
        counted = select(func.count()).where(columns.fund_id == self.fund.id)
        total = self.connection.execute(counted).scalar_one()
        for stored in stored_records(self.connection, self.fund.id):
            if self.records % STEP == 0:
                self.tell("chain", self.records, total)
            if stored.is_text:
                self._judge_link(stored)
                self._judge_record(stored, copy)
            else:
                self._unreadable(str(stored.seq), problem("altered_table"))
            self.records += 1
        self.tell("chain", self.records, total)

    def _judge_link(self, stored: StoredRecord) -> None:
        """Hold a record to the one before it, and to its own hash."""
        key = str(stored.seq)
        for missing in range(max(self.head.seq, 0) + 1, stored.seq):
            self._note(Kind.RECORD_MISSING, table="record", key=str(missing))
            if self.findings.more:
                break
        last = self.head.sha256
        if stored.prev_sha256 != last:
            self._broken(Kind.LINK_BROKEN, key, "prev_sha256", last, stored.prev_sha256)
        sha256 = audit.chain_hash(stored.prev_sha256, stored.stamp, stored.body)
        if stored.sha256 != sha256:
            self._broken(Kind.HASH_WRONG, key, "sha256", stored.sha256, sha256)
        self.head = Head(Seq(stored.seq), Sha256(stored.sha256))
        if self.outside is not None and stored.seq == self.outside.seq:
            known = self.outside.sha256
            if known not in (stored.sha256, sha256) or stored.sha256 != sha256:
                self._broken(Kind.CHAIN_REWRITTEN, key, "sha256", known, sha256)

    def _broken(
        self, kind: Kind, key: str, column: str, recorded: str, actual: str
    ) -> None:
        where = {"table": "record", "key": key, "column": column}
        self._note(kind, **where, recorded=recorded, actual=actual)

    def _judge_record(self, stored: StoredRecord, copy: Copy) -> None:
        """Hold a record's columns to its bytes, and do again what it says."""
        key = str(stored.seq)
        try:
            record = stored.parsed()
            self._judge_header(stored, record)
            if record.seq > 1:
                self._judge_actor(record, copy)
            copy.redo(record)
            if record.seq == 1:
                self._judge_actor(record, copy)
        except RecordFormatError as error:
            self._unreadable(key, error.problem)
        except RebuildError as error:
            self.gap = True
            wrong = error.problem
            self._note(Kind.REBUILD_FAILED, table="record", key=key, actual=wrong)

    def _unreadable(self, key: str, wrong: Problem) -> None:
        self.gap = True
        self._note(Kind.BODY_UNREADABLE, table="record", key=key, actual=wrong)

    def _judge_header(self, stored: StoredRecord, record: Record) -> None:
        """Name the columns that do not say what the bytes say, and what none may."""
        where: dict[str, Value] = {"table": "record", "key": str(stored.seq)}
        for name, recorded, stored_value in differences(stored, record, self.fund.code):
            facts = {"column": name, "recorded": recorded, "actual": stored_value}
            self._note(Kind.VALUE_ALTERED, **where, **facts)
        for name, value in unknown(record):
            self._note(Kind.HEADER_UNKNOWN, **where, column=name, actual=value)
        rows = sum(map(audit.rows_in, record.changes))
        if rows and record.refusal is not None:
            self._note(Kind.REFUSAL_WITH_ROWS, **where, actual=rows)

    def _judge_actor(self, record: Record, copy: Copy) -> None:
        """Name an actor who is no person of the fund, where all people are known."""
        if not self.gap and not copy.knows(record.actor):
            facts = {"key": str(record.seq), "column": "actor", "actual": record.actor}
            self._note(Kind.HEADER_UNKNOWN, table="record", **facts)

    def _judge_head(self) -> None:
        if self.head.seq < 1:
            self._note(Kind.CHAIN_EMPTY, table="record", key=str(self.fund.id))
        if self.outside is not None and self.outside.seq > self.head.seq:
            facts = {"recorded": self.outside.seq, "actual": self.head.seq}
            self._note(Kind.CHAIN_SHORTENED, table="record", **facts)

    def _finish(self, copy: Copy) -> None:
        """Derive the balances, if the postings add up at all."""
        try:
            copy.finish(self.head)
        except sqlite3.Error:
            key, wrong = str(self.head.seq), problem("sums")
            self._note(Kind.REBUILD_FAILED, table="record", key=key, actual=wrong)
