"""A query as it is written: one statement that reads, the values that it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fundledger.store.querying.errors import (
    ParameterMissingError,
    ParameterUnusedError,
    QueryEndError,
    QueryWritesError,
    SecondStatementError,
)
from fundledger.store.querying.functions import require_pure
from fundledger.store.querying.words import Token, TokenKind, place, tokens

BEGINS: Final = ("select", "with", "values")
WRITES: Final = ("insert", "update", "delete", "merge", "into")
"""Words that stand in no statement which only reads."""

FUND: Final = "fund"
"""The parameter that holds the fund's code."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query's text up to its end, its words, and the parameters that it names."""

    text: str
    words: tuple[Token, ...]
    parameters: tuple[str, ...]


def read_query(text: str) -> Query:
    """Read a query and hold it to reading.

    Raises QueryReadError, QueryEndError, QueryLongError, QueryWritesError,
    SecondStatementError, QueryFunctionError.
    """
    words = tokens(text)
    end = next(
        (at for at, each in enumerate(words) if each.kind is TokenKind.END), None
    )
    if end is not None:
        rest = next((w for w in words[end:] if w.kind is not TokenKind.END), None)
        if rest is not None:
            raise SecondStatementError(*place(text, rest.start))
        text, words = text[: words[end].start], words[:end]
    if not words:
        raise QueryEndError(*place(text, len(text)))
    _require_reading(text, words)
    require_pure(text, words)
    named = (w.text[1:] for w in words if w.kind is TokenKind.PARAMETER)
    return Query(text, tuple(words), tuple(dict.fromkeys(named)))


def _require_reading(text: str, words: list[Token]) -> None:
    first = words[0]
    wrong = None if first.is_word(*BEGINS) else first
    wrong = wrong or next((each for each in words if each.is_word(*WRITES)), None)
    if wrong is not None:
        raise QueryWritesError(*place(text, wrong.start), wrong.text)


def require_parameters(query: Query, values: Mapping[str, str]) -> None:
    """Have a value for each parameter, and a parameter for each value.

    Raises ParameterMissingError, ParameterUnusedError.
    """
    for name in query.parameters:
        if name not in values:
            raise ParameterMissingError(name)
    for name in values:
        if name not in query.parameters:
            raise ParameterUnusedError(name)
