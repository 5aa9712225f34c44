"""Fixtures of all rooms: a migrated ledger on each database, and a small fund."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.store.books import Fund, Ledger
from tests import small
from tests.databases import Database, File, Prompt, Server, locked, run_root


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Start or join the test run's PostgreSQL."""
    return Server(run_root(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> File:
    """Migrate one SQLite file, to be copied."""
    return File(tmp_path_factory.mktemp("sqlite") / "template.db")


@pytest.fixture
def sqlite_database(sqlite_file: File, tmp_path: Path) -> Database:
    """Give a migrated SQLite database without a fund."""
    return sqlite_file.database(tmp_path)


@pytest.fixture
def postgres_database(server: Server) -> Iterator[Database]:
    """Give a migrated PostgreSQL database without a fund."""
    with server.database() as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """Give a migrated database without a fund, of either kind."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    given: Database = request.getfixturevalue(name)
    return given


@pytest.fixture
def another_database(
    database: Database, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Database]:
    """Give a second migrated database of the same kind."""
    if database.kind == "sqlite":
        file: File = request.getfixturevalue("sqlite_file")
        folder = tmp_path / "another"
        folder.mkdir()
        yield file.database(folder)
        return
    server: Server = request.getfixturevalue("server")
    with server.database() as another:
        yield another


@pytest.fixture
def ledger(database: Database) -> Iterator[Ledger]:
    """Open the ledger as the app does."""
    with closing(database.ledger()) as ledger:
        yield ledger


@pytest.fixture
def small_fund(database: Database, ledger: Ledger) -> Fund:
    """Found the smallest useful fund: people, accounts, 2024, one project."""
    return small.create(ledger, database.clerk)


@pytest.fixture
def bare(database: Database) -> Iterator[Prompt]:
    """Connect by the driver alone, PostgreSQL as the app's role."""
    with closing(database.bare()) as connection:
        yield connection


@pytest.fixture
def owner_url(database: Database) -> str:
    """Give the address of the owner, whom no guard holds."""
    return database.owner_address


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create the demo fund once for all workers of a test run."""
    from fundledger.cli.demo_books import create_demo

    root = run_root(tmp_path_factory.getbasetemp())
    with locked(root / "demo.lock"):
        if not (root / "demo.db").exists():
            create_demo(root / "demo.db")
    return root / "demo.db"


@pytest.fixture
def demo_path(demo_template: Path, tmp_path: Path) -> Path:
    """Give a copy of the demo fund, in a folder of its own."""
    folder = tmp_path / "demo"
    folder.mkdir()
    return Path(shutil.copy(demo_template, folder / "demo.db"))
