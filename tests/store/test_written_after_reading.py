"""Deeds go in after any reading, in the same process and over the same connections."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import inspect

from fundledger.checks.registry import Light, run_checks
from fundledger.errors import StoreError
from fundledger.store import tables as t
from fundledger.store.books import Fund, SeqUnknownError
from fundledger.store.findings import Status
from fundledger.store.reading import Books
from fundledger.store.verify import verify
from tests import small
from tests.databases import Database


def verified(fund: Fund) -> None:
    assert verify(fund).status is Status.OK


def checked(fund: Fund) -> None:
    with fund.reading() as books:
        results = run_checks(books, date(2024, 12, 31), fund=fund)
    chain = [each.light for each in results if each.number == "R22"]
    assert chain == [Light.PASS]


def read(fund: Fund) -> None:
    with fund.reading() as books:
        assert books.rows(t.voucher.select())


def read_earlier(fund: Fund) -> None:
    with fund.reading(at=1) as books:
        assert books.head.seq == 1


def failed(fund: Fund) -> None:
    with pytest.raises(SeqUnknownError), fund.reading(at=99):
        pass


def broken_off(fund: Fund) -> None:
    """Leave rows unread, and hold on to them, as a traceback does."""
    with pytest.raises(KeyboardInterrupt), fund.reading() as books:
        _break_off(books)


def misused(fund: Fund) -> None:
    """Try to write while reading."""
    with pytest.raises(StoreError), fund.reading() as books:
        books.connection.exec_driver_sql("UPDATE fund SET next_seq = 9")


def stopped(fund: Fund) -> None:
    """Stop a verification by what it tells its progress to."""

    def stop(stage: str, _done: int, _total: int) -> None:
        if stage == "rows":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        verify(fund, progress=stop)


def inspected(fund: Fund) -> None:
    """Ask as a script might: SQLite then keeps a place for temporary tables."""
    with fund.reading() as books:
        assert "fund" in inspect(books.connection).get_table_names()


unread: list[object] = []


def _break_off(books: Books) -> None:
    driver = books.connection.connection.driver_connection
    assert driver is not None
    cursor = driver.execute("SELECT * FROM account")
    assert cursor.fetchone()
    unread.append(cursor)
    raise KeyboardInterrupt


READINGS: list[Callable[[Fund], None]] = [
    verified,
    checked,
    read,
    read_earlier,
    failed,
    broken_off,
    misused,
    stopped,
    inspected,
]


@pytest.mark.parametrize("reading", READINGS, ids=lambda each: each.__name__)
def test_a_deed_is_written_after(
    small_fund: Fund, reading: Callable[[Fund], None]
) -> None:
    for number in range(3):
        reading(small_fund)
        assert small.donate(small_fund, 1) == number + 2
    assert verify(small_fund).status is Status.OK


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("reading", READINGS, ids=lambda each: each.__name__)
def test_what_others_wrote_meanwhile_is_read_and_written_on(
    database: Database, small_fund: Fund, reading: Callable[[Fund], None]
) -> None:
    """No connection goes back to an older snapshot, and none fails for being in one."""
    reading(small_fund)
    other = database.ledger()
    small.donate(other.fund(), 1)
    other.close()
    with small_fund.reading() as books:
        assert books.head.seq == small.DEEDS + 1
    assert small.donate(small_fund, 1) == 3


SETTINGS = [
    "PRAGMA ignore_check_constraints = ON",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA query_only = ON",
    "ATTACH ':memory:' AS another",
    "CREATE TEMP TABLE mine (x)",
]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("setting", SETTINGS)
def test_what_was_switched_on_a_connection_does_not_stay(
    small_fund: Fund, setting: str
) -> None:
    with small_fund.ledger.engine.connect() as connection:
        connection.connection.driver_connection.execute(setting)  # type: ignore[union-attr]
    small.donate(small_fund, 1)
    assert verify(small_fund).status is Status.OK
