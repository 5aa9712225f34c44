"""What goes wrong in the workbench: shown to people, logged without anything of theirs.

Nothing here writes a name, an amount or a text of anybody into a log.
"""

import logging
import os
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fundledger.errors import N_, FundledgerError

LOGGER: Final = "fundledger.tui"
log = logging.getLogger(LOGGER)


@dataclass(eq=False)
class FaultError(FundledgerError):
    """The workbench itself is at fault; what it wrote is whole, or not there."""

    kind: str
    where: str
    message = N_("The workbench stumbled ({kind}). Nothing was half written.")
    hint = N_("F5 tries again; d shows where it stumbled, for whoever keeps it.")


@dataclass(eq=False)
class NotThereError(FundledgerError):
    """What a screen shows is not in the books that are open now."""

    message = N_("This is not in the books that are open now.")
    hint = N_("Esc goes back to the list, which shows what is there.")


def fault(error: Exception) -> FundledgerError:
    """Give an error as one of ours; another's text is dropped: it may hold names."""
    if isinstance(error, FundledgerError):
        return error
    return FaultError(type(error).__name__, "\n".join(frames(error)))


def frames(error: BaseException) -> list[str]:
    """Say where an error came from, without any value of any variable."""
    stack = traceback.extract_tb(error.__traceback__)
    lines = [f"{each.filename}:{each.lineno} {each.name}" for each in stack]
    cause = error.__cause__
    return lines + ([type(cause).__name__, *frames(cause)] if cause else [])


def note(error: BaseException) -> None:
    """Log an error by its kind and place alone: no name, amount or text of anybody."""
    log.error("%s\n%s", type(error).__name__, "\n".join(frames(error)))


def log_to_file() -> None:
    """Log faults, and nothing personal, to a file that only its owner reads.

    Without a folder one may write, faults are shown and not logged.
    """
    log.propagate = False
    folder = state_folder()
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        folder = None
    if folder is None:
        log.addHandler(logging.NullHandler())
        return
    path = folder / "workbench.log"
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)


def state_folder() -> Path | None:
    """Say where logs and drafts lie; None for a user without a home."""
    try:
        named = Path(os.environ.get("XDG_STATE_HOME", ""))
        state = named if named.is_absolute() else Path.home() / ".local" / "state"
    except RuntimeError:
        return None
    return state / "fundledger"
