"""The options that every verb takes, and what they come to."""

import getpass
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import wraps
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
class Asked:
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
    session: Session


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
    return limit


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


def word_type(kind: type[StrEnum]) -> Taken:
    """Take a member of an enum by its value."""
    words = tuple(member.value for member in kind)
    choose = one_of(*words)
    return Taken("|".join(words), lambda text: kind(choose(text)), words)


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
            type=word_type(Format),
            default=Format.TEXT,
            help=N_("text to read, csv or json for programs. Default: text."),
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


def common(
    *, without: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a verb the common options, as one `Asked` in front of its own.

    Those in `without` have no meaning to the verb: it refuses them and says so.
    """

    def wrap(function: Callable[..., Any]) -> Run:
        @wraps(function)
        def asked(**given: Any) -> object:  # noqa: ANN401 - a verb's own options are its own
            values = {name: given.pop(name) for name in COMMON}
            ctx = click.get_current_context()
            _refuse(ctx, [name for name in without if values[name] is not None])
            return function(_asked(values, current(ctx)), **given)

        for each in reversed(_shown(without)):
            _add(asked, each)
        return asked

    return wrap


def _shown(without: tuple[str, ...]) -> list[Option]:
    """List the options, hiding those that mean nothing here."""
    return [
        Option([*option.opts, name], hidden=True, type=option.type, help=option.help)
        if name in without
        else option
        for name, option in COMMON.items()
    ]


def _add(function: Run, option: Option) -> None:
    """Add an option where click's decorators look for it."""
    params: list[click.Parameter] = function.__dict__.setdefault("__click_params__", [])
    params.append(option)


def _refuse(ctx: click.Context, meaningless: list[str]) -> None:
    for name in meaningless:
        raise MeaninglessError(COMMON[name].opts[0], str(ctx.info_name))


def _asked(values: dict[str, Any], session: Session) -> Asked:
    given: dict[str, Any] = values | {"lang": session.lang, "session": session}
    ctx = click.get_current_context()
    source = ctx.get_parameter_source("actor")
    given["actor_named"] = source is ParameterSource.COMMANDLINE
    given["named"] = bool(given["db"])
    given["db"] = given["db"] or str(session.ledger)
    given["actor"] = Login(given["actor"] or _logged_in())
    return Asked(**{each.name: given[each.name] for each in fields(Asked)})


def _logged_in() -> str:
    """Name who is logged in, where the system knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"
