"""Vouchers by the batch are the same deed from lines as from Python's own rows."""

from datetime import date

from fundledger.commands.imports import import_journal
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import B_FREE, B_TOTAL, DONATIONS, restricted_leaf
from fundledger.domain.ids import AccountKey, Seq
from fundledger.domain.posting_rules import PostingRule
from fundledger.inputs.doing import Order, perform, preview
from fundledger.queries.records import record
from tests.commands.money import entry
from tests.commands.scene import ACCOUNTANT, OPENS, SUPERVISOR, Scene

BANK = AccountKey("bank.main")
INCOME = restricted_leaf(DONATIONS, restricted=False)
LINE = {
    "date": "2024-01-09",
    "summary": "捐赠",
    "rule": "donation_received",
    "postings": [
        {
            "debit": BANK,
            "credit": INCOME,
            "amount": "5.00",
            "credit_source": "general",
        },
        {
            "debit": B_TOTAL,
            "credit": B_FREE,
            "amount": {"fen": 500},
            "debit_source": "general",
            "credit_source": "general",
        },
    ],
}
VOUCHER = BatchVoucher(
    date(2024, 1, 9),
    "捐赠",
    (entry(BANK, INCOME, 500), entry(B_TOTAL, B_FREE, 500)),
    PostingRule.DONATION_RECEIVED,
)


def test_lines_make_the_batch_that_rows_make(unopened: Scene) -> None:
    order = Order("import_journal", {"batch": [LINE, LINE]}, ACCOUNTANT, OPENS)
    perform(unopened.fund, order)
    outcome = perform(unopened.fund, order._replace(actor=SUPERVISOR))
    assert outcome.result == 2
    assert outcome.vouchers == (
        *("2024-01 记-0001", "2024-01 备-0001"),
        *("2024-01 记-0002", "2024-01 备-0002"),
    )
    import_journal(unopened.desk(ACCOUNTANT, OPENS), Batch([VOUCHER, VOUCHER]))
    with unopened.fund.reading() as books:
        by_lines = record(books, outcome.seq)
        by_rows = record(books, Seq(outcome.seq + 1))
    assert by_lines is not None
    assert by_rows is not None
    assert by_lines.record.input == by_rows.record.input


def test_a_preview_shows_its_rows_and_leaves_none(unopened: Scene) -> None:
    order = Order("import_journal", {"batch": [LINE]}, ACCOUNTANT, OPENS)
    perform(unopened.fund, order._replace(actor=SUPERVISOR))
    shown, standing = preview(unopened.fund, order)
    assert shown.refusal is None
    assert {each.account: each.after_fen for each in standing}[BANK] == 500
    assert [row["fen"] for row in shown.rows("posting")] == [500, 500]
    assert perform(unopened.fund, order).vouchers == (
        *("2024-01 记-0001", "2024-01 备-0001"),
    )
