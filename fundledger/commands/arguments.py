"""What a deed is asked with: checked by type, written canonically, read back typed.

A converter is made once for each type of argument. `plain` checks a value as Python
code gives it and writes it as the audit record keeps it; `typed` reads that form back.
A deed runs on what was read back, so that what is done is what is recorded. Content
that a record only names by its hash (a file, a batch of vouchers) is handed over aside.
"""

import types
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import (
    Annotated,
    Any,
    Final,
    NamedTuple,
    NewType,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from fundledger.domain import ids, texts
from fundledger.domain.batches import Batch
from fundledger.domain.labels import Form, Label, Whole
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.values import (
    Expected,
    WrongTypeError,
    check_choice,
    check_day,
    check_money,
    check_month,
    check_sha256,
    check_whole,
    type_name,
)
from fundledger.errors import N_, InputError

Json = Any
Contents = dict[str, Any]
"""What a record names by its SHA-256 only: bytes, or a batch of vouchers."""


@dataclass(eq=False)
class ArgumentMissingError(InputError):
    """A deed is not given something that it needs."""

    argument: str
    message = N_("{argument} is missing.")
    hint = N_("Give a value for {argument}.")


@dataclass(eq=False)
class ArgumentUnknownError(InputError):
    """A deed is given something that it does not take."""

    argument: str
    known: tuple[str, ...]
    message = N_("There is no argument {argument}.")
    hint = N_("It takes: {known}.")


class Converter(NamedTuple):
    """How values of one type are checked, written and read back."""

    plain: Callable[[str, Any, Contents], Json]
    """Check a value and give its canonical form. Raises InputError."""
    typed: Callable[[Json, Contents], Any]
    """Read the canonical form back."""


MAX_NO: Final = 2**31 - 1
"""The highest number of anything that a deed may name."""


def _whole(low: int, high: int) -> Converter:
    def plain(name: str, value: object, _contents: Contents) -> Json:
        return check_whole(name, value, low, high)

    return Converter(plain, _same)


def _text(check: Callable[[str, Any], str]) -> Converter:
    def plain(name: str, value: object, _contents: Contents) -> Json:
        return str(check(name, value))

    return Converter(plain, _same)


def _label(rule: Label) -> Converter:
    def plain(name: str, value: object, _contents: Contents) -> Json:
        return texts.check_text(
            name, value, longest=rule.longest, lines=rule.lines, empty=rule.empty
        )

    return Converter(plain, _same)


def _same(value: Json, _contents: Contents) -> Any:  # noqa: ANN401 - any value
    return value


def _plain_nothing(_name: str, _value: object, _contents: Contents) -> Json:
    return None


NOTHING: Final = Converter(_plain_nothing, _same)
"""The result of a deed that gives none."""


def _plain_day(name: str, value: object, _contents: Contents) -> Json:
    return check_day(name, value).isoformat()


def _typed_day(value: Json, _contents: Contents) -> date:
    return date.fromisoformat(value)


def _typed_money(value: Json, _contents: Contents) -> Money:
    return from_fen(value["fen"])


def _plain_money(name: str, value: object, _contents: Contents) -> Json:
    return {"fen": to_fen(check_money(name, value))}


def _plain_flag(name: str, value: object, _contents: Contents) -> Json:
    if type(value) is not bool:
        raise WrongTypeError(name, Expected.FLAG, type_name(value))
    return value


def _plain_bytes(name: str, value: object, contents: Contents) -> Json:
    if type(value) is not bytes:
        raise WrongTypeError(name, Expected.BYTES, type_name(value))
    digest = sha256(value).hexdigest()
    contents[digest] = value
    return {"sha256": digest}


def _plain_batch(name: str, value: object, contents: Contents) -> Json:
    if not isinstance(value, Batch):
        raise WrongTypeError(name, Expected.BATCH, type_name(value))
    given = value.fingerprint()
    contents[given["sha256"]] = value
    return given


def _content(value: Json, contents: Contents) -> Any:  # noqa: ANN401 - bytes or batch
    return contents[value["sha256"]]


_SIMPLE: Final[Mapping[Any, Converter]] = types.MappingProxyType(
    {
        date: Converter(_plain_day, _typed_day),
        Money: Converter(_plain_money, _typed_money),
        bool: Converter(_plain_flag, _same),
        bytes: Converter(_plain_bytes, _content),
        Batch: Converter(_plain_batch, _content),
        ids.Login: _text(texts.check_login),
        ids.Month: _text(check_month),
        ids.Sha256: _text(check_sha256),
    }
)
"""Types with a check of their own."""


@cache
def converter(annotation: Any) -> Converter:  # noqa: ANN401 - any annotation
    """Give the converter of a type. Raises TypeError for one that no deed may take."""
    makers = (_SIMPLE.get, _named, _grouped, _classed)
    converters = (maker(annotation) for maker in makers)
    chosen = next((each for each in converters if each is not None), None)
    if chosen is None:
        msg = f"{annotation} has no domain type of its own"
        raise TypeError(msg)
    return chosen


def _named(annotation: Any) -> Converter | None:  # noqa: ANN401 - any annotation
    """Convert the numbers and keys of `domain.ids`, and what has its rule beside it."""
    if isinstance(annotation, NewType):
        whole = annotation.__supertype__ is int
        return _whole(1, MAX_NO) if whole else _text(texts.check_key)
    if get_origin(annotation) is Annotated:
        return _ruled(get_args(annotation)[1])
    return None


def _grouped(annotation: Any) -> Converter | None:  # noqa: ANN401 - any annotation
    """Convert what is made of other types."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (types.UnionType, Union):
        return _optional(converter(_present(parts)))
    if origin is Mapping:
        return _mapping(converter(parts[0]), parts[0], converter(parts[1]))
    if isinstance(origin, type) and issubclass(origin, Collection):
        return _list(converter(parts[0]))
    return None


def _classed(annotation: Any) -> Converter | None:  # noqa: ANN401 - any annotation
    """Convert choices and rows."""
    if hasattr(annotation, "_fields"):
        return _row(annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _choice(annotation)
    return None


_FORMS: Final = types.MappingProxyType(
    {
        **dict.fromkeys(Form, texts.check_key),
        Form.MEDIA_TYPE: texts.check_media_type,
        Form.BANK_NUMBER: texts.check_bank_number,
    }
)


def _ruled(rule: Label | Form | Whole) -> Converter:
    """Convert what has its rule beside it."""
    if isinstance(rule, Label):
        return _label(rule)
    return _whole(*rule) if isinstance(rule, Whole) else _text(_FORMS[rule])


def _present(parts: tuple[Any, ...]) -> Any:  # noqa: ANN401 - any annotation
    (kind,) = (part for part in parts if part is not types.NoneType)
    return kind


def _optional(inner: Converter) -> Converter:
    def plain(name: str, value: object, contents: Contents) -> Json:
        return None if value is None else inner.plain(name, value, contents)

    def typed(value: Json, contents: Contents) -> Any:  # noqa: ANN401 - any value
        return None if value is None else inner.typed(value, contents)

    return Converter(plain, typed)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _list(inner: Converter) -> Converter:
    def plain(name: str, value: object, contents: Contents) -> Json:
        unordered = isinstance(value, frozenset | set)
        if not unordered and not _is_list(value):
            raise WrongTypeError(name, Expected.LIST, type_name(value))
        given = cast("Collection[Any]", value)
        written = [
            inner.plain(f"{name}[{place}]", each, contents)
            for place, each in enumerate(given)
        ]
        return sorted(written) if unordered else written

    def typed(value: Json, contents: Contents) -> tuple[Any, ...]:
        return tuple(inner.typed(each, contents) for each in value)

    return Converter(plain, typed)


def _mapping(keys: Converter, key_type: Any, inner: Converter) -> Converter:  # noqa: ANN401 - any annotation
    """Write a mapping with its keys as text, in their order; numbers come back."""
    whole = isinstance(key_type, NewType) and key_type.__supertype__ is int

    def plain(name: str, value: object, contents: Contents) -> Json:
        if not isinstance(value, Mapping):
            raise WrongTypeError(name, Expected.TABLE, type_name(value))
        given: Mapping[Any, Any] = {**value}
        checked = {keys.plain(name, key, contents): each for key, each in given.items()}
        return {
            str(key): inner.plain(f"{name}[{key}]", checked[key], contents)
            for key in sorted(checked)
        }

    def typed(value: Json, contents: Contents) -> dict[Any, Any]:
        pairs = ((int(k) if whole else k, v) for k, v in value.items())
        return {k: inner.typed(v, contents) for k, v in sorted(pairs)}

    return Converter(plain, typed)


def _choice(kind: type[StrEnum]) -> Converter:
    choices = tuple(str(each) for each in kind)

    def plain(name: str, value: object, _contents: Contents) -> Json:
        return check_choice(name, value, choices)

    def typed(value: Json, _contents: Contents) -> StrEnum:
        return kind(value)

    return Converter(plain, typed)


def _row(kind: Any) -> Converter:  # noqa: ANN401 - a NamedTuple class
    """Convert rows of a named tuple, or of a mapping with its fields."""
    shape = shape_of(kind)

    def plain(name: str, value: object, contents: Contents) -> Json:
        if isinstance(value, kind):
            fields = cast("Any", value)._asdict()
        elif isinstance(value, Mapping):
            fields = dict(cast("Mapping[str, Any]", value))
        else:
            raise WrongTypeError(name, Expected.ROW, type_name(value))
        return shape.plain(fields, contents, within=f"{name}.")

    def typed(value: Json, contents: Contents) -> Any:  # noqa: ANN401 - the row
        return kind(**shape.typed(value, contents))

    return Converter(plain, typed)


class Shape(NamedTuple):
    """The named arguments of a deed, or the fields of a row."""

    converters: Mapping[str, Converter]
    defaults: Mapping[str, Any]

    def plain(
        self, given: Mapping[str, Any], contents: Contents, *, within: str = ""
    ) -> dict[str, Json]:
        """Check what was given, and write what differs from its default.

        A parameter that is added later, with a default that keeps the old behaviour,
        leaves old records valid. Raises InputError.
        """
        for name in given:
            if name not in self.converters:
                raise ArgumentUnknownError(within + name, tuple(self.converters))
        written: dict[str, Json] = {}
        for name, each in self.converters.items():
            if name in given:
                value = given[name]
                if self._is_default(name, value):
                    continue
                plain = each.plain(f"{within}{name}", value, contents)
                if not self._is_default(name, plain):  # as a text of spaces is
                    written[name] = plain
            elif name not in self.defaults:
                raise ArgumentMissingError(within + name)
        return written

    def _is_default(self, name: str, value: object) -> bool:
        return name in self.defaults and _is_default(value, self.defaults[name])

    def typed(self, written: Mapping[str, Json], contents: Contents) -> dict[str, Any]:
        """Read arguments back; those that are not there are left at their default."""
        converters = self.converters
        return {
            name: converters[name].typed(value, contents)
            for name, value in written.items()
        }


def _is_default(value: object, default: object) -> bool:
    return value is default or (type(value) is type(default) and value == default)


@cache
def shape_of(kind: Any) -> Shape:  # noqa: ANN401 - a NamedTuple class
    """Give the shape of a named tuple's fields."""
    hints = get_type_hints(kind, include_extras=True)
    converters = {name: converter(hints[name]) for name in kind._fields}
    return Shape(converters, kind._field_defaults)
