"""The filter language, the same on every list: words, and 阶段:待复审 金额>5000.

A term with a colon must contain its value; with a comparison it is an amount in 元.
What has blanks stands in quotes: state:"district review".
Fields go by their headings in any language, or by their names.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Final, NamedTuple

from fundledger.domain.money import AmountError, parse_money, to_fen
from fundledger.errors import N_, InputError
from fundledger.tui.kit.near import near
from fundledger.tui.kit.text import folded


@dataclass(eq=False)
class UnknownFieldError(InputError):
    """A filter names a field that the list has not."""

    name: str
    known: tuple[str, ...]
    message = N_("This list has no field {name}.")
    hint = N_("Its fields are: {known}.")


@dataclass(eq=False)
class NotAmountError(InputError):
    """A filter compares with something that is no amount."""

    text: str
    message = N_("{text} is no amount to compare with.")
    hint = N_("Write 元, like >5000 or >1.2万.")


class Term(NamedTuple):
    """One condition: a field's name (empty for any), how it is compared, with what."""

    field: str
    sign: str
    value: str
    fen: int = 0
    """The value in 分, where amounts are compared."""


class Row(NamedTuple):
    """What a row is filtered by: the texts of its fields, and its amounts in 分."""

    texts: Mapping[str, str]
    fens: Mapping[str, int | None]


COMPARED: Final[Mapping[str, Callable[[int, int], bool]]] = {
    ">": gt,
    "<": lt,
    ">=": ge,
    "<=": le,
}
_TERM: Final = re.compile(r"([^\s:<>=]+)(:|>=|<=|>|<)(.+)")
_WORD: Final = re.compile(r"(?:[^\s\"“”]|[\"“”][^\"“”]*(?:[\"“”]|$))+")
_QUOTES: Final = str.maketrans("", "", '"“”')


def terms(typed: str, names: Mapping[str, str]) -> list[Term]:
    """Read a filter; `names` gives the field that each heading and name stands for.

    Raises UnknownFieldError, NotAmountError.
    """
    return [
        _term(plain, names)
        for word in words_in(folded(typed))
        if (plain := word.translate(_QUOTES)) and not _is_begun(plain, names)
    ]


def words_in(typed: str) -> list[str]:
    """Give the words of a filter; a quoted part of one may have blanks."""
    return _WORD.findall(typed)


def finished(typed: str, names: Mapping[str, str]) -> str:
    """Give a filter without a field at its end whose value is not typed yet."""
    words = words_in(typed)
    if not words or not _is_begun(folded(words[-1]), names):
        return typed
    return typed.rstrip().removesuffix(words[-1])


def _is_begun(word: str, names: Mapping[str, str]) -> bool:
    """Tell whether a word is a field and its sign, whose value is not typed yet."""
    bare = word.rstrip(":<>=")
    return bare != word and bare in names


def _term(word: str, names: Mapping[str, str]) -> Term:
    match = _TERM.fullmatch(word)
    if match is None:
        return Term("", "", word)
    name, sign, value = match.groups()
    field = names.get(name)
    if field is None:
        raise UnknownFieldError(name, _like(name, names))
    if sign == ":":
        return Term(field, sign, value)
    try:
        return Term(field, sign, value, to_fen(parse_money(value)))
    except AmountError as error:
        raise NotAmountError(value) from error


def _like(name: str, names: Iterable[str]) -> tuple[str, ...]:
    known = tuple(dict.fromkeys(names))
    return tuple(near(name, dict.fromkeys(known))) or known


def fits(row: Row, wanted: Sequence[Term]) -> bool:
    """Tell whether a row is what a filter asks for."""
    return all(_fits(row, term) for term in wanted)


def _fits(row: Row, term: Term) -> bool:
    if not term.field:
        return any(term.value in folded(text) for text in row.texts.values())
    if term.sign == ":":
        return term.value in folded(row.texts.get(term.field, ""))
    fen = row.fens.get(term.field)
    return fen is not None and COMPARED[term.sign](fen, term.fen)
