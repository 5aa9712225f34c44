"""Who comes back at once keeps its turn for a while; then whoever waits goes in."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from copy import copy
from pathlib import Path

import pytest

from fundledger.store import locks, queue
from fundledger.store.failures import HeldError
from fundledger.store.queue import Queue


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


class Waiter:
    """Somebody of another ledger's opening, who waits in a thread."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.inside = threading.Event()
        self.leave = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        with Queue(self.database).turn(20, "waiting"):
            self.inside.set()
            self.leave.wait(20)

    def arrive(self) -> None:
        """Begin to wait; somebody is in."""
        self.thread.start()
        with Path(f"{self.database}-queue").open("r+b") as file:
            while locks.first_locked(file.fileno(), queue.FIRST_PLACE) is None:
                time.sleep(0.001)
        time.sleep(0.05)

    def end(self) -> None:
        self.leave.set()
        self.thread.join()


@pytest.fixture
def waiter(database: Path) -> Iterator[Waiter]:
    waiting = Waiter(database)
    yield waiting
    waiting.end()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody look by themselves, and turns last longer than a thread sleeps."""
    monkeypatch.setattr(queue, "UNCALLED", 60)
    monkeypatch.setattr(queue, "BEHIND", 60)
    monkeypatch.setattr(queue, "SHORT", 1)
    monkeypatch.setattr(queue, "AT_ONCE", 1)
    monkeypatch.setattr(queue, "RUN", 0.5)


def come_in_again(database: Path, waiter: Waiter) -> Queue:
    """Leave with somebody waiting, as one who came back at once before."""
    writer = Queue(database)
    with writer.turn(1):
        pass
    with writer.turn(1):
        waiter.arrive()
    return writer


@pytest.mark.usefixtures("slow")
def test_who_has_more_to_do_goes_on_for_its_time_and_no_longer(
    database: Path, waiter: Waiter
) -> None:
    writer = come_in_again(database, waiter)
    began, turns = time.monotonic(), 0
    while time.monotonic() < began + 0.3:
        with writer.turn(1):
            turns += 1
        assert not waiter.inside.is_set()
    assert turns > 1
    while not waiter.inside.is_set():
        with suppress(HeldError), writer.turn(0.01):
            assert time.monotonic() < began + 5


@pytest.mark.usefixtures("slow")
def test_who_does_one_deed_calls_the_next_at_once(
    database: Path, waiter: Waiter
) -> None:
    with Queue(database).turn(1):
        waiter.arrive()
    assert waiter.inside.wait(5)


@pytest.mark.usefixtures("slow")
def test_a_long_deed_is_followed_by_whoever_waits(
    database: Path, waiter: Waiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SHORT", 0.01)
    come_in_again(database, waiter)
    assert waiter.inside.wait(5)


def test_however_many_wait_they_wait_as_long_as_a_few() -> None:
    assert max(count * queue.turn_beside(count) for count in range(1, 1000)) < 0.1
    assert queue.turn_beside(0) == queue.turn_beside(queue.FEW) == queue.RUN


@pytest.mark.usefixtures("slow")
def test_who_goes_on_sees_that_more_have_come_to_wait(
    database: Path, waiter: Waiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits when its turn begins; then its turn is over with its next deed."""
    monkeypatch.setattr(queue, "RUN", 60)
    writer = come_in_again(database, waiter)
    assert not waiter.inside.is_set()
    monkeypatch.setattr(queue, "FEW", 0.0001)
    with writer.turn(1):
        pass
    assert waiter.inside.wait(5)


@pytest.mark.usefixtures("slow")
def test_who_does_not_come_back_is_not_waited_for(
    database: Path, waiter: Waiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when it is killed between two deeds: it holds nothing there."""
    monkeypatch.setattr(queue, "UNCALLED", 0.01)
    come_in_again(database, waiter)
    assert waiter.inside.wait(5)


@pytest.mark.usefixtures("slow")
def test_who_comes_back_late_lets_the_others_in_first(
    database: Path, waiter: Waiter
) -> None:
    writer = come_in_again(database, waiter)
    time.sleep(0.6)
    assert not waiter.inside.is_set()
    with pytest.raises(HeldError, match="waiting"), writer.turn(0.2):
        pass
    assert waiter.inside.is_set()


@pytest.mark.usefixtures("slow")
def test_a_ledger_that_is_closed_gives_its_turn_on(
    database: Path, waiter: Waiter
) -> None:
    come_in_again(database, waiter).close()
    assert waiter.inside.wait(5)


def test_a_forked_process_waits_as_any_other(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has its parent's open files, and with them its parent's locks."""
    parent = Queue(database)
    with parent.turn(1):
        pass
    child = copy(parent)
    files = [os.dup(each) for each in parent._idle]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - what a fork has
    monkeypatch.setattr(child, "_idle", files)
    with parent.turn(1):
        process = os.getpid()
        monkeypatch.setattr(os, "getpid", lambda: process + 1)
        with pytest.raises(HeldError), child.turn(0.05):
            pass
    monkeypatch.undo()
    child.close()


def test_the_lowest_of_many_places_is_named(tmp_path: Path) -> None:
    path = tmp_path / "places"
    path.touch()
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("r+b")) for _ in range(9)]
        own, *others = (file.fileno() for file in files)
        for place, other in zip((70, 30, 90, 10, 50, 80, 20, 60), others, strict=True):
            assert locks.lock(other, place)
        assert not locks.lock(own, 10)
        assert [locks.first_locked(own, first) for first in (0, 11, 61, 91)] == [
            10,
            20,
            70,
            None,
        ]
        assert locks.locked_in(own, 31, 19) is None
