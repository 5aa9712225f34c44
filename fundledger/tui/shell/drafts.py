"""What was typed into a form and not handed in yet: on disk with every change.

A draft keeps the form's idempotency key too: a deed that was done just before the
workbench was killed is not done twice. It is a file that only its owner reads.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from fundledger.tui.shell.faults import state_folder


class DraftOf(NamedTuple):
    """Whose draft it is, and of what."""

    place: str
    fund: str
    actor: str
    deed: str
    given: str
    """What the form was opened for, as JSON."""

    @property
    def fields(self) -> dict[str, Any]:
        """Give the fields that the form was opened with."""
        fields: dict[str, Any] = json.loads(self.given)
        return fields


def draft_of(
    place: str, fund: str, actor: str, deed: str, given: Mapping[str, Any]
) -> DraftOf:
    """Name the draft of a form by what it was opened for."""
    written = json.dumps(dict(given), ensure_ascii=False, sort_keys=True)
    return DraftOf(place, fund, actor, deed, written)


class Draft(NamedTuple):
    """What was typed: texts, and JSON of texts, by field."""

    of: DraftOf
    on: str
    key: str
    values: Mapping[str, Any]


def begun(of: DraftOf, on: str, values: Mapping[str, Any]) -> Draft:
    """Begin a draft with a key of its own."""
    return Draft(of, on, f"form-{uuid4().hex}", values)


def kept_draft(of: DraftOf) -> Draft | None:
    """Read a draft that was left; None where there is none that can be read."""
    path = _path(of)
    return None if path is None else _read(path)


def all_drafts(place: str, fund: str, actor: str) -> list[Draft]:
    """List the drafts that somebody has in a fund, the newest first."""
    folder = _folder()
    if folder is None or not folder.is_dir():
        return []
    files = sorted(folder.glob("*.json"), key=lambda each: -each.stat().st_mtime)
    drafts = filter(None, map(_read, files))
    return [each for each in drafts if each.of[:3] == (place, fund, actor)]


def keep(draft: Draft) -> None:
    """Write a draft, whole or not at all; without a folder there are no drafts."""
    path = _path(draft.of)
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(".new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(draft._asdict(), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)


def drop(of: DraftOf) -> None:
    """Forget a draft: its deed was done, or it was given up."""
    path = _path(of)
    if path is not None:
        with suppress(OSError):
            path.unlink()


def _folder() -> Path | None:
    state = state_folder()
    return None if state is None else state / "drafts"


def _path(of: DraftOf) -> Path | None:
    folder = _folder()
    digest = sha256("\0".join(of).encode()).hexdigest()
    return None if folder is None else folder / f"{digest[:40]}.json"


def _read(path: Path) -> Draft | None:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return Draft(
            DraftOf(*read["of"]), read["on"], read["key"], dict(read["values"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
