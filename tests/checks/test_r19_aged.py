"""No advance stands out for long, and no ended source has money left."""

from datetime import date, timedelta

from fundledger.checks import r19_aged
from tests.commands import money
from tests.commands.money import source_changed
from tests.commands.scene import AID, Scene


def standing(scene: Scene, on: date) -> list[tuple[str, str | None, date, int]]:
    with scene.fund.reading() as books:
        rows = r19_aged.offences(books, on)
    assert all(map(r19_aged.amber, rows))
    return [(row.project, row.source, row.since, row.fen) for row in rows]


def test_an_advance_is_as_old_as_its_oldest_payment_that_is_not_cleared(
    scene: Scene,
) -> None:
    no = scene.active()
    money.paid(scene, no, 500)
    first = scene.today
    scene.today = date(2024, 3, 10)
    money.admitted(scene, no, money.receipt(500))
    money.paid(scene, no, 300)
    second = scene.today
    assert standing(scene, second + timedelta(days=180)) == []
    assert standing(scene, first + timedelta(days=181)) == []
    aged = ("2024-1-01", None, second, 30_000)
    assert standing(scene, second + timedelta(days=181)) == [aged]


def test_an_ended_source_with_free_money_is_named_from_the_day_after(
    scene: Scene,
) -> None:
    scene.source(AID, 900)
    ends = scene.today + timedelta(days=9)
    source_changed(scene, AID, until_on=ends)
    assert standing(scene, ends) == []
    assert standing(scene, ends + timedelta(days=1)) == [("", AID, ends, 90_000)]
