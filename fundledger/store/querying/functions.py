"""The functions that a query may call: all that only compute with what they are given.

Both databases have hundreds more, among them some that write, wait, connect or read
files, and PostgreSQL forbids few of those to a reader. So whatever is not listed is
refused: on SQLite by its authorizer, on PostgreSQL by the words before a bracket.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from fundledger.store.querying.errors import QueryFunctionError
from fundledger.store.querying.words import Token, TokenKind, place

_NAMES: Final = """
abs avg ceil ceiling char_length coalesce concat concat_ws count cume_dist date
date_part date_trunc dense_rank extract first_value floor format greatest group_concat
iif ifnull instr json_array_length json_each json_extract json_valid julianday lag
last_value lead least left length lower ltrim max min mod nth_value ntile nullif
octet_length percent_rank position printf rank replace right round row_number rtrim
sign split_part strftime string_agg strpos substr substring sum to_char to_date
to_number total trim typeof unicode upper
"""
FUNCTIONS: Final = frozenset(_NAMES.split())
"""Where a database lacks one, it says so."""

_WORDS: Final = """
all and any array as between by case cast cross distinct else end escape except exists
filter from group having ilike in intersect is join lateral like limit materialized not
offset on or order over partition recursive row select some then union using values
when where within
"""
_FOLLOWED: Final = frozenset(_WORDS.split())
"""Words of SQL that a bracket may follow."""

_TYPES: Final = frozenset(
    ["char", "character", "decimal", "numeric", "text", "varchar", "varying"]
)
"""Types that take a length in brackets."""


def require_pure(text: str, words: Sequence[Token]) -> None:
    """Hold what a query calls to the list. Raises QueryFunctionError."""
    for called in _called(words):
        if called.name not in FUNCTIONS:
            known = ", ".join(sorted(FUNCTIONS))
            raise QueryFunctionError(*place(text, called.start), called.text, known)


def _called(words: Sequence[Token]) -> Iterator[Token]:
    """Go through the names before a bracket that may be functions."""
    for at, (token, bracket) in enumerate(pairwise(words)):
        if bracket.text != "(" or token.kind not in (TokenKind.WORD, TokenKind.QUOTED):
            continue
        if token.is_word(*_FOLLOWED, *_TYPES) or _names_columns(words, at):
            continue
        if at and words[at - 1].text == "." and not _is_built_in(words, at):
            yield token._replace(text=f"{words[at - 2].text}.{token.text}")
        else:
            yield token


def _is_built_in(words: Sequence[Token], at: int) -> bool:
    """Tell whether a name behind a point is one of PostgreSQL's own."""
    return words[at - 2].is_word("pg_catalog") and words[at - 3].text != "."


def _names_columns(words: Sequence[Token], at: int) -> bool:
    """Tell whether a name with a list of columns is made here, by AS or WITH."""
    before = words[at - 1] if at else None
    if before is None:
        return False
    if before.is_word("as", "with", "recursive"):
        return True
    return before.text == "," and _is_with_query(words[at + 2 :])


def _is_with_query(words: Sequence[Token]) -> bool:
    """Tell whether what follows is `a, b) AS [NOT MATERIALIZED] (SELECT`.

    A function's call may be followed by `AS (a int, …)`, never by a SELECT.
    """
    rest = iter(words)
    for token in rest:
        if token.text == ")":
            break
        if token.kind not in (TokenKind.WORD, TokenKind.QUOTED) and token.text != ",":
            return False
    first = next(rest, None)
    if first is None or not first.is_word("as"):
        return False
    follows = next(rest, None)
    while follows is not None and follows.is_word("not", "materialized"):
        follows = next(rest, None)
    begins = next(rest, None)
    opens = follows is not None and follows.text == "("
    return opens and begins is not None and begins.is_word("select", "with", "values")
