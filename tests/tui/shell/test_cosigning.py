"""What two people sign at the workbench: found, read, signed, taken back."""

from contextlib import closing
from pathlib import Path

from moneyed import Money

from fundledger.commands.deed import Desk
from fundledger.commands.transfers import transfer_money
from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.ids import CosignatureNo, Login
from fundledger.queries import cosignatures, trial
from fundledger.store.opening import open_ledger
from fundledger.tui.shell.cosigning import CosignScreen
from fundledger.tui.shell.form_screen import FormScreen
from tests.tui import stage
from tests.tui.shell.acting import (
    at_work,
    box,
    confirmation,
    fill,
    go_on,
    keys,
    last_record,
    open_form,
)

FIRST = "transfer_money"
ANOTHER_DAY = "2024-08-29"


async def sign_first(path: Path, amount: str = "800") -> CosignatureNo:
    """Have the cashier sign a transfer, look at what is said; give the signature."""
    async with at_work(path, "cashier", stage.LARGE) as pilot:
        await open_form(pilot, FIRST)
        await fill(pilot, amount=amount, from_bank="main", to_bank="grant")
        await go_on(pilot)
        assert stage.shows(pilot.app, "财务主管签署之前不记账")
        assert stage.shows(pilot.app, "main 捐赠资金专户"), "what was typed has a name"
        await keys(pilot, "f4")
        assert stage.shows(pilot.app, "下一步：财务主管")
        await keys(pilot, "right_square_bracket")
        await stage.until(pilot, lambda: stage.shows(pilot.app, "捐赠资金专户 →"))
    return waiting(path)


def waiting(path: Path) -> CosignatureNo:
    """Give the number of the one signature that waits for the other."""
    ledger = open_ledger(str(path))
    with ledger.fund().reading() as books:
        (row,) = cosignatures.waiting(books)
    ledger.close()
    return row.no


def state(path: Path, no: CosignatureNo) -> tuple[CosignatureState, str | None]:
    """Tell how a signature stands."""
    ledger = open_ledger(str(path))
    with ledger.fund().reading() as books:
        row = cosignatures.cosignature(books, no)
    ledger.close()
    assert row is not None
    return row.state, row.end_reason


def send(path: Path, amount: str) -> None:
    """Have the two transfer money to the account for grants."""
    with closing(open_ledger(str(path))) as ledger, ledger.fund().reading() as books:
        on = trial.last_day(books)
    assert on is not None
    with closing(open_ledger(str(path))) as ledger:
        for login in ("cashier", "supervisor"):
            desk = Desk(fund=ledger.fund(), actor=Login(login), on=on)
            main, grant = "main", "grant"
            money = Money(amount, "CNY")
            _ = transfer_money(desk, money, from_bank=main, to_bank=grant)


async def test_the_other_opens_it_as_it_was_filled_and_signs_it(
    demo_path: Path,
) -> None:
    no = await sign_first(demo_path)
    async with at_work(demo_path, "supervisor", stage.SMALL) as pilot:
        assert stage.shows(pilot.app, "会签：")
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, CosignScreen)
        assert box(pilot, "amount").value() == "800.00"
        assert box(pilot, "amount").disabled
        assert stage.shows(pilot.app, "出纳一 (出纳)")
        assert pilot.app.focused is box(pilot, "on").editor
        await fill(pilot, on=ANOTHER_DAY)
        before = last_record(demo_path).seq
        await go_on(pilot)
        await stage.until(pilot, stage.saying(pilot.app, "100202"))
        assert last_record(demo_path).seq == before
        confirmation(pilot).page.action_last()
        await keys(pilot, "f4")
        assert last_record(demo_path).seq == before, "F4 is not the key of a signature"
        await keys(pilot, "f6")
    done = last_record(demo_path)
    assert (done.deed, done.actor, done.key) == (
        FIRST,
        "supervisor",
        f"cosignature-{no}",
    )
    assert str(done.on) == ANOTHER_DAY, "who signs last says the day of the voucher"
    assert state(demo_path, no) == (CosignatureState.DONE, None)


async def test_the_other_returns_it_by_f7_with_a_reason(demo_path: Path) -> None:
    no = await sign_first(demo_path)
    async with at_work(demo_path, "supervisor", stage.SMALL) as pilot:
        await keys(pilot, "enter", "f7")
        await fill(pilot, reason="金额有误")
        await keys(pilot, "f7", "f7")
    assert state(demo_path, no) == (CosignatureState.RETURNED, "金额有误")
    async with at_work(demo_path, "cashier", stage.SMALL) as pilot:
        assert stage.shows(pilot.app, "财务主管一退回")
        await keys(pilot, "enter", "enter")
        await stage.until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
        await stage.still(pilot)
        assert box(pilot, "amount").value() == "800.00"


async def test_what_can_no_longer_be_done_says_so_and_its_signer_withdraws_it(
    demo_path: Path,
) -> None:
    no = await sign_first(demo_path, "50000")
    send(demo_path, "30000")
    async with at_work(demo_path, "cashier", stage.SMALL) as pilot:
        await keys(pilot, "right_square_bracket")
        await stage.until(pilot, stage.saying(pilot.app, "捐赠资金专户 →"))
        await stage.still(pilot)
        await keys(pilot, "enter")
        await stage.until(pilot, stage.saying(pilot.app, "现在已办不成"))
        assert isinstance(pilot.app.screen, CosignScreen)
        await keys(pilot, "f6")
        assert isinstance(pilot.app.screen, CosignScreen), "one does not sign twice"
        await keys(pilot, "f7")
        await fill(pilot, reason="款已他用")
        await keys(pilot, "f7", "f7")
    assert state(demo_path, no) == (CosignatureState.WITHDRAWN, "款已他用")
