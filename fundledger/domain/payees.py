"""Payees: a second person verifies the account that money will be paid to."""

from dataclasses import dataclass
from typing import NamedTuple

from fundledger.domain.ids import Login, PayeeNo
from fundledger.domain.rights import RightError
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class OwnPayeeError(RightError):
    """Whoever recorded a payee does not verify it."""

    payee_no: PayeeNo
    login: Login
    code = "own_payee"
    message = N_("{login} recorded payee {payee_no}, and so may not verify it.")
    hint = N_("A payee is verified by a second person.")


@dataclass(eq=False)
class PayeeVerifiedError(RefusedError):
    """The payee was verified before."""

    payee_no: PayeeNo
    by: Login
    code = "payee_verified"
    message = N_("Payee {payee_no} has been verified by {by} already.")
    hint = N_("Nothing more is needed for this payee.")


class PayeeFacts(NamedTuple):
    """A payee, by whom it was recorded and verified."""

    no: PayeeNo
    recorded_by: Login
    verified_by: Login | None


def decide_verifier(facts: PayeeFacts, actor: Login) -> None:
    """Let a second person verify, once. Raises PayeeVerifiedError, OwnPayeeError."""
    if facts.verified_by is not None:
        raise PayeeVerifiedError(facts.no, facts.verified_by)
    if facts.recorded_by == actor:
        raise OwnPayeeError(facts.no, actor)
