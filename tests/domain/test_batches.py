"""Many vouchers at once: what comes in, and by which fingerprint it is known."""

from datetime import date

import pytest

from fundledger.domain.batches import (
    MADE_HERE,
    Batch,
    BatchPostingError,
    BatchRuleError,
    BatchVoucher,
    decide_batch,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, NothingToPostError
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.sources import GENERAL

GIFT = Entry(
    AccountKey("bank.main"),
    AccountKey("donations.restricted"),
    100,
    None,
    credit_source=SourceKey("relief"),
)
ADVANCE = Entry(AccountKey("advance"), AccountKey("bank.main"), 40, ProjectNo(1))
ONE = BatchVoucher(date(2024, 2, 1), "收到捐赠", [GIFT], PostingRule.DONATION_RECEIVED)
TWO = BatchVoucher(date(2024, 2, 5), "预付", [ADVANCE, GIFT])


def fingerprint(*vouchers: BatchVoucher) -> object:
    return Batch(vouchers).fingerprint()["sha256"]


def test_a_batch_is_read_by_columns_in_its_order() -> None:
    batch = Batch([ONE, TWO])
    assert (len(batch), list(batch)) == (2, [ONE, TWO])
    assert list(batch.columns.postings) == [1, 2]
    assert batch.entries == [GIFT, ADVANCE, GIFT]
    assert list(batch.postings.fen) == [100, 40, 100]
    assert list(batch.postings.project_no) == [None, 1, None]
    assert list(batch.postings.credit_source) == ["relief", None, "relief"]


OTHERS = [
    ONE._replace(on=date(2024, 2, 2)),
    ONE._replace(summary="收到捐款"),
    ONE._replace(rule=PostingRule.GRANT_RECEIVED),
    ONE._replace(attachments=1),
    *(
        ONE._replace(entries=[GIFT._replace(**change)])
        for change in (
            {"debit": AccountKey("bank.second")},
            {"credit": AccountKey("donations.unrestricted")},
            {"fen": 101},
            {"project_no": ProjectNo(1)},
            {"debit_red": True},
            {"credit_red": True},
            {"debit_source": GENERAL},
            {"credit_source": SourceKey("aid")},
            {"credit_source": None},
        )
    ),
    ONE._replace(entries=[GIFT, GIFT]),
]


@pytest.mark.parametrize("other", OTHERS)
def test_whatever_is_changed_gives_another_fingerprint(other: BatchVoucher) -> None:
    assert fingerprint(ONE, other) != fingerprint(ONE, ONE)


def test_the_same_batch_has_the_same_fingerprint_and_another_order_another() -> None:
    assert fingerprint(ONE, TWO) == fingerprint(ONE, TWO)
    assert fingerprint(ONE, TWO) != fingerprint(TWO, ONE)
    assert fingerprint(ONE) != fingerprint(ONE, ONE)
    assert Batch([]).fingerprint()["vouchers"] == 0


def test_each_rule_brings_what_it_books_and_opening_what_it_likes() -> None:
    decide_batch(Batch([ONE, TWO, ONE]))
    lent = ONE._replace(entries=[GIFT, GIFT._replace(debit=AccountKey("advance"))])
    with pytest.raises(BatchPostingError) as refused:
        decide_batch(Batch([ONE, TWO, lent]))
    assert (refused.value.voucher, refused.value.debit) == (3, "advance")
    other = GIFT._replace(credit_red=True)
    with pytest.raises(BatchPostingError):
        decide_batch(Batch([ONE._replace(entries=[other])]))


def test_what_these_books_make_is_not_brought_in() -> None:
    closing = {rule for rule in PostingRule if rule.startswith("year_end")}
    for rule in closing | {PostingRule.RELEASE, PostingRule.GAP_OPENED}:
        with pytest.raises(BatchRuleError):
            decide_batch(Batch([ONE, TWO._replace(rule=rule)]))
    assert closing < MADE_HERE


def test_a_voucher_brings_postings_and_a_batch_may_be_empty() -> None:
    decide_batch(Batch([]))
    with pytest.raises(NothingToPostError):
        decide_batch(Batch([ONE, ONE._replace(entries=[])]))
