"""A preview is the deed itself, taken back: the seal judges, and nothing remains."""

import threading
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.commands import funding, imports, projects, running_costs
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import B_FREE, B_TOTAL, DONATIONS, restricted_leaf
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import PostingRule
from fundledger.queries.journal import vouchers
from fundledger.store.books import Fund, Ledger
from fundledger.store.failures import BusyError
from fundledger.store.previews import MOST_ROWS
from fundledger.store.verify import verify
from tests.commands.money import entry
from tests.commands.scene import ACCOUNTANT, APPROVER, START, SUPERVISOR, Scene, yuan

BANK = AccountKey("bank.main")


def state(fund: Fund) -> tuple[object, int]:
    with fund.reading() as books:
        return books.head, len(vouchers(books))


def test_it_shows_the_rows_and_leaves_none(scene: Scene) -> None:
    before = state(scene.fund)
    shown = funding.receive_donation.preview(
        scene.desk(ACCOUNTANT), yuan(300), party="某公司", bank="main"
    )
    assert shown.refusal is None
    voucher, budget = shown.rows("voucher")
    assert (voucher["series"], budget["series"]) == ("money", "budget")
    assert [row["fen"] for row in shown.rows("posting")] == [30_000, 30_000]
    assert state(scene.fund) == before
    funding.receive_donation(
        scene.desk(ACCOUNTANT), yuan(300), party="某公司", bank="main"
    )
    with scene.fund.reading() as books:
        real = vouchers(books)[-2]
    assert (real.number, real.summary) == (voucher["number"], voucher["summary"])


def test_a_refusal_is_shown_and_never_chained(scene: Scene) -> None:
    no = scene.active()
    before = state(scene.fund)
    shown = projects.reopen_project.preview(scene.desk(APPROVER), no, "查")
    assert shown.refusal is not None
    assert shown.refusal.code == "project_move"
    assert state(scene.fund) == before
    assert scene.refusals() == []


def test_what_the_database_refuses_is_shown_as_well(scene: Scene) -> None:
    before = state(scene.fund)
    shown = running_costs.pay_bank_fee.preview(
        scene.desk(ACCOUNTANT), yuan(50_000), bank="main"
    )
    assert shown.refusal is not None
    assert state(scene.fund) == before


def many(count: int) -> Batch:
    income = restricted_leaf(DONATIONS, restricted=False)
    return Batch(
        [
            BatchVoucher(
                START,
                f"捐赠{n}",
                (entry(BANK, income, n), entry(B_TOTAL, B_FREE, n)),
                PostingRule.DONATION_RECEIVED,
            )
            for n in range(1, count + 1)
        ]
    )


def test_a_deed_of_many_rows_is_tried_aside(unopened: Scene) -> None:
    count = MOST_ROWS // 2
    imports.import_journal(unopened.desk(SUPERVISOR, START), many(count))
    before, desk = state(unopened.fund), unopened.desk(ACCOUNTANT, START)
    shown = imports.import_journal.preview(desk, many(count))
    assert (shown.result, shown.refusal) == (count, None)
    assert sum(1 for _ in shown.rows("voucher")) == 2 * count
    assert state(unopened.fund) == before


def test_scratch_books_are_a_whole_ledger_with_its_guards(scene: Scene) -> None:
    scene.active()
    before = state(scene.fund)
    with scene.fund.scratch() as copy:
        assert state(copy) == before
        assert verify(copy).findings == ()
        funding.receive_donation(
            Scene(copy, scene.today).desk(ACCOUNTANT),
            yuan(1),
            party="某",
            bank="main",
        )
        assert state(copy) != before
        assert verify(copy).findings == ()
        address = copy.ledger.address
    assert state(scene.fund) == before
    assert not Path(address).exists()


def test_a_preview_waits_for_the_write_lock_no_longer_than_a_person_would(
    scene: Scene,
) -> None:
    ledger = scene.fund.ledger
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with (
            closing(Ledger(ledger.address)) as other,
            other.dialect.writer(other.engine) as connection,
            connection.begin(),
        ):
            driver = other.dialect.driver(connection)
            driver.execute("UPDATE fund SET next_seq = head_seq + 1 WHERE id = 1")
            inside.set()
            leave.wait(30)
            connection.get_transaction().rollback()  # type: ignore[union-attr]

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert inside.wait(10)
        with pytest.raises(BusyError):
            funding.receive_donation.preview(
                scene.desk(ACCOUNTANT), yuan(1), party="某", bank="main"
            )
    finally:
        leave.set()
        holder.join()
