"""By which key deeds are confirmed: names of deeds that are, and all that pay out."""

from collections.abc import Iterator

from fundledger.commands.registry import DEEDS
from fundledger.domain.chart import TRANSIT
from fundledger.domain.posting_rules import RULES, AccountOrSlot, Leg, Slot
from fundledger.inputs.postings import POSTS
from fundledger.tui.shell.gestures import GESTURES, IRREVERSIBLE, PAYS_OUT

OWN: set[AccountOrSlot] = {TRANSIT, Slot.TO_BANK}
"""Where money stays the fund's own, though it leaves a bank account."""


def legs(deed: str) -> Iterator[Leg]:
    """Give the legs of everything that a deed may book."""
    for rule in POSTS.get(deed, ()):
        yield from RULES[rule]


def places(side: AccountOrSlot | tuple[AccountOrSlot, ...]) -> set[AccountOrSlot]:
    """Give the accounts and slots that one side of a leg names."""
    return set(side) if isinstance(side, tuple) else {side}


def leaves(leg: Leg) -> bool:
    """Tell whether money goes from a bank account to somebody outside."""
    return Slot.BANK in places(leg.credit) and not places(leg.debit) & OWN


def test_every_deed_with_a_key_of_its_own_is_there() -> None:
    assert {*GESTURES, *IRREVERSIBLE} - set(DEEDS) == set()


def test_every_deed_by_which_money_leaves_asks_for_amount_and_account() -> None:
    paying = {deed for deed in DEEDS if any(map(leaves, legs(deed)))}
    assert paying == PAYS_OUT
