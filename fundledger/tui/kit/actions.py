"""Every action of the workbench, in one table.

Bindings, the row of keys, help and the palette are drawn from it, and nothing else
binds a key. There is no deed in it: this workbench reads (a test walks the table).
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from textual.binding import Binding, BindingType

from fundledger.errors import N_


class Place(StrEnum):
    """Where an action is at home: a screen, or a part of one."""

    EVERYWHERE = "everywhere"
    GLANCE = "glance"
    PROJECTS = "projects"
    PROJECT = "project"
    RECONCILIATION = "reconciliation"
    CHECK = "check"
    AUDIT = "audit"
    RECORD = "record"
    VERIFY = "verify"
    FUNDS = "funds"
    LIST = "list"
    DIALOG = "dialog"
    FILTER = "filter"


class Act(NamedTuple):
    """One action: what runs, the keys, what it is called, and where."""

    name: str
    keys: str
    """Textual's names, comma-separated; Chinese twins beside the key they stand for."""
    shown: str
    """The key as people read it."""
    label: str
    places: frozenset[Place]
    rank: int = 2
    """Its place in the row of keys: the highest yield first, 0 is never there."""


def _at(*places: Place) -> frozenset[Place]:
    return frozenset(places)


_P = Place
MODES: Final = (
    (_P.GLANCE, "1", N_("Workbench")),
    (_P.PROJECTS, "2", N_("Projects")),
    (_P.RECONCILIATION, "6", N_("Reconciliation")),
    (_P.AUDIT, "8", N_("Audit")),
)
"""The screens that number keys switch to; the missing numbers are the later ones'."""

MODE_PLACES: Final = frozenset(place for place, _, _ in MODES)
SCREENS: Final = MODE_PLACES | _at(_P.PROJECT, _P.CHECK, _P.RECORD, _P.VERIFY)
"""Where books are shown; dialogs and the choice of a fund are not among them."""
ANYWHERE: Final = SCREENS | _at(_P.FUNDS)
FILTERED: Final = _at(_P.PROJECTS, _P.AUDIT)
WITH_LISTS: Final = FILTERED | _at(_P.RECONCILIATION)

ACTS: Final = (
    # Lists and pages.
    Act("up", "up,k", "↑ k", N_("Up"), _at(_P.LIST), 0),
    Act("down", "down,j", "↓ j", N_("Down"), _at(_P.LIST), 0),
    Act("page_up", "pageup", "PgUp", N_("A page up"), _at(_P.LIST), 0),
    Act("page_down", "pagedown", "PgDn", N_("A page down"), _at(_P.LIST), 0),
    Act("first", "home,g", "Home g", N_("To the first"), _at(_P.LIST), 0),
    Act("last", "end,G", "End G", N_("To the last"), _at(_P.LIST), 0),
    Act("open", "enter", "Enter", N_("Open"), WITH_LISTS | _at(_P.FUNDS), 1),
    # What is on the screen.
    Act("filter", "slash,、", "/", N_("Filter"), FILTERED),
    Act("sort", "s", "s", N_("Sort"), _at(_P.PROJECTS)),
    Act("refused", "r", "r", N_("Only refused"), _at(_P.AUDIT)),
    Act("verify", "v", "v", N_("Verify"), _at(_P.AUDIT)),
    Act("again", "v", "v", N_("Verify again"), _at(_P.VERIFY)),
    Act("cancel", "c", "c", N_("Cancel"), _at(_P.VERIFY)),
    Act("tab(-1)", "left_square_bracket,left", "[", N_("Tab before"), _at(_P.PROJECT)),
    Act("tab(1)", "right_square_bracket,right", "]", N_("Next tab"), _at(_P.PROJECT)),
    Act("export", "e", "e", N_("Export CSV"), SCREENS - _at(_P.VERIFY)),
    Act("details", "d", "d", N_("Details of an error"), ANYWHERE, 0),
    # Everywhere.
    Act("back", "escape", "Esc", N_("Back"), SCREENS - MODE_PLACES | FILTERED),
    Act("refresh", "f5", "F5", N_("Refresh"), ANYWHERE, 4),
    *(
        Act(f"mode('{place}')", number, number, label, SCREENS, 0)
        for place, number, label in MODES
    ),
    Act("help", "question_mark,？", "?", N_("Help"), ANYWHERE, 1),
    Act("palette", "ctrl+p,colon,：", "Ctrl+P", N_("Commands"), SCREENS, 3),
    Act("language", "f9", "F9", "中/EN", _at(_P.EVERYWHERE), 3),
    Act("theme", "f2", "F2", N_("Light or dark"), _at(_P.EVERYWHERE), 0),
    Act("quit", "ctrl+q", "Ctrl+Q", N_("Quit"), _at(_P.EVERYWHERE), 1),
    # Dialogs and the filter line.
    Act("dismiss", "escape", "Esc", N_("Close"), _at(_P.DIALOG), 0),
    Act("leave", "escape", "Esc", N_("Clear and leave"), _at(_P.FILTER), 0),
    Act("keep", "enter,down", "Enter ↓", N_("To the list"), _at(_P.FILTER), 0),
)
"""All of them, in the order in which the row of keys and help name them."""

WORKBENCH_NAME: Final = "act"
"""The app's one action through which keys, clicks and the palette go."""

OWN: Final = _at(_P.LIST, _P.DIALOG, _P.FILTER)
"""Places whose widgets do their own actions; all others go through the app."""


def acts_at(place: Place) -> Iterator[Act]:
    """Give what can be done at a place, what is the same everywhere included."""
    for act in ACTS:
        if place in act.places or (Place.EVERYWHERE in act.places and place not in OWN):
            yield act


def command(act: Act) -> str:
    """Give the text that runs an action through the app."""
    return f"app.{WORKBENCH_NAME}({act.name!r})"


def bindings(place: Place) -> list[BindingType]:
    """Give the bindings of a place: only its own, so that nothing is bound twice."""
    return [
        Binding(
            act.keys,
            act.name if place in OWN else command(act),
            act.label,
            show=False,
            priority=place is Place.EVERYWHERE,
        )
        for act in ACTS
        if place in act.places
    ]
