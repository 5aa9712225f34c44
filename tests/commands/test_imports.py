"""Many vouchers in one deed: one record, every guard."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from fundledger.commands import imports, periods
from fundledger.commands.posting import MonthEndFloorError
from fundledger.domain.batches import Batch, BatchKindError, BatchVoucher
from fundledger.domain.chart import (
    B_COMMITTED,
    B_FREE,
    B_PAYMENT,
    B_TOTAL,
    PAYABLE,
    SpendingKind,
    cost_leaf,
)
from fundledger.domain.ids import AccountKey, Month, ProjectNo
from fundledger.domain.journal import (
    NothingToPostError,
    PayableUncoveredError,
    PostingRule,
    VoucherKind,
)
from fundledger.domain.money import from_fen
from fundledger.domain.periods import MonthNotOpenError
from fundledger.store import tables as t
from fundledger.store.books import KeyConflictError
from tests.commands.money import booked, entry, left, vouchers
from tests.commands.scene import ACCOUNTANT, SUPERVISOR, Scene

MAIN, INCOME = AccountKey("bank.main"), AccountKey("donations.unrestricted")
FEE = AccountKey("admin_cost.unrestricted")
COST = cost_leaf(SpendingKind.MATERIALS, restricted=False)


def given(fen: int, on: date = date(2024, 2, 1)) -> BatchVoucher:
    entries = [entry(MAIN, INCOME, fen), entry(B_TOTAL, B_FREE, fen)]
    return BatchVoucher(on, "收到捐赠", entries, PostingRule.DONATION_RECEIVED)


def fee(fen: int, on: date) -> BatchVoucher:
    entries = [entry(FEE, MAIN, fen)]
    return BatchVoucher(on, "手续费", entries, PostingRule.BANK_FEE)


def test_many_vouchers_are_numbered_in_their_months_and_make_one_record(
    scene: Scene,
) -> None:
    with scene.fund.reading() as books:
        before = books.head.seq
    days = (date(2024, 1, 5), date(2024, 2, 1), date(2024, 1, 3))
    batch = Batch([given(100 * n, on) for n, on in enumerate(days, start=1)])
    assert imports.import_journal(scene.desk(ACCOUNTANT), batch) == 3
    with scene.fund.reading() as books:
        assert books.head.seq == before + 1
    numbers = [(each.month, each.number) for each in vouchers(scene)[1:]]
    assert numbers == [("2024-01", 2), ("2024-02", 1), ("2024-01", 3)]
    assert {each.prepared_by for each in vouchers(scene)} == {ACCOUNTANT}
    assert booked(scene) == [(MAIN, INCOME, 3), (B_TOTAL, B_FREE, 3)]
    assert left(scene, MAIN) == 20006


def test_opening_balances_bring_their_own_postings(scene: Scene) -> None:
    entries = [entry(MAIN, AccountKey("net_unrestricted"), 500)]
    opening = BatchVoucher(
        date(2024, 1, 2), "期初余额", entries, kind=VoucherKind.OPENING
    )
    imports.import_journal(scene.desk(ACCOUNTANT), Batch([opening]))
    assert vouchers(scene)[-1].rule is PostingRule.OPENING


def test_the_same_batch_under_one_key_is_booked_once(scene: Scene) -> None:
    desk = replace(scene.desk(ACCOUNTANT), key="batch-1")
    for _ in range(2):
        assert imports.import_journal(desk, Batch([given(100)])) == 1
    assert len(vouchers(scene)) == 2
    with pytest.raises(KeyConflictError):
        imports.import_journal(desk, Batch([given(101)]))


def test_floors_hold_at_every_month_end(scene: Scene) -> None:
    late = given(5_000_000, date(2024, 3, 1))
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(MonthEndFloorError) as refused:
        imports.import_journal(desk, Batch([late, fee(2_000_001, date(2024, 2, 1))]))
    assert (refused.value.account, refused.value.month) == (MAIN, "2024-03")
    imports.import_journal(desk, Batch([late, fee(2_000_000, date(2024, 2, 1))]))
    with pytest.raises(MonthEndFloorError):
        imports.import_journal(desk, Batch([fee(1, date(2024, 1, 31))]))
    assert scene.refusals() == ["month_end_floor", "month_end_floor"]


def test_only_ordinary_and_opening_vouchers_with_postings_come_in(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    red = given(1)._replace(kind=VoucherKind.RED)
    with pytest.raises(BatchKindError):
        imports.import_journal(desk, Batch([red]))
    with pytest.raises(NothingToPostError):
        imports.import_journal(desk, Batch([given(1)._replace(entries=[])]))


def test_closed_months_take_nothing(scene: Scene) -> None:
    scene.today = date(2024, 2, 2)
    desk = scene.desk(SUPERVISOR)
    scene.sign_all()
    periods.close_month(desk, Month("2024-01"))
    batch = Batch([given(1, date(2024, 1, 5))])
    with pytest.raises(MonthNotOpenError):
        imports.import_journal(scene.desk(ACCOUNTANT), batch)


def test_an_empty_batch_books_nothing(scene: Scene) -> None:
    assert imports.import_journal(scene.desk(ACCOUNTANT), Batch([])) == 0
    with scene.fund.reading() as books:
        statement = select(func.count()).select_from(t.voucher)
        assert books.value(statement) == 2


def owed(project_no: ProjectNo, count: int) -> list[BatchVoucher]:
    """Admit so many reimbursements of 0.01 元 each: owed, and approved for payment."""
    entries = [
        entry(COST, PAYABLE, 1, project_no),
        entry(B_COMMITTED, B_PAYMENT, 1, project_no),
    ]
    rule = PostingRule.REIMBURSEMENT_ADMITTED
    return [BatchVoucher(date(2024, 3, 1), "报销", entries, rule)] * count


def questions(scene: Scene, batch: Batch) -> int:
    """Import a batch, and count the questions that were asked for it."""
    statements: list[str] = []
    dialect, engine = scene.fund.ledger.dialect, scene.fund.ledger.engine
    with engine.connect() as connection:
        driver = dialect.driver(connection)
        driver.set_trace_callback(statements.append)
    imports.import_journal(scene.desk(ACCOUNTANT), batch)
    driver.set_trace_callback(None)
    return sum(each.startswith("SELECT") for each in statements)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_large_batch_asks_no_more_questions_than_a_small_one(scene: Scene) -> None:
    no = scene.active()
    few = questions(scene, Batch(owed(no, 2)))
    many = questions(scene, Batch(owed(no, 500)))
    assert many == few > 5
    assert scene.left(PAYABLE, no) == 502


def test_what_is_owed_stays_covered_over_the_whole_batch(scene: Scene) -> None:
    no = scene.active()
    bare = entry(COST, PAYABLE, 1, no)
    short = owed(no, 1)[0]._replace(entries=[bare])
    with pytest.raises(PayableUncoveredError) as refused:
        imports.import_journal(scene.desk(ACCOUNTANT), Batch([*owed(no, 3), short]))
    assert (refused.value.payable, refused.value.payment) == (
        from_fen(4),
        from_fen(3),
    )
