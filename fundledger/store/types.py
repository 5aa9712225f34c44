"""Column types that mean the same on SQLite and PostgreSQL, and their exact codecs.

A type knows three forms of a column's values: Python's, the driver's, and the canonical
JSON of the audit record. It refuses what a database would silently bend (`1.5` into
`2`, `'12'` into `12`, a time into a day). SQLite tables are STRICT, so days are ISO
TEXT and flags are INTEGER 0 or 1 there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any, Final, TypeVar

from sqlalchemy import TEXT, BigInteger, Boolean, Date, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

from fundledger.domain.values import Expected, WrongTypeError, type_name
from fundledger.errors import N_, StoreError

T = TypeVar("T")

MAX_INTEGER: Final = 2**63 - 1


@dataclass(eq=False)
class InexactValueError(StoreError):
    """A value is not of its column's exact type: nothing is bent to fit."""

    column: str
    actual: str
    message = N_("Column {column} does not take a value of type {actual}.")
    hint = N_("This is a fault of the program: please report it.")


@dataclass(eq=False)
class NoDayError(StoreError):
    """Somebody wrote into the database what is no day where a day belongs."""

    text: str
    message = N_("The database holds {text} where a day belongs.")
    hint = N_("Run verify: it says which row was altered.")


class Exact(TypeDecorator[T]):
    """The base of our column types: one exact Python type each."""

    cache_ok = True
    impl: Any = Text
    accepts: type = str
    expected: Expected = Expected.TEXT
    """What a question that compares with such a column must give."""

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Take a value that a question compares with. Raises WrongTypeError."""
        self.check("", value)
        return value

    def check(self, name: str, value: object) -> None:
        """Refuse a value of another type: a database would answer with nothing.

        Raises WrongTypeError, which names the argument if `name` is known.
        """
        if value is not None and not self.exact(value):
            raise WrongTypeError(name, self.expected, type_name(value))

    def takes(self, kind: type) -> bool:
        """Tell whether values of this very type belong here."""
        return kind is self.accepts

    def holds(self, values: Sequence[Any]) -> bool:
        """Tell whether values of the right type are also in range."""
        del values
        return True

    def exact(self, value: Any) -> bool:
        """Tell whether one value belongs here: of the very type, and in range."""
        return type(value) is self.accepts

    def plain(self, value: Any) -> Any:
        """Give one value as the audit record keeps it."""
        return value

    def stored(self, value: Any, *, text_days: bool) -> Any:
        """Give one value as the driver takes it (SQLite: days as text)."""
        del text_days
        return self.plain(value)

    def to_json(self, values: Sequence[Any]) -> Sequence[Any]:
        """Give a column's values as the audit record keeps them."""
        return values

    json_type: type = str
    """The type of what the audit record keeps of one value."""

    def is_json(self, value: Any) -> bool:
        """Tell whether a value of that type is one that a record keeps.

        What a record holds is not trusted.
        """
        del value
        return True

    def written(self, values: Sequence[Any]) -> Iterable[str]:
        """Write a column's values in JSON, as `audit.canonical` writes them."""
        as_json = self.to_json(values)
        known = set(as_json)
        if len(known) * 2 > len(as_json):
            return map(_in_json, as_json)
        texts = {value: _in_json(value) for value in known}
        return map(texts.__getitem__, as_json)

    def raw(self, values: Sequence[Any], *, text_days: bool) -> Sequence[Any]:
        """Give a column's values as the driver takes them (SQLite: days as text)."""
        del text_days
        return values


def _in_json(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


_PLAIN: Final = frozenset({str, type(None)})


class KeyText(Exact[T]):
    """Text: keys, codes, names. Collation C, so both databases sort alike."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        # TEXT by name: a VARCHAR's CHECKs come back otherwise from a dump.
        collation = "C" if dialect.name == "postgresql" else None
        return TEXT(collation=collation)

    @override
    def takes(self, kind: type) -> bool:
        return kind is str or issubclass(kind, StrEnum)

    @override
    def exact(self, value: Any) -> bool:
        known = type(value) is str or isinstance(value, StrEnum)
        return known and "\0" not in value

    @override
    def is_json(self, value: Any) -> bool:
        return "\0" not in value

    @override
    def plain(self, value: Any) -> Any:
        return value if type(value) is str else str(value)

    @override
    def holds(self, values: Sequence[Any]) -> bool:
        return "\0" not in "".join(filter(None, values))

    @override
    def to_json(self, values: Sequence[Any]) -> Sequence[Any]:
        if set(map(type, values)) <= _PLAIN:
            return values
        plain = {value: value and str(value) for value in set(values)}
        return [plain[value] for value in values]

    @override
    def raw(self, values: Sequence[Any], *, text_days: bool) -> Sequence[Any]:
        return self.to_json(values)


class Whole(Exact[T]):
    """A whole number: 分, numbers and sequences. A bool is not a number."""

    impl = BigInteger
    cache_ok = True
    accepts = int
    json_type = int

    @override
    def is_json(self, value: Any) -> bool:
        return bool(-MAX_INTEGER <= value <= MAX_INTEGER)

    expected = Expected.WHOLE_NUMBER

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        big = dialect.name == "postgresql"
        return dialect.type_descriptor(BigInteger() if big else Integer())

    @override
    def exact(self, value: Any) -> bool:
        return type(value) is int and -MAX_INTEGER <= value <= MAX_INTEGER

    @override
    def holds(self, values: Sequence[Any]) -> bool:
        whole = [value for value in values if value is not None]
        return not whole or (min(whole) >= -MAX_INTEGER and max(whole) <= MAX_INTEGER)

    @override
    def written(self, values: Sequence[Any]) -> Iterable[str]:
        return ["null" if value is None else str(value) for value in values]


_AS_INT: Final = MappingProxyType({None: None, False: 0, True: 1})
_AS_JSON: Final = MappingProxyType({None: "null", False: "false", True: "true"})


class Flag(Exact[bool]):
    """Yes or no; INTEGER 0 or 1 on SQLite, where STRICT knows no BOOLEAN."""

    impl = Boolean
    cache_ok = True
    accepts = bool
    json_type = bool
    expected = Expected.FLAG

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        own = dialect.name == "postgresql"
        return dialect.type_descriptor(Boolean() if own else Integer())

    @override
    def stored(self, value: Any, *, text_days: bool) -> Any:
        return int(value) if text_days else value

    @override
    def written(self, values: Sequence[Any]) -> Iterable[str]:
        return map(_AS_JSON.__getitem__, values)

    @override
    def raw(self, values: Sequence[Any], *, text_days: bool) -> Sequence[Any]:
        # sqlite3 asks its adapters about every bool, which costs more than the row.
        return [_AS_INT[value] for value in values] if text_days else values

    @override
    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        self.check("", value)
        return value if value is None or dialect.name == "postgresql" else int(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Day(Exact[date]):
    """A calendar day; ISO TEXT on SQLite. A datetime is not a day."""

    impl = Date
    cache_ok = True
    accepts = date
    expected = Expected.DAY

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        own = dialect.name == "postgresql"
        return dialect.type_descriptor(Date() if own else Text())

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        self.check("", value)
        own = dialect.name == "postgresql"
        return value if value is None or own else value.isoformat()

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        try:
            return date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError as error:
            raise NoDayError(str(value)) from error

    @override
    def is_json(self, value: Any) -> bool:
        try:
            return bool(date.fromisoformat(value).isoformat() == value)
        except ValueError:
            return False

    @override
    def plain(self, value: Any) -> Any:
        return value.isoformat()

    @override
    def stored(self, value: Any, *, text_days: bool) -> Any:
        return value.isoformat() if text_days else value

    @override
    def to_json(self, values: Sequence[Any]) -> Sequence[Any]:
        text = {day: day and day.isoformat() for day in set(values)}
        return [text[day] for day in values]

    @override
    def raw(self, values: Sequence[Any], *, text_days: bool) -> Sequence[Any]:
        return self.to_json(values) if text_days else values


class Content(Exact[bytes]):
    """The bytes of an attachment. The record keeps their hash, never the bytes."""

    impl = LargeBinary
    cache_ok = True
    accepts = bytes
    expected = Expected.BYTES
