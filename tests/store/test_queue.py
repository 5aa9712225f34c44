"""The queue before SQLite's lock: in order of arrival, whoever dies in it."""

import time
from pathlib import Path

import pytest

from fundledger.store.queue import in_turn
from tests.store.writers import Job, hold_turn, start


def arrive(database: Path) -> Job:
    """Have somebody draw a place and wait for it."""
    job = start(hold_turn, str(database))
    assert job.line.recv() == "waiting"
    time.sleep(0.05)
    return job


def is_in(job: Job, patience: float = 5) -> bool:
    return bool(job.line.poll(patience)) and job.line.recv() == "in"


def leave(job: Job) -> None:
    job.line.send("leave")
    job.result()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def test_writers_go_in_by_order_of_arrival(database: Path) -> None:
    first, second, third = (arrive(database) for _ in range(3))
    assert is_in(first)
    assert not is_in(second, 0.1)
    assert not is_in(third, 0.1)
    leave(first)
    assert is_in(second)
    assert not is_in(third, 0.1)
    leave(second)
    assert is_in(third)
    leave(third)


def test_a_holder_that_dies_leaves_its_turn_to_the_next(database: Path) -> None:
    first, second = arrive(database), arrive(database)
    assert is_in(first)
    first.kill()
    assert is_in(second)
    leave(second)


def test_a_waiter_that_dies_lets_nobody_go_before_the_holder_leaves(
    database: Path,
) -> None:
    first, second, third = (arrive(database) for _ in range(3))
    assert is_in(first)
    second.kill()
    assert not is_in(third, 0.2)
    leave(first)
    assert is_in(third)
    leave(third)


def test_nobody_waits_longer_than_their_patience(database: Path) -> None:
    first = arrive(database)
    assert is_in(first)
    began = time.monotonic()
    with in_turn(database, 0.1):
        assert 0.1 <= time.monotonic() - began < 2
    leave(first)
