"""A sheet's headings as fields: by a field's name, or by what people call it.

A group's fields have columns of their own (content.title); lines stand in one cell, as
JSON. Who does a row's deed, when, and under which key may stand in columns, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from fundledger.errors import InputError
from fundledger.i18n.languages import Language
from fundledger.i18n.texts import translate
from fundledger.inputs.faults import (
    CloseFieldError,
    FaultError,
    FieldRepeatedError,
    FieldUnknownError,
)
from fundledger.inputs.forms import DeedForm, FieldForm, form_of
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.reading import require_faultless, unfolded

ACTOR: Final = "actor"
ON: Final = "on"
IDEMPOTENCY_KEY: Final = "idempotency_key"
HEAD: Final = (ACTOR, ON, IDEMPOTENCY_KEY)
"""Columns that say who, when and under which key; no deed has fields named so."""


class SheetRow(NamedTuple):
    """One row of a sheet as it is to be ordered; what is not there is None."""

    input: dict[str, Any]
    actor: str | None
    on: str | None
    key: str | None


def columns_of(deed: str, header: Sequence[str]) -> tuple[str, ...]:
    """Give each heading its field's dotted name.

    Raises UnknownDeedError, and FaultsError for headings that name no field or one
    that another names.
    """
    form = form_of(deed)
    called = _called(form)
    faults: list[FaultError] = []
    columns: list[str] = []
    for heading in header:
        column = called.get(heading.strip().removesuffix("*").strip())
        if column is None:
            error = _unknown(heading, tuple(_paths(form)))
            faults.append(FaultError(heading, "", heading, error))
        elif column in columns:
            repeated = FieldRepeatedError(column)
            faults.append(FaultError(column, "", heading, repeated))
        else:
            columns.append(column)
    require_faultless(deed, faults)
    return tuple(columns)


def sheet_row(columns: Sequence[str], cells: Sequence[str]) -> SheetRow:
    """Take a row's cells; an empty one says nothing."""
    values = {
        name: cell for name, cell in zip(columns, cells, strict=False) if cell.strip()
    }
    head = [values.pop(name, None) for name in HEAD]
    return SheetRow(unfolded(values), *head)


def _unknown(heading: str, known: tuple[str, ...]) -> InputError:
    close = tuple(get_close_matches(heading, known))
    if close:
        return CloseFieldError(heading, known, close)
    return FieldUnknownError(heading, known)


def _paths(form: DeedForm) -> Iterator[str]:
    """Name what may head a column."""
    for path, _field in _columns(form):
        yield path


def _called(form: DeedForm) -> Mapping[str, str]:
    """Say what each column may be called, where only one is called so."""
    names: dict[str, list[str]] = {}
    for path, field in _columns(form):
        for lang in Language:
            names.setdefault(translate(field.label, lang), []).append(path)
    by_label = {name: paths[0] for name, paths in names.items() if len(set(paths)) == 1}
    own = {path: path for path in _paths(form)}
    return {**by_label, **own, **{name: name for name in HEAD}}


def _columns(form: DeedForm) -> Iterator[tuple[str, FieldForm]]:
    for each in form.fields.values():
        if each.kind is InputKind.GROUP:
            for inner in each.inner:
                yield f"{each.name}.{inner.name}", inner
        else:
            yield each.name, each
