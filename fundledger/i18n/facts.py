"""Facts as people read them: amounts, days, names; and errors told with them."""

import sys
from collections.abc import Collection
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast, get_args

from fundledger.domain.ids import AccountKey
from fundledger.errors import N_, FundledgerError, printable
from fundledger.i18n.accounts import account_name
from fundledger.i18n.languages import Language
from fundledger.i18n.nouns import Noun
from fundledger.i18n.texts import label, translate
from fundledger.store.problems import Problem, sentence
from fundledger.store.rules import SENTENCES, Rule

if TYPE_CHECKING:
    from typing import TypeGuard

    from fundledger.domain.money import Money

YES: Final = N_("yes")
NO: Final = N_("no")
NOTHING: Final = "—"


class Description(NamedTuple):
    """An error as one reads it: what happened, and what to do about it."""

    message: str
    hint: str


def describe(error: FundledgerError, lang: Language) -> Description:
    """Tell an error in a language, its facts written for people, each on one line."""
    kinds = {field.name: field.type for field in fields(error)}
    facts = {
        name: show(_named(name, fact, lang), lang, kinds.get(name))
        for name, fact in error.facts.items()
    }
    message = translate(type(error).message, lang).format(**facts)
    return Description(message, translate(type(error).hint, lang).format(**facts))


def _named(name: str, fact: Any, lang: Language) -> Any:  # noqa: ANN401 - see `show`
    """Know the word in a field `what` for the noun it is, and a system's `problem`."""
    if name == "problem" and type(fact) is str:
        return translate(fact, lang)
    return Noun(fact) if name == "what" and fact in list(Noun) else fact


def show(value: Any, lang: Language, kind: Any = None) -> str:  # noqa: ANN401 - a fact may be anything
    """Write one fact: money in 元, days as ISO, members and accounts by name.

    `kind` is the type the fact was declared with: it tells an account's key from other
    text. Text keeps its letters and loses what would steer a terminal.
    """
    if isinstance(value, tuple | list | set | frozenset):
        return _listed(cast("Collection[Any]", value), lang, kind)
    return printable(_one(value, lang, kind))


def _one(value: Any, lang: Language, kind: Any) -> str:  # noqa: ANN401 - see `show`
    written = str(value)
    match value:
        case None:
            written = NOTHING
        case bool():
            written = translate(YES if value else NO, lang)
        case StrEnum():
            written = label(value, lang)
        case FundledgerError():
            written = " ".join(filter(None, describe(value, lang)))
        case _ if _is_money(value):
            written = _yuan(value, lang)
        case date():
            written = value.isoformat()
        case str():
            written = _text(value, lang, kind)
        case _:
            pass
    return written


def _is_money(value: object) -> "TypeGuard[Money]":
    """Tell whether a fact is an amount; where nobody has loaded money, none is."""
    loaded = sys.modules.get("moneyed")
    return loaded is not None and isinstance(value, loaded.Money)


def _text(value: str, lang: Language, kind: Any) -> str:  # noqa: ANN401 - see `show`
    """Name an account, a guard's rule or a record's problem; other text stays."""
    if _is_account(kind):
        return account_name(value, lang)
    if kind is Rule:
        return translate(SENTENCES.get(value, value), lang)
    if kind is Problem:
        template, subject = sentence(value)
        return translate(template, lang).format(subject=subject)
    return value


def _yuan(amount: "Money", lang: Language) -> str:
    from fundledger.domain.money import format_yuan  # noqa: PLC0415 - slow to load

    written = format_yuan(amount)
    return f"{written} 元" if lang is Language.ZH else f"¥{written}"


def _is_account(kind: Any) -> bool:  # noqa: ANN401 - a type as a dataclass keeps it
    return kind is AccountKey or AccountKey in get_args(kind)


def _listed(values: Collection[Any], lang: Language, kind: Any) -> str:  # noqa: ANN401 - see `show`
    """List several facts; a set in order of what is read."""
    shown = [show(each, lang, kind) for each in values if each is not None]
    if isinstance(values, set | frozenset):
        shown.sort()
    return ("、" if lang is Language.ZH else ", ").join(shown) or NOTHING
