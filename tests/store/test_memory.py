"""A ledger that was put back to an earlier state while it was open is noticed."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from fundledger.store.books import Fund, Ledger
from fundledger.store.failures import DamagedError
from fundledger.store.findings import Kind, Status
from fundledger.store.identity import (
    EarlierStateError,
)
from fundledger.store.opening import open_fund
from fundledger.store.verify import verify
from fundledger.store.writing import Writing
from tests import small
from tests.databases import Database, File
from tests.store.files import checkpoint, head
from tests.store.tamper import Tamperer

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_a_file_copied_over_by_an_older_one_is_noticed(
    fund: Fund, path: Path, older: Path
) -> None:
    """The copy keeps the inode, and SQLite the pages that it has read."""
    checkpoint(fund)
    shutil.copyfile(older, path)
    with pytest.raises(EarlierStateError, match="record 23"):
        head(fund)
    with pytest.raises(EarlierStateError):
        small.donate(fund)


def test_a_verification_names_it(fund: Fund, path: Path, older: Path) -> None:
    checkpoint(fund)
    shutil.copyfile(older, path)
    verification = verify(fund)
    assert verification.status is Status.OFFENCES
    assert [each.kind for each in verification.findings] == [Kind.CHAIN_SHORTENED]


def test_a_deed_first_notices_it_too(fund: Fund, path: Path, older: Path) -> None:
    checkpoint(fund)
    shutil.copyfile(older, path)
    for _ in range(2):
        with pytest.raises(EarlierStateError, match="Nothing was written"):
            small.donate(fund)
    fund.ledger.close()
    with open_fund(path) as restored:
        assert head(restored) == small.DEEDS, "the older copy is as it was"
        assert verify(restored).status is Status.OK


def test_an_older_copy_under_a_log_that_is_newer_is_noticed(
    fund: Fund, path: Path, older: Path
) -> None:
    """The head is in the log; some records before it are in neither."""
    checkpoint(fund)
    for _ in range(3):
        small.donate(fund, 1)
    shutil.copyfile(older, path)
    for attempt in (head, small.donate, head):
        with pytest.raises((EarlierStateError, DamagedError)):
            attempt(fund)


def test_an_older_file_that_took_the_place_of_the_ledger_while_it_was_closed_is_noticed(
    fund: Fund, path: Path, older: Path
) -> None:
    """No connection is open, but the ledger is, and remembers."""
    fund.ledger.engine.dispose()
    shutil.copyfile(older, path)
    with pytest.raises(EarlierStateError):
        head(fund)
    with pytest.raises(EarlierStateError):
        small.donate(fund)


def test_a_ledger_of_before_the_fund_is_noticed(
    fund: Fund, path: Path, sqlite_file: File
) -> None:
    fund.ledger.engine.dispose()
    shutil.copyfile(sqlite_file.path, path)
    with pytest.raises(EarlierStateError):
        head(fund)
    with pytest.raises(EarlierStateError):
        small.donate(fund)


def test_a_deed_that_was_only_tried_is_not_remembered(fund: Fund) -> None:
    def fail(write: Writing) -> None:
        small.book(write, [small.entry(small.BANK, small.DONATIONS, 1)])
        raise InterruptedError

    with pytest.raises(InterruptedError):
        fund.write(small.ask(), fail)
    assert head(fund) == small.DEEDS
    assert small.donate(fund, 1) == 2


def test_both_databases_remember_the_last_record(
    small_fund: Fund, tamperer: Tamperer
) -> None:
    small.donate(small_fund, 1)
    tamperer.cut_last()
    with pytest.raises(EarlierStateError, match="record 4 of fund small"):
        head(small_fund)
    with pytest.raises(EarlierStateError):
        small.donate(small_fund)


def test_a_record_in_place_of_another_is_noticed(
    database: Database, small_fund: Fund, tamperer: Tamperer
) -> None:
    small.donate(small_fund, 1)
    tamperer.cut_last()
    with database.ledger() as other:
        small.donate(other.fund(), 2)
        small.donate(other.fund(), 2)
    with pytest.raises(EarlierStateError, match="record 4 of fund small"):
        head(small_fund)
    with pytest.raises(EarlierStateError):
        small.donate(small_fund)


def test_what_many_write_and_read_at_once_is_never_taken_for_an_earlier_state(
    database: Database, small_fund: Fund
) -> None:
    errors: list[BaseException] = []

    def work(ledger: Ledger, deed: Callable[[Fund], object]) -> None:
        try:
            for _ in range(40):
                deed(ledger.fund())
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            errors.append(error)

    with database.ledger() as other:
        jobs = [
            threading.Thread(target=work, args=(ledger, deed))
            for ledger in (small_fund.ledger, other)
            for deed in (small.donate, head, head)
        ]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()
    assert errors == []
    assert head(small_fund) == small.DEEDS + 80
    assert verify(small_fund).status is Status.OK
