"""From October on next year's calendar is asked for."""

from datetime import date

import pytest

from fundledger.checks import r27_calendar
from fundledger.checks.registry import Light, run_checks
from fundledger.commands import calendars
from tests.commands.scene import ADMIN, Scene


@pytest.mark.parametrize(
    ("on", "years"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), [2027]),
        (date(2027, 10, 1), [2027, 2028]),
    ],
)
def test_the_lights_ask_for_the_years_that_are_wanted(
    scene: Scene, on: date, years: list[int]
) -> None:
    with scene.fund.reading() as books:
        assert [row.year for row in r27_calendar.offences(books, on)] == years
        [result] = run_checks(books, on, only=["R27"])
    assert result.light is (Light.AMBER if years else Light.PASS)


def test_without_a_day_it_is_that_of_the_last_deed(scene: Scene) -> None:
    with scene.fund.reading() as books:
        assert r27_calendar.offences(books) == []
    desk = scene.desk(ADMIN, date(2026, 10, 8))
    calendars.add_holiday(desk, date(2026, 12, 24), "本区休息")
    with scene.fund.reading() as books:
        assert [row.year for row in r27_calendar.offences(books)] == [2027]
