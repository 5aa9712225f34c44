"""Deeds of the fund that two people sign 会签: the second signature does the deed.

Both ask for the same: the same deed, with the same arguments. What one has signed waits
until somebody of the other role asks for it, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from fundledger.domain.actions import Action
from fundledger.domain.ids import Login
from fundledger.domain.people import Role
from fundledger.errors import N_, RefusedError

COSIGNED: Final[Mapping[Action, frozenset[Role]]] = MappingProxyType(
    {
        Action.TRANSFER_SEND: frozenset({Role.CASHIER, Role.SUPERVISOR}),
        Action.RETURN_DECIDE: frozenset({Role.DISTRICT_APPROVER, Role.SUPERVISOR}),
        Action.SOURCE_RECLASSIFY: frozenset({Role.DISTRICT_APPROVER, Role.SUPERVISOR}),
        Action.PROJECT_RE_SOURCE: frozenset({Role.DISTRICT_APPROVER, Role.ACCOUNTANT}),
        Action.RULES_ADOPT: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
        Action.YEAR_CLOSE: frozenset({Role.ACCOUNTANT, Role.SUPERVISOR}),
    }
)
"""Who signs which deed."""


@dataclass(eq=False)
class CosignedAlreadyError(RefusedError):
    """Each role signs once, and each person in one role."""

    login: Login
    role: Role
    waits_for: tuple[Role, ...]
    code = "cosigned_already"
    message = N_("{login} has signed this as {role} already.")
    hint = N_("It waits for {waits_for}.")


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
