"""Words for people: which language, each text in it, facts as they are read aloud.

The code speaks English: `N_("…")` marks a text, `translate` gives it in a language. An
enum's member is called by its `label`; an error is told by `describe`. The catalogues
are kept by `python -m fundledger.i18n` (see `upkeep`).
"""

from fundledger.errors import printable
from fundledger.i18n.accounts import account_name
from fundledger.i18n.facts import Description, describe, show
from fundledger.i18n.languages import Language, UnknownLanguageError, choose_language
from fundledger.i18n.texts import label, translate

__all__ = [
    "Description",
    "Language",
    "UnknownLanguageError",
    "account_name",
    "choose_language",
    "describe",
    "label",
    "printable",
    "show",
    "translate",
]
