"""What is wrong with an input: every fault at once, each with its field and its row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self, TypeVar

from typing_extensions import override

from fundledger.domain.ids import Sha256
from fundledger.domain.values import ArgumentError
from fundledger.errors import N_, FundledgerError, InputError, in_english
from fundledger.i18n.nouns import Noun
from fundledger.inputs.cells import SheetPlaces

MOST_FAULTS: Final = 200
"""So many faults of one input are kept to be told; the others are counted."""
MOST_TOLD: Final = 20
"""So many of them stand in one message."""

T = TypeVar("T")


class FirstFaults(list[T]):
    """The first faults of many, and how many there are: a file may be all wrong."""

    def __init__(self, faults: Iterable[T] = ()) -> None:
        """Begin with some."""
        super().__init__()
        self.total = 0
        self.extend(faults)

    @override
    def append(self, fault: T, /) -> None:
        """Count a fault, and keep it if it is among the first."""
        self.total += 1
        if len(self) < MOST_FAULTS:
            super().append(fault)

    @override
    def extend(self, faults: Iterable[T], /) -> None:
        """Count several; those that were counted before keep their number."""
        for each in faults:
            self.append(each)
        if isinstance(faults, FirstFaults):
            self.total += faults.total - len(faults)

    @override
    def __iadd__(self, faults: Iterable[T], /) -> Self:  # type: ignore[override]  # lists of another kind are not added
        """Count several."""
        self.extend(faults)
        return self


@dataclass(eq=False)
class FaultError(InputError):
    """One fault: where it is, what was given, what is wrong with it."""

    field: str
    """The field's dotted name."""
    row: str
    """Its line in each table around it, counted from 1, with dots between."""
    given: str
    problem: InputError
    message = N_("In {field}: {problem}")
    hint = N_("Mend the field, and give it again.")

    @property
    def bare_problem(self) -> FundledgerError:
        """Give what is wrong without the field's name, which stands beside it."""
        problem = self.problem
        return problem.problem if isinstance(problem, ArgumentError) else problem


@dataclass(eq=False)
class RowFaultError(FaultError):
    """One fault in a line of a table."""

    message = N_("In {field}, row {row}: {problem}")


@dataclass(eq=False)
class CellFaultError(RowFaultError):
    """One fault in a line that stands in a sheet."""

    cell: str
    """Its cell in the sheet, as spreadsheets name it."""
    message = N_("In {field}, cell {cell}: {problem}")


class SheetLines(list[dict[str, Any]]):
    """Lines that were read from a sheet, each as people would give it."""

    places: SheetPlaces
    faults: "FirstFaults[FaultError]"
    """What is wrong with its cells, before their texts are read."""


@dataclass(eq=False)
class FaultsError(InputError):
    """An input has faults; each names its field."""

    code = "faults"
    deed: str
    total: int
    faults: tuple[FaultError, ...]
    """All of them, or the first where they are very many."""
    problems: tuple[InputError, ...]
    """What is wrong with the first few, each naming its field, in a line its row."""
    message = N_("Faults in the input of {deed}: {total}. {problems}")
    hint = N_("Mend these fields, and give it again: nothing was written.")


@dataclass(eq=False)
class FieldUnknownError(InputError):
    """There is no field of that name, nor one like it."""

    field: str
    known: tuple[str, ...]
    message = N_("There is no field {field}.")
    hint = N_("The fields are: {known}.")


@dataclass(eq=False)
class CloseFieldError(FieldUnknownError):
    """There is no field of that name, but one like it."""

    close: tuple[str, ...]
    hint = N_("Did you mean {close}? The fields are: {known}.")


@dataclass(eq=False)
class FieldRepeatedError(InputError):
    """A field is given twice."""

    field: str
    message = N_("{field} is given twice.")
    hint = N_("Give it once: nothing says which of the values is meant.")


@dataclass(eq=False)
class FieldMissingError(InputError):
    """A field that must be given is not."""

    field: str
    example: str
    message = N_("{field} is missing.")
    hint = N_("Give it, for example {example}.")


@dataclass(eq=False)
class BareNumberError(InputError):
    """An amount is a number without a unit."""

    field: str
    number: str
    yuan: str
    fen: str
    in_fen: str
    message = N_(
        "{field} is the bare number {number}: it may mean {yuan} 元, or {fen} 分,"
        " which is {in_fen} 元."
    )
    hint = N_('Write 元 as text, "{yuan}", or 分 as {{"fen": {fen}}}.')


@dataclass(eq=False)
class BareFractionError(InputError):
    """An amount is a number with decimals and without a unit."""

    field: str
    number: str
    message = N_(
        "{field} is the bare number {number}: it may mean {number} 元, or 分, of which"
        " there are no parts."
    )
    hint = N_('Write 元 as text, "{number}", or 分 as a whole number {{"fen": …}}.')


@dataclass(eq=False)
class FenError(InputError):
    """An amount is a table of something else than 分."""

    field: str
    message = N_('{field} is not an amount like "320.00" or {{"fen": 32000}}.')
    hint = N_("Give fen as a whole number, and nothing beside it.")


@dataclass(eq=False)
class DayTextError(InputError):
    """A text is not a day of the calendar."""

    field: str
    text: str
    message = N_("{field} is '{text}', which is not a date.")
    hint = N_("Write a day of the calendar as YYYY-MM-DD, like 2024-08-15.")


@dataclass(eq=False)
class FlagTextError(InputError):
    """A text is neither yes nor no."""

    field: str
    text: str
    message = N_("{field} is '{text}', which is neither yes nor no.")
    hint = N_("Write yes or no.")


@dataclass(eq=False)
class NumberTextError(InputError):
    """A text is not a whole number."""

    field: str
    text: str
    message = N_("{field} is '{text}', which is not a whole number.")
    hint = N_("Write digits only, like 12.")


@dataclass(eq=False)
class JsonTextError(InputError):
    """A text that should be JSON is none."""

    field: str
    problem: str
    position: int
    message = N_("{field} is not JSON: {problem} at position {position}.")
    hint = N_("Write lines and groups as JSON, with double quotes around names.")


@dataclass(eq=False)
class UnsoundTextError(InputError):
    """A text is JSON that no input could say."""

    field: str
    problem: str
    message = N_("{field} is JSON, but {problem}.")
    hint = N_("Write it as the example of fundledger deeds has it.")


@dataclass(eq=False)
class FileValueError(InputError):
    """What is given names no file, and is no content."""

    field: str
    message = N_("{field} takes a file.")
    hint = N_('Write @PATH, or in JSON {{"file": "PATH"}} or {{"base64": "…"}}.')


@dataclass(eq=False)
class AttachmentAlteredError(InputError):
    """A file beside a file of deeds is not what its name says."""

    sha256: Sha256
    message = N_("The attachment {sha256} holds something else than it did.")
    hint = N_("Take the folder of attachments as it was exported.")


@dataclass(eq=False)
class UnknownReferenceError(InputError):
    """A field names something that is not there."""

    field: str
    what: Noun
    given: str
    message = N_("{field}: there is no {what} {given}.")
    hint = N_("Give the number or the key of one that is there.")


@dataclass(eq=False)
class CloseReferenceError(UnknownReferenceError):
    """A field names something that is not there; there is something like it."""

    close: tuple[str, ...]
    hint = N_("Did you mean {close}?")


@dataclass(eq=False)
class VoucherMonthError(UnknownReferenceError):
    """A voucher is named by its number within a month, without the month."""

    message = N_("{field}: {given} does not say of which month the voucher is.")
    hint = N_("Name the month, too, like 2024-08/12.")


def shown(value: object) -> str:
    """Show what was given, on one line and never at any length."""
    written = in_english(value)
    longest = 80
    return written if len(written) <= longest else f"{written[: longest - 1]}…"
