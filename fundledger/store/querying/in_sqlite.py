"""A query in an SQLite file: opened to be read, held by an authorizer, and stopped.

The authorizer sees what a statement would do before it runs: only what reads tables
and calls listed functions gets by. PRAGMA, ATTACH and extensions do not.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from types import MappingProxyType
from typing import Any, Final

from fundledger.store.audit import Head
from fundledger.store.opened import open_file
from fundledger.store.querying.answer import (
    MEBIBYTE,
    ROW_MEBIBYTES,
    Answer,
    Bounds,
    Cell,
    Clock,
    Row,
    bounded,
    fraction,
    require_names,
)
from fundledger.store.querying.errors import (
    QueryAmbiguousError,
    QueryEndError,
    QueryFailedError,
    QueryGroupError,
    QueryNameError,
    QueryReadError,
    QueryRightError,
    QuerySizeError,
    QueryTimeError,
    QueryValueError,
)
from fundledger.store.querying.functions import FUNCTIONS
from fundledger.store.querying.query import Query
from fundledger.store.querying.words import (
    Place,
    Rewritten,
    TokenKind,
    place,
    rewritten,
    tokens,
)
from fundledger.store.sqlite import SqliteDialect

STEPS: Final = 5_000
"""After so many steps of SQLite's machine the clock is looked at: some 0.1 ms."""

LIMITS: Final[Mapping[int, int]] = MappingProxyType(
    {
        sqlite3.SQLITE_LIMIT_LENGTH: ROW_MEBIBYTES * MEBIBYTE,
        sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
        sqlite3.SQLITE_LIMIT_ATTACHED: 0,
        sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
        sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    }
)
"""A LIKE of many signs takes time that no step is counted in."""

_OPERATORS: Final = frozenset({"like", "glob", "->", "->>"})
"""Operators that the authorizer sees as functions."""
_ALLOWED: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
)
_HEADS: Final = "SELECT code, head_seq, head_sha256 FROM fund ORDER BY code"


def ask_sqlite(
    dialect: SqliteDialect, query: Query, values: Mapping[str, str], bounds: Bounds
) -> Answer:
    """Run a query on a file. Raises what `querying.ask` raises."""
    with closing(open_file(dialect.file, reads=True, sealed=True)) as driver:
        return ask_opened(driver, query, values, bounds)


def ask_opened(
    driver: sqlite3.Connection, query: Query, values: Mapping[str, str], bounds: Bounds
) -> Answer:
    """Run a query on a connection that serves nothing else, before or after."""
    driver.execute("BEGIN")
    heads = {code: Head(seq, sha256) for code, seq, sha256 in driver.execute(_HEADS)}
    for limit, most in LIMITS.items():
        driver.setlimit(limit, most)
    driver.text_factory = _text
    clock = Clock(bounds)
    driver.set_progress_handler(lambda: clock.is_over, STEPS)
    return _Run(driver, query, clock).answer(values, bounds, heads)


class _Run:
    """One query on one connection, and what it was not allowed to do."""

    def __init__(self, driver: sqlite3.Connection, query: Query, clock: Clock) -> None:
        self.driver = driver
        self.query = query
        self.clock = clock
        self.denied = ""
        # An unknown name in quotes is a text to SQLite; in brackets it stays a name.
        quoted = [word for word in query.words if word.kind is TokenKind.QUOTED]
        self.sent = rewritten(query.text, [(w, f"[{w.name}]") for w in quoted])
        driver.set_authorizer(self.allow)

    def allow(
        self, action: int, first: str | None, second: str | None, *_: str | None
    ) -> int:
        """Say whether a statement may do something, before it runs."""
        name = second or first or ""
        if action == sqlite3.SQLITE_FUNCTION:
            allowed = name.lower() in FUNCTIONS | _OPERATORS
        else:
            allowed = action in _ALLOWED
        if not allowed:
            self.denied = name
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    def answer(
        self, values: Mapping[str, str], bounds: Bounds, heads: dict[str, Head]
    ) -> Answer:
        """Run the query and take its rows."""
        try:
            cursor = self.driver.execute(self.sent.text, _numbers(values))
            columns = tuple(name for name, *_ in cursor.description)
            require_names(columns)
            rows = list(bounded(_rows(cursor), bounds, self.clock))
        except (sqlite3.Error, OverflowError) as error:
            raise self.explained(error) from error
        return Answer(columns, rows[: bounds.rows], len(rows) > bounds.rows, heads)

    def explained(self, error: BaseException) -> Exception:
        """Say in words of ours what SQLite says."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        text = str(error)
        if code == sqlite3.SQLITE_INTERRUPT:
            return QueryTimeError(self.clock.seconds)
        if code in (sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOMEM):
            return QuerySizeError(ROW_MEBIBYTES)
        if self.denied:
            return QueryRightError(*self.place_of(self.denied), self.denied)
        for pattern, make in _SAYINGS:
            if match := re.search(pattern, text):
                return make(self, match)
        if code != sqlite3.SQLITE_ERROR and isinstance(error, sqlite3.Error):
            return error
        return QueryFailedError(*self.place_at(0), text)

    def place_of(self, name: str) -> Place:
        """Tell where a name stands first."""
        wanted = [part.lower() for part in name.split(".")]
        for word in self.query.words:
            if word.name.lower() == wanted[-1]:
                return place(self.query.text, word.start)
        return self.place_at(0)

    def place_at(self, position: int) -> Place:
        """Tell where a position of what was sent stands in the query."""
        return place(self.query.text, self.sent.origin(position))

    def place_near(self, near: str) -> Place:
        """Tell where SQLite stopped reading: the first beginning that it refuses."""
        starts = (w for w in _words_of(self.sent) if w[2] == near)
        for start, end, _ in starts:
            if _is_refused(self.driver, self.sent.text[:end], near):
                return self.place_at(start)
        return self.place_at(len(self.sent.text))


def _words_of(sent: Rewritten) -> Iterator[tuple[int, int, str]]:
    """Go through the words as they were sent; quoted ones are in brackets by now."""
    plain = sent.text.replace("[", '"').replace("]", '"')
    for token in tokens(plain):
        yield token.start, token.end, sent.text[token.start : token.end]


def _is_refused(driver: sqlite3.Connection, beginning: str, near: str) -> bool:
    """Tell whether a beginning of the query is refused for its last word."""
    try:
        driver.execute(f"EXPLAIN {beginning}")
    except sqlite3.OperationalError as error:
        return str(error).startswith(f'near "{near}"')
    except sqlite3.Error:
        return False
    return False


_SAYINGS: Final[tuple[tuple[str, Callable[[_Run, Any], Exception]], ...]] = (
    (r'^near "(.+)": syntax', lambda r, m: QueryReadError(*r.place_near(m[1]), m[1])),
    (r"^incomplete input", lambda r, _: QueryEndError(*r.place_at(len(r.sent.text)))),
    (
        r"^no such (?:table|column|function|module): (.+)",
        lambda r, m: QueryNameError(*r.place_of(m[1]), m[1]),
    ),
    (
        r"^ambiguous column name: (.+)",
        lambda r, m: QueryAmbiguousError(*r.place_of(m[1]), m[1]),
    ),
    (
        r"^misuse of (?:aggregate|window function)[:]? (?:function )?(\w+)",
        lambda r, m: QueryGroupError(*r.place_of(m[1]), m[1]),
    ),
    (
        r"^(?:object|.*access to .*) prohibited|not authorized",
        lambda r, m: QueryRightError(*r.place_at(0), m[0]),
    ),
    (r"^integer overflow|^Python int too large", lambda _, m: QueryValueError(m[0])),
    (r"^malformed JSON", lambda _, m: QueryValueError(m[0])),
)
"""What SQLite says, which has no codes for these, and what it means."""


def _numbers(values: Mapping[str, str]) -> dict[str, Cell]:
    """Take a value that is plainly a whole number as one, all others as text."""
    numbers: dict[str, Cell] = {**values}
    for name, text in values.items():
        with suppress(ValueError):
            number = int(text) if len(text) < len(str(2**63)) else 0
            numbers[name] = number if str(number) == text else text
    return numbers


def _rows(cursor: sqlite3.Cursor) -> Iterator[Row]:
    for row in cursor:
        yield tuple(map(_cell, row))


def _cell(value: object) -> Cell:
    match value:
        case None | int() | str():
            return value
        case bytes():
            return f"\\x{value.hex()}"
        case _:
            return fraction(repr(value))


def _text(content: bytes) -> str:
    return content.decode(errors="replace")
