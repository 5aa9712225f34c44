"""The doors to a ledger: open it, take a fund, read a snapshot, write a deed.

Nothing outside this module begins, commits or rolls back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from fundledger.domain.ids import FundId, Login, Seq, Sha256
from fundledger.errors import N_, FundledgerError, RefusedError, StoreError
from fundledger.store import audit, tables
from fundledger.store.audit import Canonical, Head, Json, to_canonical
from fundledger.store.dialects import Dialect, dialect_of
from fundledger.store.reading import Books
from fundledger.store.writing import Writing

Clock = Callable[[], datetime]


@dataclass(eq=False)
class NoLedgerError(StoreError):
    """There is no ledger at the address."""

    address: str
    message = N_("There is no ledger at {address}.")
    hint = N_("Create one with: fundledger init")


@dataclass(eq=False)
class UnknownFundError(StoreError):
    """The ledger has no fund of that code."""

    code: str
    known: str
    message = N_("The ledger has no fund {code}.")
    hint = N_("Its funds are: {known}.")


@dataclass(eq=False)
class FundExistsError(StoreError):
    """The ledger has a fund of that code already."""

    code: str
    message = N_("The ledger has a fund {code} already.")
    hint = N_("Choose another code, or use the fund that is there.")


@dataclass(eq=False)
class KeyConflictError(StoreError):
    """A key that was used before comes with something else."""

    key: str
    field: str
    message = N_("Key {key} was used before with another {field}; nothing is written.")
    hint = N_("Use a new key for a new deed, or repeat the first one exactly.")


@dataclass(eq=False)
class GuardError(RefusedError):
    """The database itself refused the deed."""

    rule: str
    message = N_("The database refuses this: {rule}.")
    hint = N_("Nothing was written. Look at the audit log for what led here.")


@dataclass(eq=False)
class DatabaseError(StoreError):
    """The database failed or could not be reached; nothing was written."""

    problem: str
    message = N_("The database could not do this: {problem}.")
    hint = N_("Nothing was written. Try again, or check the disk and the server.")


@dataclass(eq=False)
class SeqUnknownError(StoreError):
    """The chain does not reach so far."""

    at: int
    head: int
    message = N_("The chain has no record {at}; its head is {head}.")
    hint = N_("Give a sequence number from 1 to {head}.")


class Ask(NamedTuple):
    """Who asks for what: the part of a record that a key is compared by."""

    action: str
    actor: Login
    on: date
    key: str | None
    input: Json


def utc_now() -> datetime:
    """Tell the time of recording."""
    return datetime.now(UTC)


class Ledger:
    """An open database with its funds."""

    def __init__(self, address: str, clock: Clock = utc_now) -> None:
        """Open the address; nothing is read until something is asked."""
        self.address = address
        self.dialect: Dialect = dialect_of(address)
        self.engine = self.dialect.engine()
        self.clock = clock

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def funds(self) -> list["Fund"]:
        """List the ledger's funds by code. Raises NoLedgerError."""
        columns = tables.fund.c
        asked = select(columns.id, columns.code, columns.name).order_by(columns.code)
        with self._told(), self.dialect.snapshot(self.engine) as connection:
            found = connection.execute(asked).all()
        return [Fund(self, FundId(row.id), row.code, row.name) for row in found]

    def fund(self, code: str | None = None) -> "Fund":
        """Take a fund by code, or the only one. Raises UnknownFundError."""
        funds = self.funds()
        for each in funds:
            if each.code == code or (code is None and len(funds) == 1):
                return each
        known = ", ".join(each.code for each in funds) or "-"
        raise UnknownFundError(code or "?", known)

    def found(
        self, code: str, name: str, ask: Ask, run: Callable[[Writing], Any]
    ) -> "Fund":
        """Found a fund: its row and its first record, in one deed.

        Raises FundExistsError, and what the deed raises.
        """
        with self._told(), self.dialect.founding(self.engine) as connection:
            columns = tables.fund.c
            known = connection.execute(select(columns.id, columns.code)).all()
            if code in {row.code for row in known}:
                raise FundExistsError(code)
            fund_id = FundId(max((row.id for row in known), default=0) + 1)
            fund = Fund(self, fund_id, code, name)
            fund._begin(connection, ask, run)
        return fund

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the driver's errors into ours."""
        try:
            yield
        except DBAPIError as error:
            text = str(error.orig).splitlines()[0] if error.orig else str(error)
            if "no such table" in text or "does not exist" in text:
                raise NoLedgerError(self.address) from error
            raise DatabaseError(text) from error


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund of a ledger: its own pen, chain and books."""

    ledger: Ledger
    id: FundId
    code: str
    name: str

    @contextmanager
    def reading(self, at: int | None = None) -> Iterator[Books]:
        """Open one snapshot, now or as the books stood at a sequence."""
        ledger = self.ledger
        with ledger._told(), ledger.dialect.snapshot(ledger.engine) as connection:
            head = read_head(connection, self.id)
            if at is None or at == head.seq:
                yield Books(connection, self.id, head)
                return
            if not 1 <= at <= head.seq:
                raise SeqUnknownError(at, head.seq)
            from fundledger.store.replay import replayed  # noqa: PLC0415 - rarely used

            with replayed(connection, self, Seq(at)) as earlier:
                yield earlier

    def write(self, ask: Ask, run: Callable[[Writing], Any]) -> Json:
        """Run a deed under the fund's pen and record it, accepted or refused.

        Returns the deed's result in canonical form; a repeated key gives the stored
        result and writes nothing. Raises what the deed raises, KeyConflictError,
        GuardError, DatabaseError.
        """
        ledger = self.ledger
        refusal: RefusedError | None = None
        result: Json = None
        with ledger._told(), ledger.dialect.writer(ledger.engine) as connection:
            writing = self._take_pen(connection, ask)
            if (earlier := self._earlier(connection, ask)) is not None:
                connection.rollback()
                return earlier.result
            try:
                result = self._attempt(writing, ask, run)
            except RefusedError as error:
                refusal = error
                self._refuse(writing, ask, error)
        if refusal is not None:
            raise refusal
        return result

    def _begin(
        self, connection: Connection, ask: Ask, run: Callable[[Writing], Any]
    ) -> None:
        """Write the fund's row and its genesis record."""
        row = (self.id, self.code, self.name, None, 0, tables.NO_HASH, 0, 0)
        self.ledger.dialect.insert_rows(connection, tables.fund, [row])
        writing = self._take_pen(connection, ask)
        noted = [int(self.id), self.code, self.name]
        names = ["id", "code", "name"]
        writing.changes.append({"table": "fund", "columns": names, "rows": [noted]})
        self._attempt(writing, ask, run)

    def _take_pen(self, connection: Connection, ask: Ask) -> Writing:
        """Take the fund's pen for the next record; whoever else writes, waits."""
        dialect = self.ledger.dialect
        row = connection.exec_driver_sql(
            "UPDATE fund SET pen = head_seq + 1"
            f" WHERE id = {dialect.placeholder} RETURNING head_seq, head_sha256",
            (self.id,),
        ).one()
        head = Head(Seq(row.head_seq), Sha256(row.head_sha256))
        return Writing(dialect, connection, self.id, head, ask.actor, ask.on)

    def _attempt(
        self, writing: Writing, ask: Ask, run: Callable[[Writing], Any]
    ) -> Json:
        """Run the deed inside a savepoint, so that a refusal leaves no row behind."""
        connection = writing.connection
        connection.exec_driver_sql("SAVEPOINT deed")
        try:
            result = to_canonical(run(writing))
            facts = {"result": result, "refusal": None, "changes": writing.changes}
            self._append(writing, ask, audit.ACCEPTED, facts)
            self.ledger.dialect.before_commit(connection)
        except DBAPIError as error:
            rule = self._refused_by(error)
            if rule is None:
                raise
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT deed")
            raise GuardError(rule) from error
        except FundledgerError:
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT deed")
            raise
        return result

    def _refused_by(self, error: DBAPIError) -> str | None:
        if error.orig is None:
            return None
        return self.ledger.dialect.refused_by(error.orig)

    def _refuse(self, writing: Writing, ask: Ask, error: RefusedError) -> None:
        """Chain a refusal, once for the same question since the last accepted one."""
        told = {"error": error.reason, "facts": to_canonical(error.facts)}
        if self._refused_before(writing.connection, ask, told):
            writing.connection.rollback()
            return
        facts = {"result": None, "refusal": told, "changes": []}
        self._append(writing, ask, audit.REFUSED, facts)
        self.ledger.dialect.before_commit(writing.connection)

    def _refused_before(
        self, connection: Connection, ask: Ask, told: Canonical
    ) -> bool:
        columns = tables.record.c
        own = columns.fund_id == self.id
        accepted = (
            select(columns.seq)
            .where(own, columns.outcome == audit.ACCEPTED)
            .order_by(columns.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        asked = select(columns.seq, columns.body).where(
            own,
            columns.seq > accepted,
            columns.actor == ask.actor,
            columns.action == ask.action,
        )
        same = (ask.input, told)
        found = (audit.parse(seq, body) for seq, body in connection.execute(asked))
        return any((each.input, each.refusal) == same for each in found)

    def _earlier(self, connection: Connection, ask: Ask) -> audit.Record | None:
        """Find what the key did before. Raises KeyConflictError if it differs."""
        if ask.key is None:
            return None
        columns = tables.record.c
        own = (columns.fund_id == self.id, columns.key == ask.key)
        row = connection.execute(select(columns.seq, columns.body).where(*own)).first()
        if row is None:
            return None
        earlier = audit.parse(row.seq, row.body)
        for field in ("action", "actor", "on", "input"):
            was, now = getattr(earlier, field), getattr(ask, field)
            if was != now:
                raise KeyConflictError(ask.key, _differing(field, was, now))
        return earlier

    def _append(
        self, writing: Writing, ask: Ask, outcome: str, facts: Canonical
    ) -> None:
        """Write the record; the database seals the deed as it goes in."""
        accepted = outcome == audit.ACCEPTED
        columns: dict[str, Any] = {
            "seq": writing.seq,
            "outcome": outcome,
            "action": str(ask.action),
            "actor": str(ask.actor),
            "recorded_at": f"{self.ledger.clock():%Y-%m-%dT%H:%M:%SZ}",
            "database_user": self.ledger.dialect.database_user(writing.connection),
            "key": ask.key if accepted else None,
        }
        body = audit.canonical(
            {
                **columns,
                **facts,
                "on": ask.on.isoformat(),
                "fund": self.code,
                "input": ask.input,
                "format": audit.FORMAT,
                "algorithm": audit.ALGORITHM,
                "schema": audit.SCHEMA,
            }
        )
        days = self.ledger.dialect.text_days
        columns |= {
            "fund_id": self.id,
            "prev_sha256": writing.head.sha256,
            "sha256": audit.chain_hash(writing.head.sha256, body),
            "on_date": ask.on.isoformat() if days else ask.on,
            "body": body,
        }
        row = tuple(columns[column.name] for column in tables.record.c)
        self.ledger.dialect.insert_rows(writing.connection, tables.record, [row])


def _differing(field: str, was: Json, now: Json) -> str:
    """Name the field that differs; inside an input, the first one of its own."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in sorted(was.keys() | now.keys()):
            if was.get(name) != now.get(name):
                return f"{field}.{name}"
    return field


def read_head(connection: Connection, fund_id: int) -> Head:
    """Read where the fund's chain stands."""
    columns = tables.fund.c
    asked = select(columns.head_seq, columns.head_sha256).where(columns.id == fund_id)
    row = connection.execute(asked).one()
    return Head(Seq(row.head_seq), Sha256(row.head_sha256))
