"""Fixtures of all rooms: a migrated ledger on each database, and a small fund."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from fundledger.store.books import Fund, Ledger
from tests.databases import (
    TEMPLATE,
    Database,
    File,
    Prompt,
    Server,
    locked,
    run_root,
)
from tests.demo import DemoRun, the_demo
from tests.worlds import WORLDS, world_of

if TYPE_CHECKING:
    from tests.commands.scene import Scene


SCREENS = Path(__file__).with_name("tui")
DEEDS = Path(__file__).with_name("commands")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests of deeds run on both databases."""
    parser.addoption(
        "--both-databases",
        action="store_true",
        help="run each test of a deed on SQLite and on PostgreSQL",
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Begin with screens: their tests wait for keys, and other workers compute then.

    A test of one deed runs on one of the databases: which one, its name says. That both
    hold the same rules, and tell the demo to the same head, others see. Who names a
    test runs it on both; `--both-databases` runs all of them so.
    """
    named = any("::" in each for each in config.args)
    if not named and not config.getoption("both_databases"):
        dropped = [item for item in items if _is_seen_on_the_other(item)]
        config.hook.pytest_deselected(items=dropped)
        left_out = {*map(id, dropped)}
        items[:] = [item for item in items if id(item) not in left_out]
    items.sort(key=lambda item: not item.path.is_relative_to(SCREENS))


def _is_seen_on_the_other(item: pytest.Item) -> bool:
    """Tell whether the same test of a deed runs on the other database."""
    if not item.path.is_relative_to(DEEDS) or not isinstance(item, pytest.Function):
        return False
    chosen = any(
        "database" in mark.args[0] for mark in item.iter_markers("parametrize")
    )
    kind = getattr(item, "callspec", None) and item.callspec.params.get("database")
    if chosen or kind is None:
        return False
    on_postgresql = crc32(item.originalname.encode()) % 3 == 0
    return (kind == "postgresql") is not on_postgresql


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Start or join the test run's PostgreSQL."""
    return Server(run_root(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> File:
    """Migrate one SQLite file, to be copied."""
    return File(tmp_path_factory.mktemp("sqlite") / "template.db")


@pytest.fixture
def sqlite_database(
    sqlite_file: File, tmp_path: Path, request: pytest.FixtureRequest
) -> Database:
    """Give a migrated SQLite database, with the fund of the test's world if any."""
    world = world_of(request)
    template = sqlite_file.founded(world, WORLDS[world]) if world else None
    return sqlite_file.database(tmp_path, template)


@pytest.fixture
def postgres_database(
    server: Server, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """Give a migrated PostgreSQL database, with the fund of the test's world if any."""
    world = world_of(request)
    template = server.founded(world, WORLDS[world]) if world else TEMPLATE
    with server.database(template) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """Give a migrated database of either kind, with the fund of the test's world."""
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
def small_fund(ledger: Ledger) -> Fund:
    """Open the smallest useful fund: people, accounts, 2024, one project."""
    return ledger.fund("small")


@pytest.fixture
def scene(ledger: Ledger) -> "Scene":
    """Open the books of a district on the round's first day."""
    from tests.commands.scene import Scene

    return Scene(ledger.fund("scene"))


@pytest.fixture
def unopened(ledger: Ledger) -> "Scene":
    """Open the same books, before anything is booked in them."""
    from tests.commands.scene import Scene

    return Scene(ledger.fund("scene"))


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
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """Let the program make the demo fund once for all workers, in a home of its own."""
    root = run_root(tmp_path_factory.getbasetemp())
    with locked(root / "demo.lock"):
        return the_demo(root / "demo")


@pytest.fixture(scope="session")
def demo_template(demo_run: DemoRun) -> Path:
    """Name the demo fund that all copy, and nobody changes."""
    return demo_run.path


@pytest.fixture
def demo_path(demo_template: Path, tmp_path: Path) -> Path:
    """Give a copy of the demo fund, in a folder of its own."""
    folder = tmp_path / "demo"
    folder.mkdir()
    return Path(shutil.copy(demo_template, folder / "demo.db"))
