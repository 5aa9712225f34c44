"""The types of cells, and the base of every row: text in, exact values out."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from fundledger.domain.money import Money, parse_money
from fundledger.errors import InputError
from fundledger.readers.problems import (
    DayError,
    EmptyCellError,
    ValueProblemError,
    WholeNumberError,
    WordError,
)

OURS: Final = "input_error"
"""The type under which pydantic carries an error of ours to `problem_of`."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE: Final = re.compile(r"[0-9]{1,15}")

Word = TypeVar("Word", bound=StrEnum)


def carry(error: InputError) -> PydanticCustomError:
    """Wrap an error of ours so that pydantic collects it with its own."""
    return PydanticCustomError(OURS, "see error", {"error": error})


def whole(text: str) -> int:
    """Read a whole number, digits only. For cells whose type is an id."""
    if not _WHOLE.fullmatch(text):
        raise carry(WholeNumberError(text))
    return int(text)


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise carry(DayError(text))


def _amount(text: str) -> Money:
    try:
        return parse_money(text)
    except InputError as error:
        raise carry(error) from error


def _flag(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise carry(WordError(text, "yes, no"))
    return text == "yes"


Whole = Annotated[int, BeforeValidator(whole)]
"""A whole number from 0 up, digits only."""
Day = Annotated[date, BeforeValidator(_day)]
"""A day, as ISO writes it."""
Amount = Annotated[Money, BeforeValidator(_amount)]
"""An amount as people write it: `domain.money.parse_money` decides."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""`yes` or `no`."""


class FileRow(BaseModel):
    """A row of a table: exact types, no column it does not name."""

    model_config = ConfigDict(
        arbitrary_types_allowed=True, extra="forbid", frozen=True, strict=True
    )


def problem_of(detail: ErrorDetails) -> InputError:
    """Turn what pydantic found into an error of ours."""
    text = str(detail["input"])
    context: dict[str, Any] = detail.get("ctx", {})
    match detail["type"]:
        case "input_error":
            error: InputError = context["error"]
            return error
        case "missing":
            return EmptyCellError()
        case "enum" | "literal_error":
            known = context["expected"].replace(" or ", ", ").replace("'", "")
            return WordError(text, known)
        case _:
            return ValueProblemError(text, detail["msg"])


def problems_of(error: ValidationError) -> list[tuple[str, InputError]]:
    """List the problems of one row, each with its column's name."""
    return [
        (".".join(map(str, detail["loc"])), problem_of(detail))
        for detail in error.errors(include_url=False)
    ]
