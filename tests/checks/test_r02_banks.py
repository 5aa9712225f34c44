"""Bank accounts add up, and each source's money lies in the account that it names."""

from collections.abc import Iterator
from datetime import date

import pytest

from fundledger.checks import r02_banks
from fundledger.checks.registry import Light, run_checks
from fundledger.commands import disbursements, funding, periods, refunds, transfers
from fundledger.commands.sources import SourceShare
from fundledger.domain.ids import AccountKey, Month, SourceKey
from fundledger.store.books import Fund, Ledger
from tests import lived, small
from tests.commands.money import approved
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks
from tests.databases import Database

MAIN, SECOND = AccountKey("bank.main"), AccountKey("bank.second")
FIRST_PAYMENT = (
    "UPDATE posting SET credit = 'bank.transit' WHERE no ="
    " (SELECT min(no) FROM posting WHERE credit = 'bank.main')"
)


@pytest.fixture
def fund(sqlite_database: Database) -> Iterator[Fund]:
    """Give a fund with a life, in SQLite: its copies are SQLite on either database."""
    ledger: Ledger = sqlite_database.ledger()
    yield lived.live(small.create(ledger, None))
    ledger.close()


@pytest.fixture
def parted(scene: Scene) -> Scene:
    """Give 2,000.00 元 of a restricted source an account of their own."""
    two_banks(scene)
    scene.source(AID, 2000, bank="second")
    return scene


def rows(scene: Scene, as_of: date | None = None) -> list[r02_banks.BankApart]:
    with scene.fund.reading() as books:
        return r02_banks.offences(books, as_of)


def to_do(
    scene: Scene, as_of: date | None = None
) -> list[tuple[AccountKey | None, AccountKey | None, int, Month | None]]:
    """List from where to where how much is to be transferred, in 元, and since when."""
    return [
        (row.bank, row.to_bank, row.transfer_fen // 100, row.month)
        for row in rows(scene, as_of)
    ]


def light(scene: Scene) -> Light:
    with scene.fund.reading() as books:
        [result] = run_checks(books, only=["R2"])
    return result.light


def interest(scene: Scene, amount: int) -> None:
    """Receive interest of unrestricted money in the restricted source's account."""
    funding.receive_interest(scene.desk(ACCOUNTANT), yuan(amount), bank="second")


def transfer(scene: Scene, amount: int, *, in_transit: bool = False) -> None:
    for login in (CASHIER, SUPERVISOR):
        transfers.transfer_money(
            scene.desk(login),
            yuan(amount),
            from_bank="second",
            to_bank="main",
            in_transit=in_transit,
        )


def month_closed(scene: Scene, month: Month, on: date) -> None:
    scene.today = on
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), month)


def test_accounts_that_add_up_are_no_offence(small_fund: Fund) -> None:
    with lived.live(small_fund).reading() as books:
        assert r02_banks.offences(books) == []
        assert r02_banks.offences(books, date(2024, 5, 31)) == []


def test_a_balance_that_is_not_what_moved_it_is_found(fund: Fund) -> None:
    more = "UPDATE balance SET fen = fen + 7 WHERE account_key = 'bank.main'"
    with lived.tampered(fund, more) as books:
        [row] = r02_banks.offences(books)
    assert row.bank == MAIN
    assert row.closing_fen - (row.opening_fen + row.in_fen - row.out_fen) == 7
    assert (row.to_bank, row.transfer_fen) == (None, 0)
    assert not r02_banks.amber(row)


def test_money_in_transit_adds_up_as_well(fund: Fund) -> None:
    with lived.tampered(fund, FIRST_PAYMENT) as books:
        wrong = {row.bank: row for row in r02_banks.offences(books)}
    assert set(wrong) == {MAIN, "bank.transit"}


def test_where_no_source_names_its_account_nothing_is_in_the_wrong_one(
    scene: Scene,
) -> None:
    two_banks(scene)
    interest(scene, 9)
    assert rows(scene) == []


def test_money_of_a_source_in_its_own_account_is_no_offence(parted: Scene) -> None:
    assert rows(parted) == []
    assert light(parted) is Light.PASS


def test_money_of_others_in_a_source_s_account_is_to_be_transferred(
    parted: Scene,
) -> None:
    interest(parted, 9)
    [row] = rows(parted)
    flow, names = (0, 200_900, 0, 200_900), (row.bank_name, row.to_bank_name)
    assert row == (SECOND, names[0], *flow, MAIN, names[1], 900, None)
    assert "" not in names
    assert light(parted) is Light.AMBER


def test_once_it_is_transferred_nothing_is_to_be_done(parted: Scene) -> None:
    interest(parted, 9)
    transfer(parted, 5)
    assert to_do(parted) == [(SECOND, MAIN, 4, None)]
    transfer(parted, 4)
    assert light(parted) is Light.PASS


def test_what_is_in_transit_counts_where_it_goes(parted: Scene) -> None:
    interest(parted, 9)
    transfer(parted, 9, in_transit=True)
    assert light(parted) is Light.PASS


def test_money_of_a_source_in_another_account_is_to_be_transferred(
    parted: Scene,
) -> None:
    """What was left of an advance came back to an account that is not its source's."""
    project = parted.active(1200, 800, of=[SourceShare(AID)])
    no = approved(parted, project, 900)
    disbursements.pay_disbursement(parted.desk(CASHIER), no, bank="second")
    assert rows(parted) == []
    refunds.receive_refund(parted.desk(ACCOUNTANT), project, yuan(100), bank="main")
    assert to_do(parted) == [(MAIN, SECOND, 100, None)]


def test_an_account_that_was_never_used_can_take_a_transfer(scene: Scene) -> None:
    two_banks(scene)
    scene.source(AID, bank="main")
    assert to_do(scene) == [(MAIN, SECOND, 20_000, None)]


def test_unidentified_money_may_lie_where_it_came_to(parted: Scene) -> None:
    desk = parted.desk(ACCOUNTANT)
    no = funding.receive_unidentified(desk, yuan(30), bank="second")
    assert rows(parted) == []
    funding.send_back_unidentified(parted.desk(CASHIER), no, reason="退")
    assert rows(parted) == []


def test_it_is_red_once_a_month_was_closed_with_it(parted: Scene) -> None:
    interest(parted, 9)
    parted.today = date(2024, 1, 31)
    assert light(parted) is Light.AMBER
    month_closed(parted, Month("2024-01"), date(2024, 2, 1))
    assert to_do(parted) == [(SECOND, MAIN, 9, Month("2024-01"))]
    assert light(parted) is Light.OFFENCES
    transfer(parted, 9)
    assert light(parted) is Light.PASS


def test_what_came_after_the_month_was_closed_is_amber(parted: Scene) -> None:
    month_closed(parted, Month("2024-01"), date(2024, 2, 1))
    interest(parted, 9)
    assert to_do(parted) == [(SECOND, MAIN, 9, None)]
    assert to_do(parted, date(2024, 1, 31)) == []


def test_two_sources_may_share_an_account(parted: Scene) -> None:
    parted.source(SourceKey("sport"), 500, bank="second")
    assert rows(parted) == []
