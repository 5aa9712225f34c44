"""Every opening balance is the closing balance before it."""

from collections.abc import Iterator

import pytest

from fundledger.checks import r12_openings
from fundledger.store.books import Fund, Ledger
from tests import lived, small
from tests.databases import Database


@pytest.fixture
def fund(sqlite_database: Database) -> Iterator[Fund]:
    """Give a fund with a life, in SQLite: its copies are SQLite on either database."""
    ledger: Ledger = sqlite_database.ledger()
    yield lived.live(small.create(ledger, None))
    ledger.close()


def test_months_that_follow_each_other_are_no_offence(small_fund: Fund) -> None:
    lived.close_year(lived.live(small_fund))
    with small_fund.reading() as books:
        assert r12_openings.offences(books) == []


def test_a_voucher_dated_in_another_month_is_found(fund: Fund) -> None:
    dated = "UPDATE voucher SET on_date = '2024-06-30' WHERE rule = 'bank_fee'"
    with lived.tampered(fund, dated) as books:
        rows = r12_openings.offences(books)
    moved = {row.account: row.opening_fen for row in rows}
    assert {row.month for row in rows} == {"2024-07"}
    assert moved[small.BANK] == -400


def test_a_closed_year_that_did_not_carry_its_cost_over_is_found(fund: Fund) -> None:
    closed = "UPDATE fund_year SET closed = 1"
    with lived.tampered(fund, closed) as books:
        rows = r12_openings.offences(books)
    assert {row.month for row in rows} == {"2025-01"}
    assert "donations.restricted" in {row.account for row in rows}
