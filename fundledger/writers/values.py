"""Values of reports as text: for programs as they are stored, for people as they read.

Every writer and every screen asks here, so that one value reads the same everywhere.
"""

from typing import Any, Final

from fundledger.domain.fen import format_fen
from fundledger.domain.ids import AccountKey
from fundledger.errors import FundledgerError
from fundledger.i18n import Language, show, translate
from fundledger.reports.report import Column, Dual, Kind, Measure, Phrase, Wording

ENDS: Final = "…"


def stored(value: Any) -> Any:  # noqa: ANN401 - any value of a report
    """Give a value as programs are given it: numbers as they are, texts in English."""
    match value:
        case Dual():
            return stored(value.stored)
        case Measure():
            return value.number
        case Phrase() | Wording() | FundledgerError():
            return str(value)
        case _:
            return value


def spoken(value: Any, lang: Language, kind: Kind = Kind.TEXT) -> str:  # noqa: ANN401 - any value of a report
    """Write a value as people read it in a language; nothing is an empty text."""
    match value:
        case None | "":
            return ""
        case Dual():
            return spoken(value.shown, lang, kind)
        case Phrase():
            return _filled(value, lang)
        case Wording():
            return value.texts[lang]
        case Measure():
            return str(value)
        case _:
            return _shown(value, lang, kind)


def _filled(phrase: Phrase, lang: Language) -> str:
    """Translate a phrase, and fill it with its facts as people read them."""
    facts = {name: spoken(fact, lang) for name, fact in phrase.facts.items()}
    text = translate(phrase.text, lang)
    return text.format(**facts) if facts else text


def _shown(value: Any, lang: Language, kind: Kind) -> str:  # noqa: ANN401 - any value of a report
    if type(value) is int and kind is Kind.MONEY:
        return format_fen(value)
    if type(value) is int and kind is Kind.SHARE:
        return f"{value}%"
    return show(value, lang, AccountKey if kind is Kind.ACCOUNT else None)


def on_screen(value: object, column: Column, lang: Language) -> str:
    """Write a cell as people read it on a screen, where a long text is cut."""
    text = spoken(value, lang, column.kind)
    cut = column.longest and len(text) > column.longest
    return f"{text[: column.longest]}{ENDS}" if cut else text


def one_line(text: str) -> str:
    """Join the lines of a text, so that it cannot break out of its place."""
    return " ".join(text.splitlines())
