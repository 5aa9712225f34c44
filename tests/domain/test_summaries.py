"""What vouchers say 摘要."""

import re
from pathlib import Path
from string import Formatter

import pytest

import fundledger
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.summaries import Occasion, year_end_summary

COMMANDS = Path(fundledger.__file__).parent / "commands"


def places(occasion: Occasion) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(occasion.value) if name}


def test_every_occasion_is_one_that_some_deed_books() -> None:
    code = "".join(path.read_text("utf-8") for path in COMMANDS.glob("*.py"))
    named = set(re.findall(r"Occasion\.([A-Z_]+)", code))
    closing = {each.name for each in Occasion if each.name.startswith("YEAR_END")}
    assert named | closing == {each.name for each in Occasion}


def test_no_deed_writes_a_summary_of_its_own() -> None:
    for path in COMMANDS.glob("*.py"):
        assert not re.search(r"summary=f?\"", path.read_text("utf-8")), path.name


@pytest.mark.parametrize("occasion", Occasion)
def test_a_text_is_filled_with_facts_and_misses_none(occasion: Occasion) -> None:
    facts = {name: f"<{name}>" for name in places(occasion)}
    text = occasion.about(**facts)
    assert all(fact in text for fact in facts.values())
    if facts:
        with pytest.raises(KeyError):
            occasion.about()


def test_every_closing_rule_has_its_words() -> None:
    closing = [rule for rule in PostingRule if rule.name.startswith("YEAR_END")]
    assert len({year_end_summary(rule, 2024) for rule in closing}) == len(closing) == 4
    assert all(year_end_summary(rule, 2024).startswith("2024年") for rule in closing)
