"""Money that leaves for somebody without a case: whom, how much, from which account."""

from contextlib import closing
from pathlib import Path

import fundledger
from fundledger.queries import funding, trial
from fundledger.store.opening import open_ledger
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


def decided(path: Path) -> str:
    """Have two people decide that 100.00 元 of a grant go back; give its payer."""
    with closing(open_ledger(str(path))) as ledger:
        fund = ledger.fund()
        with fund.reading() as books:
            on = trial.last_day(books)
            given = next(e for e in funding.fundings(books) if e.source == "pingan")
        assert on is not None
        for actor in ("approver", "supervisor"):
            _ = fundledger.do(
                fund,
                "decide_money_return",
                actor=actor,
                on=on,
                funding_no=given.no,
                amount="100",
                ground="unspent",
                reason="结余上缴",
            )
    return given.party


async def test_a_return_is_paid_from_a_form_that_knows_whom_how_much_and_from_where(
    demo_path: Path,
) -> None:
    party = decided(demo_path)
    async with at_work(demo_path, "cashier", stage.SMALL) as pilot:
        await open_form(pilot, "pay_money_return")
        assert box(pilot, "bank").value() == "grant"
        assert stage.shows(pilot.app, "退还给", party, "¥100.00", "限定")
        await go_on(pilot)
        assert stage.shows(pilot.app, "退还给", party, "付出金额", "财政补助专户")
        confirmation(pilot).page.action_last()
        await keys(pilot, "f8", "f8")
    assert last_record(demo_path).deed == "pay_money_return"


async def test_a_source_is_chosen_by_what_it_has_free_and_shown_when_it_is(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "supervisor", stage.LARGE) as pilot:
        form = await open_form(pilot, "pay_admin_cost")
        form.offer(box(pilot, "source"), form.given())
        await stage.until(pilot, lambda: stage.shows(pilot.app, "· 限定 · 可用 ¥"))
        await keys(pilot, "text:pingan", "enter")
        assert box(pilot, "source").value() == "pingan"
        assert stage.shows(pilot.app, "区级平安建设补助 · 限定 · 可用 ¥")


async def test_a_source_taken_over_is_chosen_beside_what_the_project_has_of_each(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "accountant", stage.LARGE) as pilot:
        await open_form(pilot, "re_source_project", project_no=89)
        assert box(pilot, "from_source").value() == "general"
        await fill(pilot, to_source="pingan")
        assert stage.shows(pilot.app, "非限定资金 · 已立项未付 ¥")
        assert stage.shows(pilot.app, "区级平安建设补助 · 限定 · 可用 ¥")
