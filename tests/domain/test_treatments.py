"""What an edition books differently, and which edition a year is kept by."""

import pytest

from fundledger.domain.posting_rules import RULES, SLOT_ACCOUNTS, PostingRule, Slot
from fundledger.domain.treatments import TREATMENTS, treatment


@pytest.mark.parametrize("edition", TREATMENTS)
@pytest.mark.parametrize("year", [2024, 2026])
def test_an_edition_books_its_own_way_in_any_year(edition: str, year: int) -> None:
    assert treatment(edition, year) is TREATMENTS[edition]


@pytest.mark.parametrize(
    ("year", "edition"),
    [(2004, "2004"), (2025, "2004"), (2026, "2026"), (2031, "2026")],
)
def test_a_chart_of_the_funds_own_goes_by_the_year(year: int, edition: str) -> None:
    """The revised 制度 is in force from 2026-01-01."""
    assert treatment("own", year) is TREATMENTS[edition]


def test_interest_lowers_cost_in_red_until_2025_and_is_income_since() -> None:
    legs = {year: RULES[treatment("", year).interest][0] for year in (2025, 2026)}
    assert (legs[2025].credit, legs[2025].credit_red) == ("fundraising_cost", True)
    assert (legs[2026].credit, legs[2026].credit_red) == ("other_income", False)


def test_every_treatment_is_one_that_the_rules_know() -> None:
    for each in TREATMENTS.values():
        assert each.loss in SLOT_ACCOUNTS[Slot.LOSS]
        assert each.interest in {
            PostingRule.INTEREST,
            PostingRule.INTEREST_AGAINST_COST,
        }
