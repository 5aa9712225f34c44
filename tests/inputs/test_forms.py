"""Every deed has a form, derived from its signature: kinds, labels, examples."""

from collections.abc import Iterator

import pytest

from fundledger.commands.registry import DEEDS
from fundledger.i18n.languages import Language
from fundledger.i18n.texts import translate
from fundledger.inputs.choices import CHOICES
from fundledger.inputs.columns import HEAD
from fundledger.inputs.forms import (
    CloseDeedError,
    FieldForm,
    UnknownDeedError,
    business_date,
    form_of,
)
from fundledger.inputs.kinds import HINTS, InputKind
from fundledger.inputs.reading import read
from fundledger.inputs.titles import TITLES
from fundledger.inputs.words import EXAMPLES, LABELS, NEW, OWN_LABELS


def fields() -> Iterator[FieldForm]:
    for name in DEEDS:
        for _path, field in form_of(name).walk():
            yield field


def test_every_deed_has_a_title_in_both_languages() -> None:
    assert set(TITLES) == set(DEEDS)
    for lang in Language:
        titles = [translate(title, lang) for title in TITLES.values()]
        assert all(titles)
        assert len(set(titles)) == len(titles), "two deeds are called the same"


def test_every_parameter_of_every_deed_has_a_kind_and_a_label() -> None:
    for name, deed in DEEDS.items():
        assert tuple(form_of(name).fields) == tuple(deed.shape.converters)
    for field in fields():
        assert field.kind in InputKind
        assert translate(field.label, Language.ZH) != field.label, field
        assert translate(field.hint, Language.ZH) != field.hint, field


def test_no_label_and_no_example_is_left_over() -> None:
    used = {each.name for each in fields()}
    owners = {(each.owner, each.name) for each in fields()}
    assert set(LABELS) == used | {business_date().name}
    assert set(HINTS) == set(InputKind)
    assert {key for key in (*OWN_LABELS, *NEW) if key not in owners} == set()
    assert {name for owner, name in EXAMPLES if not owner} <= used
    assert {key for key in EXAMPLES if key[0] and key not in owners} == set()


def test_what_a_field_names_can_be_looked_up() -> None:
    for field in fields():
        assert field.noun is None or field.noun in CHOICES, field


@pytest.mark.parametrize("name", DEEDS)
def test_the_example_of_a_deed_is_understood(name: str) -> None:
    form = form_of(name)
    assert set(read(form, form.example)) == set(form.example)
    whole = {each.name: each.example for each in form.fields.values()}
    assert set(read(form, whole)) == set(form.fields)


def test_no_field_is_called_as_who_acts_when_and_under_which_key() -> None:
    assert {each.name for each in fields()}.isdisjoint(HEAD)


def test_a_deed_that_is_mistyped_is_offered() -> None:
    with pytest.raises(CloseDeedError) as near:
        form_of("admit_clam")
    assert near.value.close[0] == "admit_claim"
    with pytest.raises(UnknownDeedError):
        form_of("xyz")
