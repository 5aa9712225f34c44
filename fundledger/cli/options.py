"""The options that every verb takes, and what they come to."""

import getpass
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import click
from click.core import ParameterSource

from fundledger.cli.session import Session, current
from fundledger.cli.verbs import Option, Run, Taken
from fundledger.domain.ids import Login
from fundledger.errors import N_, InputError
from fundledger.i18n.languages import Language, choose_language
from fundledger.readers.problems import DayError, WholeNumberError, WordError


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    HLEDGER = "hledger"


MOST: Final = 10**9
"""No list is as long: a larger limit is none, and no database takes any number."""
EVERYWHERE: Final = (Format.TEXT, Format.CSV, Format.JSON, Format.XLSX)
"""The formats that any report is written in."""
BY_SUFFIX: Final[Mapping[str, Format]] = MappingProxyType(
    {
        ".txt": Format.TEXT,
        ".csv": Format.CSV,
        ".json": Format.JSON,
        ".xlsx": Format.XLSX,
        ".journal": Format.HLEDGER,
        ".hledger": Format.HLEDGER,
    }
)
"""What a file's name says of its format, where --format says nothing."""


@dataclass(eq=False)
class UnnamedFileError(InputError):
    """A spreadsheet is to go to a terminal or a pipe."""

    format: str
    message = N_("{format} is a file: standard output does not take it.")
    hint = N_("Name the file with --output FILE.")


@dataclass(eq=False)
class BesideFormatError(InputError):
    """An option speaks of another format than the one that is written."""

    option: str
    format: str
    message = N_("{option} means nothing to the format {format}.")
    hint = N_("Leave it out, or choose the format with --format.")


@dataclass(eq=False)
class MeaninglessError(InputError):
    """The verb has nothing to do with this option."""

    option: str
    verb: str
    message = N_("{option} means nothing to {verb}.")
    hint = N_("Leave it out.")


@dataclass(eq=False)
class EmptyError(InputError):
    """An option is given nothing: most likely a variable of a script is not set."""

    message = N_("nothing stands behind it.")
    hint = N_("Give a value, or leave the option out.")


@dataclass(eq=False)
class LimitError(InputError):
    """A list is to hold nothing."""

    text: str
    message = N_("a list of {text} shows nothing.")
    hint = N_("Write a number from 1 up, or leave the option out.")


@dataclass(eq=False)
class CloseWordError(WordError):
    """The word is none of those known here, but like some."""

    close: str
    hint = N_("Did you mean {close}? --help says more.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """Where a report goes, and how much of it."""

    path: Path | None = None
    """A file, or a folder that is there; None for standard output."""
    overwrite: bool = False
    table: str | None = None
    """Only this table of the report."""
    comments: bool = True
    """Whether a CSV begins with what it was computed from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the common options say."""

    db: str = field(repr=False)
    named: bool
    """Whether somebody named the ledger; else `db` is the one of one's own."""
    fund: str | None
    as_of: date | None
    at: int | None
    lang: Language
    format: Format
    actor: Login
    actor_named: bool
    """Whether the command line says who acts."""
    actor_given: bool
    """Whether the command line or FUNDLEDGER_AS says so."""
    session: Session
    output: Output = Output()


def read_day(text: str) -> date:
    """Read an ISO date. Raises DayError."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise DayError(text) from error
    if day.isoformat() != text:
        raise DayError(text)
    return day


def read_count(text: str) -> int:
    """Read a whole number from 0 up. Raises WholeNumberError."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(2**62)):
        raise WholeNumberError(text)
    return int(text)


def read_limit(text: str) -> int:
    """Read how many at most. Raises WholeNumberError, LimitError."""
    limit = read_count(text)
    if limit == 0:
        raise LimitError(text)
    return min(limit, MOST)


def read_word(text: str) -> str:
    """Read a word; an unset variable leaves an empty one. Raises EmptyError."""
    if not text:
        raise EmptyError
    return text


def one_of(*words: str) -> Callable[[str], str]:
    """Read one of a few words. The reader raises WordError, CloseWordError."""
    known = ", ".join(words)

    def read(text: str) -> str:
        if text in words:
            return text
        from difflib import get_close_matches

        close = ", ".join(get_close_matches(text, words))
        raise CloseWordError(text, known, close) if close else WordError(text, known)

    return read


def word_type(kind: Iterable[StrEnum]) -> Taken:
    """Take a member of an enum, or of some of its members, by its value."""
    members = {member.value: member for member in kind}
    choose = one_of(*members)
    words = tuple(members)
    return Taken("|".join(words), lambda text: members[choose(text)], words)


DAY: Final = Taken("YYYY-MM-DD", read_day)
COUNT: Final = Taken("N", read_count)
LIMIT: Final = Taken("N", read_limit)
SEQ: Final = Taken("SEQ", read_count)
KEY: Final = Taken("KEY", read_word)
CODE: Final = Taken("CODE", read_word)
LOGIN: Final = Taken("LOGIN", read_word)
TEXT: Final = Taken("TEXT", read_word)
LANG: Final = Taken("zh|en", lambda text: choose_language(text, {}), ("zh", "en"))

COMMON: Final[Mapping[str, Option]] = MappingProxyType(
    {
        "db": Option(
            ["--db"],
            type=Taken("ADDRESS", read_word, files=True),
            envvar="FUNDLEDGER_DB",
            help=N_(
                "The ledger: a file, or postgresql://… [FUNDLEDGER_DB]. Default:"
                " {ledger}"
            ),
        ),
        "fund": Option(
            ["--fund"],
            type=CODE,
            help=N_("The fund, when the ledger has several."),
        ),
        "as_of": Option(
            ["--as-of"],
            type=DAY,
            help=N_("Up to this business date; else to the last."),
        ),
        "at": Option(
            ["--at"],
            type=SEQ,
            help=N_("As the books knew it at this record of the chain."),
        ),
        "lang": Option(
            ["--lang"], type=LANG, help=N_("The language [FUNDLEDGER_LANG].")
        ),
        "format": Option(
            ["--format"],
            type=word_type(EVERYWHERE),
            help=N_(
                "text to read, csv or json for programs, xlsx for a spreadsheet."
                " Default: what --output ends with, else text."
            ),
        ),
        "output": Option(
            ["--output"],
            type=Taken("FILE", read_word, files=True),
            help=N_(
                "Write to this file, which only you can read; a folder takes a file for"
                " each table of a csv."
            ),
        ),
        "overwrite": Option(
            ["--overwrite"],
            is_flag=True,
            help=N_("Write over the file if it is there."),
        ),
        "table": Option(
            ["--table"],
            type=Taken("NAME", read_word),
            help=N_("Only this table of the report, by its name in json."),
        ),
        "no_comments": Option(
            ["--no-comments"],
            is_flag=True,
            help=N_("A csv without the # lines at its beginning."),
        ),
        "actor": Option(
            ["--as", "actor"],
            type=LOGIN,
            envvar="FUNDLEDGER_AS",
            help=N_("Who acts [FUNDLEDGER_AS]. Default: who is logged in."),
        ),
    }
)
"""The common options by name, in the order in which help lists them."""


IN_FILES: Final = ("output", "overwrite", "table", "no_comments")
"""Options that say where a report goes, and how much of it."""


def common(
    *, without: tuple[str, ...] = (), formats: tuple[Format, ...] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a verb the common options, as one `Options` in front of its own.

    Those in `without` have no meaning to the verb: it refuses them and says so.
    `formats` are those it has beside the common ones.
    """

    def wrap(function: Callable[..., Any]) -> Run:
        @wraps(function)
        def called(**given: Any) -> object:  # noqa: ANN401 - a verb's own options are its own
            values = {name: given.pop(name) for name in COMMON}
            ctx = click.get_current_context()
            given_ones = [name for name in without if values[name]]
            _refuse(ctx, given_ones)
            return function(_read_options(values, current(ctx)), **given)

        for each in reversed(_shown(without, formats)):
            _add(called, each)
        return called

    return wrap


def _shown(without: tuple[str, ...], formats: tuple[Format, ...]) -> list[Option]:
    """List the options, hiding those that mean nothing here."""
    own = {**COMMON}
    if formats:
        own["format"] = Option(
            ["--format"],
            type=word_type((*EVERYWHERE, *formats)),
            help=COMMON["format"].help,
        )
    return [
        Option(
            [*option.opts, name],
            hidden=True,
            type=option.type,
            is_flag=option.is_flag,
            help=option.help,
        )
        if name in without
        else option
        for name, option in own.items()
    ]


def _add(function: Run, option: Option) -> None:
    """Add an option where click's decorators look for it."""
    params: list[click.Parameter] = function.__dict__.setdefault("__click_params__", [])
    params.append(option)


def _refuse(ctx: click.Context, meaningless: list[str]) -> None:
    for name in meaningless:
        raise MeaninglessError(COMMON[name].opts[0], str(ctx.info_name))


def _read_options(values: dict[str, Any], session: Session) -> Options:
    given: dict[str, Any] = values | {"lang": session.lang, "session": session}
    ctx = click.get_current_context()
    source = ctx.get_parameter_source("actor")
    given["actor_named"] = source is ParameterSource.COMMANDLINE
    given["actor_given"] = bool(given["actor"])
    given["named"] = bool(given["db"])
    given["db"] = given["db"] or str(session.ledger)
    given["actor"] = Login(given["actor"] or _logged_in())
    given["output"], given["format"] = _output(values)
    return Options(**{each.name: given[each.name] for each in fields(Options)})


def _output(values: Mapping[str, Any]) -> tuple[Output, Format]:
    """Say where the report goes, and in which format.

    Raises UnnamedFileError, BesideFormatError.
    """
    name = values["output"]
    path = None if name in (None, "-") else _path(name)
    by_name = BY_SUFFIX.get(path.suffix) if path else None
    format = values["format"] or by_name or Format.TEXT  # noqa: A001 - the option's name
    comments = not values["no_comments"]
    if path is None and format is Format.XLSX:
        raise UnnamedFileError(format)
    if not comments and format is not Format.CSV:
        raise BesideFormatError(COMMON["no_comments"].opts[0], format)
    overwrite, table = bool(values["overwrite"]), values["table"]
    return Output(
        path=path, overwrite=overwrite, table=table, comments=comments
    ), format


def _path(name: str) -> Path:
    """Take a file, or a folder: one that ends with a slash is made where there is none.

    Raises OSError.
    """
    path = Path(name)
    if name.endswith(("/", os.sep)):
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def _logged_in() -> str:
    """Name who is logged in, where the system knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"
