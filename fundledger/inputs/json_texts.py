"""JSON that somebody wrote, read strictly: in a field, in a line of a file.

It says each name once, is no deeper than an input may be, and holds only whole
characters and finite numbers, so that everything after may write it down again.
"""

import json
from typing import Any, Final, cast

from fundledger.errors import N_

MOST_DEEP: Final = 32
"""So many tables and lists stand within each other at most; inputs need five."""

NAME_TWICE: Final = N_("a name stands in it twice")
TOO_DEEP: Final = N_("lists or objects stand in it too deep within each other")
HALF_CHARACTER: Final = N_("a text in it holds half a character")
NO_NUMBER: Final = N_("a number in it is none, or has too many digits")


class UnsoundJsonError(ValueError):
    """It reads as JSON, and no input could say it."""

    def __init__(self, problem: str) -> None:
        """Say what is wrong with it, in a text that is translated."""
        super().__init__(problem)
        self.problem = problem


def read_json(text: str) -> Any:  # noqa: ANN401 - any JSON
    """Read a JSON text. Raises UnsoundJsonError, JSONDecodeError."""
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_constant)
        _require_sound(value, MOST_DEEP)
    except RecursionError as error:
        raise UnsoundJsonError(TOO_DEEP) from error
    except UnicodeEncodeError as error:
        raise UnsoundJsonError(HALF_CHARACTER) from error
    except (json.JSONDecodeError, UnsoundJsonError):
        raise
    except ValueError as error:  # an integer of more digits than Python reads
        raise UnsoundJsonError(NO_NUMBER) from error
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) < len(pairs):
        raise UnsoundJsonError(NAME_TWICE)
    return names


def _constant(_name: str) -> Any:  # noqa: ANN401 - it never returns
    raise UnsoundJsonError(NO_NUMBER)


def _require_sound(value: object, deep: int) -> None:
    """Look through a value. Raises UnsoundJsonError, UnicodeEncodeError."""
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, (dict, list)):
        if not deep:
            raise UnsoundJsonError(TOO_DEEP)
        inner: Any = cast("Any", value)
        if isinstance(value, dict):
            for name in inner:
                name.encode()
            inner = inner.values()
        for each in inner:
            _require_sound(each, deep - 1)
