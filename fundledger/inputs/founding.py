"""What a fund is founded with, read and checked: code, name, founders, day, year."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from fundledger.domain.china_time import day_in_china
from fundledger.domain.texts import check_login, check_text
from fundledger.errors import N_, InputError

LONGEST_NAME: Final = 100
"""Characters of a fund's or a person's name."""
EDITIONS: Final = ("2004", "2026", "2004-other", "2026-other")
"""The editions of the chart that ship, oldest first; then those of the other policy.

What is owed by and to communities is 预付账款 and 应付账款 in the first two, leaves of
其他应收款 and 其他应付款 in the others.
"""
NEW_RULES: Final = 2026
"""From this year the revised 制度 (财会〔2024〕25号) is in force."""
FIRST_RULES: Final = 2005
"""From this year the 制度 (财会〔2004〕7号) is in force: no fund begins before it."""


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
class FounderUserError(InputError):
    """The database knows who is connected, and it is not the first founder."""

    login: str
    name: str
    user: str
    message = N_(
        "You are connected as {user}, and {login} is not said to be that user."
    )
    hint = N_("Write the first founder like --founder {login}={name}={user}.")


@dataclass(eq=False)
class TooManyFoundersError(InputError):
    """More than two people are to create a fund."""

    count: int
    message = N_("A fund is founded by two people; {count} are given.")
    hint = N_("Give --founder twice; those two add the others once the fund is there.")


@dataclass(eq=False)
class FirstYearError(InputError):
    """The first year of a fund is not the one it is founded in, nor the next."""

    year: int
    on: date
    message = N_("A fund that is founded on {on} cannot begin with the year {year}.")
    hint = N_("Give the year of --on or the one after, or leave --year out.")


@dataclass(eq=False)
class FoundingDayError(InputError):
    """The day of founding lies too far back, or ahead."""

    on: date
    first: date
    last: date
    message = N_("A fund cannot be founded on {on}.")
    hint = N_("Give --on a day from {first} to {last}, or leave it out for today.")


def read_code(text: str) -> str:
    """Read a fund's code: it is typed, and names files. Raises CodeError."""
    if re.fullmatch("[A-Za-z][A-Za-z0-9_-]{0,31}", text) is None:
        raise CodeError(text)
    return text


def read_name(text: str) -> str:
    """Read a fund's name. Raises what `check_text` raises."""
    return check_text("name", text, longest=LONGEST_NAME)


def read_login(text: str) -> str:
    """Read a founder's login. Raises what `check_login` raises."""
    return check_login("login", text)


def read_year(text: str) -> int:
    """Read a year. Raises YearError."""
    if re.fullmatch("[1-9][0-9]{3}", text) is None:
        raise YearError(text)
    return int(text)


def read_founder(text: str) -> tuple[str, ...]:
    """Read LOGIN=NAME or LOGIN=NAME=DATABASE_USER.

    Raises FounderError, and what `check_login` and `check_text` raise.
    """
    parts = tuple(part.strip() for part in text.split("="))
    if not 2 <= len(parts) <= 3 or not all(parts):  # noqa: PLR2004 - the forms above
        raise FounderError(text)
    login, name, *user = parts
    names = (check_text("name", each, longest=LONGEST_NAME) for each in (name, *user))
    return (check_login("login", login), *names)


def begin_on(on: date | None, year: int | None) -> tuple[date, int]:
    """Give the day of founding and the first year.

    Raises FoundingDayError, FirstYearError.
    """
    from fundledger.store.recording import utc_now  # noqa: PLC0415 - slow to load

    today = day_in_china(utc_now())
    first, last = date(FIRST_RULES, 1, 1), today + timedelta(days=366)
    day = on or today
    if not first <= day <= last:
        raise FoundingDayError(day, first, last)
    if year not in (None, day.year, day.year + 1):
        raise FirstYearError(year, day)
    return day, year or day.year


def edition_of(year: int) -> str:
    """Give the edition of the chart that a year is kept by."""
    return EDITIONS[year >= NEW_RULES]


def with_chart(
    values: Mapping[str, Any], edition: str, chart: Sequence[Any]
) -> dict[str, Any]:
    """Add the chart's accounts, as they ship, to what a fund is created with."""
    names = ("key", "code", "name_zh", "name_en")
    codes = [{name: getattr(row, name) for name in names} for row in chart]
    return {**values, "edition": edition, "codes": codes}
