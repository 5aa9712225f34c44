"""Finding what a deed names, or that it is not there yet. Not deeds by themselves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from fundledger.errors import N_, RefusedError, StoreError

T = TypeVar("T")


@dataclass(eq=False)
class NotFoundError(StoreError):
    """The deed names something that is not there."""

    what: str
    key: str
    message = N_("There is no {what} {key}.")
    hint = N_("Check the number or the key; lists show what there is.")


@dataclass(eq=False)
class ExistsError(RefusedError):
    """The deed would add what is there already."""

    what: str
    key: str
    code = "exists_already"
    message = N_("There is a {what} {key} already.")
    hint = N_("Choose another key, or use the one that is there.")


def require(row: T | None, what: str, key: object) -> T:
    """Give the row that was looked for. Raises NotFoundError."""
    if row is None:
        raise NotFoundError(what, str(key))
    return row


def require_new(what: str, added: Iterable[object], known: Collection[object]) -> None:
    """Refuse to add what is known, or one thing twice. Raises ExistsError."""
    seen = set(known)
    for key in added:
        if key in seen:
            raise ExistsError(what, str(key))
        seen.add(key)
