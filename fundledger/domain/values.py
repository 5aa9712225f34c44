"""Which days, months, numbers and amounts may enter.

Each `check_…` takes an argument's name and its value, raises an InputError that names
the argument, and gives the value back as it was. Texts are in
`fundledger.domain.texts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from fundledger.domain.ids import Month, Sha256
from fundledger.domain.money import AmountError, Money, to_fen
from fundledger.errors import N_, FundledgerError, InputError

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


class Expected(StrEnum):
    """What an argument takes."""

    TEXT = "text"
    DAY = "a day"
    MONTH = "a month"
    WHOLE_NUMBER = "a whole number"
    MONEY = "an amount of money"
    FLAG = "yes or no"
    BYTES = "the bytes of a file"
    BATCH = "a batch of vouchers"
    LIST = "a list"
    TABLE = "a table of keys and values"
    ROW = "a row with its fields"
    CHOICE = "one of its choices"
    BOOKS = "open books"
    FUND = "an open fund"
    LEDGER = "an open ledger"
    DESK = "a desk"
    HEAD = "the head of a chain"


@dataclass(eq=False)
class WrongTypeError(InputError):
    """An argument is given as a value of another type."""

    argument: str
    expected: Expected
    actual: str
    message = N_("{argument} takes {expected}, not a value of the type {actual}.")
    hint = N_("Give {argument} as {expected}: nothing is converted on the way in.")


@dataclass(eq=False)
class ArgumentError(InputError):
    """The value of an argument cannot be used."""

    argument: str
    problem: FundledgerError
    message = N_("{argument}: {problem}")
    hint = N_("Nothing was written: mend {argument}, and try again.")


@dataclass(eq=False)
class ChoiceError(InputError):
    """A text is none of those that an argument may be."""

    argument: str
    given: str
    choices: tuple[str, ...]
    message = N_("{argument} cannot be {given}.")
    hint = N_("Choose one of: {choices}.")


@dataclass(eq=False)
class DayRangeError(InputError):
    """A day lies outside the years of any books."""

    argument: str
    day: date
    first_year: int
    last_year: int
    message = N_("{argument} is {day}, outside {first_year} to {last_year}.")
    hint = N_("Check the year: a digit may be missing or doubled.")


@dataclass(eq=False)
class MonthTextError(InputError):
    """A text is not a month of any books."""

    argument: str
    text: str
    message = N_("{argument} is '{text}', which is not a month.")
    hint = N_("Write it like 2024-08.")


@dataclass(eq=False)
class HashTextError(InputError):
    """A text is no SHA-256."""

    argument: str
    text: str
    message = N_("{argument} is '{text}', which is not a SHA-256.")
    hint = N_("Give the 64 small hexadecimal digits that storing the file gave.")


@dataclass(eq=False)
class WholeRangeError(InputError):
    """A whole number is too small or too large."""

    argument: str
    number: int
    low: int
    high: int
    message = N_("{argument} is {number}; it goes from {low} to {high}.")
    hint = N_("Give a whole number from {low} to {high}.")


def check_day(name: str, value: object) -> date:
    """Check a day: a date and no moment, from 2000 to 2100.

    Raises WrongTypeError, DayRangeError.
    """
    if type(value) is not date:
        raise WrongTypeError(name, Expected.DAY, type_name(value))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise DayRangeError(name, value, FIRST_YEAR, LAST_YEAR)
    return value


def check_month(name: str, value: object) -> Month:
    """Check a month: text like 2024-08, from 2000 to 2100.

    Raises WrongTypeError, MonthTextError.
    """
    if type(value) is not str:
        raise WrongTypeError(name, Expected.MONTH, type_name(value))
    if not _MONTH.fullmatch(value) or not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        raise MonthTextError(name, value)
    return Month(value)


def check_sha256(name: str, value: object) -> Sha256:
    """Check a SHA-256 in small hexadecimal. Raises WrongTypeError, HashTextError."""
    if type(value) is not str:
        raise WrongTypeError(name, Expected.TEXT, type_name(value))
    if not _SHA256.fullmatch(value):
        raise HashTextError(name, value)
    return Sha256(value)


def check_choice(name: str, value: object, choices: Sequence[str]) -> str:
    """Check a text that is one of a few, and give it as one of ours.

    Raises WrongTypeError, ChoiceError.
    """
    if not isinstance(value, str):
        raise WrongTypeError(name, Expected.CHOICE, type_name(value))
    if value not in choices:
        near = get_close_matches(value, choices, n=3)
        raise ChoiceError(name, str(value), tuple(near) or tuple(choices))
    return str(value)


def check_whole(name: str, value: object, low: int, high: int) -> int:
    """Check a whole number from `low` to `high`; a truth value is none.

    Raises WrongTypeError, WholeRangeError.
    """
    if type(value) is not int:
        raise WrongTypeError(name, Expected.WHOLE_NUMBER, type_name(value))
    if not low <= value <= high:
        raise WholeRangeError(name, value, low, high)
    return value


def check_money(name: str, value: object) -> Money:
    """Check an amount: CNY, whole 分, within what the books hold.

    Its sign is for the rules to judge. Raises WrongTypeError, ArgumentError.
    """
    if type(value) is not Money:
        raise WrongTypeError(name, Expected.MONEY, type_name(value))
    try:
        to_fen(value)
    except AmountError as problem:
        raise ArgumentError(name, problem) from problem
    return value


def check_kind(name: str, value: object, kind: type, expected: Expected) -> None:
    """Refuse a value that is not of a kind. Raises WrongTypeError."""
    if not isinstance(value, kind):
        raise WrongTypeError(name, expected, type_name(value))


def type_name(value: object) -> str:
    """Name the type of a value that should have been another."""
    return "None" if value is None else type(value).__name__
