"""Whether the write-ahead log that lies beside a file continues that file.

A process that was killed leaves its log, and whoever opens the file next goes on from
it. Beside a file that was restored meanwhile, SQLite does the same, and puts pages of
one state among those of another. So a log is compared before it is used: the heads in
the file alone must lead to those that are seen with the log.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fundledger.errors import N_, StoreError

TRIES: Final = 5
PAUSE: Final = 0.02
"""Seconds between tries: while others move their log into the file, it is neither."""

_HEADS: Final = "SELECT id, head_seq, head_sha256 FROM fund"
_SINCE: Final = (
    "SELECT seq, prev_sha256, sha256 FROM record"
    " WHERE fund_id = ? AND seq > ? ORDER BY seq"
)

Heads = dict[int, tuple[int, str]]


@dataclass(eq=False)
class ForeignLogError(StoreError):
    """The log beside the file is of another state of it."""

    address: str
    message = N_(
        "Beside {address} lies a write-ahead log (-wal) of another state: the file was"
        " put back, or copied, without it."
    )
    hint = N_(
        "Nothing was changed. To open the file as it is, move its -wal and -shm files"
        " away first; to go on from where they end, bring back the file they belong to."
    )


def require_own_log(path: Path, address: str) -> None:
    """Raise ForeignLogError where a log is there and does not continue the file."""
    log = Path(f"{path}-wal")
    for attempt in range(TRIES):
        if not log.exists() or not log.stat().st_size or _continues(path):
            return
        if attempt < TRIES - 1:
            time.sleep(PAUSE)
    raise ForeignLogError(address)


def _continues(path: Path) -> bool:
    """Compare the heads in the file alone with the chains that are seen with the log.

    What cannot be read in the file alone is left for SQLite to tell.
    """
    try:
        alone = _heads(path, "mode=ro&immutable=1")
    except sqlite3.Error:
        return True
    try:
        with closing(_open(path, "mode=ro")) as driver:
            return all(_leads(driver, alone))
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT


def _leads(driver: sqlite3.Connection, alone: Heads) -> Iterator[bool]:
    """Tell for each fund whether its chain goes on from the file's head to the last."""
    heads: Heads = {row[0]: row[1:] for row in driver.execute(_HEADS)}
    for fund_id, head in alone.items():
        if heads.get(fund_id) == head:
            continue
        seq, sha256 = head
        for record, prev, own in driver.execute(_SINCE, (fund_id, seq)):
            if (record, prev) != (seq + 1, sha256):
                break
            seq, sha256 = record, own
        yield heads.get(fund_id) == (seq, sha256)


def _heads(path: Path, mode: str) -> Heads:
    with closing(_open(path, mode)) as driver:
        return {row[0]: row[1:] for row in driver.execute(_HEADS)}


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?{mode}", uri=True, isolation_level=None)
