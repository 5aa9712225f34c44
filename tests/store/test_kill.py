"""A writer killed at any moment leaves the books as before its deed, or as after."""

import random
import sys
import time

import pytest

from fundledger.store.books import Fund
from fundledger.store.findings import Status
from fundledger.store.verify import verify
from tests import small
from tests.databases import Database
from tests.store.writers import start, write_until_killed

TIMES = {"sqlite": 30, "postgresql": 15}
MOMENT = {"sqlite": 0.06, "postgresql": 0.12}


@pytest.mark.parametrize("seed", [1])
def test_a_killed_writer_leaves_the_old_state_or_the_new(
    database: Database, small_fund: Fund, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    times = TIMES[database.kind]
    head, moment = 0, MOMENT[database.kind]
    for number in range(times):
        job = start(write_until_killed, database.address)
        assert job.line.recv() == "ready"
        time.sleep(chance.uniform(0, moment))
        job.kill()
        with small_fund.reading() as books:
            assert books.head.seq >= head
            head = books.head.seq
        if head == small.DEEDS:
            moment *= 2  # a busy machine has not come to write
        if number == times // 2 or number == times - 1:
            assert verify(small_fund).status is Status.OK
    sys.stdout.write(f"{database.kind}: {times} kills, {head} records\n")
    assert head > small.DEEDS
