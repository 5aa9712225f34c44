"""Many vouchers at once: what comes in, and by which fingerprint it is known."""

from datetime import date

import pytest

from fundledger.domain.batches import (
    Batch,
    BatchKindError,
    BatchVoucher,
    decide_batch,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, NothingToPostError, VoucherKind
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
TWO = BatchVoucher(date(2024, 2, 5), "预付", [ADVANCE, GIFT], kind=VoucherKind.OPENING)


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
    ONE._replace(kind=VoucherKind.OPENING),
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


@pytest.mark.parametrize("kind", [VoucherKind.NORMAL, VoucherKind.OPENING])
def test_ordinary_and_opening_vouchers_come_in(kind: VoucherKind) -> None:
    decide_batch(Batch([ONE, TWO._replace(kind=kind)]))


@pytest.mark.parametrize(
    "kind", [VoucherKind.RED, VoucherKind.BLUE, VoucherKind.CLOSING]
)
def test_corrections_and_closings_do_not_come_in_by_a_batch(kind: VoucherKind) -> None:
    with pytest.raises(BatchKindError) as refused:
        decide_batch(Batch([ONE, TWO._replace(kind=kind)]))
    assert refused.value.kind is kind


def test_a_voucher_brings_postings_and_a_batch_may_be_empty() -> None:
    decide_batch(Batch([]))
    with pytest.raises(NothingToPostError):
        decide_batch(Batch([ONE, ONE._replace(entries=[])]))
