"""A fund beside another one in the same ledger answers as if it were alone."""

from collections.abc import Mapping
from datetime import date

import pytest

from fundledger.store.verify import Status, verify
from tests.queries.conftest import Answers, Twins, everything

ADOPTED = {"adoptions.waiting", "reviews.needed"}
"""Both adopted the rules before anything else: nothing of that waits in either. Both
ask for as many reviewers."""
OF_OPENINGS = {
    "openings.brought_in",
    "openings.is_open",
    "openings.openings",
    "source_uses.spent_before",
}
"""Both began without an opening, and with nothing brought in."""
ByDay = Mapping[date | None, Answers]


def differing(alone: ByDay, beside: ByDay) -> list[str]:
    """Name what is answered otherwise, and as of which day."""
    return [
        f"{words} as of {as_of}: {answer[:300]} → {str(beside[as_of].get(words))[:300]}"
        for as_of, answers in alone.items()
        for words, answer in answers.items()
        if answer != beside[as_of].get(words)
    ]


def test_whatever_is_asked_of_a_fund_the_other_ones_rows_do_not_count(
    twins: Twins,
) -> None:
    for fund, alone in (
        (twins.one, twins.one_alone),
        (twins.other, twins.other_alone),
    ):
        assert differing(alone, everything(fund, (*alone,))) == []


@pytest.mark.parametrize("twins", ["sqlite"], indirect=True)
def test_the_two_differ_in_all_that_could_be_mixed_up(twins: Twins) -> None:
    """What both answer alike would not tell whose rows were read."""
    questions, differ = set[str](), set[str]()
    for words, answer in twins.one_alone[None].items():
        name = words.partition(" ")[0]
        questions.add(name)
        if answer != twins.other_alone[None].get(words):
            differ.add(name)
    alike = {name for name in questions - differ if "offences" not in name}
    alike -= ADOPTED | OF_OPENINGS
    assert alike == set(), "their books are sound, so that checks find nothing in both"


def test_each_of_two_funds_is_proved_by_its_own_chain(twins: Twins) -> None:
    for fund in (twins.one, twins.other):
        assert verify(fund).status is Status.OK
