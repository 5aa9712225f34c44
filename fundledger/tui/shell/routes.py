"""How one screen opens another without knowing it: by its place and a key.

`app` says which screen stands at a place.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from textual.screen import Screen

from fundledger.tui.shell.actions import ScreenKind

Key = int | str
"""The number or key of what is opened."""


class Open(NamedTuple):
    """A route: which screen, and what it shows; a screen of one kind needs no key."""

    place: ScreenKind
    key: Key = ""


Routes = Mapping[ScreenKind, Callable[[Key], Screen[Any]]]
"""What makes the screen at a place."""
