"""Copies that are not whole, or beside a log that is not theirs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fundledger.store.books import Fund
from fundledger.store.failures import DamagedError
from fundledger.store.findings import Status
from fundledger.store.logs import ForeignLogError
from fundledger.store.opening import open_fund
from fundledger.store.verify import verify
from tests import small
from tests.databases import File
from tests.store.files import DEEDS, checkpoint, head

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize("part", [0.9, 0.5, 0.1])
def test_a_copy_that_ends_too_early_is_damaged(
    fund: Fund, path: Path, tmp_path: Path, part: float
) -> None:
    checkpoint(fund)
    content = path.read_bytes()
    pages = int(len(content) / 4096 * part)
    short = tmp_path / "short.db"
    short.write_bytes(content[: pages * 4096])
    with pytest.raises(DamagedError, match="bring back a copy"):
        open_fund(short)


@pytest.fixture
def crash(path: Path, tmp_path: Path) -> Callable[[Path], Path]:
    """Give a way to lay a file beside the log that a power cut would leave now."""

    def lay(file: Path) -> Path:
        folder = tmp_path / "crash"
        folder.mkdir()
        shutil.copy(f"{path}-wal", folder / "l.db-wal")
        return Path(shutil.copy(file, folder / "l.db"))

    return lay


def test_a_log_of_another_state_is_not_put_into_a_file_that_was_restored(
    fund: Fund, older: Path, crash: Callable[[Path], Path]
) -> None:
    """Records between the older copy and the log are in neither."""
    checkpoint(fund)
    small.donate(fund, 1)
    restored = crash(older)
    for _ in range(2):
        with pytest.raises(ForeignLogError, match="move its -wal and -shm"):
            open_fund(restored)
    assert restored.read_bytes() == older.read_bytes()
    for beside in restored.parent.glob("l.db-*"):
        beside.unlink()
    with open_fund(restored) as alone:
        assert head(alone) == small.DEEDS
        assert verify(alone).status is Status.OK


def test_a_log_of_another_ledger_is_not_put_into_a_file(
    fund: Fund, crash: Callable[[Path], Path], tmp_path: Path, sqlite_file: File
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with sqlite_file.database(folder).ledger() as other:
        for number in range(2):
            small.create(other, None, f"other{number}")
    small.donate(fund, 1)
    with pytest.raises((ForeignLogError, DamagedError)):
        open_fund(crash(folder / "ledger.db"), "other0")


def test_the_log_of_a_killed_writer_is_gone_on_from(
    fund: Fund, path: Path, older: Path, crash: Callable[[Path], Path]
) -> None:
    """Beside its own file, and beside a copy that it holds everything since."""
    del older
    crashed = crash(path)
    with open_fund(crashed) as again:
        assert head(again) == head(fund) == small.DEEDS + DEEDS
        assert verify(again).status is Status.OK
