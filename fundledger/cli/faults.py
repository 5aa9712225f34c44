"""How a run that fails ends: one line, a hint, an exit code; a log for our faults."""

import errno
import re
import sys
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import click

from fundledger.cli.exits import Exit, exit_of
from fundledger.cli.session import Session
from fundledger.errors import N_, FundledgerError, InputError, StoreError
from fundledger.i18n import Told, describe, printable

MOST_LOGGED: Final = 1_000_000
"""A log of more bytes is begun anew."""

NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What the system says where standard output takes no more."""

_PASSWORD: Final = re.compile(r"(://[^:/@\s]*):[^@\s]*@")


@dataclass(eq=False)
class NoSuchWordError(InputError):
    """There is no verb or option of that name."""

    name: str
    close: str
    message = N_("There is no {name}.")
    hint = N_("Did you mean {close}?")


@dataclass(eq=False)
class MissingValueError(InputError):
    """An option stands without its value, or with one that it does not take."""

    name: str
    message = N_("{name} needs a value that fits.")
    hint = N_("Look at the words it takes with: fundledger VERB --help")


@dataclass(eq=False)
class MissingWordError(InputError):
    """Something that must be said is not."""

    name: str
    message = N_("{name} is missing.")
    hint = N_("Give it, or run this on a terminal: there it is asked for.")


@dataclass(eq=False)
class UsageProblemError(InputError):
    """The command line cannot be understood."""

    problem: str
    message = N_("This cannot be understood: {problem}")
    hint = N_("Look at the words it takes with: fundledger VERB --help")


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
class OurFaultError(FundledgerError):
    """The program did something it should not."""

    kind: str
    log: str
    message = N_("fundledger has a fault ({kind}).")
    hint = N_("It is noted in {log}, without names or amounts: please report it.")


def tell(error: FundledgerError, session: Session) -> Exit:
    """Say on one line of stderr what happened, and on the next what to do."""
    told = _without_hint(error, describe(error, session.lang))
    for line in filter(None, told):
        click.echo(hide_password(line), err=True)
    return exit_of(error)


def tell_usage(error: click.UsageError, session: Session) -> Exit:
    """Say what is wrong with the command line, and where help is."""
    ours = _understood(error)
    told = describe(ours, session.lang)
    close = isinstance(ours, NoSuchWordError) and ours.close
    path = error.ctx.command_path if error.ctx else "fundledger"
    advice = session.say(N_("Try: {command} --help")).format(command=path)
    for line in (told.message, told.hint if close else "", advice):
        if line:
            click.echo(line, err=True)
    return Exit.USAGE


def tell_fault(error: Exception, session: Session) -> Exit:
    """Note a fault of the program in its log, and say so on one line."""
    if isinstance(error, OSError) and error.filename is not None:
        reason = error.strerror or type(error).__name__
        return tell(FileProblemError(str(error.filename), reason), session)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return tell(UnwrittenError(error.strerror or ""), session)
    if session.debug:
        traceback.print_exception(error)
        return Exit.FAULT
    where = str(session.log)
    try:
        note(error, session.log)
    except OSError:
        where = "-"
    return tell(OurFaultError(type(error).__name__, where), session)


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
    with log.open("w" if begin_anew else "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    log.chmod(0o600)


def hide_password(text: str) -> str:
    """Blank the password of a database's address."""
    return _PASSWORD.sub(r"\1:***@", text)


def _without_hint(error: FundledgerError, told: Told) -> Told:
    return told if error.hint else told._replace(hint="")


def _verbs_like(error: click.exceptions.NoSuchCommand) -> list[str]:
    """Name the verbs that were perhaps meant: click knows only those it has loaded."""
    group = error.ctx and error.ctx.command
    if error.ctx is None or not isinstance(group, click.Group):
        return []
    return get_close_matches(error.command_name, group.list_commands(error.ctx))


def _understood(error: click.UsageError) -> InputError:
    """Say click's error with our words."""
    if isinstance(error, click.NoSuchOption):
        return NoSuchWordError(error.option_name, ", ".join(error.possibilities or ()))
    if isinstance(error, click.exceptions.NoSuchCommand):
        return NoSuchWordError(error.command_name, ", ".join(_verbs_like(error)))
    if isinstance(error, click.BadOptionUsage):
        return MissingValueError(error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return MissingWordError(error.param.opts[0])
    return UsageProblemError(printable(error.format_message()))
