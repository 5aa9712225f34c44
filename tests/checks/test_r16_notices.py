"""What was published is what was approved, and nobody went on before its end."""

from datetime import date

import pytest

from fundledger.checks import r16_notices
from fundledger.checks.registry import Light, run_checks
from fundledger.commands import calendars, notices
from tests import lived
from tests.commands import money
from tests.commands.scene import ADMIN, APPROVER, Scene


@pytest.fixture
def paid(scene: Scene) -> Scene:
    """Pay a project whose notice ran from the 8th to the 15th of January."""
    money.paid(scene, scene.active(), 500)
    return scene


def light(scene: Scene) -> Light:
    with scene.fund.reading() as books:
        [result] = run_checks(books, only=["R16"])
    return result.light


def problems(scene: Scene, *statements: str) -> list[str]:
    with lived.tampered(scene.fund, *statements) as books:
        return [row.problem for row in r16_notices.offences(books)]


def test_who_waits_for_the_notice_is_no_offence(paid: Scene) -> None:
    assert light(paid) is Light.PASS


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE notice SET published_fen = 1", "published_amount"),
        ("DELETE FROM notice", "notice_not_started"),
        (
            "UPDATE step SET on_date = '2024-01-15' WHERE action = 'disbursement.pay'",
            "notice_running",
        ),
        (
            "UPDATE voucher SET on_date = '2024-01-15' WHERE rule = 'advance_paid'",
            "notice_running",
        ),
        (
            "UPDATE step SET on_date = '2024-01-12' WHERE action = 'project.establish'",
            "notice_running",
        ),
    ],
)
def test_each_way_around_a_notice_is_found(
    paid: Scene, statement: str, problem: str
) -> None:
    assert problems(paid, statement) == [problem]


def test_a_notice_that_later_days_off_made_too_short_is_named(scene: Scene) -> None:
    """Amber while it can start anew, red once the project is established by it."""
    no = scene.on_notice()
    calendars.add_holiday(scene.desk(ADMIN), date(2024, 1, 10), "本区休息")
    assert light(scene) is Light.AMBER
    scene.today = date(2024, 1, 16)
    notices.establish_project(scene.desk(APPROVER), no)
    assert light(scene) is Light.OFFENCES
    with scene.fund.reading() as books:
        [row] = r16_notices.offences(books)
        assert r16_notices.offences(books, date(2024, 1, 15)) != [row]
    assert (row.notice_until, row.counted_until, row.on) == (
        (date(2024, 1, 15), date(2024, 1, 16), date(2024, 1, 16))
    )


def test_a_corrected_list_that_started_anew_is_what_counts(scene: Scene) -> None:
    no = scene.on_notice()
    calendars.add_holiday(scene.desk(ADMIN), date(2024, 1, 10), "本区休息")
    scene.publish(no, 2000, "加了休息日")
    assert light(scene) is Light.PASS
