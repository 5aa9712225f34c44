"""`fundledger init`: found a fund, and the ledger if there is none."""

import re
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from fundledger.cli.faults import MissingWordError
from fundledger.cli.options import DAY, Asked, common, one_of
from fundledger.cli.reports import put
from fundledger.cli.verbs import OptionError, Taken, option, verb
from fundledger.domain.ids import Login
from fundledger.errors import N_, InputError
from fundledger.i18n import translate
from fundledger.writers.report import Column, Report, Sheet, Source

if TYPE_CHECKING:
    from fundledger.commands.people import NewPerson
    from fundledger.store.books import Fund, Ledger

EDITIONS: Final = ("2004", "2026")
NEW_RULES: Final = 2026
"""From this year the revised 制度 (财会〔2024〕25号) is in force."""

COLUMNS: Final = (
    Column("fund", N_("Code")),
    Column("name", N_("Fund")),
    Column("on", N_("Founded on")),
    Column("year", N_("Year")),
    Column("edition", N_("Chart")),
    Column("founders", N_("Founders")),
    Column("ledger", N_("Ledger")),
)


@dataclass(eq=False)
class FounderError(InputError):
    """A founder is not given as LOGIN=NAME."""

    text: str
    message = N_("'{text}' is not a founder.")
    hint = N_("Write it like li=李会计, or li=李会计=database_user.")


@dataclass(eq=False)
class YearError(InputError):
    """A year is not written with four digits."""

    text: str
    message = N_("'{text}' is not a year.")
    hint = N_("Write four digits, like 2026.")


@dataclass(eq=False)
class CodeError(InputError):
    """A fund's code is not made of letters and digits."""

    text: str
    message = N_("'{text}' is not a fund's code.")
    hint = N_("Write up to 32 letters, digits, - and _, beginning with a letter.")


@dataclass(eq=False)
class FundNameError(InputError):
    """A fund's name holds characters that cannot be shown."""

    text: str
    message = N_("'{text}' is not a name.")
    hint = N_("Write one line, without tabs and control characters.")


@dataclass(eq=False)
class FounderUserError(InputError):
    """The database knows who is connected, and it is not the first founder."""

    login: str
    name: str
    user: str
    message = N_(
        "You are connected as {user}, and {login} is not said to be that user."
    )
    hint = N_("Write the first founder like --founder {login}={name}={user}.")


def read_code(text: str) -> str:
    """Read a fund's code: it is typed, and names files. Raises CodeError."""
    if re.fullmatch("[A-Za-z][A-Za-z0-9_-]{0,31}", text) is None:
        raise CodeError(text)
    return text


def read_name(text: str) -> str:
    """Read a fund's name. Raises FundNameError."""
    if not text.strip() or not text.isprintable():
        raise FundNameError(text)
    return text


def read_year(text: str) -> int:
    """Read a year. Raises YearError."""
    if re.fullmatch("[1-9][0-9]{3}", text) is None:
        raise YearError(text)
    return int(text)


def read_founder(text: str) -> tuple[str, ...]:
    """Read LOGIN=NAME or LOGIN=NAME=DATABASE_USER. Raises FounderError."""
    parts = tuple(part.strip() for part in text.split("="))
    if not 2 <= len(parts) <= 3 or not all(parts) or not parts[0].isprintable():  # noqa: PLR2004 - the forms above
        raise FounderError(text)
    return parts


FOUNDER_OPTION: Final = "--founder"
FOUNDER: Final = Taken("LOGIN=NAME", read_founder)
EDITION: Final = Taken("|".join(EDITIONS), one_of(*EDITIONS), EDITIONS)


@verb(
    N_(
        "Found a fund: its code and name, two different people as its first admins, its"
        " first year and the edition of the chart. What is not given is asked for on a"
        " terminal. The ledger is created when there is none."
    )
)
@option("--name", type=Taken("TEXT", read_name), help=N_("The fund's name."))
@option(
    FOUNDER_OPTION,
    type=FOUNDER,
    multiple=True,
    help=N_("An admin, given twice; the first one acts. On PostgreSQL add =USER."),
)
@option("--on", type=DAY, help=N_("The business date. Default: today."))
@option(
    "--year",
    type=Taken("YYYY", read_year),
    help=N_("The first year. Default: that of the date."),
)
@option("--edition", type=EDITION, help=N_("The chart. Default: by the year."))
@common(without=("as_of", "at"))
def command(asked: Asked, **given: Any) -> None:  # noqa: ANN401 - read by `_found`
    """Found the fund and print what was founded."""
    from fundledger.store.books import Ledger

    code = asked.fund or _ask(asked, "--fund", N_("Code of the fund (letters)"))
    code = read_code(code)
    name = given["name"] or _ask(asked, "--name", N_("Name of the fund"))
    given["name"] = read_name(name)
    given["on"] = given["on"] or date.today()  # noqa: DTZ011, TID251 - where it is founded
    given["founder"] = _founders(asked, given["founder"])
    if "://" not in asked.db:
        _make_room(Path(asked.db), asked.session.data)
    with closing(Ledger(asked.db)) as ledger:
        _migrate_new(ledger)
        _know(given["founder"][0], ledger.user())
        put(_report(_found(ledger, code, **given), asked, given), asked)


def _ask(asked: Asked, name: str, question: str) -> str:
    """Ask for what is missing. Raises MissingWordError without a terminal."""
    if not sys.stdin.isatty():
        raise MissingWordError(name)
    answer: str = click.prompt(translate(question, asked.lang), err=True)
    return answer


def _founders(asked: Asked, given: tuple[tuple[str, ...], ...]) -> list["NewPerson"]:
    """Give the two founders, asking for those that are missing."""
    from fundledger.commands.people import NewPerson

    founders = list(given)
    while len(founders) < 2:  # noqa: PLR2004 - a fund is founded by two
        text = _ask(asked, FOUNDER_OPTION, N_("An admin, as LOGIN=NAME"))
        try:
            founders.append(read_founder(text))
        except FounderError as error:
            raise OptionError(FOUNDER_OPTION, error) from error
    return [NewPerson(Login(login), *rest) for login, *rest in founders]


def _know(founder: "NewPerson", user: str | None) -> None:
    """Have the first founder be who is connected. Raises FounderUserError."""
    if user is not None and founder.database_user != user:
        raise FounderUserError(founder.login, founder.name, user)


def _make_room(path: Path, data: Path) -> None:
    """Make a person's own data folder; any other folder must be there."""
    if path.parent == data:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)


def _migrate_new(ledger: "Ledger") -> None:
    """Create the schema in an empty database. Raises SchemaBehindError otherwise."""
    from fundledger.store.migrate import migrate, require_newest, revision

    with ledger.told():
        if revision(ledger.engine) is None:
            migrate(ledger)
        require_newest(ledger.engine)


def _found(
    ledger: "Ledger",
    code: str,
    *,
    name: str,
    founder: list["NewPerson"],
    on: date,
    year: int | None,
    edition: str | None,
) -> "Fund":
    from fundledger.commands.funds import create_fund
    from fundledger.queries.funds import AccountCode
    from fundledger.readers.charts import read_chart

    first = year or on.year
    chart = edition or EDITIONS[first >= NEW_RULES]
    one, other = founder[:2]
    return create_fund(
        ledger,
        code=code,
        name=name,
        founders=(one, other),
        on=on,
        year=first,
        edition=chart,
        codes=[
            AccountCode(row.key, row.code, row.name_zh, row.name_en)
            for row in read_chart(chart)
        ],
    )


def _report(fund: "Fund", asked: Asked, given: dict[str, Any]) -> Report:
    """Tell what was founded, from the books."""
    from fundledger.queries import funds

    with fund.reading() as books:
        (year, *_) = funds.years(books)
        row = (
            fund.code,
            fund.name,
            given["on"],
            str(year.year),
            year.edition,
            ", ".join(each.login for each in given["founder"]),
            _plain(asked.db),
        )
        source = Source(fund.code, fund.name, str(books.head), None, None)
    sheet = Sheet("founded", "", COLUMNS, [row])
    return Report("init", N_("Fund founded"), source, [sheet])


def _plain(address: str) -> str:
    from fundledger.cli.faults import hide_password

    return hide_password(address)
