"""Where SQLite's journal cannot undo, nothing is written; where it can, all is undone.

With `PRAGMA journal_mode` OFF nothing is rolled back, with MEMORY nothing after a kill.
"""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.store.books import Fund
from fundledger.store.findings import Status
from fundledger.store.tables import NO_HASH
from fundledger.store.verify import verify
from tests import small
from tests.databases import Database, Prompt
from tests.store.attack import Attacker, refused
from tests.store.writers import start

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
UNSAFE = pytest.mark.parametrize("mode", ["off", "memory"])
SAFE = pytest.mark.parametrize("mode", ["delete", "truncate", "persist", "wal"])
ROWS = 20_000
"""So many settings do not stay in a cache of ten pages."""

pytestmark = SQLITE


@pytest.fixture
def alone(database: Database, small_fund: Fund) -> Iterator[Attacker]:
    """Sit down at a prompt while nobody else has the file open, so modes can change."""
    small_fund.ledger.close()
    with closing(database.bare()) as prompt:
        yield Attacker(database, prompt)


def switch(prompt: Prompt, mode: str, schema: str = "main") -> None:
    """Leave WAL for DELETE first: no other mode follows WAL."""
    prompt.run(f"PRAGMA {schema}.journal_mode = delete")
    assert prompt.value(f"PRAGMA {schema}.journal_mode = {mode}") == mode


def is_as_before(database: Database) -> bool:
    """Tell whether the books hold the deeds of the small fund, and nothing else."""
    with closing(database.ledger()) as ledger:
        verification = verify(ledger.fund())
    return (verification.status, verification.head.seq) == (Status.OK, small.DEEDS)


@UNSAFE
def test_the_pen_is_not_taken_where_the_journal_cannot_undo(
    database: Database, alone: Attacker, mode: str
) -> None:
    switch(alone.prompt, mode)
    with refused("fundledger:journal:"):
        alone.run("UPDATE fund SET next_seq = head_seq + 1")
    with refused("fundledger:journal:"):
        alone.run(
            "INSERT INTO fund VALUES (2, 'two', 'x', NULL, 1, 0, ?, 0, 0)", NO_HASH
        )
    assert is_as_before(database)


@UNSAFE
def test_a_mode_switched_after_begin_is_refused_as_well(
    database: Database, alone: Attacker, mode: str
) -> None:
    alone.run("PRAGMA journal_mode = delete")
    alone.run("BEGIN IMMEDIATE")
    assert alone.prompt.value(f"PRAGMA journal_mode = {mode}") == mode
    with refused("fundledger:journal:"):
        alone.run("UPDATE fund SET next_seq = head_seq + 1")
    alone.run("COMMIT")
    assert is_as_before(database)


@UNSAFE
def test_a_file_attached_to_another_is_held_to_its_own_journal(
    database: Database, alone: Attacker, mode: str
) -> None:
    """The one in memory has no file, and keeps its journal in memory as well."""
    alone.run("PRAGMA journal_mode = delete")
    with closing(Prompt(sqlite3.connect(":memory:", isolation_level=None))) as prompt:
        prompt.run("PRAGMA foreign_keys = ON")
        prompt.run("ATTACH ? AS books", database.address)
        switch(prompt, mode, "books")
        with refused("fundledger:journal:"):
            prompt.run("UPDATE books.fund SET next_seq = head_seq + 1")
        switch(prompt, "delete", "books")
        prompt.run("BEGIN")
        prompt.run(
            "UPDATE books.fund SET next_seq = head_seq + 1"
        )  # memory alone is no file
        prompt.run("ROLLBACK")
    assert is_as_before(database)


@UNSAFE
def test_the_record_asks_for_the_journal_again(alone: Attacker, mode: str) -> None:
    """Whoever took away the next number's guard meets the record's."""
    alone.run("DROP TRIGGER fund_update")
    switch(alone.prompt, mode)
    alone.take_number()
    with refused("fundledger:journal:"):
        alone.seal()


@pytest.mark.parametrize("before", ["delete", "truncate", "persist", "wal"])
@UNSAFE
def test_no_mode_is_switched_inside_a_deed(
    database: Database, alone: Attacker, before: str, mode: str
) -> None:
    switch(alone.prompt, before)
    alone.run("SAVEPOINT outer_point")
    seq = alone.take_number_inside()
    alone.run(f"PRAGMA journal_mode = {mode}")
    assert alone.prompt.value("PRAGMA journal_mode") == before
    alone.posting(seq, alone.voucher(seq))
    alone.run("ROLLBACK TO outer_point")
    alone.run("RELEASE outer_point")
    assert is_as_before(database)


@SAFE
def test_an_aborted_seal_and_a_rollback_leave_nothing(
    database: Database, alone: Attacker, mode: str
) -> None:
    switch(alone.prompt, mode)
    alone.run("BEGIN IMMEDIATE")
    alone.run("SAVEPOINT deed")
    seq = alone.take_number_inside()
    money_gone = {"debit": "donations.restricted", "credit": "bank.main"}
    alone.posting(seq, alone.voucher(seq), **money_gone, fen=small.GIVEN_FEN + 1)
    with refused("fundledger:floor:"):
        alone.seal()
    assert alone.head()[0] == small.DEEDS
    assert alone.prompt.value("SELECT MAX(seq) FROM record") == small.DEEDS
    statement = "SELECT fen FROM balance WHERE account_key = 'bank.main'"
    assert alone.prompt.value(statement) == small.GIVEN_FEN
    alone.run("ROLLBACK TO deed")
    alone.run("RELEASE deed")
    alone.run("COMMIT")
    assert is_as_before(database)


def spill_and_die(_line: object, path: str, mode: str) -> None:
    """Write more of a deed than the cache holds, and be killed before its record."""
    driver = sqlite3.connect(path, isolation_level=None)
    for pragma in ("foreign_keys = ON", "cache_size = 10", "cache_spill = 10"):
        driver.execute(f"PRAGMA {pragma}")
    switch(Prompt(driver), mode)
    driver.execute("BEGIN")
    driver.execute("UPDATE fund SET next_seq = head_seq + 1")
    rows = ((f"key{number}", "x" * 500) for number in range(ROWS))
    seq = small.DEEDS + 1
    driver.executemany(f"INSERT INTO setting VALUES (1, {seq}, ?, ?)", rows)
    os.kill(os.getpid(), signal.SIGKILL)


@SAFE
def test_a_deed_killed_while_its_pages_spill_leaves_nothing(
    database: Database, alone: Attacker, mode: str
) -> None:
    alone.prompt.close()
    file = Path(database.address)
    size = file.stat().st_size
    job = start(spill_and_die, database.address, mode)
    job.process.join()
    assert job.process.exitcode == -signal.SIGKILL
    spilled = sum(
        each.stat().st_size for each in Path(database.address).parent.iterdir()
    )
    assert spilled > size + ROWS * 500, "the deed had reached the disk"
    assert is_as_before(database)
