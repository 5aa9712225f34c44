"""Put another value in the place of a table, everywhere it is known, and back."""

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final, NamedTuple

ROOMS: Final = ("fundledger", "tests")
Test = Callable[[], None]


class Mutant(NamedTuple):
    """A table with one cell changed, and what was changed in words."""

    cell: str
    value: object


class Family(NamedTuple):
    """A table, its mutants, and the tests of which one must fail for each."""

    module: ModuleType
    table: str
    mutants: Callable[[], Iterable[Mutant]]
    tests: tuple[Test, ...]

    @property
    def name(self) -> str:
        """Name the table by its module."""
        return f"{self.module.__name__.rpartition('.')[2]}.{self.table}"


def _places(value: object) -> Iterator[tuple[ModuleType, str]]:
    """Find every module that knows a table, whatever it calls it."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ROOMS:
            for known, other in list(vars(module).items()):
                if other is value:
                    yield module, known


@contextmanager
def changed(module: ModuleType, table: str, value: object) -> Generator[None]:
    """Let a table have another value, wherever it was imported."""
    original = getattr(module, table)
    places = list(_places(original))
    for place, name in places:
        setattr(place, name, value)
    try:
        yield
    finally:
        for place, name in places:
            setattr(place, name, original)


def passes(tests: Iterable[Test]) -> bool:
    """Tell whether every test passes."""
    try:
        for test in tests:
            test()
    except Exception:  # noqa: BLE001 - however a fault shows, it is seen
        return False
    return True


def survivors(family: Family, mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """Change each cell in turn, and give those that no test sees."""
    for mutant in mutants:
        with changed(family.module, family.table, mutant.value):
            alive = passes(family.tests)
        if alive:
            yield mutant
