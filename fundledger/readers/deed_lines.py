"""Files of deeds: one JSON object a line, every line read before any is done.

`{"deed": "receive_donation", "actor": "li", "on": "2024-03-01", "key": "…",
"input": {"amount": "320.00", …}}`; `actor`, `on` and `key` may be left out. Empty lines
are nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from fundledger.errors import N_, InputError

HEAD: Final = ("deed", "actor", "on", "key", "input")


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


NO_UTF_8: Final = N_("it is not UTF-8")
NO_OBJECT: Final = N_("it is not a JSON object")
NAME_TWICE: Final = N_("a name stands in it twice")
NO_DEED: Final = N_("it names no deed")
NO_INPUT: Final = N_("its input is not a JSON object")
NO_TEXT: Final = N_("its deed, actor, on or key is no text")
STRANGE: Final = N_("it has other names than deed, actor, on, key and input")


class DeedLine(NamedTuple):
    """One line of a file."""

    row: int
    deed: str
    input: Mapping[str, Any]
    actor: str | None = None
    on: str | None = None
    key: str | None = None


class _TwiceError(ValueError):
    """A name stands twice in one object."""


def read_deeds(file: str, content: bytes) -> list[DeedLine]:
    """Read all lines of a file. Raises LineError for the first that is wrong."""
    return list(_lines(file, content))


def _lines(file: str, content: bytes) -> Iterator[DeedLine]:
    for row, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if line.strip():
            yield _line(file, row, line)


def _line(file: str, row: int, line: bytes) -> DeedLine:
    try:
        fields = json.loads(line.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise LineError(file, row, NO_UTF_8) from error
    except _TwiceError as error:
        raise LineError(file, row, NAME_TWICE) from error
    except (ValueError, RecursionError) as error:
        raise LineError(file, row, NO_OBJECT) from error
    if not isinstance(fields, dict):
        raise LineError(file, row, NO_OBJECT)
    return _checked(file, row, cast("dict[str, Any]", fields))


def _checked(file: str, row: int, fields: dict[str, Any]) -> DeedLine:
    if not set(fields) <= set(HEAD):
        raise LineError(file, row, STRANGE)
    if "deed" not in fields:
        raise LineError(file, row, NO_DEED)
    head = {name: fields[name] for name in HEAD[:-1] if fields.get(name) is not None}
    if not all(isinstance(each, str) for each in head.values()):
        raise LineError(file, row, NO_TEXT)
    values = fields.get("input", {})
    if not isinstance(values, dict):
        raise LineError(file, row, NO_INPUT)
    return DeedLine(row, input=cast("dict[str, Any]", values), **head)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise _TwiceError
    return names
