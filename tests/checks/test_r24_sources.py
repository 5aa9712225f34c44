"""Every source of funds balances by itself, and restricted money is its own."""

from collections.abc import Iterator
from datetime import date

import pytest

from fundledger.checks import r24_sources
from fundledger.commands.posting import post
from fundledger.domain.chart import ADMIN_COST, DONATIONS
from fundledger.domain.ids import SourceKey
from fundledger.domain.journal import PostingRule, Slot
from fundledger.domain.sources import GENERAL, Share
from fundledger.store.books import Fund, Ledger
from fundledger.store.writing import Writing
from tests import lived, small
from tests.checks.test_offences import posting
from tests.databases import Database

FILLED = {
    Slot.BANK: small.BANK,
    Slot.OVERHEAD: ADMIN_COST,
    Slot.DONATIONS: DONATIONS,
}
MARCH, LATER = date(2024, 3, 5), date(2024, 3, 6)


@pytest.fixture
def fund(sqlite_database: Database) -> Iterator[Fund]:
    """Give a fund with a life, in SQLite: its copies are SQLite on either database."""
    ledger: Ledger = sqlite_database.ledger()
    yield lived.live(small.create(ledger, None))
    ledger.close()


def do(fund: Fund, rule: PostingRule, fen: int, on: date, of: SourceKey) -> None:
    """Book something of a source by a rule, in 分."""

    def run(write: Writing) -> int:
        shares = [Share(of, fen)]
        return post(write, rule, shares, summary=rule.value, accounts=FILLED)

    fund.write(small.ask("journal.import", on=on, rule=rule, fen=fen), run)


def offences(fund: Fund, as_of: date | None = None) -> list[r24_sources.SourceApart]:
    with fund.reading() as books:
        return r24_sources.offences(books, as_of)


def test_sources_that_balance_are_no_offence(small_fund: Fund) -> None:
    assert offences(small_fund) == []
    assert offences(lived.live(small_fund)) == []
    lived.close_year(small_fund)
    assert offences(small_fund) == []


def test_budget_that_went_to_another_source_is_found_on_both(fund: Fund) -> None:
    freed = posting("refund", "p.debit = 'b_disbursed'")
    other = freed.format(f"credit_source = '{GENERAL}'")
    with lived.tampered(fund, other) as books:
        aid, general = r24_sources.offences(books)
    assert (aid.source, aid.worth_fen - aid.standing_fen) == (small.AID, 2_500)
    assert general == (GENERAL, 0, 2_500)


def test_cost_that_another_source_bore_is_found_on_both(fund: Fund) -> None:
    """The advance was of restricted money; what it was spent on is not."""
    cost = posting("claim_admitted", "p.credit = 'advance'")
    leaf = "programme_cost.materials.unrestricted"
    other = cost.format(f"debit = '{leaf}', debit_source = '{GENERAL}'")
    with lived.tampered(fund, other) as books:
        aid, general = r24_sources.offences(books)
    assert (aid.source, aid.worth_fen - aid.standing_fen) == (small.AID, 30_000)
    assert general == (GENERAL, -30_000, 0)


def test_an_offence_is_found_from_its_day_on(fund: Fund) -> None:
    freed = posting("refund", "p.debit = 'b_disbursed'")
    with lived.tampered(fund, freed.format(f"credit_source = '{GENERAL}'")) as books:
        assert r24_sources.offences(books, date(2024, 6, 2)) == []
        assert len(r24_sources.offences(books, date(2024, 6, 3))) == 2


def test_a_bank_fee_that_overdraws_unrestricted_money_is_red_by_how_much(
    small_fund: Fund,
) -> None:
    """All that lies in the bank is restricted: 5.00 元 of it were taken for a fee."""
    do(small_fund, PostingRule.BANK_FEE, 500, MARCH, GENERAL)
    assert offences(small_fund) == [(None, -500, 0)]
    do(small_fund, PostingRule.BANK_FEE, 7, LATER, GENERAL)
    assert offences(small_fund) == [(None, -507, 0)]
    assert offences(small_fund, MARCH) == [(None, -500, 0)]
    assert offences(small_fund, small.DAY) == []


def test_it_is_green_again_once_unrestricted_money_has_come(small_fund: Fund) -> None:
    do(small_fund, PostingRule.BANK_FEE, 500, MARCH, GENERAL)
    do(small_fund, PostingRule.DONATION_RECEIVED, 499, LATER, GENERAL)
    assert offences(small_fund) == [(None, -1, 0)]
    do(small_fund, PostingRule.DONATION_RECEIVED, 1, LATER, GENERAL)
    assert offences(small_fund) == []


def test_restricted_money_that_comes_covers_nothing(small_fund: Fund) -> None:
    do(small_fund, PostingRule.BANK_FEE, 500, MARCH, GENERAL)
    do(small_fund, PostingRule.DONATION_RECEIVED, 9_000, LATER, small.AID)
    assert offences(small_fund) == [(None, -500, 0)]
