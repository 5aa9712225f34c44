"""Texts and labels in a language, from the compiled catalogues."""

from enum import StrEnum
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from typing import Final

from fundledger.i18n.languages import Language

DOMAIN: Final = "fundledger"


def translate(text: str, lang: Language) -> str:
    """Give a text marked with `N_` in a language; one that is not known stays."""
    return catalogue(lang).gettext(text) if text else ""


def label(member: StrEnum, lang: Language) -> str:
    """Give the name that people call an enum's member by.

    In the catalogue its context is the enum's name, its text the member's value.
    """
    return catalogue(lang).pgettext(type(member).__name__, member.value)


@cache
def catalogue(lang: Language) -> GNUTranslations:
    """Load a compiled catalogue."""
    place = files("fundledger.i18n").joinpath(lang, "LC_MESSAGES", f"{DOMAIN}.mo")
    with place.open("rb") as file:
        return GNUTranslations(file)
