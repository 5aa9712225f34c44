"""Levels of an account's code 科目级次: 5101 is the first level, 510101 the second.

A code lies under the longest other code of its chart that it begins with. That is what
books and prints are summed up by; which leaf belongs to which control account, and what
may be posted to, the chart says by keys.
"""

from collections.abc import Collection, Iterator


def codes_above(code: str, codes: Collection[str]) -> Iterator[str]:
    """Go through the codes that one lies under, the nearest first."""
    for length in range(len(code) - 1, 0, -1):
        if code[:length] in codes:
            yield code[:length]


def level_of(code: str, codes: Collection[str]) -> int:
    """Tell the level of a code: 1 where it lies under no other."""
    return 1 + sum(1 for _ in codes_above(code, codes))


def top_code(code: str, codes: Collection[str]) -> str:
    """Give the code of the general account 总账科目 that one lies under, or itself."""
    return [code, *codes_above(code, codes)][-1]
