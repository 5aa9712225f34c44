"""Files of deeds: one JSON object a line.

`{"deed": "receive_donation", "actor": "li", "on": "2024-03-01", "key": "…",
"input": {"amount": "320.00", …}}`; `actor`, `on` and `key` may be left out. Empty lines
are nothing. A file that is a fund's past also says of each line which deed_edition it
was done by, when it was recorded_at, as which database_user, and its outcome.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any, Final, cast

from fundledger.domain.values import check_day
from fundledger.errors import N_, InputError, printable
from fundledger.inputs.json_texts import UnsoundJsonError, read_json
from fundledger.inputs.lines import DeedLine, Stamped, outcome_of

HEAD: Final = ("deed", "actor", "on", "key", "input")
STAMPED: Final = ("deed_edition", "recorded_at", "database_user", "outcome")
REFUSAL: Final = "refusal"
MOST_BYTES: Final = 200 * 2**20
"""So long a line is at most: it may bring a whole year's vouchers."""
LONGEST_USER: Final = 200
"""So many characters a database user's name has at most."""
_CODE: Final = re.compile("[a-z][a-z0-9_]{0,63}")
BOM: Final = b"\xef\xbb\xbf"


@dataclass(eq=False)
class LineError(InputError):
    """A line of a file of deeds is not what it should be."""

    file: str
    row: int
    problem: str
    message = N_("{file}, line {row}: {problem}.")
    hint = N_(
        'Write a line like {{"deed": "verify_payee", "actor": "li", "on":'
        ' "2024-03-01", "input": {{"payee_no": 1}}}}.'
    )


@dataclass(eq=False)
class StampError(LineError):
    """A line does not say of its record what it should."""

    hint = N_("Take the file as fundledger export --deeds wrote it.")


NO_UTF_8: Final = N_("it is not UTF-8")
NO_OBJECT: Final = N_("it is not a JSON object")
NO_DEED: Final = N_("it names no deed")
NO_INPUT: Final = N_("its input is not a JSON object")
NO_TEXT: Final = N_("its deed, actor, on or key is no text")
STRANGE: Final = N_("it has other names than deed, actor, on, key and input")
TOO_LONG: Final = N_("it is longer than a line may be")
A_PAST: Final = N_(
    "it tells of the past, which only a file on disk that begins with create_fund may"
)
NO_STAMP: Final = N_(
    "it lacks deed_edition, recorded_at, database_user or outcome of its record"
)
NO_MOMENT: Final = N_("its recorded_at is no time like 2024-03-01T01:30:00Z")
NO_USER: Final = N_("its database_user is no name of a user")
NO_OUTCOME: Final = N_(
    "its outcome is neither accepted nor refused with the code of its refusal"
)


def read_deeds(file: str, content: bytes) -> list[DeedLine]:
    """Read all lines of a file of orders.

    Raises LineError for the first that is wrong, or tells of the past.
    """
    lines = list(read_lines(file, content.splitlines()))
    for line in lines:
        if line.stamped is not None:
            raise StampError(file, line.row, A_PAST)
    return lines


def first_line(name: str, file: IO[bytes]) -> DeedLine | None:
    """Read the first line that says anything. Raises LineError."""
    return next(read_lines(name, _raw(file)), None)


def _raw(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.readline(MOST_BYTES), b"")


def read_past(name: str, file: IO[bytes]) -> Iterator[DeedLine]:
    """Read the lines of a fund's past as they are wanted. Raises LineError."""
    for line in read_lines(name, _raw(file)):
        if line.stamped is None:
            raise StampError(name, line.row, NO_STAMP)
        yield line


def read_lines(file: str, lines: Iterable[bytes]) -> Iterator[DeedLine]:
    """Read lines of either kind. Raises LineError."""
    for row, line in enumerate(lines, 1):
        text = line.removeprefix(BOM) if row == 1 else line
        if len(text) >= MOST_BYTES:
            raise LineError(file, row, TOO_LONG)
        if text.strip():
            yield _line(file, row, text)


def _line(file: str, row: int, line: bytes) -> DeedLine:
    try:
        fields = read_json(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LineError(file, row, NO_UTF_8) from error
    except UnsoundJsonError as error:
        raise LineError(file, row, error.problem) from error
    except ValueError as error:
        raise LineError(file, row, NO_OBJECT) from error
    if not isinstance(fields, dict):
        raise LineError(file, row, NO_OBJECT)
    return _checked(file, row, cast("dict[str, Any]", fields))


def _checked(file: str, row: int, fields: dict[str, Any]) -> DeedLine:
    if not set(fields) <= {*HEAD, *STAMPED, REFUSAL}:
        raise LineError(file, row, STRANGE)
    if fields.get("deed") is None:
        raise LineError(file, row, NO_DEED)
    head = {name: fields[name] for name in HEAD[:-1] if fields.get(name) is not None}
    if not all(isinstance(each, str) for each in head.values()):
        raise LineError(file, row, NO_TEXT)
    values = fields.get("input", {})
    if not isinstance(values, dict):
        raise LineError(file, row, NO_INPUT)
    given = cast("dict[str, Any]", values)
    return DeedLine(row, input=given, **head, stamped=_stamped(file, row, fields))


def _stamped(file: str, row: int, fields: dict[str, Any]) -> Stamped | None:
    """Read what a line says of its record, all of it or nothing."""
    names = set(fields) & {*STAMPED, REFUSAL}
    if not names:
        return None
    if not set(STAMPED) <= names:
        raise StampError(file, row, NO_STAMP)
    edition, moment, user, outcome = (fields[name] for name in STAMPED)
    refusal = fields.get(REFUSAL)
    if type(edition) is not int or type(user) is not str or not user:
        raise StampError(file, row, NO_STAMP)
    if len(user) > LONGEST_USER or not _is_plain(user):
        raise StampError(file, row, NO_USER)
    if not _is_refusal(refusal) or outcome != outcome_of(refusal):
        raise StampError(file, row, NO_OUTCOME)
    stamped = Stamped(edition, _moment(file, row, moment), user, refusal)
    if stamped.fields["recorded_at"] != moment:
        raise StampError(file, row, NO_MOMENT)
    return stamped


def _is_refusal(value: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether it is none, or a code with its facts."""
    match value:
        case None:
            return True
        case {"code": str(code), "facts": dict(), **rest}:
            known = _CODE.fullmatch(code) is not None and not rest
            return known and _is_plain(value["facts"])
        case _:
            return False


def _is_plain(value: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether what goes into a chain as it is could have come from one.

    What people write is checked by its deed; this is not, and stays for ever.
    """
    match value:
        case str():
            text: str = value.replace("\n", "")
            return printable(text) == text
        case dict():
            pairs = cast("dict[str, Any]", value)
            return all(map(_is_plain, (*pairs, *pairs.values())))
        case list():
            return all(map(_is_plain, cast("Iterable[Any]", value)))
        case _:
            return True


def _moment(file: str, row: int, text: Any) -> datetime:  # noqa: ANN401 - any JSON
    """Read a time, of a year that days may be of."""
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
        check_day("recorded_at", moment.date())
    except (TypeError, ValueError, OverflowError, InputError) as error:
        raise StampError(file, row, NO_MOMENT) from error
    return moment
