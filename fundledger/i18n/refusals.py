"""Why a deed was refused, from what a record keeps of it: a code and facts.

The code names the class of errors, its facts are read back by the types of the class's
fields, and the error is told like one that was just raised. A code of another version
of the program has no class here: then the face shows the code.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin

import fundledger.commands
import fundledger.domain
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError
from fundledger.i18n.facts import Description, describe
from fundledger.i18n.languages import Language
from fundledger.i18n.texts import translate

MORE_REFUSED: Final = "more_refused"
"""The code of the record that says that no more refusals are chained."""

_MORE: Final = N_("More was refused than is chained.")
_WAIT: Final = N_("The next accepted deed begins a new count.")


def describe_refusal(
    code: str, facts: Mapping[str, Any], lang: Language
) -> Description | None:
    """Tell why a recorded deed was refused; None for a code that is not known here."""
    if code == MORE_REFUSED:
        return Description(translate(_MORE, lang), translate(_WAIT, lang))
    if code not in _kinds():
        return None
    try:
        return describe(_refusal(code, facts), lang)
    except (KeyError, TypeError, ValueError):  # facts of another version
        return None


def _refusal(code: str, facts: Mapping[str, Any]) -> RefusedError:
    """Make a refusal again from its code and facts. Raises KeyError, ValueError."""
    kind = _kinds()[code]
    fields = kind.__dataclass_fields__
    own = {name: _read(fields[name].type, fact) for name, fact in facts.items()}
    return kind(**own)


@cache
def _kinds() -> Mapping[str, type[RefusedError]]:
    """Give the classes of refusals by code; those of every deed are imported for it."""
    import_module("fundledger.store.recording")
    for room in (fundledger.domain, fundledger.commands):
        for each in iter_modules(room.__path__, f"{room.__name__}."):
            import_module(each.name)
    return {kind.code: kind for kind in _below(RefusedError)}


def _below(kind: type[RefusedError]) -> Iterator[type[RefusedError]]:
    if kind.__module__.startswith("fundledger."):
        yield kind
    for each in kind.__subclasses__():
        yield from _below(each)


def _read(kind: Any, fact: Any) -> Any:  # noqa: ANN401 - a type, and JSON of a record
    """Read a fact back as the type that its field has."""
    kind = getattr(kind, "__supertype__", kind)
    if get_origin(kind) in {Union, UnionType}:
        known = [each for each in get_args(kind) if each is not type(None)]
        return None if fact is None else _read(known[0], fact)
    if isinstance(fact, list):
        of = get_args(kind)[0]
        facts: list[Any] = [*fact]
        return tuple(_read(of, each) for each in facts)
    if isinstance(kind, type):
        return _classed(kind, fact)
    return fact if get_origin(kind) is None else dict(fact)


def _classed(kind: type, fact: Any) -> Any:  # noqa: ANN401 - JSON of a record
    """Read a fact back as an amount, a day, a member, or a refusal of its own."""
    if issubclass(kind, Money):
        return from_fen(fact["fen"])
    if issubclass(kind, date):
        return date.fromisoformat(fact)
    if issubclass(kind, StrEnum):
        return kind(fact)
    if issubclass(kind, RefusedError):
        return _refusal(fact["code"], fact["facts"])
    return fact
