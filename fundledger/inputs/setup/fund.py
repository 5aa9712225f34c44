"""The fund that a workbook founds: read from its sheets, created by two people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from fundledger.domain.ids import Login
from fundledger.domain.rights import FoundersError
from fundledger.errors import N_, FundledgerError, InputError, RefusedError
from fundledger.inputs.doing import create
from fundledger.inputs.faults import FaultsError
from fundledger.inputs.founding import (
    EDITIONS,
    FirstYearError,
    begin_on,
    edition_of,
    read_code,
    with_chart,
)
from fundledger.inputs.setup.doing import Setup
from fundledger.inputs.setup.faults import FundMissingError, FundRowsError, SetupFault
from fundledger.inputs.setup.given import SetupBook, SetupRow, SetupRows
from fundledger.inputs.setup.sheets import FOUNDERS, FUND
from fundledger.store.books import Fund, Ledger

Chart = Callable[[str], Sequence[Any]]
"""Gives an edition's accounts with their codes and names."""
LEAST: Final = 2


@dataclass(eq=False)
class EditionUnknownError(InputError):
    """There is no such edition of the chart."""

    edition: str
    known: tuple[str, ...]
    message = N_("There is no edition {edition} of the chart.")
    hint = N_("Write one of {known}, or leave it empty.")


@dataclass(eq=False)
class ConnectedUserError(InputError):
    """The database knows who is connected, and no founder is that user."""

    user: str
    message = N_("You are connected as {user}, and no founder is said to be that user.")
    hint = N_("Write {user} as the database user of the founder that you are.")


@dataclass(eq=False)
class ActorNoFounderError(InputError):
    """Somebody else than a founder is to create the fund."""

    actor: str
    message = N_("{actor} is none of the founders, and they create the fund.")
    hint = N_("Leave --as out: then the first founder acts.")


class Founding(NamedTuple):
    """What a fund is to be created with."""

    values: dict[str, Any]
    actor: str
    on: date


def fund_code(book: SetupBook) -> str | None:
    """Tell which fund the workbook says it is for."""
    rows = book.rows(FUND.name)
    return rows[0].values.get("code") if len(rows) == 1 else None


def first_founder(book: SetupBook) -> str | None:
    """Tell who stands first among the founders."""
    rows = book.rows(FOUNDERS.name)
    return rows[0].values.get("login") if rows else None


def founding(
    setup: Setup, chart: Chart, *, user: str | None = None, actor: str | None = None
) -> Founding | None:
    """Read what a fund is to be created with; None with what is wrong noted.

    The founder who acts is the one that is connected or named, else the first.
    """
    sheets = setup.book.sheets
    fund, founders = sheets.get(FUND.name), sheets.get(FOUNDERS.name)
    if fund is None or founders is None or not fund.rows:
        setup.faults.append(SetupFault(setup.book.file, "", FundMissingError()))
        return None
    if len(fund.rows) > 1:
        setup.faults.append(fund.fault(FundRowsError(len(fund.rows))))
        return None
    row = fund.rows[0]
    values = _fund_values(setup, fund, row, chart)
    people = _founders(setup, founders, user, actor)
    if values is None or people is None:
        return None
    return Founding({**values, "founders": people}, str(people[0]["login"]), setup.on)


def found_fund(ledger: Ledger, setup: Setup, founding: Founding) -> Fund | None:
    """Create the fund; None with what is wrong noted."""
    sheets = setup.book.sheets
    try:
        fund = create(ledger, founding.values, actor=founding.actor, on=founding.on)
    except FaultsError as error:
        setup.faults += [sheets[FUND.name].fault(e.problem) for e in error.faults]
    except FoundersError as error:
        setup.faults.append(sheets[FOUNDERS.name].fault(error))
    except (InputError, RefusedError) as error:
        setup.faults.append(sheets[FUND.name].fault(error))
    else:
        setup.created, setup.actor = True, founding.actor
        return fund
    return None


def _fund_values(
    setup: Setup, rows: SetupRows, row: SetupRow, chart: Chart
) -> dict[str, Any] | None:
    plain = setup.read_row(None, rows, row)
    if plain is None:
        return None
    try:
        read_code(plain["code"])
        _, year = begin_on(setup.on, plain.get("year"))
    except InputError as error:
        name = "year" if isinstance(error, FirstYearError) else "code"
        _wrong(setup, rows, row, error, name)
        return None
    edition = plain.get("edition", edition_of(year))
    if edition not in EDITIONS:
        _wrong(setup, rows, row, EditionUnknownError(edition, EDITIONS), "edition")
        return None
    named = {"code": plain["code"], "name": plain["name"], "year": year}
    return with_chart(named, edition, chart(edition))


def _founders(
    setup: Setup, rows: SetupRows, user: str | None, actor: str | None
) -> list[dict[str, str]] | None:
    before = setup.faults.total
    for row in rows.rows:
        setup.read_row(None, rows, row)
    people = [row.values for row in rows.rows]
    if setup.faults.total > before:
        return None
    if len({each["login"] for each in people}) != LEAST or len(people) != LEAST:
        named = tuple(Login(each["login"]) for each in people)
        setup.faults.append(rows.fault(FoundersError(named)))
        return None
    if user is not None and user not in {each.get("database_user") for each in people}:
        setup.faults.append(rows.fault(ConnectedUserError(user)))
        return None
    if user is None and actor not in {None, *(each["login"] for each in people)}:
        setup.faults.append(rows.fault(ActorNoFounderError(str(actor))))
        return None
    name, value = ("database_user", user) if user else ("login", actor)
    return sorted(people, key=lambda each: each.get(name) != value)


def _wrong(
    setup: Setup, rows: SetupRows, row: SetupRow, error: FundledgerError, name: str
) -> None:
    given = row.values.get(name, "")
    setup.faults.append(rows.fault(error, row.number, name, given))
