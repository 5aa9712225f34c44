"""Funds to look at; screens only read, so one serves all tests."""

from pathlib import Path

import pytest

from tests.tui import stage


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


@pytest.fixture(autouse=True)
def state_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep drafts and logs of a test to itself: others run beside it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
