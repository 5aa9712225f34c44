"""The inputs of deeds as JSON Schema 2020-12: what a line of a file may be."""

from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from fundledger.commands.registry import DEEDS
from fundledger.domain.labels import Label, Whole
from fundledger.inputs.forms import DeedForm, FieldForm, form_of
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.reference import roles_of
from fundledger.store.audit import ACCEPTED, REFUSED

Json = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_FEN: Final = {
    "type": "object",
    "properties": {"fen": {"type": "integer"}},
    "required": ["fen"],
    "additionalProperties": False,
}
_FILE: Final = {
    "oneOf": [
        {
            "type": "object",
            "properties": {name: {"type": "string"}},
            "required": [name],
            "additionalProperties": False,
        }
        for name in ("file", "base64", "sha256")
    ]
}
_SHEET: Final = {
    "type": "object",
    "properties": {"file": {"type": "string"}},
    "required": ["file"],
    "additionalProperties": False,
}
_PLAIN: Final[Mapping[InputKind, Json]] = {
    InputKind.MONEY: {"anyOf": [{"type": "string", "minLength": 1}, _FEN]},
    InputKind.DAY: {"type": "string", "format": "date"},
    InputKind.MONTH: {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    InputKind.NUMBER: {"type": "integer"},
    InputKind.FLAG: {"type": "boolean"},
    InputKind.FILE: _FILE,
}


_STAMPED: Final[Json] = {
    "deed_edition": {"type": "integer", "minimum": 1},
    "recorded_at": {"type": "string", "format": "date-time"},
    "database_user": {"type": "string", "minLength": 1},
    "outcome": {"enum": [ACCEPTED, REFUSED]},
    "refusal": {
        "type": "object",
        "properties": {"code": {"type": "string"}, "facts": {"type": "object"}},
        "required": ["code", "facts"],
        "additionalProperties": False,
    },
}
"""What a line says of its record, in a file that is the past of a fund."""


def line_schema() -> Json:
    """Describe a line of a file of deeds: any deed with its own input."""
    return {
        "$schema": DIALECT,
        "title": "A line of a file of deeds",
        "type": "object",
        "properties": {
            "deed": {"enum": list(DEEDS)},
            "actor": {"type": "string", "minLength": 1},
            "on": {"type": "string", "format": "date"},
            "key": {"type": "string", "minLength": 1, "maxLength": 200},
            "input": {"type": "object"},
            **_STAMPED,
        },
        "required": ["deed"],
        "additionalProperties": False,
        "allOf": [
            {
                "if": {"properties": {"deed": {"const": name}}},
                "then": {"properties": {"input": {"$ref": f"#/$defs/{name}"}}},
            }
            for name in DEEDS
        ],
        "$defs": {name: _object(form_of(name)) for name in DEEDS},
    }


def input_schema(name: str) -> Json:
    """Describe the input of one deed. Raises UnknownDeedError."""
    return {"$schema": DIALECT, **_object(form_of(name))}


def _object(form: DeedForm) -> Json:
    described = _fields(tuple(form.fields.values()))
    return {
        "title": form.title,
        **described,
        "examples": [form.example],
        "x-roles": [str(role) for role in roles_of(form.name)],
    }


def _fields(forms: tuple[FieldForm, ...]) -> Json:
    return {
        "type": "object",
        "properties": {form.name: _field(form) for form in forms},
        "required": [form.name for form in forms if form.required],
        "additionalProperties": False,
    }


def _field(form: FieldForm) -> Json:
    described = _value(form)
    if form.nullable:
        described = {"anyOf": [described, {"type": "null"}]}
    words = {"title": form.label, "description": form.hint}
    named = {} if form.noun is None else {"x-names": str(form.noun)}
    return {**words, **described, **named}


def _value(form: FieldForm) -> Json:
    composed = _COMPOSED.get(form.kind)
    if composed is not None:
        return composed(form)
    return {**_PLAIN.get(form.kind, {"type": "string"}), **_bounds(form)}


def _choice(form: FieldForm) -> Json:
    return {"enum": list(form.words)}


def _group(form: FieldForm) -> Json:
    return _fields(form.inner)


def _table(form: FieldForm) -> Json:
    lines = {"type": "array", "items": _fields(form.inner)}
    return {"anyOf": [lines, _SHEET]}


def _list(form: FieldForm) -> Json:
    return {"type": "array", "items": _value(form.inner[0])}


def _pairs(form: FieldForm) -> Json:
    return {"type": "object", "additionalProperties": _value(form.inner[1])}


def _reference(form: FieldForm) -> Json:
    """Describe a key, or a number; where there is a code as well, either."""
    if not isinstance(form.example, int):
        return {"type": "string", "minLength": 1}
    number = {"type": "integer", "minimum": 1}
    code = {"type": "string", "minLength": 1}
    return {"anyOf": [number, code]} if form.name.endswith("project_no") else number


def _bounds(form: FieldForm) -> Json:
    """Give the bounds that stand beside a type."""
    rules = [*get_args(form.annotation), None][1:2]
    match rules:
        case [Label(longest=longest)]:
            return {"maxLength": longest}
        case [Whole(low=low, high=high)]:
            return {"minimum": low, "maximum": high}
        case _:
            return {}


_COMPOSED: Final[Mapping[InputKind, Callable[[FieldForm], Json]]] = {
    InputKind.CHOICE: _choice,
    InputKind.GROUP: _group,
    InputKind.TABLE: _table,
    InputKind.LIST: _list,
    InputKind.PAIRS: _pairs,
    InputKind.REFERENCE: _reference,
}
