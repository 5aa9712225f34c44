"""Who is writing: whoever is in says so in the queue's file, for those who wait."""

import json
import os
import time
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
    facts = {"user": system_user(), "process": os.getpid(), "deed": deed, "since": now}
    text = json.dumps(facts)[:LENGTH].encode()
    os.pwrite(queue, text.ljust(LENGTH, b"\0"), PLACE)


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
