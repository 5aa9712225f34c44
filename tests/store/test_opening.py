"""Looking makes nothing; what is closed stays closed."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fundledger.errors import StoreError
from fundledger.store.books import Fund, Ledger
from fundledger.store.failures import NoLedgerError, UnopenedError
from fundledger.store.opening import open_fund, open_ledger
from fundledger.store.verify import verify
from tests import small
from tests.databases import Database, File
from tests.store.files import checkpoint, head

if TYPE_CHECKING:
    from collections.abc import Callable

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_looking_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with Ledger(path) as ledger:
        for look in (ledger.funds, ledger.fund, ledger.user):
            with pytest.raises(NoLedgerError):
                look()
    with pytest.raises(NoLedgerError):
        open_ledger(path)
    assert list(tmp_path.iterdir()) == []


def test_looking_leaves_an_empty_file_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Ledger(path) as ledger, pytest.raises(NoLedgerError):
        ledger.funds()
    assert path.stat().st_size == 0
    assert [each.name for each in tmp_path.iterdir()] == ["empty.db"]


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(UnopenedError, match="not a file"):
        open_ledger(tmp_path)


def test_a_new_file_is_its_owners_alone_and_keeps_a_log(sqlite_file: File) -> None:
    assert sqlite_file.path.stat().st_mode & 0o777 == 0o600
    assert sqlite_file.path.read_bytes()[18:20] == b"\x02\x02", "WAL, in its header"


@pytest.mark.parametrize("name", ["a?b.db", "50%25.db", "#1.db", "基金 帐.db"])
def test_any_name_is_a_name(fund: Fund, path: Path, tmp_path: Path, name: str) -> None:
    checkpoint(fund)
    copy = Path(shutil.copy(path, tmp_path / name))
    with open_fund(copy) as named:
        assert small.donate(named, 1) == 2
    assert not (tmp_path / "a").exists()


# --- Closed -----------------------------------------------------------------------


def test_a_closed_ledger_refuses(small_fund: Fund) -> None:
    small_fund.ledger.close()
    small_fund.ledger.close()
    attempts: list[Callable[[], object]] = [
        lambda: small.donate(small_fund),
        lambda: head(small_fund),
        lambda: verify(small_fund),
        small_fund.ledger.funds,
        small_fund.ledger.user,
    ]
    for attempt in attempts:
        with pytest.raises(StoreError, match="has been closed"):
            attempt()


def test_a_fund_and_a_ledger_close_at_the_end_of_a_with(
    database: Database, small_fund: Fund
) -> None:
    del small_fund
    with open_fund(database.address) as fund:
        assert head(fund) == small.DEEDS
    with pytest.raises(StoreError, match="has been closed"):
        head(fund)
    with open_ledger(database.address) as ledger:
        assert ledger.fund().code == "small"
    with pytest.raises(StoreError, match="has been closed"):
        ledger.fund()


def test_no_descriptor_is_left_of_ledgers_that_are_gone(path: Path) -> None:
    code = f"""
import os
from fundledger.store.books import Ledger
def look():
    with Ledger({str(path)!r}) as ledger:
        ledger.funds()
look()
before = len(os.listdir("/proc/self/fd"))
for _ in range(30):
    look()
assert len(os.listdir("/proc/self/fd")) <= before
"""
    subprocess.run([sys.executable, "-c", code], check=True, env=dict(os.environ))


def test_a_fund_that_is_not_closed_can_be_written_by_others(
    database: Database, small_fund: Fund
) -> None:
    with closing(database.ledger()) as other:
        small.donate(other.fund(), 1)
    assert head(small_fund) == small.DEEDS + 1


def test_postgresql_needs_nothing_that_windows_lacks() -> None:
    code = """
import sys
for name in ("fcntl", "pwd", "grp", "resource", "termios"):
    sys.modules[name] = None
from fundledger.store.books import Ledger
from fundledger.errors import StoreError
Ledger("postgresql://nobody@127.0.0.1:1/none").close()
sys.platform = "win32"
try:
    Ledger("ledger.db")
except StoreError as error:
    assert "WSL" in error.hint
else:
    raise AssertionError
"""
    subprocess.run([sys.executable, "-c", code], check=True, env=dict(os.environ))
