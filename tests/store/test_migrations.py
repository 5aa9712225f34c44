"""A migrated database is the declared one; an upgrade loses nothing of an old one."""

import gzip
import sqlite3
import subprocess
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem

from fundledger.store import catalogue, migrate, schema
from fundledger.store.books import Ledger
from fundledger.store.findings import Status
from fundledger.store.tables import metadata
from fundledger.store.verify import verify
from migrations import rebuilding, upcasts
from tests.databases import OWNER, Database, Server, frozen
from tests.fixtures.make import catalogue_of

FIXTURES = Path(__file__).parents[1] / "fixtures"
MIGRATIONS = Path(rebuilding.__file__).parent
ALEMBIC = "alembic_version"


def without_alembic(entries: catalogue.Catalogue) -> dict[str, str]:
    return {n: text for n, text in entries.items() if ALEMBIC not in n}


def test_the_migrated_schema_is_the_declared_one(database: Database) -> None:
    """CHECKs, triggers, views, grants and functions' settings included."""
    assert catalogue_of(database) == catalogue.declared(database.kind)


def test_the_snapshot_of_postgresql_is_what_the_declared_statements_make(
    server: Server,
) -> None:
    with server.admin() as admin:
        admin.execute("CREATE DATABASE declared_only")
        database = Database(
            kind="postgresql",
            address=server.address("postgres", "declared_only"),
            owner_address=server.address("postgres", "declared_only"),
        )
        with closing(database.bare("postgres")) as prompt:
            for statement in schema.statements("postgresql"):
                prompt.run(statement)
            entries = catalogue.stored("postgresql", prompt.driver)
        admin.execute("DROP DATABASE declared_only")
    declared = catalogue.declared("postgresql")
    assert without_alembic(entries) == without_alembic(declared)


def test_alembic_finds_nothing_to_migrate(database: Database) -> None:
    def is_of_dialect(rule: SchemaItem, *_: object) -> bool:
        return bool(rule.info.get("dialect", database.kind) == database.kind)

    ledger = Ledger(database.owner_address, frozen)
    with closing(ledger), ledger.engine.connect() as connection:
        options = {"include_object": is_of_dialect}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
    assert [each for each in differences if ALEMBIC not in str(each)] == []


def test_a_migrated_ledger_is_migrated_no_further(database: Database) -> None:
    with closing(Ledger(database.owner_address, frozen)) as ledger:
        assert migrate.migrate(ledger) == (migrate.NEWEST, migrate.NEWEST)


def test_the_newest_revision_is_named_once_and_is_the_last_script() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    in_order = [each.revision for each in scripts.walk_revisions()][::-1]
    assert in_order == list(upcasts.REVISIONS)
    assert upcasts.REVISIONS[-1] == migrate.NEWEST


def test_a_table_of_sqlite_is_rebuilt_without_losing_a_row(tmp_path: Path) -> None:
    """Every table in turn, as a revision would: the file stays the very same books."""
    path = tmp_path / "old.db"
    old = FIXTURES / f"revision_{migrate.NEWEST}.db.gz"
    path.write_bytes(gzip.decompress(old.read_bytes()))
    create, objects = schema.tables_only("sqlite"), tmp_path / "objects.sql"
    objects.write_text(rebuilding.MARK.join(schema.objects("sqlite")), "utf-8")
    ledger = Ledger(str(path), frozen)
    with closing(ledger), rebuilding_transaction(ledger) as connection:
        rebuilding.drop_objects(connection)
        for table in metadata.sorted_tables:
            starts = f"CREATE TABLE {table.name} "
            statement = next(each for each in create if each.startswith(starts))
            on = f" ON {table.name} ("
            indexes = [s for s in create if s.startswith("CREATE") and on in s]
            select = f"SELECT * FROM {table.name}"
            rebuilding.rebuild_table(
                connection, table.name, statement, select, *indexes
            )
        rebuilding.run_frozen(connection, objects)
    database = Database(kind="sqlite", address=str(path), owner_address=str(path))
    assert catalogue_of(database) == catalogue.declared("sqlite")
    with closing(Ledger(str(path), frozen)) as ledger:
        verified = verify(ledger.fund())
    assert (verified.status, verified.findings) == (Status.OK, ())


@contextmanager
def rebuilding_transaction(ledger: Ledger) -> Generator[Connection]:
    """Begin as `migrations/env.py` does, and check the keys before it commits."""
    with ledger.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            yield connection
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()


def test_every_revision_but_the_newest_has_a_filled_ledger() -> None:
    """Tried below. Made by tests/fixtures/make.py once a revision is final."""
    versions = Path(migrate.__file__).parents[2] / "migrations" / "versions"
    revisions = {path.stem for path in versions.glob("revision_*.py")}
    fixtures = {path.name.split(".")[0] for path in FIXTURES.glob("revision_*.gz")}
    assert revisions - {f"revision_{migrate.NEWEST}"} <= fixtures <= revisions


@pytest.mark.parametrize(
    "fixture", sorted(FIXTURES.glob("*.db.gz")), ids=lambda p: p.name
)
def test_an_upgraded_file_keeps_its_head_and_verifies(
    fixture: Path, tmp_path: Path
) -> None:
    file = tmp_path / "old.db"
    file.write_bytes(gzip.decompress(fixture.read_bytes()))
    with closing(sqlite3.connect(file)) as old:
        heads = old.execute("SELECT head_seq, head_sha256 FROM fund").fetchall()
    with closing(Ledger(str(file), frozen)) as ledger:
        _upgrade_and_verify(ledger, heads)


@pytest.mark.parametrize(
    "fixture", sorted(FIXTURES.glob("*.sql.gz")), ids=lambda p: p.name
)
def test_an_upgraded_server_keeps_its_head_and_verifies(
    fixture: Path, server: Server
) -> None:
    with server.database("template0") as database:
        program = server.server.bin_path / "psql"
        command = [str(program), "-qv", "ON_ERROR_STOP=1", database.owner_address]
        dump = gzip.decompress(fixture.read_bytes())
        subprocess.run(command, input=dump, check=True, capture_output=True)
        with closing(database.bare(OWNER)) as old:
            heads = old.run("SELECT head_seq, head_sha256 FROM fund")
        with closing(Ledger(database.owner_address, frozen)) as ledger:
            _upgrade_and_verify(ledger, heads)


def _upgrade_and_verify(ledger: Ledger, heads: list[tuple[int, str]]) -> None:
    migrate.migrate(ledger)
    verified = verify(ledger.fund())
    assert (verified.status, verified.findings) == (Status.OK, ())
    assert [tuple(verified.head)] == heads
