"""Who is writing: whoever is in says so in the queue's file, for those who wait."""

import json
import os
import time
from functools import lru_cache
from typing import Any, Final

from fundledger.errors import printable
from fundledger.store.failures import BusyError, HeldError
from fundledger.store.system_user import system_user

PLACE: Final = 64
"""Where in the file it is written."""
LENGTH: Final = 512
"""Bytes that it may take."""
LONGEST: Final = 60
"""Characters of a name that are shown."""


def write_holder(queue: int, deed: str) -> None:
    """Write who is in, with which process, for which deed and since when."""
    now = int(time.time())  # noqa: TID251 - for those who wait; it enters no record
    os.pwrite(queue, _text(system_user(), os.getpid(), deed, now), PLACE)


@lru_cache(maxsize=16)
def _text(user: str, process: int, deed: str, since: int) -> bytes:
    """Write who is in; many short deeds of one second have the same text."""
    facts = {"user": user, "process": process, "deed": deed, "since": since}
    return json.dumps(facts)[:LENGTH].encode().ljust(LENGTH, b"\0")


def read_holder(queue: int) -> BusyError:
    """Make the error that names who is in, as far as that can be read."""
    try:
        facts: Any = json.loads(os.pread(queue, LENGTH, PLACE).rstrip(b"\0"))
        since = time.localtime(int(facts["since"]))
        return HeldError(
            _shown(facts["user"]),
            int(facts["process"]),
            _shown(facts["deed"]),
            time.strftime("%Y-%m-%d %H:%M:%S", since),
        )
    except (ValueError, TypeError, KeyError, OverflowError, OSError, RecursionError):
        return BusyError()


def _shown(text: object) -> str:
    """Write a name that anybody may have put there: short, and without controls."""
    return printable(str(text))[:LONGEST] or "-"
