"""Every error a person can meet: a code, facts in fields, a message and a hint.

An error states what happened as a dataclass; `message` and `hint` are templates over
its fields. On the class they are the templates, which the faces translate and fill;
on an error they are filled in plain English: what a script or a log shows. `code` is
the error's stable name: it is what an audit record keeps of a refusal. `N_` marks a
text for translation.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Final, cast

UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that move a cursor, turn a line round or show nothing."""

_NOTHING: Final = "-"
_MONEY: Final = "moneyed.classes"
"""Where Money lives; importing it here would add 26 ms to every start."""
_WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def N_(message: str) -> str:  # noqa: N802 - gettext's conventional name
    """Mark a text for translation and return it unchanged."""
    return message


class _Template:
    """A text of a class of errors; read from an error, it is filled with its facts."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __get__(self, error: "FundledgerError | None", kind: type) -> str:
        if error is None:
            return self.text
        shown = {name: in_english(fact) for name, fact in error.facts.items()}
        return self.text.format(**shown)


@dataclass(eq=False)
class FundledgerError(Exception):
    """The root of all errors this package raises on purpose."""

    code: ClassVar[str] = "fundledger"
    message: ClassVar[str] = cast("str", _Template(N_("Something went wrong.")))
    hint: ClassVar[str] = cast("str", _Template(""))

    def __init_subclass__(cls) -> None:
        """Make a subclass's texts templates, and give it a code if it names none.

        A refusal names its own code: records keep it, so it outlives the class's name.
        """
        super().__init_subclass__()
        for name in ("message", "hint"):
            if isinstance(text := cls.__dict__.get(name), str):
                setattr(cls, name, _Template(text))
        if "code" not in cls.__dict__:
            own = cls.__name__.removesuffix("Error")
            cls.code = _WORD_START.sub("_", own).lower()

    @property
    def facts(self) -> dict[str, Any]:
        """The fields by name, for the template and for the audit record."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __str__(self) -> str:
        """Say in English what happened and what to do."""
        return " ".join(filter(None, (self.message, self.hint)))


@dataclass(eq=False)
class RefusedError(FundledgerError):
    """A rule or a right refuses the deed. Chained as a refusal."""

    code = "refused"
    message = N_("This is refused.")
    hint = N_("Look at the state of the case: it says what can be done now.")


@dataclass(eq=False)
class InputError(FundledgerError):
    """Text from a person or a file cannot be understood. Never chained."""

    code = "input"
    message = N_("This cannot be understood.")
    hint = N_("Compare it with the description, and give it again.")


@dataclass(eq=False)
class StoreError(FundledgerError):
    """The database cannot serve: locked, missing, foreign, behind. Never chained."""

    code = "store"
    message = N_("The ledger cannot be reached.")
    hint = N_("Check the address of the ledger, and that it is there.")


def in_english(fact: object) -> str:
    """Write one fact in plain English, on one line, never as Python would.

    Money is written with separators and two decimals, a day in ISO form, a member by
    its value, several facts with commas between, nothing as a dash.
    """
    written = str(fact)
    match fact:
        case None:
            written = _NOTHING
        case bool():
            written = "yes" if fact else "no"
        case Enum():
            written = str(fact.value)
        case date():
            written = fact.isoformat()
        case list() | tuple() | set() | frozenset() | dict():
            written = _listed(cast("Collection[object]", fact))
        case bytes():
            written = f"{len(fact)} bytes"
        case _ if type(fact).__module__ == _MONEY:
            written = _amount(fact)
        case _:
            pass
    return printable(written)


def _listed(several: Collection[object]) -> str:
    """Write facts with commas between; those of a set in order."""
    if isinstance(several, dict):
        pairs = cast("dict[object, object]", several).items()
        return ", ".join(f"{in_english(a)}: {in_english(b)}" for a, b in pairs) or "-"
    shown = [in_english(each) for each in several if each is not None]
    if isinstance(several, set | frozenset):
        shown.sort()
    return ", ".join(shown) or _NOTHING


def _amount(money: Any) -> str:  # noqa: ANN401 - a Money, see _MONEY
    """Write an amount to the 分, and every digit of one that is finer than that."""
    amount = money.amount
    exact = amount.is_finite() and amount == round(amount, 2)
    written = f"{amount:,.2f}" if exact else f"{amount:,}"
    return written if money.currency.code == "CNY" else f"{written} {money.currency}"


def printable(text: str) -> str:
    r"""Write control and invisible characters as escapes: a tab is shown as \t."""
    if text.isprintable():
        return text
    return "".join(
        each.encode("unicode_escape").decode("ascii")
        if unicodedata.category(each) in UNSEEN
        else each
        for each in text
    )
