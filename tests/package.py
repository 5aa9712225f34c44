"""Everything that the package declares, for the tests that walk it whole."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import TypeVar

import fundledger


def modules() -> Iterator[object]:
    """Import every module but those that run when they are imported."""
    for module in walk_packages(fundledger.__path__, "fundledger."):
        room = module.name.split(".")[1]
        if not module.name.endswith("__main__") and room not in ("migrations", "data"):
            yield import_module(module.name)


T = TypeVar("T")


def members_of(root: type[T], name: str) -> set[type[T]]:
    """Collect the subclasses that the package itself declares."""
    return {
        thing
        for module in modules()
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, root)
        and thing.__module__.startswith(name)
    }
