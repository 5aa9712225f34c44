"""A query on PostgreSQL: as the reader, in a transaction that only reads, by cursor.

A cursor takes one statement that gives rows and nothing else. Each row comes as one
text of JSON, which the server measures first: a text of a gigabyte stays there.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

import psycopg
from psycopg import errors as pg
from sqlalchemy import Engine

from fundledger.store.audit import Head
from fundledger.store.postgresql import PostgresDialect
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
    QueryTypesError,
    QueryValueError,
    QueryWritesError,
    ReaderRightError,
)
from fundledger.store.querying.query import Query
from fundledger.store.querying.words import (
    Place,
    Token,
    TokenKind,
    place,
    rewritten,
)

_BECOME_READER: Final = "SET LOCAL ROLE fundledger_reader"
AT_ONCE: Final = 500
"""Rows that are fetched at a time."""

SETTINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "standard_conforming_strings": "on",
        "DateStyle": "ISO, YMD",
        "IntervalStyle": "iso_8601",
        "TimeZone": "UTC",
        "extra_float_digits": "1",
        "bytea_output": "hex",
        "lock_timeout": "1s",
    }
)
"""What values and texts mean, whatever a role or database is set to."""

_HEADS: Final = 'SELECT code, head_seq, head_sha256 FROM fund ORDER BY code COLLATE "C"'
_NAMES: Final = "DECLARE named_columns NO SCROLL CURSOR FOR "
_ROWS: Final = (
    "DECLARE sized_rows NO SCROLL CURSOR FOR"  # noqa: S608 - our own words
    f" SELECT CASE WHEN octet_length(j) <= {ROW_MEBIBYTES * MEBIBYTE} THEN j END"
    " FROM (SELECT row_to_json(answer)::text AS j FROM ("
)
_END: Final = "\n) AS answer) AS sized"


def ask_postgresql(
    dialect: PostgresDialect,
    engine: Engine,
    query: Query,
    values: Mapping[str, str],
    bounds: Bounds,
) -> Answer:
    """Run a query on a server. Raises what `querying.ask` raises."""
    with dialect.snapshot(engine) as connection:
        driver = dialect.driver(connection)
        _sit_down(driver, bounds)
        heads = {
            code: Head(seq, sha256)
            for code, seq, sha256 in driver.execute(_HEADS).fetchall()
        }
        return _Run(driver, query, Clock(bounds)).answer(values, bounds, heads)


def _sit_down(driver: psycopg.Connection[Any], bounds: Bounds) -> None:
    """Become the reader until the transaction ends. Raises ReaderRightError."""
    settings = {**SETTINGS, "statement_timeout": f"{bounds.milliseconds}ms"}
    calls = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    driver.execute(f"SELECT {calls}".encode(), [*chain.from_iterable(settings.items())])
    try:
        driver.execute(_BECOME_READER)
    except (pg.InsufficientPrivilege, pg.InvalidParameterValue) as error:
        raise ReaderRightError(driver.info.user) from error


class _Run:
    """One query in one transaction."""

    def __init__(
        self, driver: psycopg.Connection[Any], query: Query, clock: Clock
    ) -> None:
        self.cursor = psycopg.RawCursor(driver)
        self.query = query
        self.clock = clock
        numbers = {name: at for at, name in enumerate(query.parameters, 1)}
        named = [word for word in query.words if word.kind is TokenKind.PARAMETER]
        places = [(word, f"${numbers[word.text[1:]]}") for word in named]
        self.sent = rewritten(query.text, places)

    def answer(
        self, values: Mapping[str, str], bounds: Bounds, heads: dict[str, Head]
    ) -> Answer:
        """Run the query and take its rows."""
        given = [values[name] for name in self.query.parameters]
        try:
            self.run(_NAMES + self.sent.text, given)
            self.run("FETCH 0 FROM named_columns")
            columns = tuple(each.name for each in self.cursor.description or ())
            require_names(columns)
            self.run("CLOSE named_columns")
            self.run(_ROWS + self.sent.text + _END, given)
            rows = list(bounded(self.rows(bounds), bounds, self.clock))
        except psycopg.Error as error:
            raise self.explained(error) from error
        return Answer(columns, rows[: bounds.rows], len(rows) > bounds.rows, heads)

    def run(self, statement: str, values: list[str] | None = None) -> None:
        """Run one statement, prepared by the server, which takes no second one."""
        self.cursor.execute(statement.encode(), values or None, prepare=True)

    def rows(self, bounds: Bounds) -> Iterator[Row]:
        """Fetch rows, some at a time, until there are none or enough."""
        left = bounds.rows + 1
        while left > 0:
            some = min(left, AT_ONCE)
            self.run(f"FETCH {some} FROM sized_rows")
            fetched = self.cursor.fetchall()
            for (text,) in fetched:
                if text is None:
                    raise QuerySizeError(ROW_MEBIBYTES)
                yield tuple(_cell(value) for _, value in _DECODER.decode(text))
            left = left - some if len(fetched) == some else 0

    def explained(self, error: psycopg.Error) -> Exception:
        """Say in words of ours what PostgreSQL says, by its code."""
        state = error.sqlstate or ""
        if state == pg.QueryCanceled.sqlstate:
            return QueryTimeError(self.clock.seconds)
        if state in _TOO_LARGE or (state == _INTERNAL and "memory" in str(error)):
            return QuerySizeError(ROW_MEBIBYTES)
        word = self.word_of(error)
        at = place(self.query.text, word.start if word else len(self.query.text))
        problem = error.diag.message_primary or str(error)
        if state in _MEANINGS:
            return _MEANINGS[state](at, self.name_at(word))
        if state.startswith("22"):
            return QueryValueError(problem)
        failed = state.startswith(("42", "0A"))
        return QueryFailedError(*at, problem) if failed else error

    def word_of(self, error: psycopg.Error) -> Token | None:
        """Find the word that the server points at."""
        position = int(error.diag.statement_position or 0)
        if not position:
            return self.named_in(error.diag.message_primary or "")
        here = self.sent.origin(max(position - 1 - len(_NAMES), 0))
        return next((w for w in self.query.words if w.start <= here < w.end), None)

    def named_in(self, problem: str) -> Token:
        """Find the longest word that the server names in what it says."""
        parts = set(re.findall(r"\w+", problem))
        names = [word for word in self.query.words if word.name in parts]
        return max(names, key=lambda word: len(word.text), default=self.query.words[0])

    def name_at(self, word: Token | None) -> str:
        """Give a name with what stands before its point, or behind it."""
        if word is None:
            return ""
        at = self.query.words.index(word)
        after = self.query.words[at + 1 : at + 3]
        if len(after) > 1 and after[0].text == ".":
            return f"{word.text}.{after[1].text}"
        return word.text


_INTERNAL: Final = pg.InternalError_.sqlstate
_TOO_LARGE: Final = frozenset({"54000", "53200", "53100", "53400"})
_MEANINGS: Final[Mapping[str, Callable[[Place, str], Exception]]] = MappingProxyType(
    {
        "42601": lambda at, name: (
            QueryReadError(*at, name) if name else QueryEndError(*at)
        ),
        "42P01": lambda at, name: QueryNameError(*at, name),
        "42703": lambda at, name: QueryNameError(*at, name),
        "42702": lambda at, name: QueryAmbiguousError(*at, name),
        "42803": lambda at, name: QueryGroupError(*at, name),
        "42P20": lambda at, name: QueryGroupError(*at, name),
        "42501": lambda at, name: QueryRightError(*at, name),
        "42804": lambda at, name: QueryTypesError(*at, name),
        "42846": lambda at, name: QueryTypesError(*at, name),
        "42883": lambda at, name: QueryTypesError(*at, name),
        "42P18": lambda at, name: QueryTypesError(*at, name),
        "42P11": lambda at, name: QueryWritesError(*at, name),
        "25006": lambda at, name: QueryWritesError(*at, name),
    }
)
"""By SQLSTATE. 42883 is a function, or an operator, that such values have not."""

_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=list, parse_float=fraction, parse_int=int
)


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return int(value)
        case None | int() | str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
