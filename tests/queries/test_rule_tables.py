"""The tables that queries go by, beside the same tables written once more by hand."""

from fundledger.queries import claims, disbursements, lines, measures
from fundledger.queries.measures import MEASURES
from tests.domain import rule_tables

SIGNS = {1: "+", -1: "-"}


def test_a_measure_counts_what_the_table_says() -> None:
    counted = {
        name: (
            set(map(str, each.accounts)),
            set(map(str, each.less)),
            set(each.rules),
            SIGNS[each.sign],
        )
        for name, each in MEASURES.items()
    }
    assert counted == rule_tables.measures()
    assert list(MEASURES) == list(measures.ProjectFunds._fields)


def test_what_is_owed_or_was_handed_in_is_in_the_states_of_the_table() -> None:
    unpaid = rule_tables.group("disbursement", "unpaid")
    assert set(disbursements.UNPAID) == set(unpaid)
    assert set(claims.HANDED_IN) == set(rule_tables.group("claim", "handed_in"))


def test_the_rules_that_close_a_year_are_named_so() -> None:
    assert {rule for rule in rule_tables.postings() if rule.startswith("year_end")} == (
        lines.YEAR_END
    )
