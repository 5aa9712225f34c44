"""A fund to look at through the command line, and ways to run it."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from fundledger.cli.app import run
from fundledger.store.books import Fund
from tests import lived, small
from tests.commands import scene as scenes
from tests.databases import Database, File

Env = Mapping[str, str]


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str


Program = Callable[..., Ended]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program a home of its own, and no word of anybody's ledger."""
    place = tmp_path / "home"
    place.mkdir()
    for name in ("FUNDLEDGER_DB", "FUNDLEDGER_AS", "FUNDLEDGER_DEBUG", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(place / "state"))
    monkeypatch.setenv("FUNDLEDGER_LANG", "en")
    return place


@pytest.fixture
def program(home: Path, capfd: pytest.CaptureFixture[str]) -> Program:
    """Run the program in this process."""
    assert home.exists()

    def call(*words: object) -> Ended:
        capfd.readouterr()
        code = run([str(word) for word in words])
        captured = capfd.readouterr()
        return Ended(int(code), captured.out, captured.err)

    return call


@pytest.fixture
def process(home: Path) -> Program:
    """Run the program as a process of its own."""
    assert home.exists()

    def call(*words: object, env: Env | None = None, stdin: str = "") -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "fundledger", *map(str, words)],
            env={**os.environ, **(env or {})},
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def lived_file(sqlite_file: File, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a fund with a year's life behind it, in one file for all who only read."""
    database = sqlite_file.database(tmp_path_factory.mktemp("lived"))
    with closing(database.ledger()) as ledger:
        lived.live(small.create(ledger, None))
    return Path(database.address)


@pytest.fixture
def lived_fund(lived_file: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name that fund's ledger to the program."""
    assert home.exists()
    monkeypatch.setenv("FUNDLEDGER_DB", str(lived_file))
    return lived_file


@pytest.fixture
def address(small_fund: Fund, database: Database) -> str:
    """Say where a small fund's ledger is, on each kind of database."""
    assert small_fund.code == "small"
    return database.address


@pytest.fixture
def db(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """Found a district, and leave its ledger closed."""
    assert home.exists()
    with closing(sqlite_database.ledger()) as ledger:
        scenes.create(ledger, None)
    monkeypatch.setenv("FUNDLEDGER_DB", sqlite_database.address)
    return Path(sqlite_database.address)
