"""Ways to change a table by one cell: a set, a mapping, a row."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeVar, cast

from tests.mutants.changing import Mutant

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T", bound=Hashable)


def toggled(
    members: frozenset[T], each: Iterable[T]
) -> Iterator[tuple[str, frozenset[T]]]:
    """Give a set with one member more or less, for each of these."""
    for one in each:
        yield f"{'-' if one in members else '+'}{name_of(one)}", members ^ {one}


def with_row(table: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """Give a table with another row, or one more."""
    return MappingProxyType({**table, key: value})


def dropped(table: Mapping[K, V]) -> Iterator[Mutant]:
    """Drop each row."""
    for key in table:
        rest = {other: row for other, row in table.items() if other != key}
        yield Mutant(f"{name_of(key)} dropped", MappingProxyType(rest))


def replaced(
    table: Mapping[K, V], key: K, rows: Iterable[tuple[str, V]]
) -> Iterator[Mutant]:
    """Put other rows in the place of one, each with its words."""
    for words, row in rows:
        yield Mutant(f"{name_of(key)} {words}", with_row(table, key, row))


def toggled_rows(
    table: Mapping[K, frozenset[T]], each: Sequence[T]
) -> Iterator[Mutant]:
    """Give every row of sets one member more or less."""
    for key, members in table.items():
        yield from replaced(table, key, toggled(members, each))


def other_fields(row: Any, **choices: Iterable[object]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any named tuple
    """Change one field of a named tuple to each other choice."""
    for field, values in choices.items():
        for value in values:
            if value != getattr(row, field):
                yield f"{field}={name_of(value)}", row._replace(**{field: value})


def swapped(items: Sequence[V]) -> Iterator[tuple[str, tuple[V, ...]]]:
    """Let two neighbours change places."""
    for place, (one, other) in enumerate(pairwise(items)):
        order = (*items[:place], other, one, *items[place + 2 :])
        yield f"[{place}] and [{place + 1}] swapped", order


def name_of(value: object) -> str:
    """Name a key or a member in a line."""
    if isinstance(value, frozenset):
        return " with ".join(sorted(map(name_of, cast("frozenset[object]", value))))
    if isinstance(value, tuple):
        return "/".join(map(name_of, cast("tuple[object, ...]", value)))
    return str(value)
