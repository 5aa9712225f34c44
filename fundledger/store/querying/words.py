"""The words of a query: enough of SQL to see what it calls, and where a fault stands.

What the two databases would read differently is refused: strings with a letter before
them, dollar quotes, comments inside comments, brackets and backticks as quotes.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from fundledger.store.querying.errors import (
    QueryEndError,
    QueryLongError,
    QueryReadError,
)

MOST_CHARACTERS: Final = 200_000


class TokenKind(Enum):
    """What a piece of the text is."""

    WORD = "word"
    QUOTED = "quoted"
    TEXT = "text"
    NUMBER = "number"
    PARAMETER = "parameter"
    END = "end"
    MARK = "mark"


class Token(NamedTuple):
    """A piece of the text that means something, and where it begins."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def name(self) -> str:
        """The name as a database looks it up: quotes off, else in small letters."""
        if self.kind is TokenKind.QUOTED:
            return self.text[1:-1].replace('""', '"')
        return self.text.lower()

    def is_word(self, *words: str) -> bool:
        """Tell whether it is one of some words of SQL."""
        return self.kind is TokenKind.WORD and self.text.lower() in words


_LETTERS: Final = "A-Za-z_\u0080-\U0010ffff"
_FORMS: Final = (
    ("space", r"[ \t\r\n\f]+|--[^\r\n]*|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/"),
    ("open", r"/\*"),
    ("text", r"'(?:[^']|'')*'"),
    ("quoted", r'"(?:[^"]|"")+"'),
    ("unclosed", r"['\"]"),
    ("parameter", rf":(?=[{_LETTERS}])[{_LETTERS}0-9]+"),
    ("number", r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"),
    ("word", rf"[{_LETTERS}][{_LETTERS}0-9$]*"),
    ("end", ";"),
    ("mark", r"::|[-+*/<>=~!%^&|,.()#]"),
)
_TOKEN: Final = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _FORMS))
_JOINED: Final = frozenset({TokenKind.WORD, TokenKind.NUMBER})
_LETTERED: Final = frozenset({TokenKind.WORD, TokenKind.TEXT, TokenKind.NUMBER})


class Place(NamedTuple):
    """Where something stands in a text: line and column, from 1."""

    line: int
    column: int


def place(text: str, position: int) -> Place:
    """Tell line and column of a position, which counts from 0."""
    before = text[:position]
    return Place(before.count("\n") + 1, position - before.rfind("\n"))


def tokens(text: str) -> list[Token]:
    """Part a query into its words.

    Raises QueryReadError, QueryEndError, QueryLongError.
    """
    if len(text) > MOST_CHARACTERS:
        raise QueryLongError(MOST_CHARACTERS)
    listed: list[Token] = []
    for each in _tokens(text):
        last = listed[-1] if listed else None
        touches = last is not None and last.end == each.start
        if touches and last and last.kind in _JOINED and each.kind in _LETTERED:
            # E'…', X'…' and 1abc are read in other ways by one database or the other.
            raise QueryReadError(*place(text, each.start), each.text)
        listed.append(each)
    return listed


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        piece = _TOKEN.match(text, position)
        if piece is None:
            raise QueryReadError(*place(text, position), text[position])
        kind = str(piece.lastgroup)
        if kind in {"open", "unclosed"}:
            raise QueryEndError(*place(text, len(text)))
        if kind != "space":
            yield Token(TokenKind(kind), piece[0], position)
        position = piece.end()


class Rewritten(NamedTuple):
    """The text as one database takes it, and where its pieces came from."""

    text: str
    origins: tuple[tuple[int, int], ...]
    """Positions from which on the text is moved: (there, in the query)."""

    def origin(self, position: int) -> int:
        """Tell where a position stands in the query as it was written."""
        there, here = next(
            pair for pair in reversed(self.origins) if pair[0] <= position
        )
        return here + position - there


def rewritten(text: str, pieces: list[tuple[Token, str]]) -> Rewritten:
    """Put other text in the place of some tokens, which are in order."""
    parts: list[str] = []
    origins = [(0, 0)]
    done, length = 0, 0
    for token, other in pieces:
        parts += [text[done : token.start], other]
        length += token.start - done + len(other)
        done = token.end
        origins.append((length, done))
    return Rewritten("".join([*parts, text[done:]]), tuple(origins))
