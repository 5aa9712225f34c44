"""Deeds of the fund that two people sign 会签: either may begin, the other does it."""

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.cosigning import (
    COSIGNED,
    CosignedAlreadyError,
    decide_cosigned,
)
from fundledger.domain.ids import Login
from fundledger.domain.people import Role

WANG, LI = Login("wang"), Login("li")

every_deed = pytest.mark.parametrize("action", COSIGNED)


@every_deed
def test_whoever_signs_first_the_second_signature_does_the_deed(action: Action) -> None:
    for first in COSIGNED[action]:
        (second,) = COSIGNED[action] - {first}
        assert not decide_cosigned(action, WANG, first, {})
        assert decide_cosigned(action, LI, second, {first: WANG})


@every_deed
def test_a_role_signs_once_whoever_holds_it(action: Action) -> None:
    for role in COSIGNED[action]:
        with pytest.raises(CosignedAlreadyError) as refused:
            decide_cosigned(action, LI, role, {role: WANG})
        assert (refused.value.login, refused.value.role) == (WANG, role)
        assert set(refused.value.waits_for) == COSIGNED[action] - {role}


@every_deed
def test_nobody_signs_in_both_roles(action: Action) -> None:
    for first in COSIGNED[action]:
        (second,) = COSIGNED[action] - {first}
        with pytest.raises(CosignedAlreadyError):
            decide_cosigned(action, WANG, second, {first: WANG})


def test_the_cashier_moves_no_money_between_accounts_alone() -> None:
    assert COSIGNED[Action.TRANSFER_SEND] == {Role.CASHIER, Role.SUPERVISOR}
