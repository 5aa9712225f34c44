"""`fundledger query`: one SELECT over the views, in any format."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fundledger.cli.opening import basis_at, opened_ledger
from fundledger.cli.options import LIMIT, Format, Options, common, read_word
from fundledger.cli.reports import put
from fundledger.cli.streams import write_error
from fundledger.cli.verbs import Taken, option, verb, whole_text
from fundledger.errors import N_, InputError
from fundledger.readers.problems import EncodingError

if TYPE_CHECKING:
    from fundledger.reports.report import Basis
    from fundledger.store.books import Ledger
    from fundledger.store.querying import Answer

STANDARD_INPUT: Final = "-"
MOST_BYTES: Final = 2**20
"""So large is a file with a query at most."""
ROWS: Final = 10_000
SECONDS: Final = 30
MOST_SECONDS: Final = 3_600


@dataclass(eq=False)
class NoQueryError(InputError):
    """Nothing says what to ask."""

    message = N_("There is no query.")
    hint = N_("Write: fundledger query 'SELECT …', or --file FILE, or --views.")


@dataclass(eq=False)
class TwoQueriesError(InputError):
    """A query is written out, and a file named as well."""

    message = N_("There is a query and a file of one.")
    hint = N_("Leave one of them out.")


@dataclass(eq=False)
class ParameterFormError(InputError):
    """What stands behind --param is no name with its value."""

    text: str
    message = N_("'{text}' is no name with its value.")
    hint = N_("Write --param name=value, and :name in the query.")


@dataclass(eq=False)
class SecondsError(InputError):
    """A query is given less than a second, or more than an hour."""

    seconds: int
    most: int
    message = N_("{seconds} seconds are no time for a query.")
    hint = N_("Write a number from 1 to {most}.")


@dataclass(eq=False)
class QueryBytesError(EncodingError):
    """The file of a query is not UTF-8."""

    hint = N_("Save it as UTF-8.")


@verb(
    N_(
        "Ask by SQL: one SELECT over the views, the same on both kinds of database. It"
        " reads, and cannot write. :fund in it is the fund's code, :name what --param"
        " gives. A column named …_fen holds an amount. --views lists what can be asked."
        " --at reads one fund's books as they stood at a record."
    )
)
@click.argument("statement", required=False, metavar="[SQL]")
@option(
    "--file",
    type=Taken("FILE", read_word, files=True),
    help=N_("Take the query from this file; - is standard input."),
)
@option(
    "--param",
    type=Taken("NAME=VALUE", read_word),
    multiple=True,
    help=N_("The value of :NAME in the query; may be given several times."),
)
@option("--limit", type=LIMIT, help=N_("At most so many rows. Default: 10000."))
@option("--timeout", type=LIMIT, help=N_("At most so many seconds. Default: 30."))
@option("--views", is_flag=True, help=N_("List the views and their columns."))
@common(without=("as_of", "actor"))
def command(
    options: Options,
    *,
    statement: str | None,
    file: str | None,
    param: tuple[str, ...],
    limit: int | None,
    timeout: int | None,
    views: bool,
) -> None:
    """Print a query's answer, or the views. Raises what `querying.ask` raises."""
    if views:
        from fundledger.reports.views import all_views

        put(all_views(), options)
        return
    seconds = SECONDS if timeout is None else timeout
    if seconds > MOST_SECONDS:
        raise SecondsError(seconds, MOST_SECONDS)
    text = _text(statement, file)
    answer, basis = _ask(options, text, _values(param), (limit or ROWS, seconds * 1000))
    _show(options, answer, basis)


def _show(options: Options, answer: "Answer", basis: "Basis | None") -> None:
    """Write the answer; that it was cut is said to people beside it, too."""
    from fundledger.reports.query import answered, cut_note
    from fundledger.writers.values import spoken

    put(answered(answer, basis), options)
    if answer.cut and (options.format is not Format.TEXT or options.output.path):
        write_error(spoken(cut_note(answer), options.lang))


def _ask(
    options: Options, text: str, values: dict[str, str], bounds: tuple[int, int]
) -> "tuple[Answer, Basis | None]":
    """Ask the ledger; the fund's code is :fund where the query names it."""
    from fundledger.store.querying import FUND, Bounds, ask, ask_at, read_query

    query, within = read_query(text), Bounds(*bounds)
    with opened_ledger(options) as ledger:
        meant = options.fund is not None and options.at is None
        if (meant or FUND in query.parameters) and FUND not in values:
            values[FUND] = ledger.fund(options.fund).code
        if options.at is None:
            answer = ask(ledger, query, values, within)
        else:
            fund = ledger.fund(values.get(FUND, options.fund))
            answer = ask_at(fund, options.at, query, values, within)
        return answer, _basis(options, ledger, answer, values.get(FUND))


def _basis(
    options: Options, ledger: "Ledger", answer: "Answer", code: str | None
) -> "Basis | None":
    """Say which fund was read, at which head; None where there are several."""
    known = code or (next(iter(answer.heads)) if len(answer.heads) == 1 else None)
    if known not in answer.heads:
        return None
    basis = basis_at(options, ledger.fund(known), answer.heads[known])
    return basis._replace(at=options.at)


def _values(param: tuple[str, ...]) -> dict[str, str]:
    """Read NAME=VALUE. Raises ParameterFormError."""
    values: dict[str, str] = {}
    for each in param:
        name, equals, value = each.partition("=")
        if not equals or not name.isidentifier() or name in values:
            raise ParameterFormError(each)
        values[name] = value
    return values


def _text(statement: str | None, file: str | None) -> str:
    """Take the query from where it is. Raises NoQueryError, TwoQueriesError."""
    if statement is not None and file is not None:
        raise TwoQueriesError
    if statement == STANDARD_INPUT:
        file = STANDARD_INPUT
    if file is None:
        if not statement:
            raise NoQueryError
        return whole_text(statement)
    from fundledger.readers.files import read_limited

    if file == STANDARD_INPUT:
        content = sys.stdin.buffer.read(MOST_BYTES) if sys.stdin else b""
    else:
        content = read_limited(Path(file), MOST_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise QueryBytesError(Path(file).name, row) from error
