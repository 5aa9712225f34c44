"""Money went to the payee that the community had registered, once it was verified."""

import pytest

from fundledger.checks import r17_payees
from fundledger.commands import people
from tests import lived
from tests.commands import money
from tests.commands.scene import ADMIN, JIA2, Scene


@pytest.fixture
def paid(scene: Scene) -> Scene:
    """Pay a project; another community has a payee of its own."""
    people.add_payee(
        scene.desk(ADMIN), community_key=JIA2, name="乙", bank="示例银行", number="2002"
    )
    money.paid(scene, scene.active(), 500)
    return scene


@pytest.mark.parametrize(
    ("statement", "problems"),
    [
        ("SELECT 1", []),
        ("UPDATE disbursement SET payee_no = 2", ["other_payee"]),
        ("UPDATE disbursement SET payee_no = 9", ["unknown_payee"]),
        (
            "UPDATE payee SET verified_by = NULL, verified_on = NULL",
            ["payee_unverified"],
        ),
        ("UPDATE payee SET verified_on = '2024-12-31'", ["payee_unverified"]),
    ],
)
def test_a_payee_that_is_not_the_communitys_own_and_verified_is_found(
    paid: Scene, statement: str, problems: list[str]
) -> None:
    with lived.tampered(paid.fund, statement) as books:
        assert [row.problem for row in r17_payees.offences(books)] == problems
