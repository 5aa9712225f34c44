"""Small files of the one who works here: written whole, and read by nobody else."""

import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from fundledger.inputs.json_texts import read_json

MOST_BYTES: Final = 2**20
"""So long such a file is at most; what was cut there is none."""


def write_own(path: Path, value: object) -> None:
    """Write JSON, whole or not at all; where nothing can be written, nothing is."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(".new")
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)


def read_own(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON of one's own; None where there is none that can be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode) or state.st_uid != os.geteuid():
                return None
            return read_json(file.read(MOST_BYTES).decode())
    except (OSError, ValueError, TypeError):
        return None
