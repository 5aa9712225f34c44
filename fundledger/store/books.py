"""The doors to a ledger: open it, take a fund, read a snapshot, write a deed.

Nothing outside this module begins, commits or rolls back.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from fundledger.domain.editions import Replay
from fundledger.domain.ids import FundId, Seq, Sha256
from fundledger.errors import N_, RefusedError, StoreError
from fundledger.store import tables
from fundledger.store.addresses import hide_values, secret_values, shown_address
from fundledger.store.audit import Head, Json
from fundledger.store.changes import FUND_COLUMNS
from fundledger.store.dialects import Dialect, dialect_of
from fundledger.store.reading import Books
from fundledger.store.recording import (
    Ask,
    Clock,
    GuardError,
    KeyConflictError,
    Recorder,
    Replaying,
    require_key,
    utc_now,
)
from fundledger.store.writing import Writing

__all__ = ["Ask", "Fund", "GuardError", "KeyConflictError", "Ledger"]


@dataclass(eq=False)
class NoLedgerError(StoreError):
    """There is no ledger at the address."""

    address: str
    message = N_("There is no ledger at {address}.")
    hint = N_("Create one with: fundledger init")


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
class DatabaseError(StoreError):
    """The database failed or could not be reached; nothing was written."""

    problem: str
    message = N_("The database could not do this: {problem}.")
    hint = N_("Nothing was written. Try again, or check the disk and the server.")


@dataclass(eq=False)
class ReadOnlyError(DatabaseError):
    """The file, or the folder it lies in, may not be written to."""

    hint = N_("Copy the ledger to a folder that you may write to, and open it there.")


@dataclass(eq=False)
class UnopenedError(StoreError):
    """There is something at the address, but no database."""

    address: str
    problem: str
    message = N_("{address} cannot be opened as a ledger: {problem}.")
    hint = N_("Check the path and its permissions.")


@dataclass(eq=False)
class DamagedError(StoreError):
    """The database's file is damaged."""

    address: str
    problem: str
    message = N_("The ledger at {address} is damaged: {problem}.")
    hint = N_("Leave the file as it is; bring back a copy, and verify it.")


_BY_WORDS: Final = (
    ("file is not a database", UnopenedError),
    ("unable to open database file", UnopenedError),
    ("disk image is malformed", DamagedError),
    ("malformed database schema", DamagedError),
)
"""What SQLite says of a file that cannot be used."""


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
        address: str,
        clock: Clock = utc_now,
        *,
        durable: bool = True,
        replaying: Replaying | None = None,
    ) -> None:
        """Open the address; nothing is read until something is asked.

        A ledger opened without `durable` is a file in the making: SQLite does not wait
        for the disk at each deed, and whoever made it does so once, at the end.
        `replaying` says when and by whom deeds were recorded that are done again; only
        a fund that was founded for that takes it.
        """
        self.address = address
        self.dialect: Dialect = dialect_of(address, durable=durable)
        self.engine = self.dialect.engine()
        self.clock = clock
        self.replaying = replaying

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def user(self) -> str | None:
        """Say as whom the ledger is open, where the database knows."""
        with self.told(), self.dialect.snapshot(self.engine) as connection:
            return self.dialect.database_user(connection)

    def funds(self) -> list["Fund"]:
        """List the ledger's funds by code. Raises NoLedgerError."""
        columns = tables.fund.c
        asked = select(columns.id, columns.code, columns.name, columns.replay)
        with self.told(), self.dialect.snapshot(self.engine) as connection:
            rows = connection.execute(asked.order_by(columns.code)).all()
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

    def found(
        self,
        code: str,
        name: str,
        ask: Ask,
        run: Callable[[Writing], Any],
        *,
        replay: Replay | None = None,
    ) -> "Fund":
        """Found a fund: its row and its first record, in one deed.

        With `replay` its records keep the time of a past that is done again. Raises
        FundExistsError, KeyEmptyError, and what the deed raises.
        """
        require_key(ask)
        with (
            self.told(),
            self.dialect.writer(self.engine) as connection,
            connection.begin(),
        ):
            self.dialect.before_founding(connection)
            columns = tables.fund.c
            known = connection.execute(select(columns.id, columns.code)).all()
            if code in {row.code for row in known}:
                raise FundExistsError(code)
            fund_id = FundId(max((row.id for row in known), default=0) + 1)
            fund = Fund(self, fund_id, code, name, replay)
            _begin(fund, connection, ask, run)
        return fund

    @contextmanager
    def told(self) -> Generator[None]:
        """Turn the driver's errors into ours: NoLedgerError, DatabaseError."""
        try:
            yield
        except DBAPIError as error:
            raise self._told(str(error.orig or error)) from error
        except self.dialect.errors as error:
            raise self._told(str(error)) from error

    def _told(self, text: str) -> StoreError:
        if "no such table" in text or "does not exist" in text:
            return NoLedgerError(shown_address(self.address))
        said = hide_values(text.splitlines()[0], secret_values(self.address))
        if "readonly database" in said:
            return ReadOnlyError(said)
        kind = next((kind for words, kind in _BY_WORDS if words in said), None)
        return kind(shown_address(self.address), said) if kind else DatabaseError(said)


@dataclass(frozen=True, slots=True)
class Fund:
    """One fund of a ledger: its own pen, chain and books."""

    ledger: Ledger
    id: FundId
    code: str
    name: str
    replay: Replay | None = None
    """Why a past is done again here; None for live books."""

    @contextmanager
    def reading(self, at: int | None = None) -> Generator[Books]:
        """Open one snapshot, now or as the books stood at a sequence.

        Raises SeqUnknownError.
        """
        ledger = self.ledger
        with ledger.told(), ledger.dialect.snapshot(ledger.engine) as connection:
            head = read_head(connection, self.id)
            if at is None or at == head.seq:
                yield Books(connection, self.id, head)
                return
            if not 1 <= at <= head.seq:
                raise SeqUnknownError(at, head.seq)
            from fundledger.store.replay import replayed  # noqa: PLC0415 - rarely used

            with replayed(connection, ledger.address, self.id, Seq(at)) as earlier:
                yield earlier

    def write(self, ask: Ask, run: Callable[[Writing], Any]) -> Json:
        """Run a deed under the fund's pen and record it, accepted or refused.

        Returns the deed's result in canonical form; a repeated key gives the stored
        result and writes nothing. Raises what the deed raises, KeyEmptyError,
        KeyConflictError, GuardError, DatabaseError.
        """
        require_key(ask)
        ledger = self.ledger
        with ledger.told(), ledger.dialect.writer(ledger.engine) as connection:
            made = recorder(self, connection)
            try:
                with connection.begin() as deed:
                    done = made.write(ask, run)
                    if not done.written:
                        deed.rollback()
                    return done.result
            except RefusedError as error:
                with connection.begin() as deed:
                    if not made.refuse(ask, error):
                        deed.rollback()
                raise


def _fund(ledger: Ledger, id_: int, code: str, name: str, replay: str | None) -> Fund:
    return Fund(ledger, FundId(id_), code, name, Replay(replay) if replay else None)


def recorder(fund: Fund, connection: Connection) -> Recorder:
    """Make the recorder of a fund over a connection that has begun to write.

    Live books take the clock as it is, and who is connected.
    """
    ledger = fund.ledger
    clock, user = ledger.clock, None
    if fund.replay is not None and ledger.replaying is not None:
        clock, user = ledger.replaying
    return Recorder(ledger.dialect, connection, fund.id, fund.code, clock, user)


def _begin(
    fund: Fund, connection: Connection, ask: Ask, run: Callable[[Writing], Any]
) -> None:
    """Write the fund's row and its genesis record."""
    dialect = fund.ledger.dialect
    made = recorder(fund, connection)
    writing = made.begin(ask)
    noted = (fund.code, fund.name, fund.replay and str(fund.replay))
    row = (fund.id, *noted, writing.seq, 0, tables.NO_HASH, 0, 0)
    dialect.insert_rows(writing.driver, tables.fund, [row])
    names = list(FUND_COLUMNS)
    writing.changes.append({"table": "fund", "columns": names, "rows": [noted]})
    made.attempt(writing, ask, run)


def read_head(connection: Connection, fund_id: int) -> Head:
    """Read where the fund's chain stands."""
    columns = tables.fund.c
    asked = select(columns.head_seq, columns.head_sha256).where(columns.id == fund_id)
    row = connection.execute(asked).one()
    return Head(Seq(row.head_seq), Sha256(row.head_sha256))
