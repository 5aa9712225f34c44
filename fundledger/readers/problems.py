"""What can be wrong with a file that somebody hands in.

A problem of one cell is an `InputError` of its own, whoever found it: an amount's
error comes from `domain.money` unchanged. A reader says where it stands.
"""

from dataclasses import dataclass

from fundledger.errors import N_, InputError

REPORTED: int = 20
"""At most so many problems of one file are told at once; the rest are counted."""


@dataclass(eq=False)
class EmptyCellError(InputError):
    """A cell that must say something is empty."""

    message = N_("This must not be empty.")
    hint = N_("Fill in the cell.")


@dataclass(eq=False)
class WholeNumberError(InputError):
    """The cell is not a whole number from 0 up."""

    text: str
    message = N_("'{text}' is not a whole number.")
    hint = N_("Write digits only, like 12.")


@dataclass(eq=False)
class DayError(InputError):
    """The cell is not a day of the calendar."""

    text: str
    message = N_("'{text}' is not a date.")
    hint = N_("Write a day of the calendar as YYYY-MM-DD, like 2024-08-15.")


@dataclass(eq=False)
class WordError(InputError):
    """The cell holds none of the words that this column knows."""

    text: str
    known: str
    message = N_("'{text}' is not known here.")
    hint = N_("Write one of: {known}.")


@dataclass(eq=False)
class ValueProblemError(InputError):
    """The value breaks a rule of its column that has no error of its own."""

    text: str
    problem: str
    message = N_("'{text}' cannot be: {problem}.")
    hint = N_("Compare it with the description of the column.")


@dataclass(eq=False)
class CellCountError(InputError):
    """The row has more or fewer cells than the header."""

    actual: int
    wanted: int
    message = N_("The row has {actual} cells, the header {wanted}.")
    hint = N_("Put quotes around a cell that holds a comma.")


@dataclass(eq=False)
class UnreadableError(InputError):
    """The root of what makes a file unreadable."""

    file: str
    message = N_("{file} cannot be read.")
    hint = N_("Check that it is the right file, and not cut off.")


@dataclass(eq=False)
class FileMissingError(UnreadableError):
    """There is no such file, or nobody may read it."""

    problem: str
    message = N_("{file} cannot be opened: {problem}.")
    hint = N_("Check the path and its permissions.")


@dataclass(eq=False)
class EncodingError(UnreadableError):
    """The file is not UTF-8 text."""

    row: int
    message = N_("{file} is not UTF-8: row {row} holds other bytes.")
    hint = N_("Save it as CSV UTF-8.")


@dataclass(eq=False)
class QuotingError(UnreadableError):
    """The file's quotes or separators cannot be followed."""

    row: int
    problem: str
    message = N_("{file}, row {row}: {problem}.")
    hint = N_("Save it as CSV with commas and double quotes.")


@dataclass(eq=False)
class HeaderError(UnreadableError):
    """The first row does not name the columns."""

    missing: str
    unknown: str
    repeated: str
    message = N_(
        "The header of {file} does not fit: missing {missing}; unknown {unknown};"
        " repeated {repeated}."
    )
    hint = N_("Name each column once, in the first row.")


@dataclass(eq=False)
class CellError(UnreadableError):
    """One cell is wrong; `row` counts the file's lines from 1, the header's."""

    row: int
    column: str
    problem: InputError
    message = N_("{file}, row {row}, column {column}: {problem}")
    hint = N_("Mend the cell, and read the file again.")


class Problems(tuple[CellError, ...]):
    """Wrong cells, in the order of the file."""

    __slots__ = ()

    def __str__(self) -> str:
        """Put them one after another."""
        return " ".join(str(each) for each in self)


@dataclass(eq=False)
class TableError(UnreadableError):
    """Several cells are wrong: the first of them, and how many there are."""

    total: int
    problems: Problems
    message = N_("{file} has {total} problems. {problems}")
    hint = N_("Mend these cells, and read the file again.")


def raise_problems(file: str, problems: list[CellError]) -> None:
    """Raise what was found: one problem as itself, several together."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise TableError(file, len(problems), Problems(problems[:REPORTED]))
