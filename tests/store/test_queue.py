"""The queue before SQLite's lock: in order of arrival, whoever dies in it."""

import json
import os
import pwd
import socket
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.store import holder, queue
from fundledger.store.failures import BusyError, HeldError
from fundledger.store.queue import QueueFileError
from tests import small
from tests.databases import Database
from tests.store.writers import Job, hold_turn, in_turn, start


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


def test_who_waits_in_vain_is_told_who_is_in(database: Path) -> None:
    first = arrive(database)
    assert is_in(first)
    began = time.monotonic()
    with (
        pytest.raises(HeldError, match=r"test\.hold") as caught,
        in_turn(database, 0.1),
    ):
        pass
    assert 0.1 <= time.monotonic() - began < 2
    error = caught.value
    assert error.user == pwd.getpwuid(os.getuid()).pw_name
    assert error.process == first.process.pid
    assert abs(time.mktime(time.strptime(error.since, "%Y-%m-%d %H:%M:%S")) - now()) < 9
    leave(first)


def now() -> float:
    return time.time()


def test_who_gave_up_holds_nobody_up(database: Path) -> None:
    first = arrive(database)
    assert is_in(first)
    with pytest.raises(HeldError), in_turn(database, 0.05):
        pass
    second, third = arrive(database), arrive(database)
    assert not is_in(second, 0.1)
    leave(first)
    assert is_in(second)
    assert not is_in(third, 0.1)
    leave(second)
    assert is_in(third)
    leave(third)


def test_whoever_takes_a_waiters_name_keeps_nobody_out(database: Path) -> None:
    """Names of waiters can be guessed: without a call one looks for oneself."""
    first = arrive(database)
    assert is_in(first)
    own = Path(f"{database}-queue").stat()
    name = f"\0fundledger-{own.st_dev}-{own.st_ino}-2"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as taken:
        taken.bind(name)
        second = arrive(database)
        assert not is_in(second, 0.1)
        leave(first)
        assert is_in(second)
        leave(second)


def test_a_call_from_anybody_lets_nobody_in(database: Path) -> None:
    first, second = arrive(database), arrive(database)
    assert is_in(first)
    own = Path(f"{database}-queue").stat()
    name = f"\0fundledger-{own.st_dev}-{own.st_ino}-2"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as anybody:
        for _ in range(3):
            anybody.sendto(b"!", name)
    assert not is_in(second, 0.1)
    leave(first)
    assert is_in(second)
    leave(second)


def test_what_a_holder_wrote_is_shown_short_and_without_controls(
    database: Path,
) -> None:
    facts = {
        "user": "a\x1b[31m\u202e" + "x" * 99,
        "process": 7,
        "deed": "\r\n",
        "since": 0,
    }
    with in_turn(database, 1):
        with Path(f"{database}-queue").open("r+b", buffering=0) as file:
            file.seek(holder.PLACE)
            file.write(json.dumps(facts).encode().ljust(holder.LENGTH, b"\0"))
        with pytest.raises(HeldError) as caught, in_turn(database, 0.01):
            pass
    assert str(caught.value).isprintable()
    assert caught.value.user.startswith(r"a\x1b[31m\u202exx")
    assert len(caught.value.user) == holder.LONGEST


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe", b"[[[[", b'{"user": 1}', b"7", b"{" * 500]
)
def test_a_holder_that_cannot_be_read_is_somebody(database: Path, text: bytes) -> None:
    with in_turn(database, 1):
        with Path(f"{database}-queue").open("r+b", buffering=0) as file:
            file.seek(holder.PLACE)
            file.write(text.ljust(holder.LENGTH, b"\0"))
        with pytest.raises(BusyError, match="Somebody else"), in_turn(database, 0.01):
            pass


def test_somebody_outside_the_queue_is_waited_for_as_long(
    sqlite_database: Database,
) -> None:
    """Somebody at a prompt holds SQLite's lock, and draws no place."""
    with sqlite_database.ledger() as ledger, closing(sqlite_database.bare()) as prompt:
        fund = small.create(ledger, None)
        prompt.run("BEGIN IMMEDIATE")
        began = time.monotonic()
        with (
            pytest.raises(BusyError, match="Nothing was written"),
            ledger.translating_errors(),
            ledger.dialect.writer(ledger.engine, 0.2) as connection,
            connection.begin(),
        ):
            pass
        assert 0.2 <= time.monotonic() - began < 2
        prompt.run("ROLLBACK")
        assert small.donate(fund, 1) == 2


# --- The file -------------------------------------------------------------------


def other_content(path: Path) -> None:
    path.write_bytes(b"somebody's letter")


def full_of_ones(path: Path) -> None:
    path.write_bytes(b"\xff" * 8)


def broken_counter(path: Path) -> None:
    path.write_bytes(queue.HEADER.pack(queue.MARK, 2**63))


def link(path: Path) -> None:
    victim = path.with_name("victim")
    victim.write_text("a letter")
    path.symlink_to(victim)


def dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("victim"))


def second_name(path: Path) -> None:
    victim = path.with_name("victim")
    victim.write_text("")
    path.hardlink_to(victim)


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def own_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


FOREIGN: list[Callable[[Path], None]] = [
    other_content,
    full_of_ones,
    broken_counter,
    link,
    dangling_link,
    second_name,
    folder,
    pipe,
    own_socket,
]


@pytest.mark.parametrize("lay", FOREIGN, ids=lambda each: each.__name__)
def test_what_is_no_queue_is_refused_in_words_and_left_as_it_is(
    sqlite_database: Database,
    lay: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = Path(f"{sqlite_database.address}-queue")
    monkeypatch.chdir(path.parent)
    with sqlite_database.ledger() as ledger:
        fund = small.create(ledger, None)
        path.unlink()
        lay(Path(path.name))
        before = state(path)
        for _ in range(2):
            with pytest.raises(QueueFileError, match="Nothing was written"):
                small.donate(fund)
        assert state(path) == before
        with fund.reading() as books:
            assert books.head.seq == small.DEEDS
        path.rmdir() if path.is_dir() else path.unlink()
        assert small.donate(fund, 1) == 2


def state(path: Path) -> tuple[object, ...]:
    victim = path.with_name("victim")
    content = victim.read_bytes() if victim.exists() else None
    own = path.read_bytes() if path.is_file() else None
    return path.lstat().st_mode, own, content


@pytest.mark.parametrize("content", [b"", bytes(8), bytes(5000)])
def test_a_queue_that_a_power_cut_left_empty_is_begun_again(
    database: Path, content: bytes
) -> None:
    path = Path(f"{database}-queue")
    path.write_bytes(content)
    for _ in range(2):
        with in_turn(database, 1):
            pass
    assert path.read_bytes().startswith(queue.MARK)


def test_whoever_may_write_the_ledger_may_use_its_queue(database: Path) -> None:
    database.touch()
    database.chmod(0o660)
    if os.geteuid() == 0:
        os.chown(database, 65534, 65534)
    with in_turn(database, 1):
        pass
    own, queue = database.stat(), Path(f"{database}-queue").stat()
    assert (queue.st_mode, queue.st_uid, queue.st_gid) == (
        own.st_mode,
        own.st_uid,
        own.st_gid,
    )
