"""Every deed by its name. Names are never reused: records keep them for ever."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, cast

from fundledger.commands.deed import Described

_HOMES: Final = (
    "funds",
    "people",
    "adoptions",
    "handovers",
    "cosignatures",
    "places",
    "accounts",
    "sources",
    "calendars",
    "published",
    "rounds",
    "funding",
    "returns",
    "running_costs",
    "transfers",
    "applications",
    "reviews",
    "notices",
    "projects",
    "amendments",
    "disbursements",
    "claims",
    "disallowances",
    "refunds",
    "recoveries",
    "re_sourcing",
    "signatures",
    "evidence",
    "journal",
    "closed_years",
    "imports",
    "openings",
    "releases",
    "periods",
)
"""The modules with deeds, in the order in which a fund meets them."""


def _deeds() -> dict[str, Described[..., Any]]:
    deeds: dict[str, Described[..., Any]] = {}
    for home in _HOMES:
        module = import_module(f"fundledger.commands.{home}")
        for each in vars(module).values():
            if isinstance(each, Described) and each.__module__ == module.__name__:
                deed = cast("Described[..., Any]", each)
                assert deed.name not in deeds, f"two deeds are called {deed.name}"
                deeds[deed.name] = deed
    return deeds


DEEDS: Final[Mapping[str, Described[..., Any]]] = MappingProxyType(_deeds())
"""All deeds, `create_fund` first."""
