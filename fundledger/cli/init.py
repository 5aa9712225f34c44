"""`fundledger init`: create a fund, and the ledger if there is none."""

import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from fundledger.cli.founding import (
    DemoLedgerError,
    FounderUserError,
    TooManyFoundersError,
    begin_on,
    read_code,
    read_founder,
    read_name,
    read_year,
)
from fundledger.cli.new_ledger import make_room, migrate_new, whole
from fundledger.cli.opening import basis_at
from fundledger.cli.options import DAY, Options, common, one_of
from fundledger.cli.reports import put
from fundledger.cli.streams import is_terminal
from fundledger.cli.usage import MissingWordError
from fundledger.cli.verbs import OptionError, Taken, option, verb
from fundledger.domain.editions import Replay
from fundledger.domain.ids import Login
from fundledger.errors import N_, InputError
from fundledger.i18n import translate
from fundledger.store.addresses import is_url, shown_address

if TYPE_CHECKING:
    from fundledger.commands.people import NewPerson
    from fundledger.reports.report import Report
    from fundledger.store.books import Fund, Ledger

EDITIONS: Final = ("2004", "2026")
NEW_RULES: Final = 2026
"""From this year the revised 制度 (财会〔2024〕25号) is in force."""

FOUNDER_OPTION: Final = "--founder"
FOUNDER: Final = Taken("LOGIN=NAME", read_founder)
EDITION: Final = Taken("|".join(EDITIONS), one_of(*EDITIONS), EDITIONS)


@verb(
    N_(
        "Create a fund: its code and name, two different people as its first admins,"
        " its first year and the edition of the chart. What is not given is asked for"
        " on a terminal. The ledger is created when there is none, at {ledger} unless"
        " --db says where; no fund is founded in the demo's ledger."
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
@common(without=("as_of", "at", "actor"))
def command(options: Options, **given: Any) -> None:  # noqa: ANN401 - read by `_create`
    """Found the fund and print what was founded. Raises DemoLedgerError."""
    from fundledger.store.books import Ledger

    _require_own(options)
    code = options.fund or _ask(options, "--fund", N_("Code of the fund (letters)"))
    code = read_code(code)
    name = given["name"] or _ask(options, "--name", N_("Name of the fund"))
    given["name"] = read_name(name)
    given["on"], given["year"] = begin_on(given["on"], given["year"])
    given["founder"] = _founders(options, given["founder"])
    if not is_url(options.db):
        make_room(Path(options.db), options.session.data)
    with whole(options.db), closing(Ledger(options.db)) as ledger:
        migrate_new(ledger)
        if any(fund.replay is Replay.DEMO for fund in ledger.funds()):
            raise DemoLedgerError(shown_address(options.db))
        _know(given["founder"][0], ledger.user())
        put(_report(_create(ledger, code, **given), options, given), options)


def _ask(options: Options, name: str, question: str) -> str:
    """Ask for what is missing. Raises MissingWordError without a terminal."""
    if not is_terminal(sys.stdin):
        raise MissingWordError(name)
    answer: str = click.prompt(translate(question, options.lang), err=True)
    return answer


def _founders(
    options: Options, given: tuple[tuple[str, ...], ...]
) -> list["NewPerson"]:
    """Give the two founders, asking for those that are missing."""
    from fundledger.commands.people import NewPerson

    founders = list(given)
    if len(founders) > 2:  # noqa: PLR2004 - a fund is founded by two
        raise TooManyFoundersError(len(founders))
    while len(founders) < 2:  # noqa: PLR2004 - a fund is founded by two
        text = _ask(options, FOUNDER_OPTION, N_("An admin, as LOGIN=NAME"))
        try:
            founders.append(read_founder(text))
        except InputError as error:
            raise OptionError(FOUNDER_OPTION, error) from error
    return [NewPerson(Login(login), *rest) for login, *rest in founders]


def _know(founder: "NewPerson", user: str | None) -> None:
    """Have the first founder be who is connected. Raises FounderUserError."""
    if user is not None and founder.database_user != user:
        raise FounderUserError(founder.login, founder.name, user)


def _require_own(options: Options) -> None:
    """Have another ledger than the demo's, whoever named it. Raises DemoLedgerError."""
    data = options.session.data
    if data is None or is_url(options.db):
        return
    if Path(options.db).resolve() == options.session.demo.resolve():
        raise DemoLedgerError(options.db)


def _create(
    ledger: "Ledger",
    code: str,
    *,
    name: str,
    founder: list["NewPerson"],
    on: date,
    year: int,
    edition: str | None,
) -> "Fund":
    from fundledger.inputs.doing import create
    from fundledger.readers.charts import read_chart

    chart = edition or EDITIONS[year >= NEW_RULES]
    values = {
        "code": code,
        "name": name,
        "founders": founder,
        "year": year,
        "edition": chart,
        "codes": [
            {
                "key": row.key,
                "code": row.code,
                "name_zh": row.name_zh,
                "name_en": row.name_en,
            }
            for row in read_chart(chart)
        ],
    }
    return create(ledger, values, actor=founder[0].login, on=on)


def _report(fund: "Fund", options: Options, given: dict[str, Any]) -> "Report":
    """Tell what was founded, from the books."""
    from fundledger.reports.funds import founded

    founders = [each.login for each in given["founder"]]
    with fund.reading() as books:
        basis = basis_at(options, fund, books.head)
        return founded(books, basis, given["on"], founders)
