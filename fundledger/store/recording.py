"""How a deed becomes a record: under the fund's pen, accepted or refused.

The pen is taken for the next record; the deed runs; its record is written last and
seals it. After a refusal all is rolled back, the pen is taken again, and the refusal
is recorded: it leaves no row behind but a record of itself. (A savepoint would do it in
one transaction, but SQLite then journals every page twice.) Who begins and commits is
`fundledger.store.books`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, select

from fundledger.domain.ids import FundId, Login, Seq, Sha256
from fundledger.errors import N_, RefusedError, StoreError
from fundledger.store import audit, tables
from fundledger.store.audit import Canonical, Head, Json, to_canonical
from fundledger.store.dialects import Dialect
from fundledger.store.rules import Rule
from fundledger.store.writing import Writing

Clock = Callable[[], datetime]


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

    rule: Rule
    code = "guard"
    message = N_("The database refuses this: {rule}.")
    hint = N_("Nothing was written. Look at the audit log for what led here.")


class Ask(NamedTuple):
    """Who asks for what: the part of a record that a key is compared by."""

    action: str
    actor: Login
    on: date
    key: str | None
    input: Json


class Done(NamedTuple):
    """How a deed ended: its result, and whether there is anything to commit."""

    result: Json
    written: bool


def utc_now() -> datetime:
    """Tell the time of recording."""
    return datetime.now(UTC)  # noqa: TID251 - the one line that reads the clock


@dataclass(frozen=True, slots=True)
class Recorder:
    """Records the deeds of one fund over one connection."""

    dialect: Dialect
    connection: Connection
    fund_id: FundId
    fund_code: str
    clock: Clock

    def write(self, ask: Ask, run: Callable[[Writing], Any]) -> Done:
        """Run a deed and record it, or find that its key has done it before.

        Raises what the deed raises, GuardError where the database refuses, and
        KeyConflictError.
        """
        writing = self.take_pen(ask)
        earlier = self._earlier(ask)
        if earlier is not None:
            return Done(earlier.result, written=False)
        return Done(self.attempt(writing, ask, run), written=True)

    def take_pen(self, ask: Ask) -> Writing:
        """Take the fund's pen for the next record; whoever else writes, waits."""
        driver = self.dialect.driver(self.connection)
        row = driver.execute(
            "UPDATE fund SET pen = head_seq + 1"  # noqa: S608 - our names
            f" WHERE id = {self.dialect.placeholder}"
            " RETURNING head_seq, head_sha256, last_voucher_no, last_posting_no",
            (self.fund_id,),
        ).fetchone()
        last = {"voucher": row[2], "posting": row[3]}
        return self._hold(ask, Head(Seq(row[0]), Sha256(row[1])), last)

    def begin(self, ask: Ask) -> Writing:
        """Hold the pen of a new fund, whose row came with it."""
        return self._hold(ask, Head(Seq(0), Sha256(tables.NO_HASH)), {})

    def _hold(self, ask: Ask, head: Head, last: Mapping[str, int]) -> Writing:
        return Writing(
            self.dialect, self.connection, self.fund_id, head, ask.actor, ask.on, last
        )

    def attempt(
        self, writing: Writing, ask: Ask, run: Callable[[Writing], Any]
    ) -> Json:
        """Run the deed and write its record. Raises GuardError."""
        try:
            result = to_canonical(run(writing))
            facts = {"result": result, "refusal": None}
            self._append(writing, ask, audit.ACCEPTED, facts)
            self.dialect.before_commit(writing.driver)
        except self.dialect.errors as error:
            rule = self.dialect.refused_by(error)
            if rule is None:
                raise
            raise GuardError(rule) from error
        return result

    def refuse(self, ask: Ask, error: RefusedError) -> bool:
        """Chain a refusal, once for the same question since the last accepted one.

        Returns whether there is anything to commit.
        """
        writing = self.take_pen(ask)
        told: Canonical = {
            "error": error.reason,
            "facts": to_canonical(error.facts),
        }
        if self._refused_before(ask, told):
            return False
        facts: Canonical = {"result": None, "refusal": told}
        self._append(writing, ask, audit.REFUSED, facts)
        self.dialect.before_commit(writing.driver)
        return True

    def _refused_before(self, ask: Ask, told: Canonical) -> bool:
        columns = tables.record.c
        own = columns.fund_id == self.fund_id
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
        rows = self.connection.execute(asked)
        found = (audit.parse(seq, body) for seq, body in rows)
        same = (ask.input, told)
        return any((each.input, each.refusal) == same for each in found)

    def _earlier(self, ask: Ask) -> audit.Record | None:
        """Find what the key did before. Raises KeyConflictError if it differs."""
        if ask.key is None:
            return None
        columns = tables.record.c
        asked = select(columns.seq, columns.body).where(
            columns.fund_id == self.fund_id, columns.key == ask.key
        )
        row = self.connection.execute(asked).first()
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
        columns: dict[str, Any] = {
            "seq": writing.seq,
            "outcome": outcome,
            "action": str(ask.action),
            "actor": str(ask.actor),
            "recorded_at": f"{self.clock():%Y-%m-%dT%H:%M:%SZ}",
            "database_user": self.dialect.database_user(self.connection),
            "key": ask.key if outcome == audit.ACCEPTED else None,
        }
        body = audit.body_of(
            {
                **columns,
                **facts,
                "on": ask.on.isoformat(),
                "fund": self.fund_code,
                "input": ask.input,
                "format": audit.FORMAT,
                "algorithm": audit.ALGORITHM,
                "schema": audit.SCHEMA,
            },
            writing.changes,
        )
        columns |= {
            "fund_id": self.fund_id,
            "prev_sha256": writing.head.sha256,
            "sha256": audit.chain_hash(writing.head.sha256, body),
            "on_date": ask.on.isoformat() if self.dialect.text_days else ask.on,
            "body": body,
        }
        row = tuple(columns[column.name] for column in tables.record.c)
        self.dialect.insert_rows(writing.driver, tables.record, [row])


def _differing(field: str, was: Json, now: Json) -> str:
    """Name the field that differs; inside an input, the first one of its own."""
    if isinstance(was, dict) and isinstance(now, dict):
        one, other = cast("Canonical", was), cast("Canonical", now)
        for name in sorted(one.keys() | other.keys()):
            if one.get(name) != other.get(name):
                return f"{field}.{name}"
    return field
