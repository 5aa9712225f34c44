"""Vouchers in two series: a 备 stands beside its 记, and goes where that goes."""

from collections.abc import Callable
from datetime import date

import pytest

from fundledger.checks import r01_balanced, r07_budget, r11_numbers
from fundledger.commands import closed_years, imports, journal, refunds
from fundledger.commands.deed import Desk
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import B_FREE, B_TOTAL
from fundledger.domain.ids import AccountKey, VoucherNo
from fundledger.domain.journal import VoucherKind
from fundledger.domain.vouchers import PairedVoucherError
from fundledger.queries import corrections
from fundledger.queries import journal as queries
from fundledger.store.verify import verify
from tests.commands.money import (
    alone,
    corrected_voucher,
    entry,
    left,
    paid,
)
from tests.commands.scene import ACCOUNTANT, SUPERVISOR, Scene, yuan
from tests.commands.test_journal import FREE, GRANT, MAIN, SECOND, second, two_banks

FIRST, BESIDE = VoucherNo(1), VoucherNo(2)
"""The donation that the scene begins with, and its 备."""


def correct(scene: Scene, no: VoucherNo, old: AccountKey, new: AccountKey) -> VoucherNo:
    return corrected_voucher(scene, no, accounts={old: new}, reason="科目有误")


def adjust(scene: Scene, no: VoucherNo, *right: int) -> VoucherNo:
    amounts = [yuan(amount) for amount in right]
    desk = scene.desk(ACCOUNTANT)
    booked = journal.adjust_voucher(desk, no, amounts=amounts, reason="金额有误")
    if booked is None:
        desk = scene.desk(SUPERVISOR)
        booked = journal.adjust_voucher(desk, no, amounts=amounts, reason="金额有误")
    return alone(booked)


def belonging(
    scene: Scene, *nos: VoucherNo
) -> list[tuple[VoucherNo, VoucherNo | None]]:
    """Tell which 记 each voucher belongs to, and which 备 belongs to it."""
    with scene.fund.reading() as books:
        return [
            (
                corrections.leading_voucher(books, no),
                corrections.budget_voucher(books, no),
            )
            for no in nos
        ]


def last(scene: Scene, count: int) -> list[tuple[str, int, str, VoucherNo | None]]:
    with scene.fund.reading() as books:
        rows = queries.vouchers(books)[-count:]
    return [(each.series, each.number, each.kind, each.pair_no) for each in rows]


def require_sound(scene: Scene) -> None:
    """Demand that both books still say the same."""
    with scene.fund.reading() as books:
        assert not r01_balanced.offences(books)
        assert not r07_budget.offences(books)
        assert not r11_numbers.offences(books)
    assert not verify(scene.fund).findings


def test_money_corrected_by_itself_takes_over_the_budget_voucher(scene: Scene) -> None:
    two_banks(scene)
    blue = correct(scene, FIRST, FREE, GRANT)
    assert last(scene, 2) == [("money", 2, "red", None), ("money", 3, "blue", None)]
    assert belonging(scene, BESIDE, blue) == [(blue, None), (blue, BESIDE)]
    again = correct(scene, blue, MAIN, SECOND)
    assert belonging(scene, BESIDE, again) == [(again, None), (again, BESIDE)]
    require_sound(scene)


def test_a_budget_voucher_left_behind_counts_in_later_differences(scene: Scene) -> None:
    adjust(scene, FIRST, 19000, 19000)
    blue = correct(scene, FIRST, FREE, GRANT)
    adjust(scene, blue, 18000, 18000)
    adjust(scene, blue, 21000, 21000)
    assert [left(scene, key) for key in (MAIN, GRANT, B_TOTAL, B_FREE)] == [21000] * 4
    require_sound(scene)


def test_budget_corrected_with_its_money_is_numbered_beside_it(scene: Scene) -> None:
    one, other = scene.active(), second(scene)
    for project in (one, other):
        paid(scene, project, 900)
    desk = scene.desk(ACCOUNTANT)
    old = refunds.receive_refund(desk, one, yuan(40), bank="main")
    blue = corrected_voucher(scene, old, to_project_no=other, reason="项目有误")
    red = VoucherNo(blue - 2)
    series = [(name, kind, pair) for name, _, kind, pair in last(scene, 4)]
    assert series == [
        ("money", "red", None),
        ("budget", "red", red),
        ("money", "blue", None),
        ("budget", "blue", blue),
    ]
    beside = VoucherNo(old + 1)
    assert belonging(scene, beside, old) == [(old, None), (old, beside)]
    assert belonging(scene, blue) == [(blue, VoucherNo(blue + 1))]
    require_sound(scene)


def correct_by_reason(desk: Desk, no: VoucherNo) -> object:
    return journal.correct_voucher(desk, no, reason="误")


def adjust_to_one(desk: Desk, no: VoucherNo) -> object:
    return journal.adjust_voucher(desk, no, amounts=[yuan(1)], reason="误")


def correct_an_earlier_year(desk: Desk, no: VoucherNo) -> object:
    return closed_years.correct_closed_year(desk, no, yuan(1), reason="误")


@pytest.mark.parametrize(
    "deed", [correct_by_reason, adjust_to_one, correct_an_earlier_year]
)
def test_a_budget_voucher_is_not_corrected_without_its_money(
    scene: Scene, deed: Callable[..., object]
) -> None:
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(PairedVoucherError) as refused:
        deed(desk, BESIDE)
    assert refused.value.leads == "2024-01 记-0001"
    correct(scene, FIRST, FREE, GRANT)
    with pytest.raises(PairedVoucherError) as refused:
        deed(desk, BESIDE)
    assert refused.value.leads == "2024-01 记-0003"
    assert scene.refusals() == ["paired_voucher", "paired_voucher"]


def test_a_batch_is_divided_between_the_series(scene: Scene) -> None:
    """Budget alone makes a 备 alone; nothing is signed but the 记."""
    day, net = date(2024, 1, 2), AccountKey("net_unrestricted")
    money, budget = entry(MAIN, net, 500), entry(B_TOTAL, B_FREE, 500)
    batch = Batch(
        [
            BatchVoucher(day, "期初", entries, kind=VoucherKind.OPENING)
            for entries in ([budget, money], [budget], [money])
        ]
    )
    assert imports.import_journal(scene.desk(ACCOUNTANT), batch) == 3
    assert last(scene, 4) == [
        ("money", 2, "opening", None),
        ("budget", 2, "opening", VoucherNo(3)),
        ("budget", 3, "opening", None),
        ("money", 3, "opening", None),
    ]
    with scene.fund.reading() as books:
        signed = [bool(each.signed) for each in queries.vouchers(books)[-4:]]
    assert signed == [True, False, False, True]
