"""Deeds in a fund beside another one: nothing that was done there counts here."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from fundledger.commands import (
    disallowances,
    disbursements,
    people,
    periods,
    recoveries,
    running_costs,
)
from fundledger.commands.rights import UnknownPersonError
from fundledger.domain.claims import RecoveryState
from fundledger.domain.disbursements import DisbursementMoveError
from fundledger.domain.ids import DisbursementNo, Month, ProjectNo, RecoveryNo
from fundledger.domain.people import Role
from fundledger.domain.rights import NoRoleError
from fundledger.queries import recoveries as debts
from fundledger.store.books import Ledger
from tests.commands import scene as scenes
from tests.commands.money import (
    admitted,
    approved,
    left,
    paid,
    receipt,
    receipt_nos,
    submitted,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    CASHIER,
    HEAD,
    REVIEWER1,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_periods import reviewed
from tests.databases import Database

PROJECT = ProjectNo(1)


class Two(NamedTuple):
    """The fund that acts, and the one beside it; the numbers in both are the same."""

    here: Scene
    there: Scene


@pytest.fixture(params=["before", "after"])
def two(request: pytest.FixtureRequest, database: Database, ledger: Ledger) -> Two:
    """Found two districts in one ledger, the acting one before or after the other."""

    def district(code: str, threshold: str) -> Scene:
        return scenes.create(
            ledger, database.clerk, code, approver_agrees_above=threshold
        )

    if request.param == "before":
        here = district("here", "100")
        return Two(here, district("there", "90"))
    there = district("there", "90")
    return Two(district("here", "100"), there)


def test_a_signature_on_a_payment_there_is_none_here(two: Two) -> None:
    numbers = [approved(scene, scene.active(), 600) for scene in two]
    assert numbers[0] == numbers[1]
    no = numbers[0]
    disbursements.agree_to_disbursement(two.there.desk(APPROVER), no)
    with pytest.raises(DisbursementMoveError):
        disbursements.pay_disbursement(two.here.desk(CASHIER), no, bank="main")
    disbursements.pay_disbursement(two.there.desk(CASHIER), no, bank="main")
    assert [left(scene, "advance", PROJECT) for scene in two] == [0, 600]


def test_a_setting_there_is_none_here(two: Two) -> None:
    """95 needs no second signature here, where it takes more than 100."""
    for scene in two:
        approved(scene, scene.active(), 95)
    no = DisbursementNo(1)
    disbursements.pay_disbursement(two.here.desk(CASHIER), no, bank="main")
    with pytest.raises(DisbursementMoveError):
        disbursements.pay_disbursement(two.there.desk(CASHIER), no, bank="main")


def test_a_signature_on_a_debt_there_is_none_here(two: Two) -> None:
    for scene in two:
        project = scene.active()
        paid(scene, project, 90)
        (no,) = receipt_nos(scene, admitted(scene, project, receipt(60)))
        desk = scene.desk(ACCOUNTANT)
        disallowances.disallow_receipt(desk, no, yuan(50), reason="发票不实")
    debt = RecoveryNo(1)
    recoveries.write_off_recovery(two.there.desk(APPROVER), debt, reason="无力偿还")
    recoveries.write_off_recovery(two.here.desk(SUPERVISOR), debt, reason="无力偿还")
    for scene in two:
        with scene.fund.reading() as books:
            row = debts.recovery(books, debt)
        assert row is not None
        assert row.state is RecoveryState.OPEN
        assert left(scene, "recoverable", PROJECT) == 50


def test_a_receipt_handed_in_there_may_be_handed_in_here(two: Two) -> None:
    for scene in two:
        submitted(scene, scene.active(), receipt(60))
    assert two.here.refusals() == []


def test_who_is_retired_there_acts_here_and_the_other_way_round(two: Two) -> None:
    people.retire_person(two.there.desk(ADMIN), REVIEWER1)
    no = two.here.recommended()
    two.here.agree(no, REVIEWER1)
    there = two.there.recommended()
    with pytest.raises(UnknownPersonError):
        two.there.agree(there, REVIEWER1)


def test_an_interest_or_a_role_there_is_none_here(two: Two) -> None:
    for scene in two:
        scene.active()
    desk = two.there.desk(ACCOUNTANT)
    people.declare_interest(desk, reason="亲属", project_no=PROJECT)
    people.grant_role(two.there.desk(ADMIN), login=HEAD, role=Role.CASHIER)
    paid(two.here, PROJECT, 90)
    with pytest.raises(NoRoleError):
        disbursements.pay_disbursement(
            two.here.desk(HEAD), DisbursementNo(1), bank="main"
        )


def test_a_month_closed_there_is_open_here(two: Two) -> None:
    january, on = Month("2024-01"), date(2024, 1, 31)
    two.there.today = two.here.today = date(2024, 2, 2)
    reviewed(two.there)
    periods.close_month(two.there.desk(SUPERVISOR), january)
    running_costs.pay_bank_fee(
        two.here.desk(ACCOUNTANT), yuan(8), bank="main", voucher_on=on
    )
    assert [each.number for each in vouchers(two.here)] == [1, 2]
    assert [len(vouchers(scene)) for scene in two] == [2, 1]


def test_a_key_used_there_is_free_here(two: Two) -> None:
    for amount, scene in zip((5, 6), two, strict=True):
        desk = replace(scene.desk(ACCOUNTANT), key="fee-1")
        running_costs.pay_bank_fee(desk, yuan(amount), bank="main")
    assert [left(scene, "admin_cost.unrestricted") for scene in two] == [5, 6]
