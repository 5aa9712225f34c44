"""Home beside what waits: what others have now, today, and the checks on demand."""

from pathlib import Path

from fundledger.checks.registry import CHECKS
from fundledger.tui.kit.table import Table
from fundledger.tui.screens.books.vouchers import VouchersScreen
from fundledger.tui.screens.home.entries import HomeTab
from fundledger.tui.screens.home.inbox import InboxScreen
from fundledger.tui.screens.reports.reconciliation import ReconciliationScreen
from tests.tui import stage
from tests.tui.shell.acting import at_work, host, keys


async def test_on_a_small_screen_today_is_one_line_and_a_tab(demo_path: Path) -> None:
    async with at_work(demo_path, "accountant") as pilot:
        home = stage.screen(host(pilot))
        assert isinstance(home, InboxScreen)
        assert stage.shows(pilot.app, "银行 90,100.44 · 结账 2024-08 尚缺 3 项条件")
        assert not home.query_one("#today").display
        await keys(pilot, "left")
        assert home.tab is HomeTab.TODAY
        assert stage.shows(pilot.app, "捐赠资金专户")
        assert stage.shows(pilot.app, "可立项额度")
        assert home.focused is home.query_one("#today")


async def test_what_others_have_now_is_apart_and_says_whom_it_waits_for(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "accountant") as pilot:
        await keys(pilot, "right")
        rows = [line for line in stage.text(pilot.app) if "2024-2-" in line]
        assert len(rows) == 2
        assert "中医养生讲座" in rows[0]
        assert "区级审批、财务主管" in rows[0]
        await keys(pilot, "enter")
        assert stage.shows(pilot.app, "2024-2-85")
        assert not isinstance(pilot.app.screen, InboxScreen)


async def test_on_a_large_screen_each_row_of_today_opens_its_place(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "accountant", stage.LARGE) as pilot:
        home = stage.screen(host(pilot))
        today = home.query_one("#today", Table)
        assert today.display
        _ = today.focus()
        keyed = [row.key for row in today.rows]
        today.cursor = keyed.index(("close", "unsigned_vouchers"))
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, VouchersScreen)
        await keys(pilot, "escape")
        today.cursor = keyed.index(("lights", ""))
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, ReconciliationScreen)


async def test_checks_run_when_told_to_and_say_what_they_have_not_seen(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "accountant") as pilot:
        home = stage.screen(host(pilot))
        assert isinstance(home, InboxScreen)
        assert stage.shows(pilot.app, "尚未运行")
        home.action_run_checks()
        home.action_cancel()
        await stage.still(pilot)
        assert stage.shows(pilot.app, "尚未运行"), "given up is not run"
        await keys(pilot, "v")
        unbuilt = sum(not each.is_built for each in CHECKS)
        shown = f"检查 ! 待办 1 · – 未实现 {unbuilt} · ✓"
        await stage.until(pilot, stage.saying(pilot.app, shown))
        await keys(pilot, "left")
        assert stage.shows(pilot.app, f"✓ 相符 {len(CHECKS) - 1 - unbuilt}")
        await keys(pilot, "right")
        assert home.today is not None
        seq, _, sha256 = home.today.head.partition(":")
        home.today = home.today._replace(head=f"{int(seq) + 3}:{sha256}")
        home.speak()
        await stage.still(pilot)
        assert stage.shows(pilot.app, "检查 ! 待办 1", "其后 3 条未检查")
