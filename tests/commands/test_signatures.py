"""Vouchers are signed part by part, by the people that the table names."""

from collections.abc import Callable
from datetime import date

import pytest

from fundledger.commands import periods, recoveries, running_costs, signatures
from fundledger.commands.deed import Deed
from fundledger.commands.signatures import LeftOut
from fundledger.domain.ids import Login, Month, VoucherNo
from fundledger.domain.periods import UnsignedVouchersError
from fundledger.domain.signatures import (
    OtherPartError,
    OwnVoucherError,
    PartNotNeededError,
    PartSignedError,
    PartTooEarlyError,
    SignaturePart,
)
from fundledger.domain.vouchers import BudgetVoucherError
from fundledger.queries import signatures as queries
from tests.commands.money import admitted, paid, receipt, vouchers
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    APPROVER,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_disallowances import owed

FIRST, BESIDE = VoucherNo(1), VoucherNo(2)
"""The donation that the scene begins with, and its 备."""
P = SignaturePart


def signed(scene: Scene, no: VoucherNo) -> dict[SignaturePart, str]:
    with scene.fund.reading() as books:
        return {**queries.signing(books, no).signed}


def waiting(scene: Scene, part: SignaturePart) -> list[VoucherNo]:
    with scene.fund.reading() as books:
        return [each.no for each in queries.waiting(books, part)]


def test_an_accountants_deed_is_prepared_by_it_and_waits_for_the_cashier(
    scene: Scene,
) -> None:
    assert signed(scene, FIRST) == {P.PREPARED: ACCOUNTANT}
    assert waiting(scene, P.CASHIER) == waiting(scene, P.REVIEWED) == [FIRST]
    assert waiting(scene, P.PREPARED) == waiting(scene, P.POSTED) == []


def test_a_cashiers_deed_is_signed_by_the_cashier_and_waits_to_be_prepared(
    scene: Scene,
) -> None:
    paid(scene, scene.active(), 900)
    payment = vouchers(scene)[-1].no
    assert signed(scene, payment) == {P.CASHIER: CASHIER}
    assert waiting(scene, P.PREPARED) == [payment]
    with pytest.raises(PartTooEarlyError):
        signatures.review_voucher(scene.desk(ACCOUNTANT2), payment)


def test_a_voucher_gets_its_five_signatures_and_its_month_closes_then(
    scene: Scene,
) -> None:
    scene.today = date(2024, 2, 2)
    for who, sign in (
        (CASHIER, signatures.countersign_voucher),
        (SUPERVISOR, signatures.review_voucher),
        (ACCOUNTANT, signatures.post_voucher),
        (SUPERVISOR, signatures.endorse_voucher),
    ):
        with pytest.raises(UnsignedVouchersError):
            periods.close_month(scene.desk(SUPERVISOR), Month("2024-01"))
        sign(scene.desk(who), FIRST)
        with pytest.raises(PartSignedError):
            sign(scene.desk(who), FIRST)
    scene.prove_all()
    periods.close_month(scene.desk(SUPERVISOR), Month("2024-01"))


@pytest.mark.parametrize(
    ("login", "sign", "error"),
    [
        (ACCOUNTANT, signatures.review_voucher, OtherPartError),
        (ACCOUNTANT2, signatures.post_voucher, PartTooEarlyError),
        (SUPERVISOR, signatures.endorse_voucher, PartTooEarlyError),
    ],
)
def test_who_signs_and_when_is_a_table(
    scene: Scene, login: Login, sign: Callable[..., None], error: type[Exception]
) -> None:
    with pytest.raises(error):
        sign(scene.desk(login), FIRST)


def test_a_voucher_without_a_bank_line_needs_no_cashier(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 900)
    admitted(scene, project, receipt(600))
    with pytest.raises(PartNotNeededError):
        signatures.countersign_voucher(scene.desk(CASHIER), vouchers(scene)[-1].no)


def test_a_budget_voucher_is_signed_by_nobody(scene: Scene) -> None:
    with pytest.raises(BudgetVoucherError):
        signatures.review_voucher(scene.desk(SUPERVISOR), BESIDE)


def test_who_approved_a_payment_does_not_review_its_voucher(scene: Scene) -> None:
    paid(scene, scene.active(), 900)
    payment = vouchers(scene)[-1].no
    signatures.prepare_voucher(scene.desk(ACCOUNTANT), payment)
    with pytest.raises(OwnVoucherError):
        signatures.review_voucher(scene.desk(SUPERVISOR), payment)
    signatures.review_voucher(scene.desk(ACCOUNTANT2), payment)
    signatures.endorse_voucher(scene.desk(SUPERVISOR), payment)


def test_the_second_of_two_who_give_up_a_debt_has_reviewed_its_voucher(
    scene: Scene,
) -> None:
    no = owed(scene)
    for who in (SUPERVISOR, APPROVER):
        recoveries.write_off_recovery(scene.desk(who), no, reason="追不回")
    assert signed(scene, vouchers(scene)[-1].no) == {P.REVIEWED: SUPERVISOR}


def test_many_are_signed_up_to_a_day_and_what_others_must_sign_is_left(
    scene: Scene,
) -> None:
    desk = scene.desk(SUPERVISOR)
    running_costs.pay_admin_cost(desk, yuan(1), bank="main", summary="办公")
    own = vouchers(scene)[-1].no
    running_costs.pay_bank_fee(
        scene.desk(ACCOUNTANT, date(2024, 1, 9)), yuan(1), bank="main"
    )
    until = date(2024, 1, 8)
    prepared = signatures.prepare_vouchers(scene.desk(ACCOUNTANT2), until=until)
    assert prepared == ((own,), ())
    left = (LeftOut(own, "own_voucher"),)
    assert signatures.review_vouchers(desk, until=until) == ((FIRST,), left)
    by_other = [ACCOUNTANT2]
    again = signatures.review_vouchers(desk, until=until, prepared_by=by_other)
    assert again == ((), left)
    assert waiting(scene, P.REVIEWED) == [own, vouchers(scene)[-1].no]


@pytest.mark.parametrize(
    ("sign", "refusals"),
    [
        (signatures.prepare_voucher, "part_signed part_signed no_role no_role"),
        (signatures.countersign_voucher, "no_role no_role part_signed no_role"),
        (signatures.review_voucher, "other_part - no_role own_voucher"),
        (signatures.post_voucher, "part_too_early part_too_early no_role no_role"),
        (signatures.endorse_voucher, "no_role no_role no_role part_too_early"),
    ],
)
def test_a_payment_that_is_prepared_is_reviewed_by_the_other_accountant_alone(
    scene: Scene, sign: Deed[[VoucherNo], None], refusals: str
) -> None:
    """The cashier paid it, the supervisor approved it, an accountant prepared it."""
    paid(scene, scene.active(), 900)
    payment = vouchers(scene)[-1].no
    signatures.prepare_voucher(scene.desk(ACCOUNTANT), payment)
    signers = (ACCOUNTANT, ACCOUNTANT2, CASHIER, SUPERVISOR)
    shown = [sign.preview(scene.desk(who), payment).refusal for who in signers]
    assert [each.code if each else "-" for each in shown] == refusals.split()
