"""What one of two people signed 会签, whole: as the form of its deed shows it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.fen import format_fen
from fundledger.domain.ids import CosignatureNo
from fundledger.errors import N_
from fundledger.inputs.cosigning import given_in
from fundledger.inputs.forms import FieldForm, form_of
from fundledger.inputs.offers import called
from fundledger.queries import nouns
from fundledger.queries.cosignatures import asked_for_in
from fundledger.queries.derived import names_of, with_derived
from fundledger.reports.columns import columns, for_programs
from fundledger.reports.nouns import cells, columns_of
from fundledger.reports.report import Basis, Dual, Phrase, Report, Table
from fundledger.store.reading import Books

TITLE: Final = N_("A deed that two people sign")
SIGNED: Final = N_("What is signed")
FIELDS: Final = (*for_programs("field"), *columns("label", "value", "called"))
HOW: Final = N_(
    "To sign beside: fundledger do --cosign {no}; --dry-run shows what it would book."
)


def one_cosignature(books: Books, basis: Basis, key: object) -> Report | None:
    """Give a signature with what was signed, field by field; None without it."""
    of = nouns.listed("cosignature")
    row = nouns.one(books, of, key)
    if row is None:
        return None
    (whole,) = with_derived(books, of, [row])
    names = names_of(of)
    own = Table(of.noun, "", columns_of(names, of.view), [cells(of.view, names, whole)])
    no = CosignatureNo(row["cosignature_no"])
    fields = list(written(books, row["deed"], asked_for_in(row["input"])))
    waits = row["state"] == CosignatureState.WAITING
    notes = [Phrase(HOW, {"no": no})] if waits else []
    signed = Table("fields", SIGNED, FIELDS, fields)
    return Report("cosignature", TITLE, basis, [own, signed], notes)


def written(
    books: Books, deed: str, asked_for: Mapping[str, Any]
) -> Iterator[tuple[str, Phrase, object, str]]:
    """Give each field of an input: name, label, value, and what that is called."""
    form = form_of(deed)
    for name, value in given_in(asked_for).items():
        field = form.fields[name]
        yield (
            name,
            Phrase(field.label),
            _value(field, value),
            _called(books, field, value),
        )


def _called(books: Books, field: FieldForm, value: Any) -> str:  # noqa: ANN401 - any JSON
    several = cast("Sequence[Any]", value) if isinstance(value, list) else [value]
    if field.noun is None or any(isinstance(each, dict) for each in several):
        return ""
    return " ".join(filter(None, (called(books, field, each) for each in several)))


def _value(field: FieldForm, value: Any) -> object:  # noqa: ANN401 - any JSON
    """Write a value as people read it; programs have what the record keeps."""
    match value:
        case {"fen": int(fen)}:
            return Dual(format_fen(fen), f"¥{format_fen(fen)}")
        case str() if field.choices is not None and value in set(field.choices):
            return field.choices(value)
        case bool() | str():
            return value
        case _:
            return _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    match value:
        case {"fen": int(fen)}:
            return format_fen(fen)
        case dict():
            parts = cast("dict[str, Any]", value).values()
            return " ".join(_text(each) for each in parts if each is not None)
        case list():
            return "；".join(map(_text, cast("Sequence[Any]", value)))
        case _:
            return str(value)
