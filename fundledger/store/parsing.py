"""Read records back, strictly: what this program would not have written is refused.

Only canonical bytes are read: writing again what was read gives the same text, so that
no name stands twice and no number has two forms. Every field is there, of its type; no
number is outside 64 bits or broken; depth and size have bounds. What a record says of
tables and columns is judged by `fundledger.store.changes`.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from types import MappingProxyType
from typing import Any, Final, NoReturn, cast

from fundledger.domain.china_time import day_in_china
from fundledger.errors import N_, StoreError
from fundledger.store.audit import (
    ACCEPTED,
    ALGORITHM,
    FORMAT,
    REFUSED,
    Canonical,
    Json,
    Record,
)
from fundledger.store.problems import Problem, problem
from fundledger.store.tables import MAX_BODY, MAX_STAMP
from fundledger.store.types import MAX_INTEGER

MAX_DEPTH: Final = 16
"""So deep lists and objects may lie in one another in an input or a result."""


DEED: Final = re.compile("[a-z][a-z0-9_]*")


@dataclass(eq=False)
class RecordFormatError(StoreError):
    """A record is not one that this version could have written."""

    seq: int
    problem: Problem
    message = N_("Audit record {seq} cannot be read: {problem}.")
    hint = N_("Run verify: it says where the chain is broken.")


class _FormError(ValueError):
    """Says what is wrong with a text, a field or a change."""

    def __init__(self, wrong: Problem) -> None:
        super().__init__(wrong)
        self.problem = wrong


def parse(seq: int, stamp: str, body: str) -> Record:
    """Read a record. Raises RecordFormatError when it is not one of ours."""
    try:
        stamped = _read("stamp", stamp, MAX_STAMP, STAMP)
        content = _read("body", body, MAX_BODY, BODY)
        _require_outcome(content)
        for name in ("input", "result", "refusal"):
            _require_shallow(name, content[name])
        for change in content["changes"]:
            _require_change(change)
    except _FormError as error:
        raise RecordFormatError(seq, error.problem) from error
    del stamped["format"], stamped["algorithm"]
    content["on"] = date.fromisoformat(content["on"])
    return Record(**stamped, **content)


def is_day(value: Json) -> bool:
    """Tell whether a value is a calendar day in ISO form, and in no other."""
    try:
        return type(value) is str and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: Json) -> bool:
    """Tell whether a value is a time of recording: UTC, to the second.

    It is also one in China, which the last hours of the year 9999 are not.
    """
    if type(value) is not str or value[-1:] != "Z":
        return False
    try:
        moment = datetime.fromisoformat(value[:-1])
        day_in_china(moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return False
    return moment.isoformat() == value[:-1]


# --- Text ---------------------------------------------------------------------


def _read(
    what: str, text: Any, most: int, form: Mapping[str, Callable[[Json], bool]]
) -> Canonical:
    """Read one canonical object with exactly the fields of a form."""
    if type(text) is not str:
        _refuse("no_text", what)
    if len(text) > most:
        _refuse("too_long", what)
    content = _loaded(what, text)
    if type(content) is not dict or _written_again(what, content) != text:
        _refuse("not_canonical", what)
    fields = cast("Canonical", content)
    if fields.keys() != form.keys():
        names = ", ".join(sorted(fields.keys() ^ form.keys()))
        _refuse("fields", names)
    for name, holds in form.items():
        if not holds(fields[name]):
            _refuse("field", name)
    return fields


def _loaded(what: str, text: str) -> Json:
    try:
        text.encode()
        return _DECODER.decode(text)
    except RecursionError:
        _refuse("too_deep", what)
    except UnicodeEncodeError:
        _refuse("not_utf8", what)
    except json.JSONDecodeError:
        _refuse("not_json", what)
    except _FormError:
        raise
    except ValueError:  # of more digits than Python reads
        _refuse("number_too_large", what)


def _written_again(what: str, content: Json) -> str:
    try:
        return _ENCODER.encode(content)
    except RecursionError:
        _refuse("too_deep", what)


def _no_parts(text: str) -> NoReturn:
    _refuse("no_whole_number", text)


def _refuse(code: str, subject: str = "") -> NoReturn:
    raise _FormError(problem(code, subject))


_DECODER: Final = json.JSONDecoder(parse_float=_no_parts, parse_constant=_no_parts)
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
)
"""Like `audit.canonical`, for what was read and so holds no circle."""


# --- Fields -------------------------------------------------------------------


def _is_text(value: Json) -> bool:
    return type(value) is str and value != ""


def _is_number(value: Json) -> bool:
    return type(value) is int and 1 <= value <= MAX_INTEGER


def _is_refusal(value: Json) -> bool:
    if type(value) is not dict:
        return value is None
    fields = cast("Canonical", value)
    return (
        fields.keys() == {"code", "facts"}
        and _is_text(fields["code"])
        and type(fields["facts"]) is dict
    )


STAMP: Final[Mapping[str, Callable[[Json], bool]]] = MappingProxyType(
    {
        "algorithm": lambda value: value == ALGORITHM,
        "database_user": _is_text,
        "format": lambda value: type(value) is int and value == FORMAT,
        "fund": _is_text,
        "recorded_at": _is_moment,
        "schema": _is_text,
        "seq": _is_number,
    }
)
BODY: Final[Mapping[str, Callable[[Json], bool]]] = MappingProxyType(
    {
        "action": _is_text,
        "actor": _is_text,
        "changes": lambda value: type(value) is list,
        "deed": lambda value: type(value) is str and bool(DEED.fullmatch(value)),
        "deed_edition": _is_number,
        "input": lambda value: type(value) is dict,
        "key": lambda value: value is None or (_is_text(value) and value.strip() != ""),
        "on": is_day,
        "outcome": lambda value: value in (ACCEPTED, REFUSED),
        "refusal": _is_refusal,
        "result": lambda _value: True,
        "rules_edition": _is_number,
    }
)
"""The fields of a stamp and of a body, and what each of them may hold."""


def _require_outcome(content: Canonical) -> None:
    """Hold a refusal to what it says, and an accepted deed to no refusal."""
    refused = content["outcome"] == REFUSED
    if refused != (content["refusal"] is not None):
        _refuse("contradiction")
    if refused and (content["key"] is not None or content["result"] is not None):
        _refuse("contradiction")


def _require_shallow(name: str, value: Json) -> None:
    """Bound how deep a value is, so that whoever shows it comes to an end.

    Its numbers have 64 bits at most; those of rows are held to their columns later.
    """
    level: list[Json] = [value]
    for _ in range(MAX_DEPTH):
        level = [each for group in level for each in _members(name, group)]
        if not level:
            return
    _refuse("too_deep", name)


def _members(name: str, value: Json) -> Sequence[Json]:
    match value:
        case dict():
            return list(cast("Canonical", value).values())
        case list():
            return cast("Sequence[Json]", value)
        case int() if not -MAX_INTEGER <= value <= MAX_INTEGER:
            return _refuse("number_too_large", name)
        case _:
            return ()


# --- Changes ------------------------------------------------------------------

_SCALARS: Final = frozenset({str, int, bool, type(None)})
_PUT_IN: Final = frozenset({"table", "columns", "rows"})
_CHANGED: Final = frozenset({"table", "key", "before", "after"})


def _require_change(change: Json) -> None:
    """Hold a change to one of two forms: rows put in, or one row changed."""
    if type(change) is not dict:
        _refuse("change")
    fields = cast("Canonical", change)
    if not _is_text(fields.get("table")):
        _refuse("change")
    if fields.keys() == _PUT_IN:
        sound = _are_rows(fields["columns"], fields["rows"])
    elif fields.keys() == _CHANGED:
        sound = _is_row_change(fields["key"], fields["before"], fields["after"])
    else:
        sound = False
    if not sound:
        _refuse("change")


def _are_rows(columns: Json, rows: Json) -> bool:
    if type(columns) is not list or type(rows) is not list or not columns or not rows:
        return False
    if set(map(type, cast("Sequence[Json]", columns))) != {str}:
        return False
    width = len(cast("Sequence[Json]", columns))
    return all(
        type(row) is list and len(row) == width and _are_scalars(row)
        for row in cast("Sequence[Any]", rows)
    )


def _is_row_change(key: Json, before: Json, after: Json) -> bool:
    if type(key) is not list or type(before) is not dict or type(after) is not dict:
        return False
    was, now = cast("Canonical", before), cast("Canonical", after)
    if not key or not was or was.keys() != now.keys():
        return False
    return _are_scalars(chain(cast("Sequence[Json]", key), was.values(), now.values()))


def _are_scalars(values: Any) -> bool:
    return _SCALARS.issuperset(map(type, values))
