"""A sheet's headings as fields: by a field's name, or by what people call it.

A group's fields have columns of their own (content.title); lines stand in one cell, as
JSON. Who does a row's deed, when, and under which key may stand in columns, too.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from fundledger.i18n.languages import Language
from fundledger.i18n.texts import translate
from fundledger.inputs.faults import (
    CloseFieldError,
    FaultError,
    FieldRepeatedError,
    FieldUnknownError,
    FirstFaults,
)
from fundledger.inputs.forms import DeedForm, FieldForm, form_of
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.reading import require_faultless, unfolded

ACTOR: Final = "actor"
ON: Final = "on"
IDEMPOTENCY_KEY: Final = "idempotency_key"
HEAD: Final = (ACTOR, ON, IDEMPOTENCY_KEY)
"""Columns that say who, when and under which key; no deed has fields named so."""


HeadingError = FieldUnknownError | FieldRepeatedError


class SheetRow(NamedTuple):
    """One row of a sheet as it is to be ordered; what is not there is None."""

    input: dict[str, Any]
    actor: str | None
    on: str | None
    key: str | None


class NamedColumns(NamedTuple):
    """Which field stands in which column, from 0, and what is wrong with headings."""

    columns: Mapping[int, str]
    faults: tuple[tuple[int, HeadingError], ...]


def columns_of(deed: str, header: Sequence[str]) -> tuple[str, ...]:
    """Give each heading its field's dotted name.

    Raises UnknownDeedError, and FaultsError for headings that name no field or one
    that another names.
    """
    named = _named(dict(_columns(form_of(deed))), header, HEAD)
    faults = FirstFaults(
        FaultError(error.field, "", header[place], error)
        for place, error in named.faults
    )
    require_faultless(deed, faults)
    return tuple(named.columns[place] for place in range(len(header)))


def field_called(form: DeedForm, word: str) -> str:
    """Give the field that a word names, by its name or its label in any language.

    A word that names none, or several, stays as it is.
    """
    return _called(dict(_columns(form)), ()).get(word, word)


def named_columns(
    fields: Mapping[str, FieldForm],
    header: Sequence[str],
    remarks: Collection[str] = (),
) -> NamedColumns:
    """Give each heading its field; an empty one and a remark name none."""
    skipped = {place for place, text in enumerate(header) if text in remarks}
    skipped |= {place for place, text in enumerate(header) if not text.strip()}
    named = _named(fields, header, ())
    return NamedColumns(
        named.columns, tuple(each for each in named.faults if each[0] not in skipped)
    )


def _named(
    fields: Mapping[str, FieldForm], header: Sequence[str], others: Sequence[str]
) -> NamedColumns:
    called = _called(fields, others)
    columns: dict[int, str] = {}
    faults: list[tuple[int, HeadingError]] = []
    for place, heading in enumerate(header):
        column = called.get(heading.strip().removesuffix("*").strip())
        if column is None:
            faults.append((place, _unknown(heading, tuple(fields), called)))
        elif column in columns.values():
            faults.append((place, FieldRepeatedError(column)))
        else:
            columns[place] = column
    return NamedColumns(columns, tuple(faults))


def sheet_row(columns: Sequence[str], cells: Sequence[str]) -> SheetRow:
    """Take a row's cells; an empty one says nothing."""
    values = {
        name: cell for name, cell in zip(columns, cells, strict=False) if cell.strip()
    }
    head = [values.pop(name, None) for name in HEAD]
    return SheetRow(unfolded(values), *head)


def _unknown(
    heading: str, known: tuple[str, ...], called: Mapping[str, str]
) -> FieldUnknownError:
    near = get_close_matches(heading, called)
    if near:
        close = tuple(dict.fromkeys(called[each] for each in near))
        return CloseFieldError(heading, known, close)
    return FieldUnknownError(heading, known)


def _called(
    fields: Mapping[str, FieldForm], others: Sequence[str]
) -> Mapping[str, str]:
    """Say what each column may be called, where only one is called so."""
    names: dict[str, list[str]] = {}
    for path, field in fields.items():
        for lang in Language:
            names.setdefault(translate(field.label, lang), []).append(path)
        names.setdefault(path.rpartition(".")[2], []).append(path)
    by_label = {name: paths[0] for name, paths in names.items() if len(set(paths)) == 1}
    return {**by_label, **{name: name for name in (*fields, *others)}}


def _columns(form: DeedForm) -> Iterator[tuple[str, FieldForm]]:
    for each in form.fields.values():
        if each.kind is InputKind.GROUP:
            for inner in each.inner:
                yield f"{each.name}.{inner.name}", inner
        else:
            yield each.name, each
