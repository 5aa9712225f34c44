"""How many records `verify` proves in a second, and where the time goes."""

import time
from collections import deque
from contextlib import closing
from pathlib import Path
from typing import Final

from moneyed import CNY, Money

from benchmarks.books import again, clerks_desk
from benchmarks.measure import ROUNDS, Result, middle, timed
from fundledger.commands.funding import receive_donation
from fundledger.store.audit import chain_hash
from fundledger.store.books import Fund
from fundledger.store.rebuilding import Copy, stored_records
from fundledger.store.verify import Status, verify

DEEDS: Final = 5000


def lived(path: Path, deeds: int = DEEDS) -> None:
    """Receive donations, one deed each, without waiting for the disk."""
    first = clerks_desk(str(path))
    first.fund.ledger.close()
    desk = again(path, durable=False)
    for _ in range(deeds):
        receive_donation(desk, Money(1, CNY), party="甲", bank="main")
    desk.fund.ledger.close()


def verified(path: Path, rounds: int = ROUNDS) -> Result:
    """Verify a fund of small deeds whole, and take its work apart."""
    fund = again(path).fund
    took = middle([timed(lambda: _prove(fund)) for _ in range(rounds + 1)][1:])
    records, rows = _prove(fund)
    result = Result(
        work=f"`verify`, {records:,} records with {rows:,} rows",
        unit="a record",
        ours=took.wall / records,
        cpu=took.cpu / records,
        beside=_shares(fund, took.wall),
    )
    fund.ledger.close()
    return result


def _prove(fund: Fund) -> tuple[int, int]:
    verified = verify(fund)
    if verified.status is not Status.OK:
        raise AssertionError(verified.status)
    return verified.records, verified.rows


def _shares(fund: Fund, whole: float) -> str:
    """Time each part of the walk by itself; what is left compares rows."""
    ledger = fund.ledger
    with ledger.dialect.snapshot(ledger.engine) as connection:
        start = time.perf_counter()
        stored = list(stored_records(connection, fund.id))
        parts = {"reading": time.perf_counter() - start}
    parts["hashing"] = timed(
        lambda: [chain_hash(x.prev_sha256, x.stamp, x.body) for x in stored]
    ).wall
    parts["parsing"] = timed(lambda: [each.parsed() for each in stored]).wall
    records = [each.parsed() for each in stored]
    with closing(Copy(fund.id, lambda _sha256: b"", where="")) as copy:
        parts["rebuilding"] = timed(
            lambda: deque(map(copy.redo, records), maxlen=0)
        ).wall
    parts["rows and the rest"] = max(whole - sum(parts.values()), 0)
    return ", ".join(f"{name} {part / whole:.0%}" for name, part in parts.items())
