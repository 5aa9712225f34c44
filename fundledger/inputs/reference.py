"""The reference of deeds: who may do one, with what, and what it books."""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from fundledger.commands.registry import DEEDS
from fundledger.domain.actions import Action
from fundledger.domain.adoptions import movements
from fundledger.domain.cosigning import ALONE, COSIGNED
from fundledger.domain.people import INCOMPATIBLE, PERMITS, Role
from fundledger.domain.settings import LIMITS
from fundledger.errors import N_
from fundledger.i18n import label
from fundledger.i18n.languages import Language
from fundledger.i18n.nouns import Noun
from fundledger.inputs.forms import DeedForm, FieldForm, form_of
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.postings import POSTS
from fundledger.reports.adoptions import movement_table
from fundledger.reports.columns import columns
from fundledger.reports.report import Dual, Phrase, Report, Table, Wording

LISTED: Final = columns("deed", "title", "roles", "touches", "rules")
FIELDS: Final = columns("field", "label", "kind", "required", "values", "example")
EXCLUDED: Final = columns("role", "excluded")
EXAMPLES: Final = columns("way", "example")
WITHOUT_PROJECT: Final = frozenset({Noun.COMMUNITY, Noun.PAYEE})
"""What is at home somewhere, and belongs to no project."""
BY_TWO: Final = N_(
    "Two people sign it, one in each role: {roles}. Whoever signs first does the deed"
    " as always; the other signs it by: fundledger do --cosign N"
)
ABOVE: Final = N_(
    "Up to the setting {setting}, the {role} does it alone; above it two people sign,"
    " one in each role: {roles}. The second signs by: fundledger do --cosign N"
)
ABOVE_KEYS: Final = MappingProxyType(
    {Action.DISBURSEMENT_REDIRECT: "approver_agrees_above"}
)
"""By which setting a deed is judged that two sign above an amount; else by this."""
ABOVE_KEY: Final = "two_sign_above"
UNLESS: Final = MappingProxyType(
    {
        Action.VOUCHER_CORRECT: N_(
            "Where it moves money to another source or bank account, or corrects what"
            " two signed, two people sign, one in each role: {roles}. Else the {role}"
            " does it alone. The second signs by: fundledger do --cosign N"
        ),
        Action.SOURCE_CHANGE: N_(
            "Where it changes what was agreed with the giver, two people sign, one in"
            " each role: {roles}. A name or giver the {role} mends alone. The second"
            " signs by: fundledger do --cosign N"
        ),
        Action.SETTING_CHANGE: N_(
            "The limits {limits} two people change once there are vouchers, one in each"
            " role: {roles}. Any other setting the {role} changes alone. The second"
            " signs by: fundledger do --cosign N"
        ),
    }
)
"""Where it is no amount that decides whether two sign."""
BY_WORDS: Final = N_("Command line")
BY_LINE: Final = N_("Line of a file")
BY_SHEET: Final = N_("Lines from a sheet")


def all_deeds() -> Report:
    """List every deed with its roles, the cases it touches, and its posting rules."""
    rows = [_listed(form_of(name)) for name in DEEDS]
    return Report("deeds", N_("Deeds"), None, [Table("deeds", "", LISTED, rows)])


def one_deed(name: str) -> Report:
    """Show one deed whole. Raises UnknownDeedError."""
    form = form_of(name)
    tables = [
        Table("deeds", "", LISTED, [_listed(form)]),
        Table("fields", N_("Fields"), FIELDS, list(_fields(form))),
        Table("excluded", N_("Separation of duties"), EXCLUDED, list(_excluded(name))),
        movement_table("postings", N_("What it books"), movements(POSTS.get(name, ()))),
        Table("examples", N_("Examples"), EXAMPLES, list(_examples(form))),
    ]
    shown = [each for each in tables if each.rows]
    return Report("deeds", form.title, None, shown, _signed(name))


def roles_of(name: str) -> tuple[Role, ...]:
    """Give the roles that may do a deed, in the order of a case."""
    permitted = PERMITS[DEEDS[name].action]
    return tuple(role for role in Role if role in permitted)


def called(members: Iterable[StrEnum]) -> Wording:
    """Name members of an enum, as every language calls them."""
    several = tuple(members)
    return Wording.of(lambda lang: _joined((label(m, lang) for m in several), lang))


def _joined(names: Iterable[str], lang: Language) -> str:
    return ("、" if lang is Language.ZH else ", ").join(names)


def _listed(form: DeedForm) -> tuple[Any, ...]:
    nouns = dict.fromkeys(Noun(of.noun) for of in DEEDS[form.name].case)
    return (
        form.name,
        Phrase(form.title),
        called(roles_of(form.name)),
        called(nouns),
        called(POSTS.get(form.name, ())),
    )


def _fields(form: DeedForm) -> Iterator[tuple[Any, ...]]:
    for path, field in form.walk():
        yield (
            path,
            Phrase(field.label),
            field.kind,
            field.required,
            _values(field),
            in_text(field.example),
        )


def _values(field: FieldForm) -> object:
    """Say what a field may be: its choices, or what it names."""
    if field.choices is not None:
        return Dual(", ".join(field.words), _meaning(field.choices))
    return field.noun or Phrase(field.hint)


def _meaning(choices: type[StrEnum]) -> Wording:
    """Say each choice as it is written, with what it is called."""

    def say(lang: Language) -> str:
        named = ((str(each), label(each, lang)) for each in choices)
        return _joined((_with_name(word, name, lang) for word, name in named), lang)

    return Wording.of(say)


def _with_name(word: str, name: str, lang: Language) -> str:
    if word == name:
        return word
    return f"{word}（{name}）" if lang is Language.ZH else f"{word} ({name})"


def _signed(name: str) -> list[Phrase]:
    """Say who signs a deed that takes two, and above which amount."""
    action = DEEDS[name].action
    if action not in COSIGNED:
        return []
    roles = called(role for role in Role if role in COSIGNED[action])
    if action not in ALONE:
        return [Phrase(BY_TWO, {"roles": roles})]
    about = {"roles": roles, "role": ALONE[action]}
    if action in UNLESS:
        limits = ", ".join(sorted(LIMITS))
        return [Phrase(UNLESS[action], {**about, "limits": limits})]
    setting = ABOVE_KEYS.get(action, ABOVE_KEY)
    return [Phrase(ABOVE, {**about, "setting": setting})]


def _excluded(name: str) -> Iterator[tuple[Any, ...]]:
    """Say, for each role, in which other roles the person may not have acted.

    That is asked within a project alone: a deed elsewhere keeps nobody apart.
    """
    if all(of.noun in WITHOUT_PROJECT for of in DEEDS[name].case):
        return
    for role in roles_of(name):
        others = [each for each in Role if frozenset({role, each}) in INCOMPATIBLE]
        if others:
            yield role, called(others)


def _examples(form: DeedForm) -> Iterator[tuple[Any, ...]]:
    words = {name: f"{name}={_quoted(each)}" for name, each in form.example.items()}
    yield Phrase(BY_WORDS), " ".join(["fundledger do", form.name, *words.values()])
    sheets = {
        name: f"{name}=@{name}.xlsx"
        for name in words
        if form.fields[name].kind is InputKind.TABLE
    }
    if sheets:
        several = {**words, **sheets}.values()
        yield Phrase(BY_SHEET), " ".join(["fundledger do", form.name, *several])
    line = {"deed": form.name, "actor": "li", "on": "2024-08-15"}
    yield Phrase(BY_LINE), in_text({**line, "input": form.example})


def _quoted(value: object) -> str:
    """Write a value as a word of a shell."""
    text = in_text(value)
    plain = all(each.isalnum() or each in ".,_-" for each in text)
    return text if plain else f"'{text}'"


def in_text(value: object) -> str:
    """Write an example: a text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
