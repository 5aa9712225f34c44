"""How one screen opens another without knowing it: by its place and a key.

`app` says which screen stands at a place.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from textual.screen import Screen

from fundledger.i18n.nouns import Noun
from fundledger.tui.shell.actions import ScreenKind


class Task(NamedTuple):
    """A deed to be done: its name, and the fields that are known already."""

    deed: str
    given: Mapping[str, Any]
    cosigns: int | None = None
    """The number of the signature beside which it is signed, as it was asked for."""


class ObjectKey(NamedTuple):
    """A thing that has a page: its kind, and its number or key."""

    noun: Noun
    key: int | str


Key = Any
"""The number or key of what is opened; of a form its `Task`, of a confirmation that."""


class Open(NamedTuple):
    """A route: which screen, and what it shows; a screen of one kind needs no key."""

    place: ScreenKind
    key: Key = ""


_OWN_PAGES: Final = {
    Noun.PROJECT: ScreenKind.PROJECT,
    Noun.VOUCHER: ScreenKind.VOUCHER,
    Noun.MONTH: ScreenKind.PERIOD,
    Noun.RECORD: ScreenKind.RECORD,
    Noun.REFUSAL: ScreenKind.RECORD,
}
"""Kinds of things with a page of their own."""


def page_of(noun: Noun, key: int | str) -> Open:
    """Say which page shows a thing."""
    if noun in _OWN_PAGES:
        return Open(_OWN_PAGES[noun], key)
    return Open(ScreenKind.OBJECT, ObjectKey(noun, key))


Routes = Mapping[ScreenKind, Callable[[Any], Screen[Any]]]
"""What makes the screen at a place."""
