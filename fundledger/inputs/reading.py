"""Text, JSON or cells in; the typed arguments of a deed out, or all faults at once.

A value is parsed by its kind, judged by the converter of its type, and what it names
is looked up in the books that are given. What is typed already passes.
"""

import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeGuard, cast

from fundledger.domain.batches import Batch, NamedBatch
from fundledger.domain.values import Expected, WrongTypeError, type_name
from fundledger.errors import InputError
from fundledger.inputs.batches import batch_of
from fundledger.inputs.faults import (
    MOST_TOLD,
    CellFaultError,
    CloseFieldError,
    FaultError,
    FaultsError,
    FieldMissingError,
    FieldRepeatedError,
    FieldUnknownError,
    FirstFaults,
    NumberTextError,
    RowFaultError,
    SheetLines,
    shown,
)
from fundledger.inputs.forms import DeedForm, FieldForm
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.lookups import Lookups
from fundledger.inputs.parsing import (
    PARSERS,
    Opener,
    parse_choice,
    parse_file,
    parse_json,
    parse_whole,
)
from fundledger.store.reading import Books

if TYPE_CHECKING:
    from fundledger.inputs.cells import SheetPlaces

FAULTY: Final = object()
"""Stands where a value could not be read."""

Rows = tuple[int, ...]


def read(
    form: DeedForm,
    values: Mapping[str, Any],
    books: Books | None = None,
    opener: Opener | None = None,
) -> dict[str, Any]:
    """Give a deed's typed arguments.

    With `books` what is named must be there. Raises FaultsError with every fault.
    """
    reading = Reading(books, opener)
    arguments = reading.fields("", tuple(form.fields.values()), values, ())
    require_faultless(form.name, reading.faults)
    return arguments


def require_faultless(deed: str, faults: FirstFaults[FaultError]) -> None:
    """Raise what was found, all at once. Raises FaultsError."""
    if faults:
        first = faults[:MOST_TOLD]
        problems = tuple(each if each.row else each.problem for each in first)
        raise FaultsError(deed, faults.total, tuple(faults), problems)


def unfolded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Put dotted names into their groups: content.title is the title of content.

    Raises FieldRepeatedError for a group that is given whole as well.
    """
    groups: dict[str, Any] = {}
    for name, value in values.items():
        head, dot, rest = name.partition(".")
        inner = groups.get(head)
        if not dot and name in groups:
            raise FieldRepeatedError(name)
        if not dot:
            groups[name] = value
        elif inner is None:
            groups[head] = {rest: value}
        elif isinstance(inner, dict):
            inner[rest] = value
        else:
            groups[name] = value
    return groups


class Reading:
    """One input being read: what was found wrong so far."""

    def __init__(self, books: Books | None, opener: Opener | None = None) -> None:
        """Begin with no faults."""
        self.lookups = None if books is None else Lookups(books)
        self.opener = opener
        self.faults = FirstFaults[FaultError]()
        self.sheets: dict[str, SheetPlaces] = {}
        """Where the lines of a field stand, if they are from a sheet."""

    def fault(self, field: str, rows: Rows, given: object, error: InputError) -> Any:  # noqa: ANN401 - it stands for any value
        """Note a fault, and go on."""
        row, text = ".".join(map(str, rows)), shown(given)
        table = field.partition(".")[0]
        if rows and table in self.sheets:
            places = self.sheets[table]
            cell = places.cell(field.removeprefix(f"{table}."), rows)
            if cell in places.faulty:
                return FAULTY
            fault: FaultError = CellFaultError(field, row, text, error, cell)
        else:
            kind = RowFaultError if rows else FaultError
            fault = kind(field, row, text, error)
        self.faults.append(fault)
        return FAULTY

    def fields(
        self,
        path: str,
        forms: Sequence[FieldForm],
        given: Mapping[str, Any],
        rows: Rows,
    ) -> dict[str, Any]:
        """Read the fields of a deed or of a line."""
        known = {form.name: form for form in forms}
        for name in given:
            if name not in known:
                self._unknown(path, name, tuple(known), rows)
        values: dict[str, Any] = {}
        for name, form in known.items():
            field = f"{path}{name}"
            if name in given:
                value = self.value(field, form, given[name], rows, values)
                if value is not FAULTY:
                    values[name] = value
            elif form.required:
                example = json.dumps(form.example, ensure_ascii=False)
                self.fault(field, rows, None, FieldMissingError(field, example))
        return values

    def _unknown(
        self, path: str, name: object, known: tuple[str, ...], rows: Rows
    ) -> None:
        field = f"{path}{name}"
        close = tuple(get_close_matches(str(name), known))
        error = (
            CloseFieldError(field, known, close)
            if close
            else FieldUnknownError(field, known)
        )
        self.fault(field, rows, name, error)

    def value(
        self,
        field: str,
        form: FieldForm,
        given: object,
        rows: Rows,
        before: Mapping[str, Any],
    ) -> Any:  # noqa: ANN401 - any value
        """Read one value; `before` are the fields read before it."""
        if form.nullable and (given is None or given == ""):
            return None
        try:
            if form.inner:
                return self._composed(field, form, given, rows)
            return self._single(field, form, given, before)
        except InputError as error:
            return self.fault(field, rows, given, error)

    def _single(
        self, field: str, form: FieldForm, given: object, before: Mapping[str, Any]
    ) -> object:
        """Parse a value, have its converter judge it, and look up what it names."""
        if self.lookups is not None and form.noun is not None:
            given = self.lookups.resolve(form.noun, given)
        try:
            value = self._parsed(field, form, given)
        except NumberTextError as error:
            if self.lookups is None or form.noun is None:
                raise
            named = error.text
            raise self.lookups.not_named(form.noun, field, named, before) from error
        form.converter.plain(field, value, {})
        if self.lookups is not None and form.noun is not None:
            self.lookups.require_there(form.noun, field, value, before)
        return value

    def _parsed(self, field: str, form: FieldForm, given: object) -> object:
        if form.choices is not None:
            return parse_choice(form.choices, given)
        if form.kind is InputKind.FILE:
            return parse_file(field, given, self.opener)
        if form.kind is InputKind.REFERENCE and isinstance(form.example, int):
            return parse_whole(field, given)
        parse = PARSERS.get(form.kind)
        return given if parse is None else parse(field, given)

    def _composed(
        self, field: str, form: FieldForm, given: object, rows: Rows
    ) -> object:
        if isinstance(given, str):
            given = parse_json(field, given)
        if form.kind is InputKind.GROUP:
            return self.fields(f"{field}.", form.inner, _row(field, given), rows)
        if form.kind is InputKind.PAIRS:
            return self._pairs(field, form, given, rows)
        if isinstance(given, Batch):
            return given
        if form.annotation is Batch and self.lookups is None and _is_named(given):
            return NamedBatch(dict(given))
        if isinstance(given, SheetLines):
            self.sheets[field] = given.places
            self.faults.extend(given.faults)
        values = self._lines(field, form, given, rows)
        if form.annotation is Batch and not self.faults:
            return batch_of(values)
        return values

    def _lines(
        self, field: str, form: FieldForm, given: object, rows: Rows
    ) -> list[Any]:
        """Read lines or a list, each with its number."""
        values: list[Any] = []
        for number, each in enumerate(_list(field, given), start=1):
            here = (*rows, number)
            if form.kind is InputKind.LIST:
                values.append(self.value(field, form.inner[0], each, here, {}))
                continue
            try:
                line = _row(field, each)
            except InputError as error:
                self.fault(field, here, each, error)
                continue
            values.append(self.fields(f"{field}.", form.inner, line, here))
        return values

    def _pairs(
        self, field: str, form: FieldForm, given: object, rows: Rows
    ) -> dict[Any, Any]:
        if not isinstance(given, Mapping):
            raise WrongTypeError(field, Expected.TABLE, type_name(given))
        keys, inner = form.inner
        pairs: dict[Any, Any] = {}
        named: Mapping[Any, Any] = {**given}
        for name, each in named.items():
            here = f"{field}.{name}"
            key = self.value(here, keys, name, rows, {})
            pairs[key] = self.value(here, inner, each, rows, {})
        return pairs


def _is_named(given: object) -> "TypeGuard[Mapping[str, Any]]":
    """Tell whether a batch is given by its fingerprint, as a past has it."""
    return isinstance(given, Mapping) and {*given} == {"vouchers", "sha256"}


def _row(field: str, given: object) -> Mapping[str, Any]:
    """Take a group or a line: a mapping, or a named tuple. Raises WrongTypeError."""
    if isinstance(given, Mapping):
        return cast("Mapping[str, Any]", given)
    if hasattr(given, "_asdict"):
        return _given(cast("Any", given))
    raise WrongTypeError(field, Expected.ROW, type_name(given))


def _given(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a named tuple
    """Take a named tuple's fields, without those left at their default."""
    fields: dict[str, Any] = row._asdict()
    defaults = row._field_defaults
    return {
        name: value
        for name, value in fields.items()
        if not (name in defaults and value == defaults[name])
    }


def _list(field: str, given: object) -> Sequence[Any]:
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        lines: Sequence[Any] = [*given]
        return lines
    if isinstance(given, set | frozenset):
        return sorted(cast("frozenset[Any]", given))
    raise WrongTypeError(field, Expected.LIST, type_name(given))
