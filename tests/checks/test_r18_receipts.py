"""Receipts lie in the period of their project, and lines keep to what was approved."""

from datetime import date

import pytest

from fundledger.checks import r18_receipts
from fundledger.checks.r18_receipts import BeyondApproved
from fundledger.commands import funds
from tests import lived
from tests.commands import money
from tests.commands.scene import ADMIN, Scene


@pytest.fixture
def spent(scene: Scene) -> Scene:
    """Spend 500.00 元 of the 1,200.00 approved of line 1, in the project's period."""
    no = scene.active()
    money.paid(scene, no, 500)
    scene.today = date(2024, 3, 10)
    money.admitted(scene, no, money.receipt(500, issued_on=date(2024, 3, 5)))
    return scene


def offences(scene: Scene, *statements: str) -> list[BeyondApproved]:
    with lived.tampered(scene.fund, *statements) as books:
        return r18_receipts.offences(books)


def test_what_keeps_to_period_and_line_is_no_offence(spent: Scene) -> None:
    assert offences(spent) == []


@pytest.mark.parametrize("day", ["2024-02-29", "2024-07-01"])
def test_a_receipt_of_another_time_is_amber(spent: Scene, day: str) -> None:
    [row] = offences(spent, f"UPDATE receipt SET issued_on = '{day}'")
    assert r18_receipts.amber(row)
    assert (row.starts_on, row.ends_on) == (date(2024, 3, 1), date(2024, 6, 30))


@pytest.mark.parametrize("day", ["2024-03-01", "2024-06-30"])
def test_the_first_and_the_last_day_are_of_the_project(spent: Scene, day: str) -> None:
    assert offences(spent, f"UPDATE receipt SET issued_on = '{day}'") == []


def test_a_line_beyond_its_approval_with_the_tolerance_is_red(spent: Scene) -> None:
    funds.change_setting(spent.desk(ADMIN), "line_tolerance_percent", "10")
    less = "UPDATE approval_line SET approved_fen = {} WHERE line = 1"
    assert offences(spent, less.format(45_455)) == []
    [row] = offences(spent, less.format(45_454))
    assert not r18_receipts.amber(row)
    assert (row.approved_fen, row.spent_fen) == (45_454, 50_000)
