"""What restricted money was spent has been released, once it was due."""

from collections.abc import Iterator
from datetime import date

import pytest

from fundledger.checks import r10_release
from fundledger.domain.sources import GENERAL
from fundledger.store.books import Fund, Ledger
from tests import lived, small
from tests.checks.test_offences import posting
from tests.databases import Database

DUE = date(2024, 12, 31)
SPENT = 30_000 + 9_000 + 1_000 + 400
"""What the claim and the reimbursement cost, what was given up, and the fee; in 分."""
RELEASED = "UPDATE voucher SET {} WHERE kind = 'release'"
MONTHLY = (
    "INSERT INTO setting (fund_id, seq, key, value)"
    " VALUES (1, 1, 'release_monthly', 'true')"
)
MAY_CLOSED = "UPDATE period SET closed = 1 WHERE key <= '2024-05'"


@pytest.fixture
def fund(sqlite_database: Database) -> Iterator[Fund]:
    """Give a fund with a life, in SQLite: its copies are SQLite on either database."""
    ledger: Ledger = sqlite_database.ledger()
    yield lived.live(small.create(ledger, None))
    ledger.close()


@pytest.fixture
def closed(fund: Fund) -> Fund:
    """Give it with its year released and closed."""
    lived.close_year(fund)
    return fund


def test_nothing_is_due_before_a_year_is_closed(small_fund: Fund) -> None:
    with lived.live(small_fund).reading() as books:
        assert r10_release.offences(books) == []


def test_a_year_that_was_released_and_closed_is_no_offence(small_fund: Fund) -> None:
    lived.close_year(lived.live(small_fund))
    with small_fund.reading() as books:
        assert r10_release.offences(books) == []


def test_a_year_closed_without_its_release_is_found(closed: Fund) -> None:
    with lived.tampered(closed, RELEASED.format("kind = 'normal'")) as books:
        assert r10_release.offences(books) == [(small.AID, DUE, SPENT, 0, 0)]


def test_a_release_of_too_little_is_found(closed: Fund) -> None:
    with lived.tampered(
        closed, posting("release", "1").format("fen = fen - 1")
    ) as books:
        assert r10_release.offences(books) == [(small.AID, DUE, SPENT, 0, SPENT - 1)]


def test_a_release_of_another_source_is_found_on_both(closed: Fund) -> None:
    with lived.tampered(closed, *of_another()) as books:
        aid, sport = r10_release.offences(books)
    assert (aid.source, aid.cost_fen, aid.released_fen) == (small.AID, SPENT, 0)
    assert (sport.source, sport.cost_fen, sport.released_fen) == ("sport", 0, SPENT)


def of_another() -> tuple[str, str]:
    """Add a restricted source, and let the release be of it."""
    copied = (
        "INSERT INTO funding_source (fund_id, seq, key, name, restricted, purpose,"
        " giver, returnable, overhead_percent) SELECT fund_id, seq, 'sport', name,"
        " restricted, purpose, giver, returnable, overhead_percent"
        f" FROM funding_source WHERE key = '{small.AID}'"
    )
    given = "debit_source = 'sport', credit_source = 'sport'"
    return copied, posting("release", "1").format(given)


def test_unrestricted_cost_is_not_released(closed: Fund) -> None:
    """The fee is of unrestricted money, and was released as if it were not."""
    fee = posting("bank_fee", "p.debit = 'admin_cost.restricted'")
    leaf = f"debit = 'admin_cost.unrestricted', debit_source = '{GENERAL}'"
    with lived.tampered(closed, fee.format(leaf)) as books:
        (row,) = r10_release.offences(books)
    assert row.cost_fen - row.released_fen == -500


def test_it_is_due_each_month_where_the_fund_says_so(fund: Fund) -> None:
    """The claim of May had cost 300.00 元 by the end of it, and nothing is released."""
    with lived.tampered(fund, MAY_CLOSED) as books:
        assert r10_release.offences(books) == []
    with lived.tampered(fund, MONTHLY) as books:
        assert r10_release.offences(books) == []
    with lived.tampered(fund, MAY_CLOSED, MONTHLY) as books:
        (row,) = r10_release.offences(books)
        assert r10_release.offences(books, date(2024, 4, 30)) == []
        assert r10_release.offences(books, date(2024, 5, 30)) == []
    assert row == (small.AID, date(2024, 5, 31), 31_000, 0, 0)


def test_a_year_is_not_judged_before_its_last_day(closed: Fund) -> None:
    with lived.tampered(closed, RELEASED.format("kind = 'normal'")) as books:
        assert r10_release.offences(books, date(2024, 12, 30)) == []
        assert r10_release.offences(books, DUE)
