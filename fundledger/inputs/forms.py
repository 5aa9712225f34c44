"""Each deed's form, derived from its signature: what it takes, in which order.

A field's kind and what it may name follow from its type (`kinds`), its label from its
name (`words`); nothing is described a second time.
"""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, get_type_hints

from fundledger.commands.arguments import Converter, converter
from fundledger.commands.registry import DEEDS
from fundledger.domain.batches import Batch
from fundledger.errors import N_, InputError
from fundledger.i18n.nouns import Noun
from fundledger.inputs.batches import VoucherLine
from fundledger.inputs.kinds import HINTS, InputKind, shaped
from fundledger.inputs.titles import TITLES
from fundledger.inputs.words import EXAMPLES, LABELS, NEW, OWN_LABELS

NO_DEFAULT: Final = inspect.Parameter.empty


@dataclass(eq=False)
class UnknownDeedError(InputError):
    """There is no deed of that name, nor one like it."""

    name: str
    message = N_("There is no deed {name}.")
    hint = N_("They are listed by: fundledger deeds")


@dataclass(eq=False)
class CloseDeedError(UnknownDeedError):
    """There is no deed of that name, but one like it."""

    close: tuple[str, ...]
    hint = N_("Did you mean {close}? They are listed by: fundledger deeds")


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldForm:
    """One field of a deed or of a line: what is asked for, and how."""

    name: str
    owner: str
    """The deed or the row that it belongs to."""
    annotation: Any
    kind: InputKind
    noun: Noun | None
    """What it names, where it must be there already."""
    nullable: bool
    default: Any
    """NO_DEFAULT where it must be given."""
    choices: type[StrEnum] | None
    inner: tuple["FieldForm", ...]
    """A line's fields, a list's item, or the key and the value of a pair."""
    example: Any

    @property
    def required(self) -> bool:
        """Tell whether it must be given."""
        return self.default is NO_DEFAULT

    @property
    def label(self) -> str:
        """Give the text that it is called by, to translate."""
        own = OWN_LABELS.get((self.owner, self.name))
        return own or LABELS[self.name]

    @property
    def hint(self) -> str:
        """Give the text that says how it is written, to translate."""
        return HINTS[self.kind]

    @property
    def words(self) -> tuple[str, ...]:
        """Give the words of its choices."""
        return () if self.choices is None else tuple(map(str, self.choices))

    @property
    def has_lines_in_lines(self) -> bool:
        """Tell whether its lines have lines of their own: a sheet has rows for them."""
        return self.kind is InputKind.TABLE and any(
            each.kind is InputKind.TABLE for each in self.inner
        )

    @property
    def converter(self) -> Converter:
        """Give what judges its values."""
        return converter(self.annotation)


@dataclass(frozen=True, kw_only=True, slots=True)
class DeedForm:
    """What a deed takes."""

    name: str
    fields: Mapping[str, FieldForm]

    @property
    def title(self) -> str:
        """Give the text that the deed is called by, to translate."""
        return TITLES[self.name]

    @property
    def example(self) -> dict[str, Any]:
        """Give an input that is understood: what must be given."""
        return {
            each.name: each.example for each in self.fields.values() if each.required
        }

    def walk(self) -> Iterator[tuple[str, FieldForm]]:
        """Go through all fields with their dotted names, those of lines included."""
        for each in self.fields.values():
            yield from _below(each.name, each)


def _below(path: str, form: FieldForm) -> Iterator[tuple[str, FieldForm]]:
    yield path, form
    if form.kind in (InputKind.GROUP, InputKind.TABLE):
        for each in form.inner:
            yield from _below(f"{path}.{each.name}", each)


@cache
def form_of(name: str) -> DeedForm:
    """Give a deed's form. Raises UnknownDeedError, CloseDeedError."""
    if name not in DEEDS:
        close = tuple(get_close_matches(name, DEEDS))
        raise CloseDeedError(name, close) if close else UnknownDeedError(name)
    body = DEEDS[name].body
    hints = get_type_hints(body, include_extras=True)
    _write, *places = inspect.signature(body).parameters.values()
    fields = [
        _field(name, each.name, hints[each.name], each.default) for each in places
    ]
    return DeedForm(
        name=name, fields=MappingProxyType({each.name: each for each in fields})
    )


def _field(owner: str, name: str, annotation: Any, default: Any) -> FieldForm:  # noqa: ANN401 - any annotation, any default
    shape = shaped(annotation)
    inner = _inner(owner, name, shape.plain, shape.typed.kind, shape.parts)
    typed = shape.typed
    is_new = (owner, name) in NEW
    return FieldForm(
        name=name,
        owner=owner,
        annotation=annotation,
        kind=_kind_of_new(typed.kind) if is_new else typed.kind,
        noun=None if is_new else typed.noun,
        nullable=shape.nullable,
        default=default,
        choices=shape.parts[0] if typed.kind is InputKind.CHOICE else None,
        inner=inner,
        example=_example(owner, name, typed.kind, inner, typed.example),
    )


def _kind_of_new(kind: InputKind) -> InputKind:
    """Ask for a new key as a text: there is nothing yet to choose from."""
    return InputKind.TEXT if kind is InputKind.REFERENCE else kind


def _inner(
    owner: str,
    name: str,
    plain: Any,  # noqa: ANN401 - any annotation
    kind: InputKind,
    parts: tuple[Any, ...],
) -> tuple[FieldForm, ...]:
    if kind in (InputKind.GROUP, InputKind.TABLE):
        return row_fields(VoucherLine if plain is Batch else parts[0])
    if kind in (InputKind.LIST, InputKind.PAIRS):
        return tuple(_field(owner, name, part, NO_DEFAULT) for part in parts)
    return ()


@cache
def business_date() -> FieldForm:
    """Give the field that every order has beside its deed's own: the business date."""
    return _field("", "on", date, NO_DEFAULT)


@cache
def row_fields(row: Any) -> tuple[FieldForm, ...]:  # noqa: ANN401 - a NamedTuple class
    """Give the fields of a line."""
    hints = get_type_hints(row, include_extras=True)
    defaults = row._field_defaults
    return tuple(
        _field(row.__name__, name, hints[name], defaults.get(name, NO_DEFAULT))
        for name in row._fields
    )


def _example(
    owner: str,
    name: str,
    kind: InputKind,
    inner: tuple[FieldForm, ...],
    typed: Any,  # noqa: ANN401 - any JSON
) -> Any:  # noqa: ANN401 - any JSON
    """Give an example: a field's own, its type's, or one made of its parts."""
    own = EXAMPLES.get((owner, name), EXAMPLES.get(("", name)))
    if own is not None:
        return own
    if kind in (InputKind.GROUP, InputKind.TABLE):
        line = {each.name: each.example for each in inner if each.required}
        return line if kind is InputKind.GROUP else [line]
    if kind is InputKind.LIST:
        return [inner[0].example]
    if kind is InputKind.PAIRS:
        return {str(inner[0].example): inner[1].example}
    return typed
