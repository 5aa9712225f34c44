"""What the books hold already of the things that a workbook lists."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from fundledger.domain.money import from_fen
from fundledger.domain.sources import GENERAL
from fundledger.inputs.setup.sheets import FOUNDERS, FUND
from fundledger.queries import funds, people, places, records, sources
from fundledger.queries.settings import decided_settings
from fundledger.store.books import Fund
from fundledger.store.reading import Books

Present = Mapping[str, Any]
"""A thing in the books, by the fields of the sheet that lists it."""


def _people(books: Books) -> list[Present]:
    return [
        {"login": p.login, "name": p.name, "database_user": p.database_user}
        for p in people.people(books)
    ]


def _roles(books: Books) -> list[Present]:
    return [
        {
            "login": each.login,
            "role": each.role,
            "scope_kind": each.scope.kind,
            "scope_key": each.scope.key,
            "from_on": each.from_on,
            "until_on": each.until_on,
        }
        for each in people.grants(books)
    ]


def _settings(books: Books) -> list[Present]:
    return [each._asdict() for each in decided_settings(books)]


def _payees(books: Books) -> list[Present]:
    return [
        {
            "community_key": each.community,
            "name": each.name,
            "bank": each.bank,
            "number": each.number,
        }
        for each in places.payees(books)
    ]


def _bank_accounts(books: Books) -> list[Present]:
    return [
        {"key": a.key, "name": a.name, "bank": a.bank, "number": a.number}
        for a in funds.bank_accounts(books)
    ]


def _sources(books: Books) -> list[Present]:
    bank_of = {a.account: a.key for a in funds.bank_accounts(books)}
    return [
        each._asdict() | {"bank": bank_of.get(each.bank) if each.bank else None}
        for each in sources.sources(books)
        if each.key != GENERAL
    ]


def _rounds(books: Books) -> list[Present]:
    return [
        {
            "key": each.by.key,
            "name": each.name,
            "opens_on": each.by.opens_on,
            "closes_on": each.by.closes_on,
            "cap": from_fen(each.by.cap_fen),
            "first_day": each.by.first_day,
        }
        for each in funds.rounds(books)
    ]


def _subdistricts(books: Books) -> list[Present]:
    return [each._asdict() for each in places.subdistricts(books)]


def _communities(books: Books) -> list[Present]:
    return [each._asdict() for each in places.communities(books)]


PRESENT: Final[Mapping[str, Callable[[Books], list[Present]]]] = MappingProxyType(
    {
        "founders": _people,
        "settings": _settings,
        "subdistricts": _subdistricts,
        "communities": _communities,
        "people": _people,
        "roles": _roles,
        "bank_accounts": _bank_accounts,
        "sources": _sources,
        "payees": _payees,
        "rounds": _rounds,
    }
)
"""What is there, by sheet."""

_FOUNDERS: Final = 2
"""The first roles that a fund grants are those of its founders."""


def booked_rows(fund: Fund, books: Books) -> dict[str, Sequence[Present]]:
    """Give what a workbook of this fund would list, sheet by sheet.

    People who have retired are left out, and roles that had ended by the day of the
    last record: read again, the workbook asks for nothing new.
    """
    (last,) = records.records(books, limit=1)
    active = {each.login for each in people.people(books) if each.active}
    rows: dict[str, Sequence[Present]] = {
        name: present(books) for name, present in PRESENT.items()
    }
    first = [each.login for each in people.grants(books)][:_FOUNDERS]
    first.sort(key=lambda login: login not in active)  # the first of them acts
    known = {each["login"]: each for each in rows[FOUNDERS.name]}
    rows[FUND.name] = [fund_row(fund, books)]
    rows[FOUNDERS.name] = [known[login] for login in first]
    rows["people"] = [
        each for each in rows["people"] if each["login"] in active - {*first}
    ]
    rows["roles"] = [
        each
        for each in rows["roles"]
        if each["login"] in active
        and (each["until_on"] is None or each["until_on"] >= last.on)
    ]
    return rows


def fund_row(fund: Fund, books: Books) -> Present:
    """Give what the sheet of the fund says of it."""
    year = funds.years(books)[0]
    facts = (fund.code, fund.name, year.year, year.edition)
    return dict(zip(("code", "name", "year", "edition"), facts, strict=True))
