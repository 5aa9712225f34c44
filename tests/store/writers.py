"""What other processes do in tests of concurrency: they write until told otherwise."""

import multiprocessing
import random
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from functools import partial
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from fundledger.store.books import Ledger
from fundledger.store.queue import Queue
from fundledger.store.writing import Writing
from tests import small
from tests.databases import frozen


class Job(NamedTuple):
    """A process under way and the line to it, a pipe's end."""

    process: BaseProcess
    line: Any

    def result(self) -> Any:  # noqa: ANN401 - whatever the job gives
        """Wait for what the job gives."""
        with closing(self.line):
            given = self.line.recv()
            self.process.join()
        return given

    def kill(self) -> None:
        """End it at once, without a chance to clean up."""
        self.process.kill()
        self.process.join()
        self.line.close()


def processes() -> ForkServerContext:
    """Give processes that begin with everything imported, and with nothing else."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def start(work: Callable[..., Any], *values: object) -> Job:
    """Start a job in a process of its own."""
    context = processes()
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, work, *values), daemon=True)
    process.start()
    theirs.close()
    return Job(process, ours)


def _run(line: Any, work: Callable[..., Any], *values: object) -> None:  # noqa: ANN401
    line.send(work(line, *values))


def write_many(line: Any, address: str, code: str, deeds: int) -> list[int]:  # noqa: ANN401
    """Donate 1 分 so many times, once told to begin; give the vouchers' numbers."""
    with closing(Ledger(address, frozen)) as ledger:
        fund = ledger.fund(code)
        line.send("ready")
        line.recv()
        return [small.donate(fund, 1) for _ in range(deeds)]


def write_once(line: Any, address: str, code: str, key: str) -> int:  # noqa: ANN401
    """Donate once under a key, once told to begin."""
    with closing(Ledger(address, frozen)) as ledger:
        fund = ledger.fund(code)
        line.send("ready")
        line.recv()
        return small.donate(fund, 5, key=key)


def write_until_killed(line: Any, address: str) -> None:  # noqa: ANN401
    """Write deeds of many sizes without end."""
    chance = random.Random(0)  # noqa: S311 - sizes, not secrets
    with closing(Ledger(address, frozen)) as ledger:
        fund = ledger.fund()
        line.send("ready")
        while True:
            each = small.entry(small.BANK, small.DONATIONS, 1)
            entries = [each] * chance.choice((1, 1, 50, 400))
            fund.write(small.ask("journal.import"), partial(_book, entries=entries))


def _book(write: Writing, entries: list[Any]) -> int:
    return small.book(write, entries)


def in_turn(
    database: Path, patience: float, deed: str = ""
) -> AbstractContextManager[None]:
    """Take a turn in the queue as somebody who has just opened the ledger."""
    return Queue(database).turn(patience, deed)


def hold_turn(line: Any, database: str) -> None:  # noqa: ANN401
    """Take a turn in the queue and hold it until told to leave."""
    line.send("waiting")
    with in_turn(Path(database), 20, "test.hold"):
        line.send("in")
        line.recv()


def together(jobs: list[Job]) -> list[Any]:
    """Let jobs that are ready begin at the same time; give their results."""
    for job in jobs:
        assert job.line.recv() == "ready"
    for job in jobs:
        job.line.send("begin")
    return [job.result() for job in jobs]
