"""Unrestricted money bridges a grant whose tranche is late, and repaid by it 垫付."""

import pytest

from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import ADVANCE, B_COMMITTED, B_DISBURSED, B_FREE
from fundledger.domain.ids import ProjectNo
from fundledger.domain.sources import GENERAL, SourceShortError
from fundledger.queries.source_uses import project_source_uses
from tests.commands.money import admitted, paid, receipt, red_checks
from tests.commands.scene import SPORT, Scene
from tests.commands.test_found_by_the_machine import taken_over


def test_a_bridge_is_repaid_by_a_late_tranche(scene: Scene) -> None:
    """What was spent is the grant's then, by as much as came; free money is back."""
    before = scene.left(B_FREE, None, GENERAL)
    project = scene.active(of=[SourceShare(GENERAL)])
    paid(scene, project, 1700)
    admitted(scene, project, receipt(1200), receipt(400, 2, "FP-2"))
    bridged = scene.left(B_FREE, None, GENERAL)
    scene.source(SPORT)
    with pytest.raises(SourceShortError):
        taken_over(scene, project, 1000, GENERAL)
    scene.grant(SPORT, 1000)
    taken_over(scene, project, 1000, GENERAL)
    assert scene.left(B_FREE, None, GENERAL) == bridged + 100_000
    assert scene.left(B_FREE, None, SPORT) == 0
    assert scene.left(ADVANCE, project, GENERAL) == 10_000
    assert spent_by_source(scene, project) == {GENERAL: 60_000, SPORT: 100_000}
    assert red_checks(scene) == {}
    scene.grant(SPORT, 600)
    taken_over(scene, project, 600, GENERAL)
    assert spent_by_source(scene, project) == {GENERAL: 0, SPORT: 160_000}
    assert before - scene.left(B_FREE, None, GENERAL) == bridged_still(scene, project)
    assert red_checks(scene) == {}


def bridged_still(scene: Scene, project: ProjectNo) -> int:
    """Tell what of the unrestricted source the project still has, in 分."""
    return sum(scene.left(key, project, GENERAL) for key in (B_COMMITTED, B_DISBURSED))


def spent_by_source(scene: Scene, project: ProjectNo) -> dict[str, int]:
    """Tell what a project cost each source, with what was taken over, in 分."""
    with scene.fund.reading() as books:
        uses = project_source_uses(books, project)
    return {e.source: e.spent + e.moved_out - e.moved_in for e in uses}
