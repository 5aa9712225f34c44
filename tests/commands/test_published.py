"""Published figures: recorded once for a day, and superseded where they were wrong."""

from datetime import date

import pytest

from fundledger.commands import published
from fundledger.commands.lookup import ExistsError, NotFoundError
from fundledger.commands.published import SameFigureError
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.publishing import Figure, FigureError, Unit
from fundledger.queries import published as queries
from tests.commands.scene import ADMIN, SUPERVISOR, Scene

DAY = date(2024, 8, 15)


def record(scene: Scene, value: str) -> None:
    published.record_published_figure(
        scene.desk(ADMIN),
        figure=Figure.SPENT,
        as_of=DAY,
        value=value,
        unit=Unit.WAN,
        publication="上街信息 第46期",
    )


def supersede(scene: Scene, value: str, reason: str = "印错") -> None:
    published.supersede_published_figure(
        scene.desk(SUPERVISOR),
        figure=Figure.SPENT,
        as_of=DAY,
        value=value,
        unit=Unit.WAN,
        publication="上街信息 第47期",
        reason=reason,
    )


def test_a_figure_is_recorded_as_it_was_published_once_a_day(scene: Scene) -> None:
    with pytest.raises(FigureError):
        record(scene, "约14")
    record(scene, "14.5")
    with pytest.raises(ExistsError):
        record(scene, "15")
    with scene.fund.reading() as books:
        (figure,) = queries.published(books)
    assert (figure.value, figure.unit, figure.edition) == ("14.5", "万元", 1)


def test_a_wrong_figure_is_superseded_for_a_reason(scene: Scene) -> None:
    with pytest.raises(NotFoundError):
        supersede(scene, "14.6")
    record(scene, "14.5")
    with pytest.raises(ReasonNeededError):
        supersede(scene, "14.6", " ")
    with pytest.raises(SameFigureError):
        supersede(scene, "14.5")
    supersede(scene, "14.6")
    supersede(scene, "14.7", "又印错")
    with scene.fund.reading() as books:
        (figure,) = queries.published(books)
    assert (figure.value, figure.edition, figure.reason) == ("14.7", 3, "又印错")
