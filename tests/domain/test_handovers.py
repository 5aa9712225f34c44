"""Accounting work goes from one person to another, before a third 会计工作交接."""

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.handovers import (
    HANDOVER_MOVES,
    Charge,
    HandoverMoveError,
    HandoverNeededError,
    HandoverState,
    NotOfRoleError,
    OpenItem,
    OpenKind,
    OtherRecipientError,
    OwnHandoverError,
    RoleNotHandedOverError,
    SamePersonError,
    decide_handover,
    decide_handover_move,
    decide_retirement,
    decide_revocation,
    decide_signer,
    items_of,
)
from fundledger.domain.ids import GrantNo, HandoverNo, Login
from fundledger.domain.people import Grant, Role, Scope, ScopeKind

NO: Final = HandoverNo(1)
LI, SUN, WANG = (Login(name) for name in ("li", "sun", "wang"))
JAN, MAR, JUN, DEC = (date(2024, month, 1) for month in (1, 3, 6, 12))
DISTRICT: Final = Scope(ScopeKind.DISTRICT)
ACCOUNTANT, CASHIER = Role.ACCOUNTANT, Role.CASHIER


def grant(login: Login, from_on: date = JAN, until_on: date | None = None) -> Grant:
    return Grant(login, ACCOUNTANT, DISTRICT, from_on, until_on)


@dataclass(frozen=True, kw_only=True)
class RoleHeld:
    """A charge, told by what matters in a test."""

    no: int = 1
    role: Role = ACCOUNTANT
    from_on: date = JAN
    until_on: date | None = None
    acted: bool = True
    handed_over: bool = False

    @property
    def charge(self) -> Charge:
        return Charge(
            GrantNo(self.no),
            self.role,
            self.from_on,
            self.until_on,
            acted=self.acted,
            handed_over=self.handed_over,
        )


def charges(*held_roles: RoleHeld) -> list[Charge]:
    return [each.charge for each in held_roles]


def test_a_handover_takes_the_moves_of_its_table_and_no_other() -> None:
    for state, action in product(HandoverState, Action):
        if (state, action) in HANDOVER_MOVES:
            assert decide_handover_move(NO, state, action) is not state
        else:
            with pytest.raises(HandoverMoveError):
                decide_handover_move(NO, state, action)


def test_work_goes_to_another_person_who_has_the_role() -> None:
    grants = [grant(LI), grant(SUN, MAR, JUN)]
    decide_handover(LI, SUN, ACCOUNTANT, grants, MAR)
    for day in (JAN, DEC):
        with pytest.raises(NotOfRoleError) as raised:
            decide_handover(LI, SUN, ACCOUNTANT, grants, day)
        assert raised.value.login == SUN


def test_who_had_the_role_hands_over_even_when_it_has_ended() -> None:
    decide_handover(SUN, LI, ACCOUNTANT, [grant(LI), grant(SUN, JAN, MAR)], DEC)
    with pytest.raises(NotOfRoleError):
        decide_handover(WANG, LI, ACCOUNTANT, [grant(LI)], DEC)


def test_nobody_hands_over_to_themselves_nor_what_is_no_accounting_work() -> None:
    with pytest.raises(SamePersonError):
        decide_handover(LI, LI, ACCOUNTANT, [grant(LI)], MAR)
    with pytest.raises(RoleNotHandedOverError):
        decide_handover(LI, SUN, Role.SUPERVISOR, [grant(LI), grant(SUN)], MAR)


def test_who_takes_over_accepts_and_a_third_person_witnesses() -> None:
    accept, witness = Action.HANDOVER_ACCEPT, Action.HANDOVER_WITNESS
    decide_signer(NO, accept, SUN, ACCOUNTANT, LI, SUN)
    decide_signer(NO, witness, WANG, Role.SUPERVISOR, LI, SUN)
    for other in (LI, WANG):
        with pytest.raises(OtherRecipientError):
            decide_signer(NO, accept, other, ACCOUNTANT, LI, SUN)
    for own in (LI, SUN):
        with pytest.raises(OwnHandoverError):
            decide_signer(NO, witness, own, Role.SUPERVISOR, LI, SUN)


def test_both_and_a_supervisor_may_call_it_off_and_nobody_else() -> None:
    cancel = Action.HANDOVER_CANCEL
    for actor, role in (
        (LI, ACCOUNTANT),
        (SUN, ACCOUNTANT),
        (WANG, Role.SUPERVISOR),
    ):
        decide_signer(NO, cancel, actor, role, LI, SUN)
    with pytest.raises(OwnHandoverError):
        decide_signer(NO, cancel, WANG, ACCOUNTANT, LI, SUN)


@pytest.mark.parametrize(
    "left",
    [
        charges(RoleHeld()),
        charges(RoleHeld(role=CASHIER)),
        charges(RoleHeld(handed_over=True), RoleHeld(no=2, from_on=MAR)),
        charges(RoleHeld(until_on=MAR)),
        charges(RoleHeld(), RoleHeld(no=2, from_on=DEC, acted=False)),
    ],
    ids=["accountant", "cashier", "granted again", "ended by itself", "another later"],
)
def test_who_has_work_left_does_not_retire(left: list[Charge]) -> None:
    with pytest.raises(HandoverNeededError):
        decide_retirement(LI, left, JUN)


@pytest.mark.parametrize(
    "over",
    [
        [],
        charges(RoleHeld(handed_over=True)),
        charges(RoleHeld(acted=False)),
        charges(RoleHeld(from_on=DEC)),
        charges(RoleHeld(), RoleHeld(no=2, from_on=MAR, handed_over=True)),
    ],
    ids=["none", "handed over", "did nothing", "not begun", "the last one counts"],
)
def test_who_has_nothing_left_retires(over: list[Charge]) -> None:
    decide_retirement(LI, over, JUN)


def test_a_role_ends_once_it_is_handed_over() -> None:
    with pytest.raises(HandoverNeededError):
        decide_revocation(LI, charges(RoleHeld()), GrantNo(1), JUN, JUN)
    decide_revocation(LI, charges(RoleHeld(handed_over=True)), GrantNo(1), JUN, JUN)
    decide_revocation(LI, charges(RoleHeld(from_on=DEC)), GrantNo(1), DEC, JUN)
    decide_revocation(LI, charges(RoleHeld()), GrantNo(7), JUN, JUN)


def test_a_grant_that_another_outlasts_leaves_nothing_behind() -> None:
    both = charges(RoleHeld(), RoleHeld(no=2, from_on=MAR))
    decide_revocation(LI, both, GrantNo(1), JUN, JUN)
    shorter = charges(RoleHeld(), RoleHeld(no=2, from_on=MAR, until_on=JUN))
    with pytest.raises(HandoverNeededError):
        decide_revocation(LI, shorter, GrantNo(1), JUN, JUN)
    of_another_role = charges(RoleHeld(), RoleHeld(no=2, role=CASHIER, acted=False))
    with pytest.raises(HandoverNeededError):
        decide_revocation(LI, of_another_role, GrantNo(1), JUN, JUN)


def test_a_list_holds_what_is_of_the_role_in_its_order() -> None:
    items = [OpenItem(kind) for kind in reversed(OpenKind)]
    listed = [each.kind for each in items_of(CASHIER, items)]
    assert listed == [
        OpenKind.TO_COUNTERSIGN,
        OpenKind.PAYMENT_TO_MAKE,
        OpenKind.BANK_BALANCE,
    ]
