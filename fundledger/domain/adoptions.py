"""Adoption of a rules edition 采用记账规则版本: whose decision it is that rules book.

Vouchers are made by rule 自动记账 (财会〔2024〕11号 §17, 12号 §21). A fund says by two
people that it keeps its books by an edition of these rules, and keeps the rules as
text: an edition can be read and printed when the program has a newer one.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from fundledger.domain.ids import Login
from fundledger.domain.people import Role
from fundledger.domain.posting_rules import RULES, AccountOrSlot, Slot, places
from fundledger.errors import N_, RefusedError

SIGNERS: Final = frozenset({Role.ACCOUNTANT, Role.SUPERVISOR})
"""Who signs an adoption, one person in each of these roles."""


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
class AdoptionSignedError(RefusedError):
    """Somebody signed the adoption in this role, or this person did in the other."""

    edition: int
    by: Login
    waits_for: Role
    code = "adoption_signed"
    message = N_("{by} has signed the adoption of rules edition {edition} already.")
    hint = N_("Another person signs it as {waits_for}.")


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


def is_adopted(signed: Collection[Role]) -> bool:
    """Tell whether everybody has signed whom it takes."""
    return {*signed} >= SIGNERS


def decide_adoption(
    edition: int, current: int, signed: Mapping[Role, Login], role: Role, actor: Login
) -> bool:
    """Decide whether somebody signs an adoption; tell whether theirs is the last.

    Raises OtherRulesError, RulesAdoptedError, AdoptionSignedError.
    """
    if edition != current:
        raise OtherRulesError(edition, current)
    if is_adopted(signed):
        raise RulesAdoptedError(edition)
    (first, *_) = (each for each in Role if each in SIGNERS - signed.keys())
    if role in signed:
        raise AdoptionSignedError(edition, signed[role], first)
    if actor in signed.values():
        raise AdoptionSignedError(edition, actor, first)
    return is_adopted([*signed, role])


def require_adopted(current: int, adopted: Collection[int]) -> None:
    """Demand that the rules a voucher is made by are adopted.

    Raises RulesNotAdoptedError.
    """
    if current not in adopted:
        raise RulesNotAdoptedError(current)


# --- What an edition says ---------------------------------------------------------


class Movement(NamedTuple):
    """One movement of a rule: places are accounts, or slots written as `<slot>`."""

    rule: str
    debit: tuple[str, ...]
    credit: tuple[str, ...]
    debit_red: bool
    credit_red: bool


def slot_of(place: str) -> Slot | None:
    """Tell which slot a place is; None for an account, or a slot of other rules."""
    inner = place.removeprefix("<").removesuffix(">")
    return Slot(inner) if inner != place and inner in {*Slot} else None


def movements() -> list[Movement]:
    """List what the rules of this program book, rule by rule in their order."""
    return [
        Movement(rule, _written(leg.debit), _written(leg.credit), *leg[2:4])
        for rule, legs in RULES.items()
        for leg in legs
    ]


def _written(side: AccountOrSlot | tuple[AccountOrSlot, ...]) -> tuple[str, ...]:
    return tuple(
        f"<{place}>" if isinstance(place, Slot) else str(place)
        for place in places(side)
    )


def rules_text() -> str:
    """Write the rules of this program as a fund keeps them: canonical JSON."""
    listed = [each._asdict() for each in movements()]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def read_rules(text: str) -> list[Movement]:
    """Read the rules that a fund has kept."""
    return [
        Movement(
            each["rule"],
            tuple(each["debit"]),
            tuple(each["credit"]),
            each["debit_red"],
            each["credit_red"],
        )
        for each in json.loads(text)
    ]
