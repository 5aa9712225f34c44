"""What a query gives: columns by name, rows of whole numbers and texts."""

from collections.abc import Iterable, Iterator, Sequence
from time import monotonic
from typing import Final, NamedTuple

from fundledger.store.audit import Head
from fundledger.store.querying.errors import (
    QuerySizeError,
    QueryTimeError,
    SameNameError,
)

MEBIBYTE: Final = 2**20
MOST_MEBIBYTES: Final = 64
"""So large is an answer at most, in UTF-8."""
ROW_MEBIBYTES: Final = 16
"""So large is a row, and with it any value, at most."""

Cell = int | str | None
Row = tuple[Cell, ...]


class Bounds(NamedTuple):
    """How many rows are given at most, and how long it may take."""

    rows: int
    milliseconds: int


class Answer(NamedTuple):
    """The answer of a query; `heads` say where each fund's chain stood by its code."""

    columns: tuple[str, ...]
    rows: list[Row]
    cut: bool
    """Whether there are more rows than were asked for."""
    heads: dict[str, Head]


class Clock:
    """Counts the time that a query has left."""

    def __init__(self, bounds: Bounds) -> None:
        """Begin to count."""
        self.seconds = max(1, bounds.milliseconds // 1000)
        self._end = monotonic() + bounds.milliseconds / 1000

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return monotonic() > self._end

    def require_time(self) -> None:
        """Have some time left. Raises QueryTimeError."""
        if self.is_over:
            raise QueryTimeError(self.seconds)


def require_names(columns: Sequence[str]) -> None:
    """Have each column called otherwise, as JSON and spreadsheets need it.

    Raises SameNameError.
    """
    seen: set[str] = set()
    for name in columns:
        if name in seen:
            raise SameNameError(name)
        seen.add(name)


def bounded(rows: Iterable[Row], bounds: Bounds, clock: Clock) -> Iterator[Row]:
    """Go through one row more than is wanted, in time and size.

    Raises QueryTimeError, QuerySizeError.
    """
    size = 0
    for number, row in enumerate(rows):
        clock.require_time()
        size += sum(len(cell.encode()) for cell in row if isinstance(cell, str))
        if size > MOST_MEBIBYTES * MEBIBYTE:
            raise QuerySizeError(MOST_MEBIBYTES)
        yield row
        if number == bounds.rows:
            return


def fraction(digits: str) -> str:
    """Write a number that is no whole one without the zeros at its end.

    Both databases then write 2.5 alike, the one as a float, the other with all places.
    """
    if "." not in digits or not digits.lstrip("-").replace(".", "").isdecimal():
        return digits
    return digits.rstrip("0").removesuffix(".")
