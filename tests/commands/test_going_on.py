"""Who brings a case on, as it stands: conditions are judged, not only the state."""

from fundledger.commands import disbursements, notices
from fundledger.commands.going_on import NextRoles, next_roles_of
from fundledger.domain.people import Role
from tests.commands.money import limit_changed, requested
from tests.commands.scene import (
    APPROVER,
    REVIEWER1,
    REVIEWER2,
    SUPERVISOR,
    Scene,
    content,
)


def going_on(scene: Scene, noun: str, no: int) -> NextRoles:
    """Tell who goes on today."""
    with scene.fund.reading() as books:
        return next_roles_of(books, scene.today, noun, no)


def test_reviewers_go_on_until_enough_agree_and_a_notice_until_it_is_over(
    scene: Scene,
) -> None:
    no = scene.recommended()
    scene.agree(no, REVIEWER1)
    assert going_on(scene, "project", no) == NextRoles((Role.DISTRICT_REVIEWER,))
    scene.agree(no, REVIEWER2)
    assert going_on(scene, "project", no) == NextRoles((Role.DISTRICT_APPROVER,))
    scene.approve(no, 1200, 800)
    assert going_on(scene, "project", no) == NextRoles((Role.DISTRICT_APPROVER,))
    scene.publish(no, 2000)
    waits = NextRoles((Role.DISTRICT_APPROVER,), usually=True)
    assert going_on(scene, "project", no) == waits
    scene.wait(10)
    assert going_on(scene, "project", no) == waits._replace(usually=False)
    notices.establish_project(scene.desk(APPROVER), no)
    assert going_on(scene, "project", no) == NextRoles((Role.ACCOUNTANT,))


def test_only_the_signature_that_is_missing_goes_on_with_a_payment(
    scene: Scene,
) -> None:
    limit_changed(scene, "approver_agrees_above", 500)
    project = scene.active()
    small = requested(scene, scene.active(saying=content("冬衣缝制")), 500)
    large = requested(scene, project, 600)
    both = (Role.DISTRICT_APPROVER, Role.SUPERVISOR)
    assert going_on(scene, "disbursement", small) == NextRoles((Role.SUPERVISOR,))
    assert going_on(scene, "disbursement", large) == NextRoles(both)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), large)
    assert going_on(scene, "disbursement", large) == NextRoles(
        (Role.DISTRICT_APPROVER,)
    )
    disbursements.agree_to_disbursement(scene.desk(APPROVER), large)
    assert going_on(scene, "disbursement", large) == NextRoles((Role.CASHIER,))
    assert (
        going_on(scene, "project", project)
        == going_on(scene, "project", 99)
        == NextRoles()
    )
