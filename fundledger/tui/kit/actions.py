"""What an action is, and the actions that widgets do by themselves.

The table of all actions of the workbench is `shell.actions`; these are its part that
needs no screen.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from textual.binding import Binding, BindingType

from fundledger.errors import N_


class Part(StrEnum):
    """A part of a screen whose widget does its own actions."""

    LIST = "list"
    DIALOG = "dialog"
    FILTER = "filter"
    FIELD = "field"
    LINES = "lines"


class Act(NamedTuple):
    """One action: what runs, the keys, what it is called, and where."""

    name: str
    keys: str
    """Textual's names, comma-separated; Chinese twins beside the key they stand for."""
    shown: str
    """The key as people read it."""
    label: str
    places: frozenset[StrEnum]
    """Screens, or parts of one."""
    rank: int = 2
    """Its place in the row of keys: the highest yield first, 0 is never there."""


def at(*places: StrEnum) -> frozenset[StrEnum]:
    """Name the places of an action."""
    return frozenset(places)


LIST_ACTS: Final = (
    Act("up", "up,k", "↑ k", N_("Up"), at(Part.LIST), 0),
    Act("down", "down,j", "↓ j", N_("Down"), at(Part.LIST), 0),
    Act("page_up", "pageup", "PgUp", N_("A page up"), at(Part.LIST), 0),
    Act("page_down", "pagedown", "PgDn", N_("A page down"), at(Part.LIST), 0),
    Act("first", "home,g", "Home g", N_("To the first"), at(Part.LIST), 0),
    Act("last", "end,G", "End G", N_("To the last"), at(Part.LIST), 0),
)
"""Lists and pages."""

TYPING_ACTS: Final = (
    Act("dismiss", "escape", "Esc", N_("Close"), at(Part.DIALOG), 0),
    Act("leave", "escape", "Esc", N_("Clear and leave"), at(Part.FILTER), 0),
    Act("keep", "enter,down", "Enter ↓", N_("To the list"), at(Part.FILTER), 0),
    Act("complete", "tab", "Tab", N_("Complete the word"), at(Part.FILTER), 0),
)
"""Dialogs and the filter line."""

FIELD_ACTS: Final = (
    Act("before", "up", "↑", N_("The field before"), at(Part.FIELD), 0),
    Act("next", "down", "↓", N_("The next field"), at(Part.FIELD), 0),
    Act("submit_field", "enter", "Enter", N_("Choose, or go on"), at(Part.FIELD), 0),
    Act("add_line", "insert,plus,＋", "Ins +", N_("Add a line"), at(Part.LINES), 0),
    Act("open", "enter", "Enter", N_("Change the line"), at(Part.LINES), 0),
    Act("remove", "delete,backspace", "Del", N_("Take it out"), at(Part.LINES), 0),
    Act("put_back", "ctrl+z", "Ctrl+Z", N_("Put it back"), at(Part.LINES), 0),
)
"""Fields of a form, and its tables of lines."""


def own_bindings(part: Part) -> list[BindingType]:
    """Give the bindings of a part: its widget has the actions itself."""
    return [
        Binding(act.keys, act.name, act.label, show=False)
        for act in (*LIST_ACTS, *TYPING_ACTS, *FIELD_ACTS)
        if part in act.places
    ]
