"""What cannot be recovered: who bears it, with whose consent, and what it costs."""

import pytest

from fundledger.commands import (
    accounts,
    disallowances,
    recoveries,
    running_costs,
)
from fundledger.commands.lookup import NotFoundError
from fundledger.commands.sources import SourceShare
from fundledger.domain.claims import RecoverySettledError, RecoveryState
from fundledger.domain.ids import RecoveryNo, SourceKey, VoucherNo
from fundledger.domain.sources import GENERAL, RestrictedSourceError
from fundledger.domain.write_offs import BearerApartError, ConsentNeededError
from fundledger.queries import recoveries as queries
from tests.charts import codes
from tests.commands.money import (
    admitted,
    left,
    paid,
    receipt,
    receipt_nos,
    red_checks,
    sourced,
)
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    APPROVER,
    SPORT,
    SUPERVISOR,
    Scene,
    yuan,
)

ONE = RecoveryNo(1)
LETTER = "民政局来函2024-3"


def owed(scene: Scene) -> None:
    """Disallow 80.00 元 of restricted money that was paid."""
    scene.source(AID, 2000)
    project = scene.active(of=[SourceShare(AID)])
    paid(scene, project, 900)
    claim = admitted(scene, project, receipt(600))
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, no, yuan(80), reason="不符")


def give_up(
    scene: Scene, bearer: SourceKey | None = None, consent: str = ""
) -> VoucherNo | None:
    """Have both sign that it is given up; give what the second one booked."""
    first, second = (
        recoveries.write_off_recovery(
            scene.desk(who), ONE, reason="社区撤并", bearer=bearer, consent=consent
        )
        for who in (APPROVER, SUPERVISOR)
    )
    assert first is None
    return second


def row(scene: Scene) -> queries.Recovery:
    with scene.fund.reading() as books:
        recovery = queries.recovery(books, ONE)
    assert recovery is not None
    return recovery


def test_restricted_money_bears_no_loss_without_its_giver_s_consent(
    scene: Scene,
) -> None:
    owed(scene)
    for bearer in (None, AID):
        with pytest.raises(ConsentNeededError):
            give_up(scene, bearer, consent=" ")
    assert (row(scene).bearer, row(scene).state) == (None, RecoveryState.OPEN)
    assert left(scene, "recoverable") == 80


def test_with_consent_its_own_source_bears_it_and_the_budget_stays(
    scene: Scene,
) -> None:
    owed(scene)
    free = left(scene, "b_free")
    give_up(scene, consent=LETTER)
    assert sourced(scene) == [("admin_cost.restricted", "recoverable", 80, AID)]
    assert (row(scene).bearer, row(scene).state) == (AID, RecoveryState.WRITTEN_OFF)
    assert left(scene, "b_disbursed", of=AID) == 900
    assert left(scene, "b_free") == free
    assert red_checks(scene) == {}


def test_both_who_sign_for_restricted_money_name_the_letter(scene: Scene) -> None:
    owed(scene)
    recoveries.write_off_recovery(
        scene.desk(APPROVER), ONE, reason="社区撤并", consent=LETTER
    )
    with pytest.raises(ConsentNeededError):
        recoveries.write_off_recovery(scene.desk(SUPERVISOR), ONE, reason="社区撤并")
    assert row(scene).state is RecoveryState.OPEN


def test_an_unrestricted_source_bears_it_without_consent_and_fills_the_budget_up(
    scene: Scene,
) -> None:
    owed(scene)
    give_up(scene, GENERAL)
    assert sourced(scene) == [
        ("admin_cost.unrestricted", "recoverable", 80, f"{GENERAL} ← {AID}"),
        ("b_disbursed", "b_free", 80, AID),
        ("b_free", "b_overhead", 80, GENERAL),
    ]
    assert left(scene, "b_free", of=AID) == 80
    assert left(scene, "b_free", of=GENERAL) == 19920
    assert row(scene).bearer == GENERAL
    assert red_checks(scene) == {}


def test_a_loss_overdraws_whoever_bears_it(scene: Scene) -> None:
    """It is an event: R24 says so until unrestricted money comes in."""
    owed(scene)
    desk = scene.desk(SUPERVISOR)
    running_costs.pay_admin_cost(desk, yuan(19950), bank="main", summary="房租")
    give_up(scene, GENERAL)
    assert sourced(scene)[2:] == [
        ("b_free", "b_overhead", 50, GENERAL),
        ("b_uncovered", "b_overhead", 30, GENERAL),
    ]
    assert red_checks(scene) == {"R24": ((None, -3000, 0),)}


def test_no_other_restricted_money_bears_a_loss(scene: Scene) -> None:
    owed(scene)
    scene.source(SPORT, 1000)
    with pytest.raises(RestrictedSourceError):
        give_up(scene, SPORT, consent=LETTER)
    with pytest.raises(NotFoundError):
        give_up(scene, SourceKey("nowhere"))


def test_both_sign_for_the_same_bearer(scene: Scene) -> None:
    owed(scene)
    recoveries.write_off_recovery(
        scene.desk(APPROVER), ONE, reason="社区撤并", bearer=GENERAL
    )
    for bearer in (None, AID):
        with pytest.raises(BearerApartError) as refused:
            recoveries.write_off_recovery(
                scene.desk(SUPERVISOR),
                ONE,
                reason="社区撤并",
                bearer=bearer,
                consent=LETTER,
            )
        assert refused.value.signed_for == GENERAL
    recoveries.write_off_recovery(
        scene.desk(SUPERVISOR), ONE, reason="社区撤并", bearer=GENERAL
    )
    assert left(scene, "recoverable") == 0
    with pytest.raises(RecoverySettledError):
        give_up(scene, GENERAL)


def test_what_came_back_before_is_no_loss(scene: Scene) -> None:
    owed(scene)
    recoveries.receive_recovery(scene.desk(ACCOUNTANT), ONE, yuan(30), bank="main")
    give_up(scene, GENERAL)
    assert [each[2] for each in sourced(scene)] == [50, 50, 50]
    assert red_checks(scene) == {}


def test_under_the_edition_of_2026_a_loss_is_an_impairment(scene: Scene) -> None:
    owed(scene)
    for year, edition in ((2025, "2004"), (2026, "2026")):
        new = [] if edition == "2004" else codes(edition)
        accounts.open_year(
            scene.desk(SUPERVISOR), year=year, edition=edition, codes=new
        )
    scene.today = scene.today.replace(year=2026)
    give_up(scene, consent=LETTER)
    assert sourced(scene) == [("impairment.restricted", "recoverable", 80, AID)]
    assert red_checks(scene) == {}
