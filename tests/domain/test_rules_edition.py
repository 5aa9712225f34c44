"""What a rules edition says stays as it was adopted: its text is held by a digest."""

from fundledger.domain.editions import RULES_EDITION
from tests.fixtures.make import rules_digest, rules_digests

RAISE_IT = (
    f"These are not the rules of rules edition {RULES_EDITION}, which funds adopted."
    " If it is released, raise RULES_EDITION in fundledger/domain/editions.py;"
    " then: python -m tests.fixtures.make rules"
)


def test_the_rules_of_an_edition_never_change() -> None:
    assert rules_digests().get(RULES_EDITION) == rules_digest(), RAISE_IT


def test_editions_follow_each_other_up_to_the_one_of_this_program() -> None:
    assert [*rules_digests()] == [*range(1, RULES_EDITION + 1)]
