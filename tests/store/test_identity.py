"""A ledger goes on in the file that it opened, and in no other."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fundledger.domain.ids import VoucherNo
from fundledger.store.books import Fund
from fundledger.store.failures import UnopenedError
from fundledger.store.identity import (
    DeedLostError,
    HardLinkedError,
    LedgerLostError,
)
from fundledger.store.opening import open_fund, open_ledger
from fundledger.store.verify import verify
from fundledger.store.writing import Writing
from tests import small
from tests.databases import File
from tests.store.files import checkpoint, head

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def delete(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    """Put an equal file in its place, as a restore or a synchronised folder does."""
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    copy.replace(path)


def replace_whole(path: Path) -> None:
    replace(path)
    drop_log(path)


def drop_log(path: Path) -> None:
    for beside in ("-wal", "-shm"):
        Path(f"{path}{beside}").unlink()


def exchange_log(path: Path) -> None:
    log = Path(f"{path}-wal")
    copy = Path(shutil.copy(log, path.with_suffix(".log")))
    copy.replace(log)


def move_folder(path: Path) -> None:
    path.parent.rename(f"{path.parent}-moved")


LOSSES: list[Callable[[Path], None]] = [
    delete,
    replace,
    replace_whole,
    drop_log,
    exchange_log,
    move_folder,
]


@pytest.fixture(params=LOSSES, ids=lambda each: each.__name__)
def lose(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    loss: Callable[[Path], None] = request.param
    return loss


# --- The file ------------------------------------------------------------------


def test_no_deed_and_no_reading_goes_to_a_file_that_was_lost(
    fund: Fund, path: Path, lose: Callable[[Path], None]
) -> None:
    lose(path)
    for _ in range(2):
        with pytest.raises(LedgerLostError, match="Nothing was written"):
            small.donate(fund)
        with pytest.raises(LedgerLostError):
            head(fund)
        with pytest.raises(LedgerLostError):
            verify(fund)
        with pytest.raises(LedgerLostError):
            fund.ledger.funds()


def test_a_deed_whose_file_is_lost_under_it_is_told_to_be_lost(
    fund: Fund, path: Path, lose: Callable[[Path], None]
) -> None:
    def run(write: Writing) -> VoucherNo:
        lose(path)
        entries = [small.entry(small.BANK, small.DONATIONS, 1)]
        return small.book(write, entries)

    with pytest.raises(DeedLostError, match="NOT kept"):
        fund.write(small.ask(), run)


def test_a_connection_that_opens_later_opens_the_same_file(
    fund: Fund, path: Path
) -> None:
    """A file that was deleted gives its number to the next, unless it is held."""
    fund.ledger.engine.dispose()
    content = path.read_bytes()
    path.unlink()
    for _ in range(20):
        path.write_bytes(content)
        with pytest.raises(LedgerLostError):
            small.donate(fund)
        path.unlink()


def test_a_ledger_opened_again_goes_on_with_what_lies_there(
    fund: Fund, path: Path
) -> None:
    checkpoint(fund)
    replace_whole(path)
    fund.ledger.close()
    with open_fund(path) as again:
        assert small.donate(again, 1) == 2


def test_a_path_stays_what_it_was_when_the_folder_changes(
    fund: Fund, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del fund
    monkeypatch.chdir(path.parent)
    with open_fund(path.name) as relative:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        relative.ledger.engine.dispose()
        assert small.donate(relative, 1) == 2


# --- Links ---------------------------------------------------------------------


def test_a_link_in_another_folder_shows_the_newest_head(
    fund: Fund, path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    (folder / "link.db").symlink_to(path)
    small.donate(fund, 1)
    assert Path(f"{path}-wal").stat().st_size, "the newest deeds are in the log"
    with open_fund(folder / "link.db") as linked:
        assert head(linked) == head(fund)
        small.donate(linked, 1)
    assert head(fund) == small.DEEDS + 2
    assert [each.name for each in folder.iterdir()] == ["link.db"]


def test_a_link_that_is_turned_to_another_file_changes_nothing(
    fund: Fund, path: Path, tmp_path: Path, sqlite_file: File
) -> None:
    del fund
    link = tmp_path / "link.db"
    link.symlink_to(path)
    with open_fund(link) as linked:
        link.unlink()
        link.symlink_to(sqlite_file.path)
        linked.ledger.engine.dispose()
        assert small.donate(linked, 1) == 2


def test_a_second_name_is_refused_and_the_first_goes_on(
    fund: Fund, path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    (folder / "second.db").hardlink_to(path)
    for name in (folder / "second.db", path):
        with pytest.raises(HardLinkedError, match="2 names"):
            open_ledger(name)
    small.donate(fund, 1)
    (folder / "second.db").unlink()
    with open_fund(path) as again:
        assert head(again) == small.DEEDS + 1


def test_links_in_a_ring_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(UnopenedError):
        open_ledger(tmp_path / "one")
