"""Queues of vouchers that wait for a signature: what they are called, and whose."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from fundledger.domain.people import PERMITS, Role
from fundledger.domain.signatures import PARTS, SignaturePart
from fundledger.errors import N_

QUEUES: Final[Mapping[SignaturePart, str]] = MappingProxyType(
    {
        SignaturePart.PREPARED: N_("To prepare"),
        SignaturePart.CASHIER: N_("For the cashier"),
        SignaturePart.REVIEWED: N_("To review"),
        SignaturePart.POSTED: N_("To post"),
        SignaturePart.CHIEF: N_("For the head of finance"),
    }
)
"""What the queues are called, by the part that their vouchers wait for."""


def queue_of(deeds: Sequence[str]) -> SignaturePart | None:
    """Tell which queue some deeds sign; None where they sign none."""
    named = (part for part, rule in PARTS.items() if set(rule.deeds) & {*deeds})
    return next(named, None)


def own_first(roles: Collection[Role]) -> list[SignaturePart]:
    """Give the parts, those first that somebody with some roles signs."""
    return sorted(PARTS, key=lambda part: not PERMITS[PARTS[part].action] & {*roles})
