"""Handover 会计工作交接: from whom, to whom, before whom, and what is open then.

《会计基础工作规范》 §25–35: nobody leaves accounting work before it is handed over.
What is open is listed; whoever gives, takes and witnesses signs the list. Where one
cannot hand over, the supervisor arranges it for a reason, perhaps with a delegate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.ids import GrantNo, HandoverNo, Login
from fundledger.domain.people import Grant, Role
from fundledger.domain.rights import RightError, holds_on
from fundledger.errors import N_, RefusedError

HANDED_OVER: Final = frozenset({Role.ACCOUNTANT, Role.CASHIER})
"""The roles that nobody leaves without a handover."""


class HandoverState(StrEnum):
    """Where a handover stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


class HandoverPart(StrEnum):
    """Who signs a handover, in the order of the print."""

    GIVEN = "given"
    """移交人: left out where the supervisor arranged it."""
    TAKEN = "taken"
    """接管人."""
    WITNESSED = "witnessed"
    """监交人."""


class OpenKind(StrEnum):
    """What may be open when work is handed over, in the order of the list."""

    TO_PREPARE = "to_prepare"
    TO_COUNTERSIGN = "to_countersign"
    TO_REVIEW = "to_review"
    TO_POST = "to_post"
    CLAIM_TO_ADMIT = "claim_to_admit"
    PAYMENT_TO_CHECK = "payment_to_check"
    PAYMENT_TO_MAKE = "payment_to_make"
    MONEY_TO_RECOVER = "money_to_recover"
    MONEY_TO_IDENTIFY = "money_to_identify"
    RECEIPT_WITHOUT_FILE = "receipt_without_file"
    MONTH_OPEN = "month_open"
    BANK_BALANCE = "bank_balance"


_BOTH: Final = HANDED_OVER
_ACCOUNTANT: Final = frozenset({Role.ACCOUNTANT})
_CASHIER: Final = frozenset({Role.CASHIER})

OPEN_TO: Final[Mapping[OpenKind, frozenset[Role]]] = MappingProxyType(
    {
        OpenKind.TO_PREPARE: _ACCOUNTANT,
        OpenKind.TO_COUNTERSIGN: _CASHIER,
        OpenKind.TO_REVIEW: _ACCOUNTANT,
        OpenKind.TO_POST: _ACCOUNTANT,
        OpenKind.CLAIM_TO_ADMIT: _ACCOUNTANT,
        OpenKind.PAYMENT_TO_CHECK: _ACCOUNTANT,
        OpenKind.PAYMENT_TO_MAKE: _CASHIER,
        OpenKind.MONEY_TO_RECOVER: _ACCOUNTANT,
        OpenKind.MONEY_TO_IDENTIFY: _ACCOUNTANT,
        OpenKind.RECEIPT_WITHOUT_FILE: _ACCOUNTANT,
        OpenKind.MONTH_OPEN: _ACCOUNTANT,
        OpenKind.BANK_BALANCE: _BOTH,
    }
)
"""Whose handover lists what."""

HANDOVER_MOVES: Final[Mapping[tuple[HandoverState, Action], HandoverState]] = (
    MappingProxyType(
        {
            (
                HandoverState.PROPOSED,
                Action.HANDOVER_ACCEPT,
            ): HandoverState.ACCEPTED,
            (
                HandoverState.ACCEPTED,
                Action.HANDOVER_WITNESS,
            ): HandoverState.COMPLETE,
            (
                HandoverState.PROPOSED,
                Action.HANDOVER_CANCEL,
            ): HandoverState.CANCELLED,
            (
                HandoverState.ACCEPTED,
                Action.HANDOVER_CANCEL,
            ): HandoverState.CANCELLED,
        }
    )
)
"""Where each deed leads."""

WAITING: Final = frozenset(state for state, _ in HANDOVER_MOVES)


class OpenItem(NamedTuple):
    """Something that is open: what, its number or key, how much of it."""

    kind: OpenKind
    key: str = ""
    title: str = ""
    size: int = 1
    fen: int | None = None


@dataclass(eq=False)
class HandoverMoveError(RefusedError):
    """The handover is not at this step."""

    handover_no: HandoverNo
    state: HandoverState
    action: Action
    code = "handover_move"
    message = N_("Handover {handover_no} is {state}: {action} is not its next step.")
    hint = N_("It is accepted by who takes over, then witnessed by the supervisor.")


@dataclass(eq=False)
class OtherRecipientError(RightError):
    """Only who is to take the work over accepts it."""

    handover_no: HandoverNo
    to: Login
    code = "other_recipient"
    message = N_("Handover {handover_no} is to {to}, who accepts it.")
    hint = N_("Have {to} accept it, or cancel it and propose another.")


@dataclass(eq=False)
class OwnHandoverError(RightError):
    """Who gives or takes does not witness, and nobody else calls it off."""

    handover_no: HandoverNo
    actor: Login
    action: Action
    code = "own_handover"
    message = N_("{actor} may not {action} on handover {handover_no}.")
    hint = N_("A supervisor witnesses who neither gives nor takes the work over.")


@dataclass(eq=False)
class RoleNotHandedOverError(RefusedError):
    """Only accounting work is handed over."""

    role: Role
    code = "role_not_handed_over"
    message = N_("The work of {role} is not handed over: no list of it is kept.")
    hint = N_("Name accountant or cashier as the role.")


@dataclass(eq=False)
class NotOfRoleError(RefusedError):
    """Who gives or takes the work over does not hold the role on that day."""

    login: Login
    role: Role
    on: date
    code = "not_of_role"
    message = N_("{login} is not {role} on {on}.")
    hint = N_("An admin grants the role first, with grant_role.")


@dataclass(eq=False)
class SamePersonError(RefusedError):
    """Nobody hands work over to themselves."""

    login: Login
    code = "handover_to_self"
    message = N_("{login} cannot hand over to themselves.")
    hint = N_("Name the person who takes the work over.")


@dataclass(eq=False)
class HandoverOpenError(RefusedError):
    """Another handover of the same work is under way."""

    handover_no: HandoverNo
    login: Login
    role: Role
    code = "handover_open"
    message = N_("Handover {handover_no} of {login} as {role} is under way already.")
    hint = N_("Let it be accepted and witnessed, or cancel it with a reason.")


@dataclass(eq=False)
class HandoverNeededError(RefusedError):
    """Nobody leaves accounting work that they have not handed over."""

    login: Login
    role: Role
    code = "handover_needed"
    message = N_("{login} is {role} and has not handed the work over.")
    hint = N_(
        "Let {login} do propose_handover; where they cannot, the supervisor does"
        " arrange_handover with the reason. It is then accepted and witnessed."
    )


def decide_handover_move(
    no: HandoverNo, state: HandoverState, action: Action
) -> HandoverState:
    """Tell where a deed leads a handover. Raises HandoverMoveError."""
    to = HANDOVER_MOVES.get((state, action))
    if to is None:
        raise HandoverMoveError(no, state, action)
    return to


def decide_handover(
    giver: Login, to: Login, role: Role, grants: Iterable[Grant], on: date
) -> None:
    """Decide whether work can go from who has or had a role to who has it on that day.

    Raises RoleNotHandedOverError, SamePersonError, NotOfRoleError.
    """
    if role not in HANDED_OVER:
        raise RoleNotHandedOverError(role)
    if giver == to:
        raise SamePersonError(giver)
    begun = [each for each in grants if each.role is role and each.from_on <= on]
    if giver not in {each.login for each in begun}:
        raise NotOfRoleError(giver, role, on)
    if to not in {each.login for each in begun if holds_on(each, on)}:
        raise NotOfRoleError(to, role, on)


def decide_signer(
    no: HandoverNo, action: Action, actor: Login, role: Role, giver: Login, to: Login
) -> None:
    """Decide whether somebody may accept, witness or cancel this handover.

    Raises OtherRecipientError, OwnHandoverError.
    """
    if action is Action.HANDOVER_ACCEPT and actor != to:
        raise OtherRecipientError(no, to)
    own = actor in (giver, to)
    if action is Action.HANDOVER_WITNESS and own:
        raise OwnHandoverError(no, actor, action)
    if action is Action.HANDOVER_CANCEL and not own and role is not Role.SUPERVISOR:
        raise OwnHandoverError(no, actor, action)


class Charge(NamedTuple):
    """A grant of a role with accounting work, and what became of the work."""

    grant_no: GrantNo
    role: Role
    from_on: date
    until_on: date | None
    acted: bool
    """Whether the person did anything since: else there is nothing to hand over."""
    handed_over: bool

    @property
    def is_left(self) -> bool:
        """Whether work would be left behind."""
        return self.acted and not self.handed_over


def charge_on(charges: Iterable[Charge], role: Role, on: date) -> Charge | None:
    """Give the last grant of a role that began by a day; None where there is none."""
    begun = [each for each in charges if each.role is role and each.from_on <= on]
    return begun[-1] if begun else None


def decide_retirement(login: Login, charges: Sequence[Charge], on: date) -> None:
    """Demand that somebody who retires has handed over all they were in charge of.

    Who did nothing since a role was granted has nothing to hand over. Raises
    HandoverNeededError.
    """
    for role in Role:
        last = charge_on(charges, role, on)
        if last is not None and last.is_left:
            raise HandoverNeededError(login, role)


def decide_revocation(
    login: Login, charges: Sequence[Charge], grant_no: GrantNo, last_day: date, on: date
) -> None:
    """Demand that a role is handed over before its last grant ends.

    Where another grant of the role outlasts it nothing is left behind. Raises
    HandoverNeededError.
    """
    ended = next((each for each in charges if each.grant_no == grant_no), None)
    if ended is None or ended.from_on > on:
        return
    outlasted = any(
        each.role is ended.role
        and each.grant_no != grant_no
        and each.from_on <= on
        and (each.until_on is None or each.until_on > last_day)
        for each in charges
    )
    last = charge_on(charges, ended.role, on)
    if not outlasted and last is not None and last.is_left:
        raise HandoverNeededError(login, ended.role)


def items_of(role: Role, items: Iterable[OpenItem]) -> list[OpenItem]:
    """Pick what the handover of a role lists, in the order of the list."""
    own = (each for each in items if role in OPEN_TO[each.kind])
    return sorted(own, key=lambda each: [*OpenKind].index(each.kind))
