"""Eight processes that write into one ledger, beside one that writes alone."""

import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from moneyed import CNY, Money

from benchmarks.books import again, clerks_desk
from benchmarks.measure import ROUNDS, Result
from fundledger.commands.funding import receive_donation

WRITERS: Final = 8
SECONDS: Final = 1.5


class Written(NamedTuple):
    """What writers did: deeds, processor time in seconds, the longest wait of any."""

    deeds: int
    cpu: float
    longest: float


def eight_writers(room: Path, seconds: float = SECONDS, rounds: int = ROUNDS) -> Result:
    """Receive donations one after another, in eight processes and in one."""
    path = room / "shared.db"
    clerks_desk(str(path)).fund.ledger.close()
    pairs = [
        (_together(path, WRITERS, seconds), _together(path, 1, seconds))
        for _ in range(rounds)
    ]
    eight, alone = zip(*pairs, strict=True)
    longest = median(each.longest for each in eight)
    return Result(
        work=f"{WRITERS} writers on one SQLite ledger, longest wait {longest:.3f} s",
        unit="a deed",
        ours=median(seconds / each.deeds for each in eight),
        cpu=median(each.cpu / each.deeds for each in eight),
        theirs=median(seconds / each.deeds for each in alone),
        theirs_cpu=median(each.cpu / each.deeds for each in alone),
        ratio=median(one.deeds / many.deeds for many, one in pairs),
        cpu_ratio=median(
            many.cpu / many.deeds / (one.cpu / one.deeds) for many, one in pairs
        ),
        beside="one writer",
        bound=1.11,
    )


def _together(path: Path, count: int, seconds: float) -> Written:
    """Let so many processes write at the same time."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    lines: list[Connection] = []
    for _ in range(count):
        ours, theirs = context.Pipe()
        context.Process(target=_write, args=(theirs, path, seconds)).start()
        lines.append(ours)
    for line in lines:
        line.recv()
    for line in lines:
        line.send("begin")
    done: list[Written] = [line.recv() for line in lines]
    for line in lines:
        line.send("end")
    return Written(
        sum(each.deeds for each in done),
        sum(each.cpu for each in done),
        max(each.longest for each in done),
    )


def _write(line: Connection, path: Path, seconds: float) -> None:
    desk = again(path)
    receive_donation(desk, Money(1, CNY), party="甲", bank="main")
    line.send("ready")
    line.recv()
    deeds, longest, cpu = 0, 0.0, time.process_time()
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        receive_donation(desk, Money(1, CNY), party="甲", bank="main")
        deeds += 1
        longest = max(longest, time.perf_counter() - began)
    cpu = time.process_time() - cpu
    desk.fund.ledger.close()
    line.send(Written(deeds, cpu, longest))
    line.recv()  # to end a process takes longer than a turn, while others write still
