"""What a deed would do: the rows and the result, or the refusal, of one taken back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from fundledger.errors import N_, RefusedError, StoreError
from fundledger.store.audit import Canonical, Json, Written

MOST_ROWS: Final = 500
"""A deed of more rows is previewed aside: it would hold everybody up."""

PREVIEW_PATIENCE: Final = 0.5
"""How long a preview waits for the write lock, in seconds."""


@dataclass(eq=False)
class NoPreviewError(StoreError):
    """The ledger is open for reading only."""

    message = N_("There is no preview here: this ledger may only be read.")
    hint = N_("Ask for the deed where you may write, or copy the ledger.")


class ManyRowsError(Exception):
    """A deed that is only tried would write too many rows here."""


class Preview(NamedTuple):
    """A deed done and taken back: its result or its refusal, and its row changes."""

    result: Json
    refusal: RefusedError | None
    changes: tuple[Canonical, ...] = ()

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Give the rows that the deed would put into a table, by column."""
        return rows_of(self.changes, table)


def rows_of(changes: Iterable[Canonical], table: str) -> Iterator[dict[str, Any]]:
    """Give the rows that a deed put into a table, by column."""
    for change in changes:
        if change["table"] == table and "rows" in change:
            for row in change["rows"]:
                yield dict(zip(change["columns"], row, strict=True))


def noted(note: Canonical | Written) -> Canonical:
    """Read a note that was written beforehand."""
    if isinstance(note, Written):
        change: Canonical = json.loads(note.text)
        return change
    return note
