"""A refusal is told from its record as it was told when it happened."""

import json

import pytest

from fundledger.errors import RefusedError
from fundledger.i18n import Language, describe
from fundledger.i18n.refusals import describe_refusal
from fundledger.store.audit import to_canonical
from fundledger.store.recording import MORE_REFUSED
from tests.in_turn import in_turn
from tests.test_errors import REFUSALS, made_of_samples


@in_turn("lang", Language)
@in_turn("kind", REFUSALS)
def test_a_recorded_refusal_is_told_as_it_was(
    kind: type[RefusedError], lang: Language
) -> None:
    error = made_of_samples(kind)
    recorded = json.loads(json.dumps(to_canonical(error.facts)))
    assert describe_refusal(error.code, recorded, lang) == describe(error, lang)


def test_the_record_that_ends_a_flood_is_told() -> None:
    refusal = describe_refusal(MORE_REFUSED, {"most": 100}, Language.ZH)
    assert refusal is not None
    assert refusal.message == "被拒绝的次数超过了记入审计链的上限。"


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("of_another_version", {}),
        ("over_budget", {"line": "场地"}),
        ("over_budget", {"line": "x", "left": 5, "claimed": {"yuan": 7}}),
        ("no_role", {"actor": "li", "action": "claim.of_another_version"}),
    ],
)
def test_what_this_version_does_not_know_is_left_to_its_code(
    code: str, facts: dict[str, object]
) -> None:
    assert describe_refusal(code, facts, Language.EN) is None
