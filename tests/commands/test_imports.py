"""An earlier journal comes in before these books have their own: one record for all."""

from dataclasses import replace
from datetime import date

import pytest

from fundledger.commands import funding, imports, signatures
from fundledger.commands.posting import MonthEndFloorError
from fundledger.commands.running_costs import pay_bank_fee
from fundledger.domain.batches import (
    Batch,
    BatchPostingError,
    BatchRuleError,
    BatchVoucher,
)
from fundledger.domain.chart import (
    B_COMMITTED,
    B_FREE,
    B_OVERHEAD,
    B_PAYMENT,
    B_RESERVED,
    B_TOTAL,
    PAYABLE,
    SpendingKind,
    cost_leaf,
)
from fundledger.domain.cosigning import CosignedAlreadyError, GivenAgainError
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import (
    NothingToPostError,
    PayableUncoveredError,
    PostingRule,
)
from fundledger.domain.money import from_fen
from fundledger.domain.openings import OpeningSealedError
from fundledger.domain.periods import MonthNotOpenError
from fundledger.inputs.cosigning import signed
from fundledger.queries import cosignatures
from fundledger.queries import journal as queries
from fundledger.store.books import KeyConflictError
from tests.commands.brought import bring
from tests.commands.money import booked, entry, left, vouchers
from tests.commands.scene import ACCOUNTANT, CASHIER, SUPERVISOR, Scene, yuan

MAIN, INCOME = AccountKey("bank.main"), AccountKey("donations.unrestricted")
FEE = AccountKey("admin_cost.unrestricted")
COST = cost_leaf(SpendingKind.MATERIALS, restricted=False)


def gift(fen: int, on: date = date(2024, 2, 1)) -> BatchVoucher:
    entries = [entry(MAIN, INCOME, fen), entry(B_TOTAL, B_FREE, fen)]
    return BatchVoucher(on, "收到捐赠", entries, PostingRule.DONATION_RECEIVED)


def fee(fen: int, on: date) -> BatchVoucher:
    entries = [entry(FEE, MAIN, fen), entry(B_FREE, B_OVERHEAD, fen)]
    return BatchVoucher(on, "手续费", entries, PostingRule.BANK_FEE)


def test_many_vouchers_are_numbered_in_their_months_and_make_one_record(
    unopened: Scene,
) -> None:
    with unopened.fund.reading() as books:
        before = books.head.seq
    days = (date(2024, 1, 5), date(2024, 2, 1), date(2024, 1, 3))
    batch = [gift(100 * n, on) for n, on in enumerate(days, start=1)]
    assert bring(unopened, *batch) == 3
    with unopened.fund.reading() as books:
        assert books.head.seq == before + 2
        signed = [each.signed for each in queries.vouchers(books)]
    numbers = [(each.month, each.number) for each in vouchers(unopened)]
    assert numbers == [("2024-01", 1), ("2024-02", 1), ("2024-01", 2)]
    assert [[*each.values()] for each in signed if each] == [[SUPERVISOR]] * 3
    assert booked(unopened) == [(MAIN, INCOME, 3), (B_TOTAL, B_FREE, 3)]
    assert left(unopened, MAIN) == 6


def test_a_journal_takes_two_people_each_once(unopened: Scene) -> None:
    desk, batch = unopened.desk(ACCOUNTANT), Batch([gift(100)])
    assert imports.import_journal(desk, batch) is None
    assert vouchers(unopened) == []
    with pytest.raises(CosignedAlreadyError):
        imports.import_journal(desk, batch)
    other = Batch([gift(101)])
    assert imports.import_journal(unopened.desk(SUPERVISOR), other) is None
    keyed = replace(unopened.desk(SUPERVISOR), key="batch-1")
    for _ in range(2):
        assert imports.import_journal(keyed, batch) == 1
    assert len(vouchers(unopened)) == 1
    with pytest.raises(KeyConflictError):
        imports.import_journal(keyed, other)
    assert [each.prepared_by for each in vouchers(unopened)] == [None]
    signatures.prepare_vouchers(desk, until=date(2024, 2, 1))
    signatures.countersign_vouchers(unopened.desk(CASHIER), until=date(2024, 2, 1))


def test_after_the_first_voucher_of_these_books_nothing_comes_in(
    unopened: Scene,
) -> None:
    bring(unopened, gift(100))
    bring(unopened, gift(200))
    waiting = Batch([fee(100, date(2024, 2, 1))])
    assert imports.import_journal(unopened.desk(ACCOUNTANT), waiting) is None
    funding.receive_donation(
        unopened.desk(ACCOUNTANT), yuan(1), party="某", bank="main"
    )
    for login in (ACCOUNTANT, SUPERVISOR):
        with pytest.raises(OpeningSealedError):
            imports.import_journal(unopened.desk(login), waiting)
    assert unopened.refusals() == ["opening_sealed"] * 2
    pay_bank_fee(unopened.desk(ACCOUNTANT), yuan(1), bank="main")


def test_floors_hold_at_every_month_end(unopened: Scene) -> None:
    bring(unopened, gift(2_000_000, date(2024, 1, 2)))
    late = gift(5_000_000, date(2024, 3, 1))
    with pytest.raises(MonthEndFloorError) as refused:
        bring(unopened, late, fee(2_000_001, date(2024, 2, 1)))
    assert (refused.value.account, refused.value.month) == (MAIN, "2024-03")
    bring(unopened, late, fee(2_000_000, date(2024, 2, 1)))
    with pytest.raises(MonthEndFloorError):
        bring(unopened, fee(1, date(2024, 1, 31)))
    assert unopened.refusals() == ["month_end_floor", "month_end_floor"]


def test_a_voucher_brings_what_its_rule_books_and_nothing_else(unopened: Scene) -> None:
    """Opening balances bring their own postings; cost does not pass as a donation."""
    net = AccountKey("net_unrestricted")
    opening = BatchVoucher(date(2024, 1, 2), "期初", [entry(MAIN, net, 500)])
    assert bring(unopened, opening, gift(1)) == 2
    assert vouchers(unopened)[0].rule is PostingRule.OPENING
    cost = gift(1)._replace(entries=fee(1, date(2024, 2, 1)).entries)
    with pytest.raises(BatchPostingError) as unfit:
        bring(unopened, gift(1), cost)
    assert (unfit.value.voucher, unfit.value.debit) == (2, FEE)
    with pytest.raises(NothingToPostError):
        bring(unopened, gift(1)._replace(entries=[]))
    with pytest.raises(BatchRuleError):
        bring(unopened, gift(1)._replace(rule=PostingRule.RELEASE))


@pytest.mark.parametrize("on", [date(2023, 12, 31), date(2025, 1, 1)])
def test_a_journal_comes_only_into_months_that_are_open(
    unopened: Scene, on: date
) -> None:
    with pytest.raises(MonthNotOpenError):
        bring(unopened, gift(1, on))
    assert bring(unopened) == 0
    assert vouchers(unopened) == []


def granted(project_no: ProjectNo, fen: int) -> BatchVoucher:
    """Bring in money for a project, committed to it."""
    entries = [
        entry(MAIN, AccountKey("net_unrestricted"), fen),
        entry(B_TOTAL, B_RESERVED, fen, project_no),
        entry(B_RESERVED, B_COMMITTED, fen, project_no),
    ]
    return BatchVoucher(date(2024, 2, 1), "期初", entries)


def owed(project_no: ProjectNo, count: int) -> list[BatchVoucher]:
    """Admit so many reimbursements of 0.01 元 each: owed, and approved for payment."""
    entries = [
        entry(COST, PAYABLE, 1, project_no),
        entry(B_COMMITTED, B_PAYMENT, 1, project_no),
    ]
    rule = PostingRule.REIMBURSEMENT_ADMITTED
    return [BatchVoucher(date(2024, 3, 1), "报销", entries, rule)] * count


def questions(scene: Scene, *batch: BatchVoucher) -> int:
    """Import a batch, and count the questions that were asked for it."""
    statements: list[str] = []
    dialect, engine = scene.fund.ledger.dialect, scene.fund.ledger.engine
    with engine.connect() as connection:
        driver = dialect.driver(connection)
        driver.set_trace_callback(statements.append)
    bring(scene, *batch)
    driver.set_trace_callback(None)
    return sum(each.startswith("SELECT") for each in statements)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_large_batch_asks_no_more_questions_than_a_small_one(
    unopened: Scene,
) -> None:
    no = unopened.drafted()
    bring(unopened, granted(no, 1_000))
    few = questions(unopened, *owed(no, 2))
    many = questions(unopened, *owed(no, 500))
    assert many == few > 5
    assert unopened.left(PAYABLE, no) == 502


def test_what_is_owed_stays_covered_over_the_whole_batch(unopened: Scene) -> None:
    no = unopened.drafted()
    bring(unopened, granted(no, 1_000))
    bare = entry(COST, PAYABLE, 1, no)
    short = BatchVoucher(date(2024, 3, 1), "期初", [bare])
    with pytest.raises(PayableUncoveredError) as refused:
        bring(unopened, *owed(no, 3), short)
    assert (refused.value.payable, refused.value.payment) == (
        from_fen(4),
        from_fen(3),
    )


def test_who_signs_an_import_second_gives_the_batch_again(unopened: Scene) -> None:
    """Its record keeps a fingerprint: the number of the signature does not have it."""
    assert imports.import_journal(unopened.desk(ACCOUNTANT), Batch([gift(100)])) is None
    with unopened.fund.reading() as books:
        [waits] = cosignatures.waiting(books)
        with pytest.raises(GivenAgainError) as refused:
            signed(books, waits.no)
    assert refused.value.deed == "import_journal"
    assert imports.import_journal(unopened.desk(SUPERVISOR), Batch([gift(100)])) == 1
