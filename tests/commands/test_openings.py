"""A fund begins in November with cases in flight; every kind of deed goes on."""

from datetime import date
from typing import Any, Final

import pytest

from fundledger.checks.registry import Light, run_checks
from fundledger.commands.imports import import_journal
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import ADVANCE, B_COMMITTED, B_FREE, PAYABLE, RECOVERABLE
from fundledger.domain.ids import AccountKey, Login, ProjectNo, SourceKey
from fundledger.domain.opening_faults import OpeningUnfitError
from fundledger.domain.openings import OpeningSealedError
from fundledger.domain.projects import ProjectState
from fundledger.domain.receipts import DuplicateReceiptError
from fundledger.inputs.doing import Order, perform
from fundledger.queries import control, journal
from fundledger.store.books import Ledger
from fundledger.store.verify import verify
from tests.commands.money import entry
from tests.commands.opened import (
    ACCOUNTANT,
    ACCOUNTANT2,
    APPROVER,
    CASHIER,
    SUPERVISOR,
    founded,
    opened,
    sheets,
    sign,
)
from tests.commands.scene import Scene
from tests.databases import Database

HALL, _, REPAIR, MEALS, PATROL, CHOIR, RAILS, MARKET = map(ProjectNo, range(1, 9))
GENERAL, AID = SourceKey("general"), SourceKey("zhulao")
HEAD1, HEAD2 = Login("zhao"), Login("lin")
PREPARER1: Final = Login("zhang")


def go(scene: Scene, login: Login, deed: str, **values: object) -> int:
    """Do a deed as people type it; give its result, or 0."""
    result = perform(scene.fund, Order(deed, values, login, scene.today)).result
    return result if isinstance(result, int) else 0


def balanced(scene: Scene) -> None:
    """Find nothing wrong: by the checks, and by the chain."""
    with scene.fund.reading() as books:
        results = run_checks(books)
    assert [each for each in results if each.light is Light.OFFENCES] == []
    assert verify(scene.fund).findings == ()


@pytest.fixture
def begun(ledger: Ledger, database: Database) -> Scene:
    """Open the books: both have signed."""
    return opened(ledger, database.clerk)


def test_two_people_open_the_books_once(ledger: Ledger, database: Database) -> None:
    scene = founded(ledger, database.clerk)
    first = sign(scene, ACCOUNTANT)
    assert (first.counts[-1].new, first.opening_waits, first.faults) == (66, True, [])
    with scene.fund.reading() as books:
        assert journal.vouchers(books) == []
    again = sign(scene, ACCOUNTANT)
    assert (again.counts[-1].present, again.opening_waits) == (66, True)
    assert not sign(scene, SUPERVISOR).opening_waits
    balanced(scene)
    with scene.fund.reading() as books:
        head = books.head.seq
        totals = control.control_totals(books, date(2026, 10, 31)).fund
        vouchers = journal.vouchers(books)
    assert [(each.month, each.number) for each in vouchers] == [("2026-10", 1)] * 2
    assert (totals.projects, totals.communities) == (8, 2)
    assert (totals.approved_fen, totals.paid_fen) == (2_360_000, 1_360_000)
    assert totals.spent_fen == 1_070_000
    assert scene.left(B_FREE, source=GENERAL) == 500_000
    assert scene.left(B_FREE, source=AID) == 200_000
    for login in (ACCOUNTANT, ACCOUNTANT2, SUPERVISOR):
        assert sign(scene, login).counts[-1].present == 66
    with scene.fund.reading() as books:
        assert books.head.seq == head
    late = BatchVoucher(
        date(2026, 10, 1), "x", [entry(AccountKey("bank.main"), PAYABLE, 1, HALL)]
    )
    with pytest.raises(OpeningSealedError):
        import_journal(scene.desk(ACCOUNTANT), Batch([late]))
    assert scene.refusals() == ["opening_sealed"]


def test_advances_are_claimed_against_asked_for_and_refunded(begun: Scene) -> None:
    bill = {"line": 1, "kind": "invoice", "seller": "店", "issued_on": "2026-11-01"}
    used = bill | {"number": "26310004", "amount": "10.00"}
    no = go(begun, PREPARER1, "draft_claim", project_no=REPAIR, receipts=[used])
    with pytest.raises(DuplicateReceiptError):
        go(begun, PREPARER1, "submit_claim", claim_no=no)
    new = bill | {"number": "77", "amount": "1,000.00"}
    no = go(begun, PREPARER1, "draft_claim", project_no=REPAIR, receipts=[new])
    go(begun, PREPARER1, "submit_claim", claim_no=no)
    admitted = [{"receipt_no": 10, "amount": "1,000.00"}]
    go(begun, ACCOUNTANT, "admit_claim", claim_no=no, admitted=admitted)
    assert begun.left(ADVANCE, REPAIR) == 20_000
    go(
        begun,
        ACCOUNTANT,
        "receive_refund",
        project_no=REPAIR,
        amount="200",
        bank="main",
    )
    no = go(begun, HEAD1, "request_disbursement", project_no=REPAIR, amount="3,000")
    go(begun, ACCOUNTANT, "check_disbursement", disbursement_no=no)
    go(begun, SUPERVISOR, "approve_disbursement", disbursement_no=no)
    go(begun, CASHIER, "pay_disbursement", disbursement_no=no, bank="main")
    go(begun, ACCOUNTANT, "bounce_disbursement", disbursement_no=4, reason="户名不符")
    assert begun.left(ADVANCE, MEALS, AID) == 0
    assert begun.left(PAYABLE, MEALS, AID) == 250_000
    balanced(begun)


def test_what_was_approved_is_paid_declined_cut_and_taken_over(begun: Scene) -> None:
    go(begun, CASHIER, "pay_disbursement", disbursement_no=8, bank="aid")
    assert begun.left(PAYABLE, RAILS) == 0
    go(begun, SUPERVISOR, "decline_disbursement", disbursement_no=6, reason="停办")
    line = {"line": 1, "amount": "500", "reason": "缩减"}
    go(begun, APPROVER, "cut_project", project_no=PATROL, **line)
    go(begun, APPROVER, "supplement_project", project_no=HALL, **line)
    taken = {"from_source": GENERAL, "to_source": AID, "reason": "到账"}
    for login in (APPROVER, ACCOUNTANT):
        over = taken | {"project_no": HALL, "of": "spent", "amount": "1,700"}
        go(begun, login, "re_source_project", **over)
    for login in (APPROVER, SUPERVISOR):
        go(begun, login, "cancel_project", project_no=MARKET, reason="撤销")
    assert begun.state(MARKET) is ProjectState.CANCELLED
    assert begun.left(B_COMMITTED, PATROL) == 150_000
    balanced(begun)


def test_what_was_disallowed_comes_back_and_the_project_is_closed(
    begun: Scene,
) -> None:
    less = {"amount": "100", "reason": "审计核减"}
    go(begun, ACCOUNTANT, "disallow_receipt", receipt_no=7, **less)
    go(begun, ACCOUNTANT, "disallow_receipt", receipt_no=1, **less)
    go(begun, ACCOUNTANT, "disallow_receipt", receipt_no=8, **less)
    assert begun.left(RECOVERABLE, CHOIR) == 40_000
    assert begun.left(RECOVERABLE, HALL) == 10_000
    assert begun.left(PAYABLE, RAILS) == 60_000
    for recovery_no, amount in ((1, "300"), (2, "100")):
        back = {"recovery_no": recovery_no, "amount": amount, "bank": "main"}
        go(begun, ACCOUNTANT, "receive_recovery", **back)
    for login in (APPROVER, SUPERVISOR, ACCOUNTANT):
        go(begun, login, "close_project", project_no=CHOIR)
    assert begun.state(CHOIR) is ProjectState.CLOSED
    for login in (APPROVER, SUPERVISOR):
        go(begun, login, "reopen_project", project_no=2, reason="审计发现")
    go(begun, APPROVER, "resume_project", project_no=PATROL, reason="恢复")
    balanced(begun)


def test_money_that_nobody_can_name_and_what_goes_back_go_on(begun: Scene) -> None:
    named = {"funding_no": 1, "kind": "donation", "party": "李某"}
    go(begun, ACCOUNTANT, "identify_money", **named)
    go(begun, CASHIER, "pay_money_return", return_no=1, bank="aid")
    begun.today = date(2027, 1, 8)
    balanced(begun)


def unfit(scene: Scene, **changes: object) -> list[tuple[str, int, str]]:
    """Give what does not fit in the opening, once some of its sheets are changed."""
    values: dict[str, Any] = sheets() | {"as_of": "2026-10-31"} | changes
    with pytest.raises(OpeningUnfitError) as refused:
        perform(scene.fund, Order("open_books", values, ACCOUNTANT, scene.today))
    assert refused.value.total == len(refused.value.faults)
    return [(each.sheet, each.row, each.code) for each in refused.value.faults]


def with_row(sheet: str, row: int, **values: str) -> dict[str, Any]:
    """Change a row of a sheet, from 1."""
    rows = [dict(each) for each in sheets()[sheet]]
    rows[row - 1] |= values
    return {sheet: rows}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_fault_is_told_at_once_with_its_place(
    ledger: Ledger, database: Database
) -> None:
    scene = founded(ledger, database.clerk)
    wrong = with_row("balances", 1, debit="13,600") | with_row("lines", 1, amount="1")
    assert unfit(scene, **wrong, **with_row("payments", 6, bank="main")) == [
        ("balances", 0, "opening_unbalanced"),
        ("projects", 1, "opening_approved"),
        ("payments", 6, "opening_payment"),
    ]
    assert unfit(scene, **with_row("balances", 7, debit="200")) == [
        ("balances", 0, "opening_unbalanced"),
        ("balances", 0, "opening_apart"),
        ("projects", 6, "opening_spent"),
    ]
    for sheet, row, values, code in (
        ("projects", 8, {"state": "closed"}, "opening_project_state"),
        ("projects", 1, {"approved_on": "2026-11-01"}, "opening_day"),
        ("projects", 2, {"project": "2025-1-07"}, "opening_twice"),
        ("shares", 6, {"source": AID}, "opening_unknown"),
        ("shares", 7, {"returned": "9,000"}, "opening_overpaid"),
        ("receipts", 4, {"line": "3"}, "opening_receipt"),
        ("receipts", 1, {"admitted_on": "2026-07-01"}, "opening_year_cost"),
        ("recoveries", 1, {"amount": "0"}, "opening_amount"),
        ("unidentified", 1, {"amount": "99,000"}, "opening_bank_short"),
        ("balances", 3, {"account": "b_free"}, "opening_account"),
        ("balances", 21, {"source": AID}, "opening_leaf"),
    ):
        codes = unfit(scene, **with_row(sheet, row, **values))
        assert code in {each[2] for each in codes}, (sheet, codes)
    with scene.fund.reading() as books:
        assert journal.vouchers(books) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_restricted_money_is_never_short_nor_used_for_others(
    ledger: Ledger, database: Database
) -> None:
    scene = founded(ledger, database.clerk)
    for changes, code in (
        ({11: ("debit", "2,000"), 1: ("debit", "150")}, "opening_source_short"),
        ({10: ("credit", "3,750"), 0: ("debit", "7,700")}, "opening_overdrawn"),
    ):
        balances = sheets()["balances"]
        for at, (side, amount) in changes.items():
            of = {"account", "project", "source"}
            row = {name: text for name, text in balances[at].items() if name in of}
            balances[at] = row | {side: amount}
        assert unfit(scene, balances=balances) == [("balances", 0, code)]
