"""A past that is done again: what its records say, and which record is to come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from fundledger.domain.ids import Seq
from fundledger.errors import N_, StoreError

Clock = Callable[[], datetime]
"""Tells the time of recording."""


@dataclass(eq=False)
class OvertakenError(StoreError):
    """A past is being done again, and somebody else writes into its ledger."""

    seq: int
    head: int
    message = N_("Record {seq} is to be written, and the chain stands at {head}.")
    hint = N_(
        "Somebody else does deeds in this ledger. Wait for them, then run the same"
        " command again: it goes on where the chain stands."
    )


class Replaying(NamedTuple):
    """When and by whom records are said to be made, where a past is done again."""

    clock: Clock
    database_user: str
    seq: Seq | None = None
    """The record that is to be made; None for whichever is next."""


def require_turn(only: Seq | None, head: Seq) -> None:
    """Have the chain stand right before the record to come. Raises OvertakenError."""
    if only is not None and head + 1 != only:
        raise OvertakenError(only, head)
