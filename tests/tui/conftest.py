"""Funds to look at; screens only read, so one serves all tests."""

import shutil
from pathlib import Path

import pytest

from tests.databases import locked, run_root
from tests.demo import the_demo_until
from tests.tui import stage

AUGUST = "2024-08-31"
"""By then the demo has most in flight: a month to close, receipts to admit."""


@pytest.fixture(scope="session")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the fund worth looking at, once."""
    path = tmp_path_factory.mktemp("tui") / "fund.db"
    stage.build(path).ledger.close()
    return path


@pytest.fixture(scope="session")
def many_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one with 1,200 projects more."""
    path = tmp_path_factory.mktemp("tui") / "many.db"
    stage.build(path, projects=1200).ledger.close()
    return path


@pytest.fixture(scope="session")
def august_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo fund as it stood in August 2024, once for all workers."""
    root = run_root(tmp_path_factory.getbasetemp())
    with locked(root / "august.lock"):
        return the_demo_until(root / "august.db", AUGUST)


@pytest.fixture
def demo_path(august_template: Path, tmp_path: Path) -> Path:
    """Give a copy of the demo fund as it stood in August 2024."""
    folder = tmp_path / "demo"
    folder.mkdir()
    return Path(shutil.copy(august_template, folder / "demo.db"))


@pytest.fixture
def whole_demo_path(demo_template: Path, tmp_path: Path) -> Path:
    """Give a copy of the demo fund with its second year, to March 2026."""
    folder = tmp_path / "whole"
    folder.mkdir()
    return Path(shutil.copy(demo_template, folder / "demo.db"))


@pytest.fixture(autouse=True)
def state_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep drafts and logs of a test to itself: others run beside it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
