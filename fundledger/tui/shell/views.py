"""Saved views: filters that somebody named, by ledger, fund and list.

They are kept beside the drafts, in a file that only its owner reads.
"""

from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from fundledger.tui.shell.faults import state_folder
from fundledger.tui.shell.own_files import read_own, write_own

MOST: Final = 200
"""So many views are kept; the oldest go."""


class ViewsOf(NamedTuple):
    """Which list of which fund the views are of."""

    place: str
    fund: str
    listed: str


class SavedView(NamedTuple):
    """A filter, and what it is called."""

    name: str
    typed: str


def views_of(of: ViewsOf) -> list[SavedView]:
    """List the views of a list by name."""
    return sorted(view for whose, view in _all() if whose == of)


def keep_view(of: ViewsOf, view: SavedView) -> list[SavedView]:
    """Keep a view, instead of one that is called the same; give those there are."""
    others = [e for e in _all() if (e[0], e[1].name) != (of, view.name)]
    _write([*others, (of, view)])
    return views_of(of)


def drop_view(of: ViewsOf, name: str) -> list[SavedView]:
    """Take a view away; give those there are."""
    _write([e for e in _all() if (e[0], e[1].name) != (of, name)])
    return views_of(of)


def _path() -> Path | None:
    state = state_folder()
    return None if state is None else state / "views.json"


def _all() -> list[tuple[ViewsOf, SavedView]]:
    path = _path()
    entries = read_own(path) if path is not None else None
    if not isinstance(entries, list):
        return []
    listed = cast("list[object]", entries)
    return [view for each in listed if (view := _view(each)) is not None]


def _view(entry: Any) -> tuple[ViewsOf, SavedView] | None:  # noqa: ANN401 - any JSON
    match entry:
        case [[str(place), str(fund), str(listed)], [str(name), str(typed)]]:
            return ViewsOf(place, fund, listed), SavedView(name, typed)
        case _:
            return None


def _write(views: list[tuple[ViewsOf, SavedView]]) -> None:
    path = _path()
    if path is not None:
        write_own(path, views[-MOST:])
