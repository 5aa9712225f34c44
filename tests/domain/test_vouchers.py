"""Vouchers are named by month, series and number, as people write and read them."""

import pytest

from fundledger.domain.chart import (
    B_FREE,
    B_TOTAL,
    DONATIONS,
    Book,
    bank_account,
    restricted_leaf,
)
from fundledger.domain.ids import Month
from fundledger.domain.journal import Entry
from fundledger.domain.signatures import PART_OF, PARTS, missing
from fundledger.domain.vouchers import (
    SERIES,
    VoucherName,
    by_series,
    parse_voucher_name,
    voucher_name,
)

MAY = Month("2024-05")
BANK = bank_account("bank.main").key
GIVEN = Entry(BANK, restricted_leaf(DONATIONS, restricted=False), 1, None)
BUDGET = Entry(B_TOTAL, B_FREE, 1, None)


@pytest.mark.parametrize(
    ("written", "series", "number"),
    [
        ("2024-05 记-0012", Book.MONEY, 12),
        ("2024-05记字第12号", Book.MONEY, 12),
        ("2024-05/备3", Book.BUDGET, 3),
        ("2024-05 备-10000", Book.BUDGET, 10_000),
    ],
)
def test_a_name_is_read_as_it_is_written(
    written: str, series: Book, number: int
) -> None:
    assert parse_voucher_name(written) == VoucherName(
        MAY, series, number, is_marked=True
    )
    again = parse_voucher_name(voucher_name(MAY, series, number))
    assert again == VoucherName(MAY, series, number, is_marked=True)


def test_without_a_mark_it_is_the_money_books_and_may_lack_its_month() -> None:
    assert parse_voucher_name("2024-05/12") == VoucherName(
        MAY, Book.MONEY, 12, is_marked=False
    )
    assert parse_voucher_name("备7") == VoucherName(
        None, Book.BUDGET, 7, is_marked=True
    )


@pytest.mark.parametrize("text", ["", "2024-0512", "2024-05//12", "x3", "2024-05 记"])
def test_what_is_no_name_is_none(text: str) -> None:
    assert parse_voucher_name(text) is None


def test_a_deed_is_divided_with_money_first_and_in_its_order() -> None:
    other = GIVEN._replace(fen=2)
    assert list(SERIES) == [Book.MONEY, Book.BUDGET]
    halves = by_series([BUDGET, GIVEN, other])
    assert list(halves.items()) == [
        (Book.MONEY, [GIVEN, other]),
        (Book.BUDGET, [BUDGET]),
    ]
    assert by_series([BUDGET]) == {Book.BUDGET: [BUDGET]}


def test_each_deed_of_signing_is_for_one_part() -> None:
    assert {rule.action: part for part, rule in PARTS.items()} == PART_OF
    assert len(missing([], moves_bank=False)) == len(PARTS) - 1
    assert len(missing([], moves_bank=True)) == len(PARTS)
