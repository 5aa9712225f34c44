"""Receipts that were handed in before."""

from datetime import date

import pytest

from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import ClaimNo, ReceiptNo, Sha256
from fundledger.domain.receipts import (
    DuplicateReceiptError,
    Receipt,
    Suspicion,
    decide_duplicates,
    plain,
)

DAY = date(2024, 5, 1)
FIRST = Receipt(
    ClaimNo(1), ReceiptNo(1), ReceiptKind.INVOICE, "FP001", "五金店", DAY, 100
)
SECOND = FIRST._replace(
    claim_no=ClaimNo(2), receipt_no=ReceiptNo(2), number="FP002", seller="图文社"
)
PICTURE = Sha256("a" * 64)


def test_receipts_that_differ_are_not_flagged() -> None:
    assert decide_duplicates([SECOND], [FIRST]) == []


@pytest.mark.parametrize("number", ["FP001", "fp001", " FP 001 ", "ＦＰ００１"])
def test_the_same_number_is_refused_however_it_is_typed(number: str) -> None:
    with pytest.raises(DuplicateReceiptError) as refused:
        decide_duplicates([SECOND._replace(number=number)], [FIRST])
    assert (refused.value.claim_no, refused.value.receipt_no) == (1, 1)


def test_an_invoice_and_a_list_may_share_a_number() -> None:
    other = SECOND._replace(number="FP001", kind=ReceiptKind.SIGNED_LIST)
    assert decide_duplicates([other], [FIRST]) == []


def test_receipts_without_a_number_are_not_the_same_for_that() -> None:
    nameless = FIRST._replace(number="")
    assert decide_duplicates([SECOND._replace(number=" ")], [nameless]) == []


def test_the_same_number_twice_in_one_claim_is_refused() -> None:
    with pytest.raises(DuplicateReceiptError):
        decide_duplicates([FIRST, FIRST._replace(receipt_no=ReceiptNo(9))], [])


def test_the_same_file_in_another_claim_is_refused() -> None:
    with pytest.raises(DuplicateReceiptError):
        decide_duplicates(
            [SECOND._replace(sha256=PICTURE)], [FIRST._replace(sha256=PICTURE)]
        )


def test_one_picture_of_several_receipts_in_one_claim_is_flagged() -> None:
    one = FIRST._replace(sha256=PICTURE)
    other = SECOND._replace(claim_no=ClaimNo(1), sha256=PICTURE)
    assert decide_duplicates([one, other], []) == [
        Suspicion(ReceiptNo(2), ReceiptNo(1))
    ]


@pytest.mark.parametrize("seller", ["五金店", " 五金 店"])
def test_the_same_seller_day_and_amount_is_flagged(seller: str) -> None:
    other = SECOND._replace(seller=seller)
    assert decide_duplicates([other], [FIRST]) == [
        Suspicion(ReceiptNo(2), ReceiptNo(1))
    ]


def test_no_seller_on_both_is_no_likeness() -> None:
    nameless = FIRST._replace(seller="")
    assert decide_duplicates([SECOND._replace(seller="")], [nameless]) == []


def test_plain_text_has_no_width_case_or_spaces() -> None:
    assert plain(" Ｆp　001 ") == "fp001"
