"""How a deed becomes a record: under the fund's write lock, accepted or refused.

The write lock is taken with the next record number; the deed reads, decides and notes;
then its rows are sent, and its record, which seals it, goes in last. A refused deed has
sent nothing, so its refusal is recorded in the same transaction. Only where the
database itself refuses is all rolled back first. Who begins and commits is
`fundledger.store.books`.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Connection, Select, bindparam, func, select

from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import FundId, Login, Seq, Sha256
from fundledger.errors import N_, InputError, RefusedError, StoreError
from fundledger.store import audit, tables
from fundledger.store.audit import Canonical, Head, Json, Written, to_canonical
from fundledger.store.dialects import Dialect
from fundledger.store.memory import Look
from fundledger.store.parsing import parse
from fundledger.store.prepared import OWN, Prepared, owned
from fundledger.store.previews import ManyRowsError
from fundledger.store.replaying import Clock, require_turn
from fundledger.store.rules import Rule
from fundledger.store.writing import Writing

MOST_REFUSALS: Final = 100
"""So many refusals of one person are chained between two accepted records."""

MORE_REFUSED: Final = "more_refused"
"""The code of the one record that says that more was refused than is chained."""


@dataclass(eq=False)
class KeyEmptyError(InputError):
    """A key holds nothing: it would tell no deed from another."""

    message = N_("An empty key tells no deed from another; nothing is written.")
    hint = N_("Give a key with letters or digits, or none at all.")


@dataclass(eq=False)
class RecordTooLargeError(InputError):
    """The deed changes more rows than one record can tell of."""

    characters: int
    most: int
    message = N_(
        "This deed's record would have {characters} characters; {most} are the most."
    )
    hint = N_("Divide the deed, or the file that is imported, into parts.")


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


class Request(NamedTuple):
    """Who asks for what: the part of a record that a key is compared by.

    `deed` names the deed, `action` the right that it asks for; `input` is canonical.
    The edition rises when the same deed comes to write something else.
    """

    action: str
    actor: Login
    on: date
    key: str | None
    input: Json
    deed: str
    deed_edition: int = 1


class Done(NamedTuple):
    """How a deed ended: its result or refusal, and whether to commit anything."""

    result: Json
    written: bool
    refusal: RefusedError | None = None
    changes: Sequence[Canonical | Written] = ()
    seq: Seq | None = None
    """The record that says so; None for a refusal."""


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
    database_user: str | None
    """Whom records name; None stands for who is connected."""
    look: Look
    only: Seq | None = None
    """The one record that may be written; None for whichever is next."""
    most_rows: int | None = None
    """Above so many rows a deed that is only tried is given up."""

    def write(self, request: Request, run: Callable[[Writing], Any]) -> Done:
        """Run a deed and record it, or find that its key has done it before.

        A refusal is recorded in the same transaction, at the head that it was decided
        on: the deed has written nothing yet. Raises GuardError where the database
        refuses, KeyConflictError, and OvertakenError.
        """
        writing = self.take_number(request)
        earlier = self._earlier(request)
        if earlier is not None:
            return Done(
                earlier.result, written=False, changes=earlier.changes, seq=earlier.seq
            )
        require_turn(self.only, writing.head.seq)
        try:
            with self._guarded():
                result = run(writing)
        except GuardError:
            raise
        except RefusedError as error:
            nothing = self._hold(request, writing.head, {})
            written = self._refuse(nothing, request, _refusal_of(error))
            return Done(None, written, error)
        return self._accept(writing, request, result)

    def take_number(self, request: Request) -> Writing:
        """Take the write lock and the next record number; others who write, wait."""
        driver = self.dialect.driver(self.connection)
        row = driver.execute(
            "UPDATE fund SET next_seq = head_seq + 1"  # noqa: S608 - our names
            f" WHERE id = {self.dialect.placeholder}"
            " RETURNING head_seq, head_sha256, last_voucher_no, last_posting_no",
            (self.fund_id,),
        ).fetchone()
        stored = None if row is None else Head(Seq(row[0]), Sha256(row[1]))
        head = self.look.require_kept(self.dialect, self.connection, stored)
        last = {} if row is None else {"voucher": row[2], "posting": row[3]}
        return self._hold(request, head, last)

    def begin(self, request: Request, run: Callable[[Writing], Any]) -> None:
        """Run the deed that creates the fund, and write the record it begins with."""
        writing = self._hold(request, Head(Seq(0), Sha256(tables.NO_HASH)), {})
        self._accept(writing, request, run(writing))

    def _hold(self, request: Request, head: Head, last: Mapping[str, int]) -> Writing:
        return Writing(
            self.dialect,
            self.connection,
            self.fund_id,
            head,
            request.actor,
            request.on,
            last,
        )

    def _accept(self, writing: Writing, request: Request, result: Json) -> Done:
        """Send what the deed noted, and its record. Raises GuardError."""
        if self.most_rows is not None and writing.count() > self.most_rows:
            raise ManyRowsError
        plain = to_canonical(result)
        with self._guarded():
            changes = writing.flush()
            facts = {"result": plain, "refusal": None}
            self._append(writing, request, audit.ACCEPTED, facts, changes)
            self.dialect.before_commit(writing.driver)
        return Done(plain, written=True, changes=changes, seq=Seq(writing.seq))

    @contextmanager
    def _guarded(self) -> Generator[None]:
        """Tell a refusal of the database by its rule. Raises GuardError."""
        try:
            yield
        except self.dialect.errors as error:
            rule = self.dialect.refused_by(error)
            if rule is None:
                raise
            raise GuardError(rule) from error

    def refuse(self, request: Request, error: RefusedError) -> bool:
        """Chain a refusal of the database itself, in a transaction of its own.

        Returns whether there is anything to commit.
        """
        return self.retell(request, _refusal_of(error))

    def retell(self, request: Request, refusal: Canonical) -> bool:
        """Chain a refusal as a past has it. Returns whether there is anything."""
        writing = self.take_number(request)
        require_turn(self.only, writing.head.seq)
        return self._refuse(writing, request, refusal)

    def _refuse(self, writing: Writing, request: Request, refused: Canonical) -> bool:
        """Chain a refusal, once for the same question since the last accepted one.

        After MOST_REFUSALS of one person one record says that more was refused.
        Returns whether there is anything to commit.
        """
        refusal = self._to_chain(request, refused)
        if refusal is None:
            return False
        facts: Canonical = {"result": None, "refusal": refusal}
        self._append(writing, request, audit.REFUSED, facts, ())
        self.dialect.before_commit(writing.driver)
        return True

    def _to_chain(self, request: Request, refusal: Canonical) -> Canonical | None:
        """Say which refusal is chained, if one is."""
        question = _question(request, refusal)
        facts = {"fund_id": self.fund_id, "actor": request.actor, "question": question}
        chained, same = self.connection.execute(_CHAINED, facts).one()
        if same or chained > MOST_REFUSALS:
            return None
        if chained == MOST_REFUSALS:
            return {"code": MORE_REFUSED, "facts": {"most": MOST_REFUSALS}}
        return refusal

    def _earlier(self, request: Request) -> audit.Record | None:
        """Find what the key did before. Raises KeyConflictError if it differs."""
        if request.key is None:
            return None
        rows = _BY_KEY.ask_over(
            self.connection, {OWN: self.fund_id, "key": request.key}
        )
        if not rows:
            return None
        earlier = parse(*rows[0])
        for field in ("deed", "actor", "on", "input"):
            was, now = getattr(earlier, field), getattr(request, field)
            if _text(was) != _text(now):
                raise KeyConflictError(request.key, _differing(field, was, now))
        return earlier

    def _append(
        self,
        writing: Writing,
        request: Request,
        outcome: str,
        facts: Canonical,
        changes: Sequence[Canonical | Written],
    ) -> None:
        """Write the record; the database seals the deed as it goes in."""
        accepted = outcome == audit.ACCEPTED
        stamped: dict[str, Any] = {
            "seq": writing.seq,
            "recorded_at": f"{self.clock():{audit.MOMENT}}",
            "database_user": self.database_user
            or self.dialect.recording_user(self.connection),
        }
        body_facts: dict[str, Any] = {
            "deed": request.deed,
            "deed_edition": request.deed_edition,
            "action": str(request.action),
            "actor": str(request.actor),
            "key": request.key if accepted else None,
            "outcome": outcome,
        }
        stamp = audit.stamp_of(fund=self.fund_code, **stamped)
        body = _body(request, {**body_facts, **facts}, changes)
        sha256 = audit.chain_hash(writing.head.sha256, stamp, body)
        columns: dict[str, Any] = {
            **stamped,
            **body_facts,
            "fund_id": self.fund_id,
            "prev_sha256": writing.head.sha256,
            "sha256": sha256,
            "on_date": request.on.isoformat() if self.dialect.text_days else request.on,
            "changed_rows": sum(map(audit.rows_in, changes)),
            "question_sha256": None
            if accepted
            else _question(request, facts["refusal"]),
            "stamp": stamp,
            "body": body,
        }
        row = tuple(map(columns.__getitem__, _COLUMNS))
        self.dialect.insert_rows(writing.driver, tables.record, [row])
        self.look.wrote(Head(Seq(writing.seq), sha256))


def _body(
    request: Request, facts: Canonical, changes: Sequence[Canonical | Written]
) -> str:
    """Write what the deed says of itself. Raises RecordTooLargeError."""
    content = {
        **facts,
        "input": request.input,
        "on": request.on.isoformat(),
        "rules_edition": RULES_EDITION,
    }
    body = audit.body_of(content, changes)
    if len(body) > tables.MAX_BODY:
        raise RecordTooLargeError(len(body), tables.MAX_BODY)
    return body


def require_key(request: Request) -> None:
    """Refuse an empty key before anything is locked. Raises KeyEmptyError."""
    if request.key is not None and not request.key.strip():
        raise KeyEmptyError


def _refusal_of(error: RefusedError) -> Canonical:
    """Write why a deed is refused: a code and facts, in no language."""
    return {"code": error.code, "facts": to_canonical(error.facts)}


def _question(request: Request, refusal: Canonical) -> Sha256:
    return audit.question_hash(
        request.actor, request.deed, request.input, str(refusal["code"])
    )


def count_refusals() -> Select[int, int]:
    """Ask how much of a person was refused since the last accepted record.

    And how often the same question was; both by indexes alone.
    """
    c = tables.record.c
    own = c.fund_id == bindparam("fund_id")
    accepted = (
        select(c.seq)
        .where(own, c.outcome == audit.ACCEPTED)
        .order_by(c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    same = func.count().filter(c.question_sha256 == bindparam("question"))
    return select(func.count(), same).where(
        own,
        c.actor == bindparam("actor"),
        c.seq > accepted,
        c.question_sha256.is_not(None),
    )


_CHAINED: Final = count_refusals()

_COLUMNS: Final = tuple(column.name for column in tables.record.c)

_BY_KEY: Final = Prepared(
    select(tables.record.c.seq, tables.record.c.stamp, tables.record.c.body).where(
        owned(tables.record), tables.record.c.key == bindparam("key")
    )
)


def _differing(field: str, was: Json, now: Json) -> str:
    """Name the field that differs; inside an input, the first one of its own."""
    if isinstance(was, dict) and isinstance(now, dict):
        one, other = cast("Canonical", was), cast("Canonical", now)
        for name in sorted(one.keys() | other.keys()):
            if _text(one.get(name)) != _text(other.get(name)):
                return f"{field}.{name}"
    return field


def _text(value: Any) -> str:
    """Write a value to be compared: for Python, True equals 1."""
    return audit.canonical(to_canonical(value))
