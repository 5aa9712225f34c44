"""Rows of queries and results of deeds as JSON has them, named as reports name them.

An amount is whole 分 under a name that ends with `_fen`, and 元 as text beside it under
one that ends with `_yuan`; a day is a text, a choice its word, a row within a row an
object.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from types import NoneType
from typing import Any, Final, cast

from fundledger.domain.fen import in_yuan
from fundledger.domain.money import Money, to_fen
from fundledger.domain.values import Expected, WrongTypeError, type_name
from fundledger.errors import FundledgerError
from fundledger.queries.glance import Glance
from fundledger.queries.measures import ProjectFunds

Json = Any

ALL_IN_FEN: Final = (ProjectFunds, Glance)
"""Rows of which every number is an amount in 分, though no name says so."""
FEN: Final = "_fen"
YUAN: Final = "_yuan"


def as_json(value: object) -> Json:
    """Give a row, several, or anything else that is asked or done, as JSON has it.

    What it gives are dictionaries, lists, texts, whole numbers, true, false and None:
    `json.dumps` and libraries of tables take it. Raises WrongTypeError for what is no
    row and no value of one.
    """
    for kind, write in _KINDS:
        if isinstance(value, kind):
            return write(value)
    return _composed(value)


def _refusal(error: FundledgerError) -> Json:
    return {
        "code": error.code,
        "message": str(error.message),
        "hint": str(error.hint),
    }


def _mapping(values: Mapping[object, object]) -> Json:
    return _object((_key(key), value) for key, value in values.items())


def _composed(value: object) -> Json:
    """Give a row by its fields, or several values one by one."""
    if hasattr(value, "_fields") or is_dataclass(value):
        return _object(_fields(value), in_fen=isinstance(value, ALL_IN_FEN))
    if not isinstance(value, Collection):
        argument = "value"
        raise WrongTypeError(argument, Expected.ROW, type_name(value))
    several = [as_json(each) for each in cast("Collection[object]", value)]
    return sorted(several) if isinstance(value, set | frozenset) else several


def _fields(row: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - a named tuple, or a dataclass
    names = row._fields if hasattr(row, "_fields") else [e.name for e in fields(row)]
    for name in names:
        yield name, getattr(row, name)
    if isinstance(row, ALL_IN_FEN):
        for name, each in vars(type(row)).items():
            if isinstance(each, property):
                yield name, getattr(row, name)


def _object(
    pairs: Iterable[tuple[str, object]], *, in_fen: bool = False
) -> dict[str, Json]:
    """Name each value; an amount stands twice, in 分 and in 元."""
    named: dict[str, Json] = {}
    for name, value in pairs:
        fen = to_fen(value) if isinstance(value, Money) else value
        if fen is value and not _is_amount(name, value, in_fen=in_fen):
            named[name] = as_json(value)
            continue
        about = name.removesuffix(FEN)
        named[name if name == "fen" else f"{about}{FEN}"] = fen
        named[f"{about}{YUAN}"] = in_yuan(fen) if isinstance(fen, int) else None
    return named


def _is_amount(name: str, value: object, *, in_fen: bool) -> bool:
    """Tell whether a whole number, or none, is an amount."""
    by_name = name == "fen" or name.endswith(FEN)
    return (by_name and value is None) or (type(value) is int and (by_name or in_fen))


def _key(key: object) -> str:
    """Write what a value is found by: parts with a stroke between."""
    if isinstance(key, tuple):
        return "/".join(map(_key, cast("tuple[object, ...]", key)))
    return "" if key is None else str(as_json(key))


_KINDS: Final[tuple[tuple[Any, Callable[[Any], Json]], ...]] = (
    (Enum, lambda member: member.value),
    ((NoneType, int, str), lambda plain: plain),
    (date, lambda day: day.isoformat()),
    (bytes, lambda content: {"sha256": sha256(content).hexdigest()}),
    (Money, lambda amount: {"fen": to_fen(amount)}),
    (FundledgerError, _refusal),
    (Mapping, _mapping),
)
"""How a value of each kind is written; the rest are rows, or several of these."""
