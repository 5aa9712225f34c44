"""Receipts that were handed in before."""

from datetime import date

import pytest

from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import ClaimNo, ReceiptNo, Sha256
from fundledger.domain.receipts import (
    DuplicateReceiptError,
    FaceError,
    Ground,
    InvoiceFaceError,
    InvoiceUsedUpError,
    Receipt,
    decide_duplicates,
    decide_face,
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


def grounds(receipt: Receipt, earlier: Receipt) -> list[Ground]:
    """Tell in what a receipt looks like an earlier one."""
    flagged = decide_duplicates([receipt], [earlier])
    assert {(each.receipt_no, each.earlier_no) for each in flagged} <= {(2, 1)}
    return [each.ground for each in flagged]


def test_receipts_that_differ_are_not_flagged() -> None:
    assert decide_duplicates([SECOND], [FIRST]) == []


@pytest.mark.parametrize("number", ["FP001", "fp001", " F-P 001 ", "ＦＰ－００１"])
def test_an_invoice_is_refused_again_however_its_number_is_typed(number: str) -> None:
    with pytest.raises(DuplicateReceiptError) as refused:
        decide_duplicates([SECOND._replace(number=number)], [FIRST])
    assert (refused.value.claim_no, refused.value.receipt_no) == (1, 1)


def test_an_invoice_of_another_code_is_another_and_one_without_a_code_suspicious() -> (
    None
):
    old = FIRST._replace(code="144001")
    other = SECOND._replace(number="FP001", code="144002")
    assert decide_duplicates([other], [old]) == []
    assert grounds(other._replace(code=""), old) == [Ground.SAME_NUMBER]


def part(of: Receipt, fen: int, face_fen: int = 100) -> Receipt:
    """Claim a part of an 发票."""
    return of._replace(number="FP001", fen=fen, face_fen=face_fen)


def test_an_invoice_is_used_in_parts_up_to_its_amount() -> None:
    one, other = part(FIRST, 60), part(SECOND, 40)
    assert grounds(other, one) == [Ground.SPLIT]
    third = part(SECOND._replace(receipt_no=ReceiptNo(3)), 1)
    for used in ([one, other], [FIRST]):
        with pytest.raises(InvoiceUsedUpError):
            decide_duplicates([third], used)
    with pytest.raises(InvoiceUsedUpError):
        decide_duplicates([part(FIRST, 60), part(SECOND, 41)], [])


def test_the_parts_of_an_invoice_agree_on_the_whole() -> None:
    with pytest.raises(InvoiceFaceError):
        decide_duplicates([part(SECOND, 10, 90)], [part(FIRST, 60)])


@pytest.mark.parametrize(
    ("kind", "face_fen"),
    [(ReceiptKind.INVOICE, 100), (ReceiptKind.INVOICE, 99), (ReceiptKind.PHOTO, 200)],
)
def test_only_a_part_of_an_invoice_says_what_the_whole_is_over(
    kind: ReceiptKind, face_fen: int
) -> None:
    with pytest.raises(FaceError):
        decide_face(FIRST._replace(kind=kind, face_fen=face_fen))
    decide_face(FIRST._replace(face_fen=101))


def test_an_invoice_and_a_list_may_share_a_number() -> None:
    other = SECOND._replace(number="FP001", kind=ReceiptKind.SIGNED_LIST)
    assert decide_duplicates([other], [FIRST]) == []


def test_two_receipts_of_one_number_are_a_suspicion_and_none_without_a_number() -> None:
    one = FIRST._replace(kind=ReceiptKind.RECEIPT)
    other = SECOND._replace(kind=ReceiptKind.RECEIPT, number="fp-001")
    assert grounds(other, one) == [Ground.SAME_NUMBER]
    assert grounds(other._replace(number=" "), one._replace(number="")) == []


def test_the_same_file_is_a_suspicion_in_one_claim_or_in_two() -> None:
    one, other = FIRST._replace(sha256=PICTURE), SECOND._replace(sha256=PICTURE)
    assert grounds(other, one) == [Ground.SAME_FILE]
    assert grounds(other._replace(claim_no=ClaimNo(1)), one) == [Ground.SAME_FILE]


@pytest.mark.parametrize("seller", ["五金店", " 五金 店"])
def test_the_same_seller_day_and_amount_is_flagged(seller: str) -> None:
    assert grounds(SECOND._replace(seller=seller), FIRST) == [Ground.SAME_PAYMENT]


def test_no_seller_on_both_is_no_likeness() -> None:
    nameless = FIRST._replace(seller="")
    assert decide_duplicates([SECOND._replace(seller="")], [nameless]) == []


def test_plain_text_has_no_width_case_or_spaces() -> None:
    assert plain(" Ｆp　001 ") == "fp001"
