"""Deeds of the fund that two people sign 会签: the second signature does the deed.

Both ask for the same: the same deed, with the same arguments. Some take two signatures
only above an amount that the fund decides. What one has signed waits
until somebody of the other role asks for it, too; until then who signed may withdraw
it, and the other may return it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.ids import CosignatureNo, Login
from fundledger.domain.money import Money, from_fen
from fundledger.domain.people import Grant, Role
from fundledger.domain.readiness import Act, require_reason
from fundledger.domain.rights import RightError, holds_on
from fundledger.errors import N_, RefusedError

COSIGNED: Final[Mapping[Action, frozenset[Role]]] = MappingProxyType(
    {
        Action.TRANSFER_SEND: frozenset({Role.CASHIER, Role.SUPERVISOR}),
        Action.RETURN_DECIDE: frozenset({Role.DISTRICT_APPROVER, Role.SUPERVISOR}),
        Action.SOURCE_RECLASSIFY: frozenset({Role.DISTRICT_APPROVER, Role.SUPERVISOR}),
        Action.PROJECT_RE_SOURCE: frozenset({Role.DISTRICT_APPROVER, Role.ACCOUNTANT}),
        Action.RULES_ADOPT: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.YEAR_CLOSE: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.JOURNAL_IMPORT: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.BOOKS_OPEN: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.FEE_PAY: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.ADMIN_COST_PAY: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.SETTING_CHANGE: frozenset({Role.ADMIN, Role.SUPERVISOR}),
        Action.SOURCE_CHANGE: frozenset({Role.DISTRICT_APPROVER, Role.SUPERVISOR}),
        Action.DISBURSEMENT_REDIRECT: frozenset(
            {Role.DISTRICT_APPROVER, Role.SUPERVISOR}
        ),
        Action.VOUCHER_ADJUST: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.VOUCHER_CORRECT: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.VOUCHER_CORRECT_CLOSED_YEAR: frozenset(
            {Role.ACCOUNTANT, Role.SUPERVISOR}
        ),
    }
)
"""Who signs which deed: two roles, each once."""

ALONE: Final[Mapping[Action, Role]] = MappingProxyType(
    {
        Action.FEE_PAY: Role.ACCOUNTANT,
        Action.ADMIN_COST_PAY: Role.SUPERVISOR,
        Action.DISBURSEMENT_REDIRECT: Role.SUPERVISOR,
        Action.VOUCHER_ADJUST: Role.ACCOUNTANT,
        Action.VOUCHER_CORRECT: Role.ACCOUNTANT,
        Action.SOURCE_CHANGE: Role.SUPERVISOR,
        Action.SETTING_CHANGE: Role.ADMIN,
    }
)
"""Who does a deed alone where two need not sign it.

Up to the fund's setting two_sign_above, or where a correction moves no money, a change
of a source leaves its terms, and a setting is no limit that two are to keep.
"""


class CosignatureState(StrEnum):
    """Where a signature of a deed that two people sign stands."""

    WAITING = "waiting"
    DONE = "done"
    """The other has signed too, and the deed is done."""
    WITHDRAWN = "withdrawn"
    """Who signed took it back."""
    RETURNED = "returned"
    """The other did not sign, and gave it back."""


COSIGNATURE_MOVES: Final[Mapping[tuple[CosignatureState, Action], CosignatureState]] = (
    MappingProxyType(
        {
            (
                CosignatureState.WAITING,
                Action.COSIGNATURE_WITHDRAW,
            ): CosignatureState.WITHDRAWN,
            (
                CosignatureState.WAITING,
                Action.COSIGNATURE_RETURN,
            ): CosignatureState.RETURNED,
            (
                CosignatureState.RETURNED,
                Action.COSIGNATURE_WITHDRAW,
            ): CosignatureState.WITHDRAWN,
        }
    )
)
"""How a signature ends that is not followed by the other.

What came back waits for its signer, who signs the deed anew or gives it up.
"""


@dataclass(eq=False)
class CosignedAlreadyError(RefusedError):
    """Each role signs once, and each person in one role."""

    login: Login
    role: Role
    waits_for: tuple[Role, ...]
    code = "cosigned_already"
    message = N_("{login} has signed this as {role} already.")
    hint = N_("It waits for {waits_for}.")


@dataclass(eq=False)
class AloneError(RightError):
    """Up to the fund's setting one role does it alone, and no other."""

    action: Action
    role: Role
    amount: Money
    above: Money
    code = "alone"
    message = N_("{action} of {amount} is for {role} alone; two sign above {above}.")
    hint = N_("Ask somebody who holds that role: it needs no second signature.")


@dataclass(eq=False)
class AloneKindError(RightError):
    """What moves no money and changes no terms one role does alone, and no other."""

    action: Action
    role: Role
    code = "alone_kind"
    message = N_("Only the {role} may {action} like this.")
    hint = N_("Ask somebody who holds that role: it needs no second signature.")


@dataclass(eq=False)
class CosignatureMoveError(RefusedError):
    """The signature waits for nobody any more."""

    cosignature_no: CosignatureNo
    state: CosignatureState
    action: Action
    code = "cosignature_move"
    message = N_("Signature {cosignature_no} is {state}: {action} comes too late.")
    hint = N_("What waits: fundledger list cosignature --filter state=waiting")


@dataclass(eq=False)
class GivenAgainError(RefusedError):
    """A batch is kept by its fingerprint: who signs second gives it, too."""

    cosignature_no: CosignatureNo
    deed: str
    code = "given_again"
    message = N_(
        "Signature {cosignature_no} keeps the fingerprint of a batch, not the batch."
    )
    hint = N_("Do {deed} with the same batch: that signs beside the first.")


@dataclass(eq=False)
class OtherSignerError(RightError):
    """Who signed withdraws it, nobody else."""

    cosignature_no: CosignatureNo
    login: Login
    code = "other_signer"
    message = N_("Signature {cosignature_no} is by {login}, who alone withdraws it.")
    hint = N_("Who is to sign next returns it instead: return_cosignature.")


@dataclass(eq=False)
class OtherCosignerError(RightError):
    """Who is to sign next returns it, nobody else."""

    cosignature_no: CosignatureNo
    role: Role
    code = "other_cosigner"
    message = N_("Signature {cosignature_no} waits for {role}, who alone returns it.")
    hint = N_("Who signed withdraws it instead: withdraw_cosignature.")


@dataclass(eq=False)
class SignerLapsedError(RefusedError):
    """Who signed first does not have that role any more, so that it does not count."""

    cosignature_no: CosignatureNo
    login: Login
    role: Role
    code = "signer_lapsed"
    message = N_(
        "Signature {cosignature_no} does not count any more: {login} is no longer"
        " {role}."
    )
    hint = N_("Return it (return_cosignature), and let two sign the deed anew.")


def decide_cosigned(
    action: Action, actor: Login, role: Role, signed: Mapping[Role, Login]
) -> bool:
    """Tell whether this signature is the last one. Raises CosignedAlreadyError."""
    needed = COSIGNED[action]
    for at, login in signed.items():
        if at is role or login == actor:
            waits_for = tuple(each for each in Role if each in needed - signed.keys())
            raise CosignedAlreadyError(login, at, waits_for)
    return needed <= {*signed, role}


def decide_alone(action: Action, role: Role, fen: int, above_fen: int) -> bool:
    """Tell whether one person does it alone, in 分. Raises AloneError.

    More than the fund's setting takes two signatures.
    """
    if fen > above_fen:
        return False
    if role is not ALONE[action]:
        raise AloneError(action, ALONE[action], from_fen(fen), from_fen(above_fen))
    return True


def decide_kind_alone(action: Action, role: Role) -> None:
    """Demand the role that does a deed alone. Raises AloneKindError."""
    if role is not ALONE[action]:
        raise AloneKindError(action, ALONE[action])


def still_signs(role: Role, grants: Iterable[Grant], on: date) -> bool:
    """Tell whether somebody with these grants still signs in a role on a day."""
    return any(each.role is role and holds_on(each, on) for each in grants)


def other_role(action: Action, role: Role) -> Role:
    """Tell who signs a deed beside a role."""
    (other,) = COSIGNED[action] - {role}
    return other


def decide_cosignature_move(
    no: CosignatureNo, state: CosignatureState, action: Action
) -> CosignatureState:
    """Tell how a signature ends. Raises CosignatureMoveError."""
    to = COSIGNATURE_MOVES.get((state, action))
    if to is None:
        raise CosignatureMoveError(no, state, action)
    return to


def decide_ender(
    no: CosignatureNo,
    action: Action,
    actor: Login,
    role: Role,
    signer: Login,
    other: Role,
) -> None:
    """Decide whether somebody in a role may withdraw or return a signature.

    Raises OtherSignerError, OtherCosignerError.
    """
    own = actor == signer
    if action is Action.COSIGNATURE_WITHDRAW and not own:
        raise OtherSignerError(no, signer)
    if action is Action.COSIGNATURE_RETURN and (own or role is not other):
        raise OtherCosignerError(no, other)


class CosignatureFacts(NamedTuple):
    """A signature that waits for another: whose, and who signs beside it."""

    no: CosignatureNo
    state: CosignatureState
    signer: Login
    other: Role


def ready_cosignature(facts: CosignatureFacts, act: Act) -> None:
    """Withdraw what one signed, or return what the other did.

    Raises CosignatureMoveError, OtherSignerError, OtherCosignerError,
    ReasonNeededError.
    """
    _ = decide_cosignature_move(facts.no, facts.state, act.action)
    decide_ender(facts.no, act.action, act.actor, act.role, facts.signer, facts.other)
    require_reason(act)
