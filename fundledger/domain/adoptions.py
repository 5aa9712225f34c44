"""Adoption of a rules edition 采用记账规则版本: whose decision it is that rules book.

Vouchers are made by rule 自动记账 (财会〔2024〕11号 §17, 12号 §21). A fund says by two
people that it keeps its books by an edition of these rules, and keeps the rules as
text: an edition can be read and printed when the program has a newer one.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from fundledger.domain.posting_rules import (
    BESIDE,
    RULES,
    AccountOrSlot,
    PostingRule,
    Slot,
    Whose,
    places,
)
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class OtherRulesError(RefusedError):
    """The program books by another edition than the one that is to be adopted."""

    edition: int
    current: int
    code = "other_rules"
    message = N_("This program books by rules edition {current}, not {edition}.")
    hint = N_("Read edition {current} with: fundledger show adoption {current}")


@dataclass(eq=False)
class RulesAdoptedError(RefusedError):
    """Both have signed before."""

    edition: int
    code = "rules_adopted"
    message = N_("Rules edition {edition} is adopted already.")
    hint = N_("Nothing more is needed: vouchers are booked by it.")


@dataclass(eq=False)
class RulesNotAdoptedError(RefusedError):
    """Vouchers are made by rules that nobody of this fund has adopted."""

    edition: int
    code = "rules_not_adopted"
    message = N_(
        "This fund has not adopted rules edition {edition}: nothing is booked."
    )
    hint = N_(
        "An accountant and a supervisor each read it (fundledger show adoption"
        " {edition}) and do adopt_rules; then do this again."
    )


def decide_adoption(edition: int, current: int, adopted: Collection[int]) -> None:
    """Decide whether an edition may be signed. Who signs it, `domain.cosigning` says.

    Raises OtherRulesError, RulesAdoptedError.
    """
    if edition != current:
        raise OtherRulesError(edition, current)
    if edition in adopted:
        raise RulesAdoptedError(edition)


def require_adopted(current: int, adopted: Collection[int]) -> None:
    """Demand that the rules a voucher is made by are adopted.

    Raises RulesNotAdoptedError.
    """
    if current not in adopted:
        raise RulesNotAdoptedError(current)


# --- What an edition says ---------------------------------------------------------


class Movement(NamedTuple):
    """One movement of a rule: places are accounts, or slots written as `<slot>`.

    `debit_of` and `credit_of` say whose money a side is: `own`, or `other` where a rule
    moves money between two sources.
    """

    rule: str
    debit: tuple[str, ...]
    credit: tuple[str, ...]
    debit_red: bool
    credit_red: bool
    debit_of: str
    credit_of: str


class RulesOfEdition(NamedTuple):
    """What the rules of an edition book, and which of them one voucher may book."""

    movements: list[Movement]
    beside: dict[str, tuple[str, ...]]


def slot_of(place: str) -> Slot | None:
    """Tell which slot a place is; None for an account, or a slot of other rules."""
    inner = place.removeprefix("<").removesuffix(">")
    return Slot(inner) if inner != place and inner in {*Slot} else None


def current_rules() -> RulesOfEdition:
    """Give the rules of this program, in their order."""
    beside = {
        str(rule): tuple(str(each) for each in PostingRule if each in BESIDE[rule])
        for rule in PostingRule
        if rule in BESIDE
    }
    return RulesOfEdition(movements(RULES), beside)


def movements(rules: Iterable[PostingRule]) -> list[Movement]:
    """List what some rules book, rule by rule."""
    return [
        Movement(
            str(rule),
            _written(leg.debit),
            _written(leg.credit),
            leg.debit_red,
            leg.credit_red,
            str(leg.debit_of),
            str(leg.credit_of),
        )
        for rule in rules
        for leg in RULES[rule]
    ]


def between_sources(listed: Iterable[Movement]) -> frozenset[str]:
    """Name the rules that move money between two sources."""
    return frozenset(
        each.rule for each in listed if Whose.OTHER in (each.debit_of, each.credit_of)
    )


def _written(side: AccountOrSlot | tuple[AccountOrSlot, ...]) -> tuple[str, ...]:
    return tuple(
        f"<{place}>" if isinstance(place, Slot) else str(place)
        for place in places(side)
    )


def rules_text() -> str:
    """Write the rules of this program as a fund keeps them: canonical JSON."""
    rules = current_rules()
    listed = [each._asdict() for each in rules.movements]
    kept_text = {"movements": listed, "beside": rules.beside}
    return json.dumps(kept_text, ensure_ascii=False, separators=(",", ":"))


def read_rules(text: str) -> RulesOfEdition:
    """Read the rules that a fund has kept."""
    kept_rules = json.loads(text)
    listed = [
        Movement(**each | {side: tuple(each[side]) for side in ("debit", "credit")})
        for each in kept_rules["movements"]
    ]
    beside = {rule: tuple(others) for rule, others in kept_rules["beside"].items()}
    return RulesOfEdition(listed, beside)
