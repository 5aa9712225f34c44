"""The doors to a ledger: open it, take a fund, read a snapshot, write a deed.

Nothing outside this module begins, commits or rolls back.
"""

from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.exc import DBAPIError

from fundledger.domain.editions import Replay
from fundledger.domain.ids import FundId, Seq, Sha256
from fundledger.errors import N_, StoreError
from fundledger.store import tables
from fundledger.store.addresses import hide_values, secret_values, shown_address
from fundledger.store.audit import Head, Json
from fundledger.store.dialects import Dialect, dialect_of
from fundledger.store.failures import ClosedError, ReadOnlyError, failed
from fundledger.store.memory import Look, Memory
from fundledger.store.prepared import OWN, Prepared
from fundledger.store.previews import (
    MOST_ROWS,
    PREVIEW_PATIENCE,
    ManyRowsError,
    NoPreviewError,
    Preview,
    noted,
)
from fundledger.store.reading import Books
from fundledger.store.recording import (
    Done,
    GuardError,
    KeyConflictError,
    Recorder,
    Request,
    require_key,
    utc_now,
)
from fundledger.store.replaying import Clock, Replaying
from fundledger.store.writing import Writing

__all__ = ["Fund", "GuardError", "KeyConflictError", "Ledger", "Request"]


@dataclass(eq=False)
class UnknownFundError(StoreError):
    """The ledger has no fund of that code."""

    fund: str
    known: str
    message = N_("The ledger has no fund {fund}.")
    hint = N_("Its funds are: {known}.")


@dataclass(eq=False)
class FundUnnamedError(UnknownFundError):
    """Nobody said which of the ledger's funds is meant."""

    message = N_("The ledger has more than one fund.")
    hint = N_("Say which with --fund: {known}.")


@dataclass(eq=False)
class FundExistsError(StoreError):
    """The ledger has a fund of that code already."""

    fund: str
    message = N_("The ledger has a fund {fund} already.")
    hint = N_("Choose another code, or use the fund that is there.")


@dataclass(eq=False)
class SeqUnknownError(StoreError):
    """The chain does not reach so far."""

    at: int
    head: int
    message = N_("The chain has no record {at}; its head is {head}.")
    hint = N_("Give a sequence number from 1 to {head}.")


class Ledger:
    """An open database with its funds."""

    def __init__(
        self,
        address: str | PathLike[str],
        clock: Clock = utc_now,
        *,
        durable: bool = True,
        replaying: Replaying | None = None,
    ) -> None:
        """Open the address; nothing is read or made until something is asked.

        A ledger opened without `durable` is a file in the making: SQLite does not wait
        for the disk at each deed, and whoever made it does so once, at the end.
        `replaying` says when and by whom deeds were recorded that are done again; only
        a fund that was founded for that takes it.
        """
        self.address = str(address)
        self.dialect: Dialect = dialect_of(address, durable=durable)
        self.clock = clock
        self.replaying = replaying
        self.memory = Memory()
        self._engine: Engine | None = self.dialect.engine()

    def __enter__(self) -> Self:
        """Give the ledger; it is closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the ledger, whatever happened."""
        self.close()

    @property
    def engine(self) -> Engine:
        """The connections. Raises ClosedError."""
        if self._engine is None:
            raise ClosedError(self.address)
        return self._engine

    def close(self) -> None:
        """Give the connections back; nothing is read or written any more."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
            self.dialect.close()

    def user(self) -> str | None:
        """Say as whom the ledger is open, where the database knows."""
        with (
            self.translating_errors(),
            self.dialect.snapshot(self.engine) as connection,
        ):
            return self.dialect.database_user(connection)

    def beside(self, path: Path) -> "Ledger":
        """Open a copy of this ledger in the making, with the same clock."""
        return Ledger(path, self.clock, durable=False, replaying=self.replaying)

    def funds(self) -> list["Fund"]:
        """List the ledger's funds by code. Raises NoLedgerError."""
        columns = tables.fund.c
        statement = select(columns.id, columns.code, columns.name, columns.replay)
        with (
            self.translating_errors(),
            self.dialect.snapshot(self.engine) as connection,
        ):
            rows = connection.execute(statement.order_by(columns.code)).all()
        return [_fund(self, *row) for row in rows]

    def fund(self, code: str | None = None) -> "Fund":
        """Take a fund by code, or the only one. Raises UnknownFundError."""
        funds = self.funds()
        for each in funds:
            if each.code == code or (code is None and len(funds) == 1):
                return each
        known = ", ".join(each.code for each in funds) or "-"
        kind = FundUnnamedError if code is None and funds else UnknownFundError
        raise kind(code or "?", known)

    def create(self, request: Request, run: Callable[[Writing], Any]) -> "Fund":
        """Create a fund by the deed that its chain begins with.

        Its input names the fund's code and name, and why its past is done again where
        it is. Raises FundExistsError, KeyEmptyError, and what the deed raises.
        """
        require_key(request)
        code, name = str(request.input["code"]), str(request.input["name"])
        with (
            self.translating_errors(),
            self.dialect.writer(self.engine, deed=request.deed) as connection,
            connection.begin(),
        ):
            self.dialect.before_creation(connection)
            columns = tables.fund.c
            known = connection.execute(select(columns.id, columns.code)).all()
            if code in {row.code for row in known}:
                raise FundExistsError(code)
            fund_id = FundId(max((row.id for row in known), default=0) + 1)
            fund = _fund(self, fund_id, code, name, request.input.get("replay"))
            recording = recorder(fund, connection)
            recording.begin(request, run)
        recording.look.committed()
        return fund

    @contextmanager
    def translating_errors(self) -> Generator[None]:
        """Turn the driver's errors into ours: NoLedgerError, DatabaseError."""
        try:
            yield
        except DBAPIError as error:
            raise self._failure(error.orig or error) from error
        except self.dialect.errors as error:
            raise self._failure(error) from error

    def _failure(self, error: BaseException) -> StoreError:
        problem = str(error).partition("\n")[0]
        hidden = hide_values(problem, secret_values(self.address))
        return failed(self.dialect.failure(error), shown_address(self.address), hidden)


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund of a ledger: its own write lock, chain and books."""

    ledger: Ledger
    id: FundId
    code: str
    name: str
    replay: Replay | None = None
    """Why a past is done again here; None for live books."""

    def __enter__(self) -> Self:
        """Give the fund; its ledger is closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the fund's ledger, whatever happened."""
        self.ledger.close()

    def look(self) -> Look:
        """Begin to look at the chain, before a transaction does."""
        return Look(self.ledger.memory, self.id, self.code)

    @contextmanager
    def reading(self, at: int | None = None) -> Generator[Books]:
        """Open one snapshot, now or as the books stood at a sequence.

        Raises SeqUnknownError, EarlierStateError.
        """
        ledger, look = self.ledger, self.look()
        with (
            ledger.translating_errors(),
            ledger.dialect.snapshot(ledger.engine) as connection,
        ):
            stored = read_head(connection, self.id)
            head = look.require_kept(ledger.dialect, connection, stored)
            look.saw(head)
            if at is None or at == head.seq:
                yield Books(connection, self.id, head)
                return
            if not 1 <= at <= head.seq:
                raise SeqUnknownError(at, head.seq)
            from fundledger.store.rebuilding import rebuilt  # noqa: PLC0415 - rarely used

            with rebuilt(connection, ledger.address, self.id, Seq(at)) as earlier:
                yield earlier

    def write(self, request: Request, run: Callable[[Writing], Any]) -> Json:
        """Run a deed and record it; give its result in canonical form.

        Raises what `perform` raises.
        """
        return self.perform(request, run).result

    def perform(self, request: Request, run: Callable[[Writing], Any]) -> Done:
        """Run a deed under the fund's write lock and record it, accepted or refused.

        Returns how it ended and which record says so; a repeated key gives what is
        stored and writes nothing. Raises what the deed raises, KeyEmptyError,
        KeyConflictError, GuardError, DatabaseError.
        """
        require_key(request)
        ledger = self.ledger
        with (
            ledger.translating_errors(),
            ledger.dialect.writer(ledger.engine, deed=request.deed) as connection,
        ):
            recording = recorder(self, connection)
            try:
                with connection.begin() as transaction:
                    done = recording.write(request, run)
                    if not done.written:
                        transaction.rollback()
                recording.look.committed()
            except GuardError as error:
                with connection.begin() as transaction:
                    if not recording.refuse(request, error):
                        transaction.rollback()
                recording.look.committed()
                raise
        if done.refusal is not None:
            raise done.refusal
        return done

    def retell(self, request: Request, refusal: Json) -> None:
        """Record a refusal as the past has it that is done again, without asking why.

        For what was refused about content that nobody kept. Raises DatabaseError.
        """
        assert self.replay is not None, "live books judge what they refuse"
        ledger = self.ledger
        with (
            ledger.translating_errors(),
            ledger.dialect.writer(ledger.engine, deed=request.deed) as connection,
            connection.begin() as transaction,
        ):
            if not recorder(self, connection).retell(request, refusal):
                transaction.rollback()

    def preview(self, request: Request, run: Callable[[Writing], Any]) -> Preview:
        """Run a deed all the way, its record included, and take everything back.

        It waits for the write lock as long as a person would. Nothing is chained, not
        even a refusal. A deed of many rows is tried on scratch books. Raises BusyError,
        NoPreviewError, DatabaseError.
        """
        require_key(request)
        try:
            return self._try(request, run, MOST_ROWS)
        except ReadOnlyError as error:
            raise NoPreviewError from error
        except ManyRowsError:
            with self.scratch() as copy:
                return copy._try(request, run, None)  # noqa: SLF001 - it is a fund as we are

    @contextmanager
    def scratch(self) -> Generator["Fund"]:
        """Give this fund in a copy of its ledger, to try deeds in; then it is gone.

        Raises StoreError where the ledger cannot be read.
        """
        from fundledger.store.scratch import copied  # noqa: PLC0415 - rarely used

        ledger = self.ledger
        with ExitStack() as stack:
            with ledger.translating_errors():
                copy = copied(ledger.dialect, ledger.engine, self.id)
                path = stack.enter_context(copy)
            beside = stack.enter_context(closing(ledger.beside(path)))
            yield beside.fund(self.code)

    def _try(
        self, request: Request, run: Callable[[Writing], Any], most_rows: int | None
    ) -> Preview:
        ledger = self.ledger
        engine, name = ledger.engine, request.deed
        with (
            ledger.translating_errors(),
            ledger.dialect.writer(engine, PREVIEW_PATIENCE, deed=name) as connection,
            connection.begin() as transaction,
        ):
            recording = replace(recorder(self, connection), most_rows=most_rows)
            try:
                done = recording.write(request, run)
            except GuardError as error:
                return Preview(None, error)
            finally:
                transaction.rollback()
        return Preview(done.result, done.refusal, tuple(map(noted, done.changes)))


def _fund(ledger: Ledger, id_: int, code: str, name: str, replay: str | None) -> Fund:
    return Fund(ledger, FundId(id_), code, name, Replay(replay) if replay else None)


def recorder(fund: Fund, connection: Connection) -> Recorder:
    """Make the recorder of a fund over a connection that has begun to write.

    Live books take the clock as it is, and who is connected.
    """
    ledger = fund.ledger
    clock, user, only = ledger.clock, None, None
    if fund.replay is not None and ledger.replaying is not None:
        clock, user, only = ledger.replaying
    return Recorder(
        ledger.dialect, connection, fund.id, fund.code, clock, user, fund.look(), only
    )


def read_head(connection: Connection, fund_id: int) -> Head | None:
    """Read where the fund's chain stands; None where the fund is not."""
    rows = _HEAD.ask_over(connection, {OWN: fund_id})
    return Head(Seq(rows[0].head_seq), Sha256(rows[0].head_sha256)) if rows else None


_HEAD: Final = Prepared(
    select(tables.fund.c.head_seq, tables.fund.c.head_sha256).where(
        tables.fund.c.id == bindparam(OWN)
    )
)
