"""What proves a voucher: the table of papers by posting rule."""

from fundledger.domain import evidence
from fundledger.domain.evidence import Document, needed
from fundledger.domain.journal import VoucherKind
from fundledger.domain.posting_rules import PostingRule
from tests.domain import rule_tables


def test_a_voucher_needs_the_papers_that_the_table_says() -> None:
    written = {
        PostingRule(row["rule"]): {*rule_tables.names(row["needs"])}
        for row in rule_tables.rows("evidence")
    }
    assert {rule: {*papers} for rule, papers in evidence.NEEDED.items()} == written
    assert written.keys() == set(PostingRule)


def test_corrections_and_closings_go_without() -> None:
    rule = PostingRule.BANK_FEE
    assert needed(VoucherKind.NORMAL, rule) == {Document.BANK_SLIP}
    for kind in set(VoucherKind) - {VoucherKind.NORMAL}:
        assert needed(kind, rule) == set()


def test_the_groups_of_evidence_are_those_of_the_table() -> None:
    assert set(evidence.NEEDING) == {*rule_tables.group("evidence", "needing")}
    assert set(evidence.COUNTED) == {*rule_tables.group("evidence", "counted")}
