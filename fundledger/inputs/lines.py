"""A line of a file of deeds: an order, and what a chain says of it beside.

The file's form is known to readers and writers; the folder's name that its attachments
lie in is here, since an input names them by it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from fundledger.store.audit import ACCEPTED, MOMENT, REFUSED

ATTACHMENTS: Final = "attachments"
"""Beside a file of deeds: what its inputs name by SHA-256, each file called by it."""


class Stamped(NamedTuple):
    """What a record says that nobody orders: when, as whom, and how it ended."""

    deed_edition: int
    recorded_at: datetime
    database_user: str
    refusal: Mapping[str, Any] | None
    """The code it was refused by, with its facts; None where it was accepted."""

    @property
    def code(self) -> str | None:
        """Give the code it was refused by; None where it was accepted."""
        return None if self.refusal is None else str(self.refusal["code"])

    @property
    def fields(self) -> dict[str, Any]:
        """Give it as a line says it."""
        return {
            "deed_edition": self.deed_edition,
            "recorded_at": f"{self.recorded_at:{MOMENT}}",
            "database_user": self.database_user,
            "outcome": outcome_of(self.refusal),
            "refusal": self.refusal,
        }


def outcome_of(refusal: Mapping[str, Any] | None) -> str:
    """Name how a deed ended."""
    return ACCEPTED if refusal is None else REFUSED


class DeedLine(NamedTuple):
    """One line of a file of deeds; what is None, it leaves out."""

    row: int
    deed: str
    input: Mapping[str, Any]
    actor: str | None = None
    on: str | None = None
    key: str | None = None
    stamped: Stamped | None = None
