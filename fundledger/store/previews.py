"""What a deed would do: the rows and the result, or the refusal, of one taken back."""

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from fundledger.errors import RefusedError
from fundledger.store.audit import Canonical, Json, Written

PREVIEW_PATIENCE: Final = 0.5
"""How long a preview waits for the write lock, in seconds."""


class Preview(NamedTuple):
    """A deed done and taken back: its result or its refusal, and its row changes."""

    result: Json
    refusal: RefusedError | None
    changes: tuple[Canonical, ...] = ()

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Give the rows that the deed would put into a table, by column."""
        for change in self.changes:
            if change["table"] == table and "rows" in change:
                for row in change["rows"]:
                    yield dict(zip(change["columns"], row, strict=True))


def noted(note: Canonical | Written) -> Canonical:
    """Read a note that was written beforehand."""
    if isinstance(note, Written):
        change: Canonical = json.loads(note.text)
        return change
    return note
