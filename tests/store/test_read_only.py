"""A copy that cannot be written, on a share or a disc, is read and verified as well.

Whoever runs this as root becomes nobody for the while: root could write anyway.
"""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fundledger.errors import StoreError
from fundledger.store.books import Ledger
from fundledger.store.verify import Status, verify
from tests import small
from tests.databases import Database

NOBODY = 65534


@contextmanager
def as_nobody() -> Generator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def copy(sqlite_database: Database) -> Iterator[Path]:
    """Give a copy of a ledger in a folder where nothing can be written."""
    with closing(sqlite_database.ledger()) as ledger:
        small.create(ledger, sqlite_database.clerk)
        verify(ledger.fund())  # imports what it needs, while that can be read
    folder = Path(tempfile.mkdtemp())
    path = Path(shutil.copy(sqlite_database.address, folder / "copy.db"))
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_copy_that_cannot_be_written_verifies(copy: Path) -> None:
    with as_nobody(), closing(Ledger(str(copy))) as ledger:
        assert verify(ledger.fund()).status is Status.OK
    assert [each.name for each in copy.parent.iterdir()] == ["copy.db"]


def test_a_deed_on_it_is_refused_in_words(copy: Path) -> None:
    with as_nobody(), closing(Ledger(str(copy))) as ledger:
        fund = ledger.fund()
        with pytest.raises(StoreError):
            small.donate(fund, 1)


def test_a_file_is_not_changed_by_being_looked_at(copy: Path) -> None:
    copy.parent.chmod(0o755)
    copy.chmod(0o644)
    before = copy.read_bytes()
    with closing(Ledger(str(copy))) as ledger:
        assert ledger.fund().code == "small"
    assert copy.read_bytes() == before
