"""Which language a face speaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fundledger.errors import N_, InputError

VARIABLE: Final = "FUNDLEDGER_LANG"
LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What names the locale; the first that is set decides."""


class Language(StrEnum):
    """The languages there are catalogues for, by their folder's name."""

    ZH = "zh_CN"
    EN = "en"


@dataclass(eq=False)
class UnknownLanguageError(InputError):
    """There is no catalogue for the language."""

    name: str
    message = N_("There are no texts in the language '{name}'.")
    hint = N_("Choose zh or en.")


def choose_language(explicit: str | None, environ: Mapping[str, str]) -> Language:
    """Choose by what was asked for, then FUNDLEDGER_LANG, then the locale.

    Chinese when the locale is Chinese or unset, English otherwise. Raises
    UnknownLanguageError for another language that was asked for by name.
    """
    wanted = explicit or environ.get(VARIABLE)
    if wanted:
        return _named(wanted)
    locale = next((environ[name] for name in LOCALE if environ.get(name)), "zh")
    return Language.ZH if locale.lower().startswith("zh") else Language.EN


def _named(name: str) -> Language:
    """Understand zh, zh_CN, zh-CN, zh_CN.UTF-8 and so on."""
    first = name.lower().replace("-", "_").partition(".")[0].partition("_")[0]
    for language in Language:
        if language.partition("_")[0] == first:
            return language
    raise UnknownLanguageError(name)
