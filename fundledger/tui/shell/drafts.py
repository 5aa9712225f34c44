"""What was typed into a form and not handed in yet: on disk with every change.

A draft keeps the form's idempotency key too: a deed that was done just before the
workbench was killed is not done twice. It is a file that only its owner reads.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from fundledger.inputs.json_texts import read_json
from fundledger.tui.shell.faults import state_folder
from fundledger.tui.shell.own_files import read_own, write_own


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
    folder = drafts_folder()
    if folder is None or not folder.is_dir():
        return []
    files = sorted(folder.glob("*.json"), key=_age, reverse=True)
    drafts = filter(None, map(_read, files))
    return [each for each in drafts if each.of[:3] == (place, fund, actor)]


def _age(path: Path) -> float:
    """Say when a file was written; one that goes meanwhile is the oldest."""
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0


def keep(draft: Draft) -> None:
    """Write a draft, whole or not at all; without a folder there are no drafts."""
    path = _path(draft.of)
    if path is not None:
        write_own(path, draft._asdict())


def drop(of: DraftOf) -> None:
    """Forget a draft: its deed was done, or it was given up."""
    path = _path(of)
    if path is not None:
        with suppress(OSError):
            path.unlink()


def drafts_folder() -> Path | None:
    """Say where drafts lie; None for a user without a home."""
    state = state_folder()
    return None if state is None else state / "drafts"


def _path(of: DraftOf) -> Path | None:
    folder = drafts_folder()
    digest = sha256("\0".join(of).encode()).hexdigest()
    return None if folder is None else folder / f"{digest[:40]}.json"


def _read(path: Path) -> Draft | None:
    """Read a draft of one's own; a file that is none is left where it is."""
    try:
        return _drafted(read_own(path))
    except (ValueError, TypeError):
        return None


def _drafted(read: Any) -> Draft | None:  # noqa: ANN401 - any JSON
    """Take JSON for a draft, if every part of it is what a form left."""
    match read:
        case {
            "of": [str(place), str(fund), str(actor), str(deed), str(given)],
            "on": str(on),
            "key": str(key),
            "values": dict(),
        } if isinstance(read_json(given), dict):
            of = DraftOf(place, fund, actor, deed, given)
            return Draft(of, on, key, read["values"])
        case _:
            return None
