"""How a run that fails ends: one line, a hint, an exit code; a log for our faults."""

import errno
import os
import sys
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from fundledger.cli.exits import Exit, exit_of
from fundledger.cli.session import Session
from fundledger.cli.streams import write_error
from fundledger.cli.verbs import OptionError
from fundledger.errors import N_, FundledgerError, StoreError
from fundledger.i18n import Description, Language, describe, printable, translate

MOST_LOGGED: Final = 1_000_000
"""A log of more bytes is begun anew."""

NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What the system says where standard output takes no more."""


@dataclass(eq=False)
class FileProblemError(StoreError):
    """The system does not give a file."""

    file: str
    problem: str
    message = N_("{file} cannot be used: {problem}.")
    hint = N_("Check the path and its permissions.")


@dataclass(eq=False)
class UnwrittenError(StoreError):
    """What was asked for cannot be written where it should go."""

    problem: str
    message = N_("The output cannot be written: {problem}.")
    hint = N_("Make room, or send it elsewhere.")


@dataclass(eq=False)
class UnnotedFaultError(FundledgerError):
    """The program did something it should not, and could not note where."""

    kind: str
    message = N_("fundledger has a fault ({kind}).")
    hint = N_("Run it again with FUNDLEDGER_DEBUG=1 to see where, and report that.")


@dataclass(eq=False)
class OurFaultError(FundledgerError):
    """The program did something it should not."""

    kind: str
    log: str
    message = N_("fundledger has a fault ({kind}).")
    hint = N_("It is noted in {log}, without names or amounts: please report it.")


def tell(error: FundledgerError, session: Session) -> Exit:
    """Say on one line of stderr what happened, and on the next what to do."""
    for line in filter(None, _described(error, session.lang)):
        write_error(session.hide(line))
    return exit_of(error)


def tell_fault(error: Exception, session: Session) -> Exit:
    """Note a fault of the program in its log, and say so on one line."""
    if isinstance(error, OSError) and error.filename is not None:
        reason = error.strerror or type(error).__name__
        return tell(FileProblemError(str(error.filename), reason), session)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return tell(UnwrittenError(error.strerror or ""), session)
    if session.debug:
        lines = "".join(traceback.format_exception(error)).splitlines()
        write_error(session.hide("\n".join(map(printable, lines))))
        return Exit.FAULT
    kind = type(error).__name__
    if session.log is None or not _noted(error, session.log):
        return tell(UnnotedFaultError(kind), session)
    return tell(OurFaultError(kind, str(session.log)), session)


def _described(error: FundledgerError, lang: Language) -> Description:
    """Tell an error; what is wrong with an option has the hint of its value."""
    if not isinstance(error, OptionError):
        return describe(error, lang)
    message, hint = describe(error.problem, lang)
    whole = translate(type(error).message, lang)
    return Description(whole.format(option=error.option, problem=message), hint)


def _noted(error: Exception, log: Path) -> bool:
    try:
        note(error, log)
    except OSError:
        return False
    return True


def note(error: BaseException, log: Path) -> None:
    """Append the fault to the log: kinds and places only, no message and no value.

    A message may quote what somebody typed; a place in the code never does.
    """
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    begin_anew = log.exists() and log.stat().st_size > MOST_LOGGED
    from importlib.metadata import version

    now = datetime.now(UTC)  # noqa: TID251 - a log tells when
    python = sys.version.split()[0]
    lines = [f"{now:%Y-%m-%dT%H:%M:%SZ} {version('fundledger')}, Python {python}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    anew = os.O_TRUNC if begin_anew else 0
    opened = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY | anew, 0o600)
    with os.fdopen(opened, "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
