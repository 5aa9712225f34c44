"""What accounts are called, where no book is open to say so."""

from functools import cache
from importlib.resources import files
from typing import Final

from fundledger.domain.ids import AccountKey
from fundledger.i18n.languages import Language

NEWEST: Final = "2026"
"""The edition whose names are used; a report names its own edition."""


def account_name(key: AccountKey | str, lang: Language) -> str:
    """Name an account; a leaf that no chart knows is named after its control account.

    `bank.main` is 银行存款—main, because a fund names its bank accounts itself.
    """
    name = _names(lang).get(key)
    if name is not None:
        return name
    control, dot, leaf = key.partition(".")
    if not dot or control not in _names(lang):
        return key
    link = "—" if lang is Language.ZH else ": "
    return f"{_names(lang)[control]}{link}{leaf}"


@cache
def _names(lang: Language) -> dict[str, str]:
    import csv  # noqa: PLC0415 - few runs name an account

    place = files("fundledger.data").joinpath("charts", f"{NEWEST}.csv")
    column = "name_zh" if lang is Language.ZH else "name_en"
    lines = place.read_text(encoding="utf-8").splitlines()
    return {row["key"]: row[column] for row in csv.DictReader(lines)}
