"""Whose money lies in which bank account, and what is to be transferred between them.

A source that names its bank account has its money there, and nobody else's. Sources
that name none share the accounts that no source names; where each is named by one,
their money may lie in any.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from fundledger.domain.ids import AccountKey


class Move(NamedTuple):
    """What is to be transferred from one bank account to another, in 分.

    Without an account that it can be taken from, the money is nowhere in the bank.
    """

    bank: AccountKey | None
    to_bank: AccountKey
    fen: int


def misplaced(
    lies: Mapping[AccountKey, int],
    belongs: Mapping[AccountKey, int],
    named: Collection[AccountKey],
) -> Counter[AccountKey]:
    """Tell what each account has too much of, or too little of (below zero), in 分.

    `lies` has every bank account that something moved; `belongs` is what each ought to
    hold of money that has its place. Accounts that no source names are one: what they
    have too much of is taken, and what they are short of is put, where most lies.
    """
    known = sorted({*lies, *belongs})
    more = Counter({key: lies.get(key, 0) - belongs.get(key, 0) for key in known})
    free = [key for key in more if key not in named]
    apart = Counter({key: more[key] for key in more if key in named})
    if not free:
        return Counter({key: fen for key, fen in apart.items() if fen})
    rest = -sum(apart.values())
    for key in sorted(free, key=lambda each: -more[each]):
        part = min(rest, max(more[key], 0)) if rest > 0 else rest
        apart[key] += part
        rest -= part
    return Counter({key: fen for key, fen in apart.items() if fen})


def moves(apart: Mapping[AccountKey, int]) -> list[Move]:
    """Say what is to be transferred so that every account has what it is short of."""
    over = {key: fen for key, fen in sorted(apart.items()) if fen > 0}
    to_do: list[Move] = []
    for short, fen in sorted(apart.items()):
        missing = max(-fen, 0)
        for key, left in over.items():
            part = min(left, missing)
            over[key] = left - part
            missing -= part
            if part:
                to_do.append(Move(key, short, part))
        if missing:
            to_do.append(Move(None, short, missing))
    return to_do


def standing_since(
    now: Mapping[AccountKey, int], then: Mapping[AccountKey, int]
) -> frozenset[AccountKey]:
    """Name the accounts that have too much or too little now, and had it before."""
    return frozenset(key for key, fen in now.items() if fen * then.get(key, 0) > 0)
