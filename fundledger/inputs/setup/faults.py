"""What can be wrong with a workbook: each fault with its sheet, cell and way out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from fundledger.errors import N_, FundledgerError, InputError


class SetupFault(NamedTuple):
    """One fault, and where it stands; `row` and `column` are 0 where it has none."""

    file: str
    sheet: str
    problem: FundledgerError
    row: int = 0
    """The row in the file, from 1."""
    column: int = 0
    """The column in the file, from 1."""
    field: str = ""
    heading: str = ""
    given: str = ""


@dataclass(eq=False)
class SetupFaultsError(InputError):
    """A workbook has faults; a report has listed them."""

    file: str
    total: int
    message = N_("{file}: faults: {total}. Nothing was written.")
    hint = N_("Mend them in the file, save it, and run the same command again.")


@dataclass(eq=False)
class SetupStoppedError(InputError):
    """Something changed while a workbook was done that had been tried as a whole."""

    file: str
    total: int
    message = N_("{file}: stopped at a row that had been possible a moment before.")
    hint = N_("Run the same command again: it goes on where it stopped.")


@dataclass(eq=False)
class SheetUnknownError(InputError):
    """A sheet's name is none of those that are read."""

    sheet: str
    known: tuple[str, ...]
    message = N_("There is no sheet {sheet} in a setup.")
    hint = N_("The sheets are: {known}. Notes of your own: begin the name with _.")


@dataclass(eq=False)
class SheetTwiceError(InputError):
    """Two sheets are the same."""

    sheet: str
    message = N_("The sheet {sheet} is there twice.")
    hint = N_("Put all its rows into one.")


@dataclass(eq=False)
class ColumnMissingError(InputError):
    """A column that every row needs is not there."""

    column: str
    message = N_("The column {column} is missing.")
    hint = N_("Add it, or copy the headings from a new template.")


@dataclass(eq=False)
class BesideHeadingsError(InputError):
    """A cell has no heading above it."""

    message = N_("Nothing stands above this cell to say what it means.")
    hint = N_("Give its column a heading, or empty the cell.")


@dataclass(eq=False)
class SetupRowsError(InputError):
    """A workbook holds more rows than a fund begins with."""

    total: int
    most: int
    message = N_("There are {total} rows; a setup has at most {most}.")
    hint = N_(
        "Split it into several workbooks: what is there already is left as it is."
    )


@dataclass(eq=False)
class FundRowsError(InputError):
    """The sheet of the fund does not have one row."""

    total: int
    message = N_("The sheet of the fund has {total} rows: it takes one.")
    hint = N_("Write one fund into it; every fund has a workbook of its own.")


@dataclass(eq=False)
class FundMissingError(InputError):
    """There is neither a fund in the workbook nor one in the ledger."""

    message = N_("Nothing says which fund is meant.")
    hint = N_("Fill in the sheets of the fund and its founders, or give --fund CODE.")


@dataclass(eq=False)
class ActorMissingError(InputError):
    """Nobody says who acts, and who is logged in is nobody in the fund."""

    login: str
    admins: tuple[str, ...]
    message = N_("Nothing says who acts, and {login} is nobody in this fund.")
    hint = N_("Give an admin with --as LOGIN: {admins}.")


@dataclass(eq=False)
class OtherFundError(InputError):
    """The workbook speaks of another fund than the command line."""

    given: str
    wanted: str
    message = N_("The workbook is for the fund {given}, and --fund says {wanted}.")
    hint = N_("Leave --fund out, or take the workbook of that fund.")


@dataclass(eq=False)
class RowTwiceError(InputError):
    """Two rows of a sheet are about the same thing."""

    row: int
    message = N_("Row {row} says this already.")
    hint = N_("Leave one of the two rows.")


@dataclass(eq=False)
class DiffersError(InputError):
    """The books say something else of what is there already."""

    given: str
    booked: str
    message = N_("{given} here, {booked} in the books.")
    hint = N_(
        "Write what the books say, or take the row out: a workbook adds, it does not"
        " change what is there."
    )


@dataclass(eq=False)
class SettingDecidedError(InputError):
    """A setting was changed since, by other means than a workbook."""

    given: str
    booked: str
    seq: int
    message = N_(
        "{given} here, {booked} in the books, where record {seq} changed it by other"
        " means than a workbook."
    )
    hint = N_(
        "Write what the books say; or change it with: fundledger do change_setting"
    )


@dataclass(eq=False)
class OpeningDayMissingError(InputError):
    """There are opening sheets, and no day of which they are."""

    message = N_("Nothing says of which day this opening is.")
    hint = N_("Write the day of the closing balances on the sheet opening.")


@dataclass(eq=False)
class OpeningDiffersError(InputError):
    """The books were opened with something else than the workbook says."""

    message = N_("These books were opened with something else than these sheets say.")
    hint = N_("Take the opening sheets out: nothing is brought in twice.")


@dataclass(eq=False)
class ChoiceCellError(InputError):
    """A cell holds none of the words that its column takes."""

    text: str
    known: tuple[StrEnum, ...]
    message = N_("'{text}' is not known here.")
    hint = N_("Write one of: {known}.")


@dataclass(eq=False)
class LostDigitsError(InputError):
    """A spreadsheet made a number of digits that are a name."""

    text: str
    message = N_(
        "{text} is a number: zeros before it and digits after the 15th are lost."
    )
    hint = N_("Format the cell as text, and type it again with all its digits.")


@dataclass(eq=False)
class DayForTextError(InputError):
    """A spreadsheet made a day of a text that looks like one."""

    text: str
    message = N_("{text} is a date, made by the spreadsheet of what was typed.")
    hint = N_("Format the cell as text, and type it again.")


@dataclass(eq=False)
class SerialDayError(InputError):
    """A day is a bare number."""

    number: str
    day: date
    message = N_("{number} is a number; as spreadsheets count days it would be {day}.")
    hint = N_("If that is meant, write it as a date, like 2024-08-15.")


@dataclass(eq=False)
class FormulaTextError(InputError):
    """A cell of a CSV file is a formula."""

    text: str
    message = N_("{text} is a formula; values alone are read.")
    hint = N_("Write the value itself.")


@dataclass(eq=False)
class NoFounderError(InputError):
    """A founder is named of a fund that is there without them."""

    login: str
    fund: str
    message = N_("The fund {fund} is there, and {login} is not among its people.")
    hint = N_("Take the row out; add the person on the sheet of people.")
