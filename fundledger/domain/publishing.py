"""A published figure beside the books: met within its unit, the difference shown.

14.5 万元 says nothing finer than 0.1 万元, so the books meet it when they are less
than half of that, ¥500, away. The difference is always shown, to the 分.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.errors import N_, InputError


class Unit(StrEnum):
    """The unit that a figure was published in."""

    YUAN = "元"
    WAN = "万元"
    COUNT = "个"


class Figure(StrEnum):
    """The figures that can be held against the books."""

    COMMUNITIES = "communities"
    PROJECTS_REVIEWED = "projects_reviewed"
    APPROVED = "approved"
    SPENT = "spent"
    PAID = "paid"


class Published(NamedTuple):
    """A figure as it was published: its digits, and its unit."""

    value: str
    unit: Unit


class Comparison(NamedTuple):
    """The books beside a published figure; in 分, or counted for a count."""

    published: int
    booked: int
    difference: int
    within: bool
    """Whether the difference is smaller than half the last published digit."""


@dataclass(eq=False)
class FigureError(InputError):
    """A published figure is digits, with at most the decimals its unit has."""

    value: str
    unit: Unit
    message = N_("{value} {unit} is not a figure that can be compared.")
    hint = N_("Write it as it was published, like 14.5 with the unit 万元.")


_PLACES: Final = MappingProxyType({Unit.YUAN: 2, Unit.WAN: 6, Unit.COUNT: 0})
_FIGURE: Final = re.compile(r"(?P<whole>[0-9]{1,13})(?:\.(?P<part>[0-9]+))?")


def scaled(figure: Published) -> tuple[int, int]:
    """Give a figure's amount and the size of its last digit, in 分 or counted.

    14.5 万元 is 14,500,000 分, its last digit worth 100,000. Raises FigureError.
    """
    match = _FIGURE.fullmatch(figure.value)
    places = _PLACES[figure.unit]
    part = (match and match["part"]) or ""
    if match is None or len(part) > places:
        raise FigureError(figure.value, figure.unit)
    return int(match["whole"] + part.ljust(places, "0")), 10 ** (places - len(part))


def compare(figure: Published, booked: int) -> Comparison:
    """Hold the books, in 分 or counted, beside a published figure."""
    published, step = scaled(figure)
    difference = booked - published
    if figure.unit is Unit.COUNT:
        return Comparison(published, booked, difference, difference == 0)
    return Comparison(published, booked, difference, 2 * abs(difference) < step)
