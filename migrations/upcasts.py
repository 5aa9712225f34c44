"""Bring a change that an older record speaks of into today's schema.

Each revision after the first adds one pure function here: (change) → change, where a
change is one entry of a record's `changes`. Records are never rewritten; this is how
old ones are read. Nothing here imports the application.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final

Change = dict[str, Any]

UPCASTS: Final = MappingProxyType[str, Callable[[Change], Change]]({})
"""By the revision that brought the change of schema, in order of the revisions."""


class UnknownSchemaError(ValueError):
    """A record was written under a schema that this version does not know."""


REVISIONS: Final = ("0001",)
"""Every revision in order. The last is the one that this version works with, and that
its records name: nothing else says which that is."""


def upcast(schema: str, change: Change) -> Change:
    """Bring a change of the given schema revision up to the present one."""
    if schema not in REVISIONS:
        raise UnknownSchemaError(schema)
    for revision in REVISIONS[REVISIONS.index(schema) + 1 :]:
        if revision in UPCASTS:
            change = UPCASTS[revision](change)
    return change
