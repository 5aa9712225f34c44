"""Which database an address means, and what the doors need to know of it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar, Protocol

from sqlalchemy import Connection, Engine, Table, make_url
from sqlalchemy.exc import ArgumentError

from fundledger.errors import N_, StoreError
from fundledger.store.addresses import (
    is_settings,
    is_understood,
    is_url,
    shown_address,
)
from fundledger.store.rules import Rule
from fundledger.store.sqlite import SqliteDialect


@dataclass(eq=False)
class AddressError(StoreError):
    """The database's address is not one the ledger can open."""

    address: str
    message = N_("{address} is not a database the ledger can open.")
    hint = N_("Give a file's path, or postgresql://user@host/database.")


@dataclass(eq=False)
class AmbiguousAddressError(AddressError):
    """A URL holds a mark that ends its user, password or host too early."""

    message = N_("{address} cannot be understood: a mark in it has two meanings.")
    hint = N_(
        "In a user or password write %40 for @, %3A for :, %2F for /, %3F for ? and"
        " %23 for #. A port is a number."
    )


class Dialect(Protocol):
    """What SQLite and PostgreSQL do each in their own way."""

    name: ClassVar[str]
    """The dialect's name, as SQLAlchemy says it."""
    text_days: ClassVar[bool]
    """Whether days are kept as ISO text."""
    placeholder: ClassVar[str]
    """How the driver marks a parameter."""

    def create(self) -> None:
        """Make room for a ledger where there is none."""
        ...

    def engine(self) -> Engine:
        """Make the engine."""
        ...

    def close(self) -> None:
        """Let go of what is held beside the connections."""
        ...

    def writer(
        self, engine: Engine, patience: float = ..., *, deed: str = ""
    ) -> AbstractContextManager[Connection]:
        """Give a connection whose transactions write, after so many seconds at most.

        `deed` is what those who wait are told.
        """
        ...

    def before_creation(self, _connection: Connection, /) -> None:
        """Have nobody else create a fund meanwhile."""
        ...

    def snapshot(self, _engine: Engine, /) -> AbstractContextManager[Connection]:
        """Begin to read one snapshot."""
        ...

    def may_have_changed(self, _connection: Connection, /) -> bool:
        """Tell whether what was read before may be of another state."""
        ...

    def trust(self, _connection: Connection, /) -> None:
        """Note that it is not."""
        ...

    def failure(self, error: BaseException) -> type[StoreError]:
        """Say what kind of failure it was, by the database's own code."""
        ...

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        ...

    def driver(self, connection: Connection) -> Any:
        """Give the driver's own connection: `execute`, with a row's `fetchone`."""
        ...

    def insert_rows(
        self, driver: Any, table: Table[Any], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Insert raw rows, columns in the table's order."""
        ...

    def before_commit(self, driver: Any) -> None:
        """Have the database judge what it would judge at commit."""
        ...

    def database_user(self, _connection: Connection, /) -> str | None:
        """Say who is connected, where the database knows."""
        ...

    def recording_user(self, _connection: Connection, /) -> str:
        """Say whom a record names: who is connected, or who runs the program."""
        ...

    def refused_by(self, error: BaseException) -> Rule | None:
        """Name the rule by which the database refused, if it did."""
        ...


def dialect_of(place: str | PathLike[str], *, durable: bool = True) -> Dialect:
    """Choose by the address: a PostgreSQL URL, or else a file's path.

    Without `durable`, SQLite does not wait for the disk; PostgreSQL always does.
    Raises AddressError for any other kind of URL, AmbiguousAddressError.
    """
    address = str(place)
    if isinstance(place, PathLike):
        return SqliteDialect(Path(place), durable=durable)
    if is_settings(address) and not Path(address).exists():
        raise AddressError(shown_address(address))
    if not is_url(address):
        return SqliteDialect(Path(address), durable=durable)
    if not is_understood(address):
        raise AmbiguousAddressError(shown_address(address))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # Not `from` what was raised: its words may quote the whole address.
        raise AddressError(shown_address(address)) from None
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database:
        return SqliteDialect(Path(url.database), durable=durable)
    if backend == "postgresql":
        from fundledger.store.postgresql import PostgresDialect  # noqa: PLC0415 - slow

        return PostgresDialect(url)
    raise AddressError(shown_address(address))
