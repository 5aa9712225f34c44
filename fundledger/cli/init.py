"""`fundledger init`: create a fund, and the ledger if there is none."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from fundledger.cli.new_ledger import new_ledger, require_own
from fundledger.cli.opening import basis_at
from fundledger.cli.options import DAY, Options, common, one_of
from fundledger.cli.reports import put
from fundledger.cli.streams import is_terminal
from fundledger.cli.usage import MissingWordError
from fundledger.cli.verbs import OptionError, Taken, option, verb
from fundledger.domain.ids import Login
from fundledger.errors import N_, InputError
from fundledger.i18n import translate
from fundledger.inputs.founding import (
    EDITIONS,
    FounderUserError,
    TooManyFoundersError,
    begin_on,
    edition_of,
    read_code,
    read_founder,
    read_name,
    read_year,
    with_chart,
)

if TYPE_CHECKING:
    from fundledger.commands.people import NewPerson
    from fundledger.reports.report import Report
    from fundledger.store.books import Fund, Ledger

FOUNDER_OPTION: Final = "--founder"
FOUNDER: Final = Taken("LOGIN=NAME", read_founder)
EDITION: Final = Taken("|".join(EDITIONS), one_of(*EDITIONS), EDITIONS)


@verb(
    N_(
        "Create a fund: its code and name, two different people as its first admins,"
        " its first year and the edition of the chart. What is not given is asked for"
        " on a terminal. The ledger is created when there is none, at {ledger} unless"
        " --db says where; no fund is founded in the demo's ledger. A fund with its"
        " people, places and accounts, from a workbook: fundledger setup"
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
@option(
    "--edition",
    type=EDITION,
    help=N_(
        "The chart. Default: by the year. 2004 and 2026 keep what communities owe and"
        " are owed as 预付账款 and 应付账款; the same with -other, as 其他应收款 and"
        " 其他应付款. Changed on a 1 January only."
    ),
)
@common(without=("as_of", "at", "actor"))
def command(options: Options, **given: Any) -> None:  # noqa: ANN401 - read by `_create`
    """Found the fund and print what was founded. Raises DemoLedgerError."""
    require_own(options)
    code = options.fund or _ask(options, "--fund", N_("Code of the fund (letters)"))
    code = read_code(code)
    name = given["name"] or _ask(options, "--name", N_("Name of the fund"))
    given["name"] = read_name(name)
    given["on"], given["year"] = begin_on(given["on"], given["year"])
    given["founder"] = _founders(options, given["founder"])
    with new_ledger(options) as ledger:
        _know(given["founder"][0], ledger.user())
        fund = create_fund(ledger, code, **given)
        put(_report(fund, options, given), options)


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


def create_fund(
    ledger: "Ledger",
    code: str,
    *,
    name: str,
    founder: list["NewPerson"],
    on: date,
    year: int,
    edition: str | None,
) -> "Fund":
    """Create a fund with a chart that ships. Raises InputError, RefusedError."""
    from fundledger.inputs.doing import create
    from fundledger.readers.charts import read_chart

    chart = edition or edition_of(year)
    values = {"code": code, "name": name, "founders": founder, "year": year}
    values = with_chart(values, chart, read_chart(chart))
    return create(ledger, values, actor=founder[0].login, on=on)


def _report(fund: "Fund", options: Options, given: dict[str, Any]) -> "Report":
    """Tell what was founded, from the books."""
    from fundledger.reports.funds import founded

    founders = [each.login for each in given["founder"]]
    with fund.reading() as books:
        basis = basis_at(options, fund, books.head)
        return founded(books, basis, given["on"], founders)
