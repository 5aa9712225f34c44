"""A day at the workbench: one case from its application to the closing of its month.

The fund is the manual's own, founded from `data/example-fund`. Everybody sits at the
same workbench in turn, and the day of work is the day of its clock: nothing is typed
that a person would not type. What the screen shows at the main moments is kept in
`docs/day`; `python -m tests.tui.day` plays the day (a minute) and writes it anew.
"""

import asyncio
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from fundledger.i18n import Language
from fundledger.tui.app import FundApp
from fundledger.tui.kit.fields import SealedLine
from fundledger.tui.shell.confirm import ConfirmScreen
from fundledger.tui.shell.host import Hosted
from fundledger.tui.shell.reading import Door
from tests import papers
from tests.tui import stage

ROOT: Final = Path(__file__).parents[2]
KEPT: Final = ROOT / "docs" / "day" / "zh"
LEDGER: Final = "ledger.db"
CODE_END: Final = "6101"
"""The last digits of 2026-1-01, the code of the case."""
QUEUES: Final = 6
"""How many lists of vouchers `m` goes through, that of all of them included."""


class Bulk(NamedTuple):
    """What somebody marks in a queue of vouchers, and signs at once."""

    login: str
    queue: str
    marks: tuple[str, ...]
    vouchers: int
    yuan: int
    moment: str = ""


BULK: Final = (
    Bulk("acc.sun", "待制单", ("*",), 1, 5500),
    Bulk("cash.qian", "待出纳签章", ("*",), 2, 51700),
    Bulk("acc.feng", "待复核", ("down", "space"), 1, 5500),
    Bulk("sup.zhou", "待复核", ("*",), 3, 55500, "06-bulk-review"),
    Bulk("acc.sun", "待记账", ("*",), 4, 61000),
    Bulk("sup.zhou", "待会计主管", ("*",), 4, 61000),
)
"""Who signs the vouchers of the month, part by part."""


class Day:
    """Who sits at the workbench, what they press, and what they see."""

    def __init__(self, pilot: Pilot[None], app: FundApp) -> None:
        """Begin at the first screen."""
        self.pilot = pilot
        self.app = app
        self.moments: dict[str, list[str]] = {}

    async def sit(self, login: str, day: str) -> None:
        """Have another person sit down, on a day, at home."""
        noon = datetime.fromisoformat(f"{day}T04:00:00+00:00")
        self.app.desk.now = lambda: noon
        self.app.act_as(login)
        await self.press("1")
        await stage.until(self.pilot, lambda: self._is_here(login))
        await stage.still(self.pilot)

    def _is_here(self, login: str) -> bool:
        who = self.app.who
        return who is not None and who.login == login

    async def press(self, *keys: str) -> None:
        """Press keys; what begins with `text:` is typed."""
        for each in keys:
            typed = each.removeprefix("text:")
            if typed == each:
                await self.pilot.press(each)
            else:
                await self._type(typed)
            await stage.still(self.pilot)

    async def _type(self, text: str) -> None:
        """Type a text, as an input method hands it over: whole; digits one by one."""
        focused = self.app.screen.focused
        if isinstance(focused, Input | TextArea) and not isinstance(
            focused, SealedLine
        ):
            self.app.post_message(events.Paste(text))
        else:
            await self.pilot.press(*text)

    async def see(self, moment: str, *texts: str) -> None:
        """Look at the screen: it says all this; keep it under a name."""
        shown = stage.text(self.app)
        whole = "\n".join(shown)
        missing = [each for each in texts if each not in whole]
        assert not missing, f"{missing} not in\n{whole}"
        if moment:
            self.moments[moment] = shown

    async def show(self, key: str) -> None:
        """Press a form's key: the confirmation comes; read it to its end."""
        await self.press(key)
        screen = self.app.screen
        shown = "\n".join(stage.text(self.app))
        assert isinstance(screen, ConfirmScreen), shown
        assert not screen.is_refused, shown
        while not screen.read:
            await self.press("pagedown")

    async def do(self, title: str, key: str, *answers: str) -> None:
        """Do what a form is filled with: show, answer, confirm."""
        await self.show(key)
        for each in answers:
            await self.press(f"text:{each}", "enter")
        await self.press(key)
        await self.done(title)

    async def done(self, title: str) -> None:
        """Have seen that a deed was done."""
        screen = self.app.screen
        assert isinstance(screen, Hosted)
        await self.see("", f"✓ {title}：记录")


async def begin(day: Day) -> None:
    """Adopt the posting rules, verify the payees, and receive a donation."""
    for login in ("acc.sun", "sup.zhou"):
        await day.sit(login, "2026-01-06")
        await day.press("enter")
        await day.do("采用记账规则版本", "f6")
    for _ in range(2):
        await day.sit("acc.sun", "2026-01-06")
        await day.press("enter")
        await day.do("核验收款人", "f6")
    await day.sit("acc.sun", "2026-01-08")
    await day.press("ctrl+n", "text:收到捐赠", "enter", "text:5万", "enter")
    await day.press("text:示例企业")
    await day.show("f4")
    await day.see("", "9101 可立项额度")
    await day.press("pageup", "pageup")
    await day.see("02-confirmation", "伍万元整")
    await day.press("f4")
    await day.done("收到捐赠")


async def apply(day: Day) -> None:
    """Draft, submit, sign and recommend the application."""
    await day.sit("zhang", "2026-01-12")
    await day.press("ctrl+n", "text:起草", "enter", "text:为老服务", "enter")
    await day.press("text:独居老人助餐服务", "enter")
    await day.press("text:为独居老人每周送餐三次。", "tab")
    await day.press("text:2026-01-15", "enter", "text:2026-02-30", "enter")
    await day.press(
        "+", "enter", "enter", "text:食材", "enter", "text:４，０００", "enter"
    )
    await day.press("+", "enter", "down", "enter", "text:送餐员补贴", "enter")
    await day.press("text:1500", "enter", "f4")
    await day.see("01-form-with-a-fault", "结束日 为“2026-02-30”，不是日期")
    await day.press("text:2026-03-31")
    await day.do("起草申报书", "f4")
    await day.press("enter")
    await day.do("提交申报", "f4")
    await day.sit("zhao", "2026-01-12")
    await day.press("enter")
    await day.do("社区负责人签字", "f6")
    await day.sit("sub.he", "2026-01-13")
    await day.press("enter", "text:情况属实，同意推荐。")
    await day.do("街道推荐申报", "f6")


async def decide(day: Day) -> None:
    """Review twice, approve, and establish after the public notice."""
    for reviewer in ("rev.gao", "rev.luo"):
        await day.sit(reviewer, "2026-01-14")
        await day.press("enter", "enter", "enter", "text:同意。")
        await day.do("区级评审", "f6")
    await day.sit("app.song", "2026-01-15")
    await day.see("03-inbox", "审批项目", "5,500.00")
    await day.press("enter", "tab", "tab")
    await day.press("+", "enter", "enter", "text:5500", "enter")
    await day.do("审批项目", "f6", CODE_END)
    await day.sit("app.song", "2026-01-15")
    await day.press("enter", "text:5500", "enter", "enter", "text:区政府网站")
    await day.do("开始公示", "f4")
    await day.sit("app.song", "2026-01-23")
    await day.press("enter")
    await day.do("立项", "f6", CODE_END)
    await day.sit("acc.sun", "2026-01-23")
    await day.press("down", "enter", "text:协2026-01")
    await day.do("登记项目协议", "f4")
    await day.sit("sup.zhou", "2026-01-23")
    await day.press("down", "enter")
    await day.do("启动项目", "f4")


async def pay(day: Day) -> None:
    """Request, check, approve, pay and acknowledge the disbursement."""
    await day.sit("zhang", "2026-01-23")
    await day.press("2", "f4", "text:申请拨付", "enter")
    await day.do("申请拨付", "f4")
    for login, title in (("acc.sun", "审核拨付"), ("sup.zhou", "批准拨付")):
        await day.sit(login, "2026-01-26")
        await day.press("down", "enter")
        await day.do(title, "f6")
    await day.sit("app.song", "2026-01-26")
    await day.press("enter")
    await day.do("审批人同意拨付", "f6")
    await day.sit("cash.qian", "2026-01-26")
    await day.press("down", "enter")
    await day.show("f8")
    await day.see("04-payment", "金额（整元）", "收款账号末 4 位")
    await day.press("text:5500", "enter", "text:1001", "f8")
    await day.done("支付拨付款")
    await day.sit("zhang", "2026-01-27")
    await day.press("enter")
    await day.do("确认收到拨付款", "f6")


async def account_for_it(day: Day) -> None:
    """Store a receipt, claim, admit, report, take the rest back, and end the case."""
    await day.press("ctrl+n", "text:保存附件", "enter", "text:发票.pdf", "enter")
    await day.do("保存附件", "f4")
    await day.press("2", "f4", "text:起草报账", "enter", "+", "enter", "enter")
    await day.press("enter", "enter", "text:25117000000001", "enter")
    await day.press("text:乐和菜场", "enter", "text:2026-01-26", "enter")
    await day.press("text:3800", "enter", "enter")
    await day.see("05-attachment", "application/pdf")
    await day.press("enter")
    await day.do("起草报账", "f4")
    await day.press("1", "enter")
    await day.do("提交报账", "f4")
    await day.sit("acc.sun", "2026-01-28")
    await day.press("down", "enter")
    await day.do("核准报账", "f6")
    await day.sit("zhao", "2026-01-28")
    await day.press("2", "f4", "text:进入结项", "enter")
    await day.do("进入结项", "f4")
    await day.sit("zhang", "2026-01-29")
    await day.press("enter", "text:送餐三周，每周三次，结余退回。")
    await day.do("提交总结报告", "f4")
    await day.sit("acc.sun", "2026-01-29")
    await day.press("2", "f4", "text:结余退回", "enter", "text:1700")
    await day.do("收到结余退回", "f4")
    for login in ("acc.sun", "sup.zhou", "app.song"):
        await day.sit(login, "2026-01-30")
        await day.press("2", "f6")
        await day.do("结项", "f6", CODE_END)


async def queue(day: Day, login: str, called: str) -> None:
    """Have somebody look at a queue of the vouchers of the month before."""
    await day.sit(login, "2026-02-02")
    await day.press("5")
    if "2026-02 ›" in "\n".join(stage.text(day.app)):
        await day.press("left")
    await day.press("u")
    for _ in range(QUEUES):
        if f"凭证 › {called}" in "\n".join(stage.text(day.app)):
            return
        await day.press("m")
    await day.see("", called)


async def sign(day: Day, bulk: Bulk) -> None:
    """Sign what is marked, see that none is refused, and go back to the books."""
    await day.press("f6", f"text:{bulk.vouchers}", "enter", f"text:{bulk.yuan}", "f6")
    await day.see(bulk.moment, f"已办 {bulk.vouchers} 笔，被拒绝 0 笔")
    await day.press("escape", "escape")


async def close(day: Day) -> None:
    """Sign the vouchers in bulk, queue by queue, and close the month."""
    for each in BULK:
        await queue(day, each.login, each.queue)
        await day.press(*each.marks)
        await sign(day, each)
    await queue(day, "sup.zhou", "全部凭证")
    await day.press("enter")
    await day.see("07-voucher", "伍万元整")
    await day.press("escape", "escape", "p", "enter")
    await day.see("08-closing", "✓ 本月凭证")
    await day.press("f4", "text:月末结账", "enter")
    await day.do("月末结账", "f4", "2026-01")


class HomeDoor(Door):
    """The door of a ledger that lies in nobody's folder in particular."""

    @property
    def place(self) -> str:
        """Name the file alone."""
        return LEDGER


async def play(size: tuple[int, int]) -> dict[str, list[str]]:
    """Play the day in a folder of its own; give what was seen."""
    shown = FundApp(HomeDoor(LEDGER, None), Language.ZH, "acc.sun")
    async with shown.run_test(size=size) as pilot:
        await stage.opened(pilot)
        day = Day(pilot, shown)
        for part in (begin, apply, decide, pay, account_for_it, close):
            await part(day)
        return day.moments


def main() -> None:
    """Found the fund of the manual, play the day, and keep what was seen."""
    founding = [sys.executable, "-m", "fundledger", "setup", "data/example-fund"]
    with TemporaryDirectory() as folder:
        os.environ |= {"XDG_STATE_HOME": folder, "FUNDLEDGER_LANG": "zh"}
        place = ["--on", "2026-01-05", "--db", f"{folder}/{LEDGER}"]
        _ = subprocess.run([*founding, *place], cwd=ROOT, check=True)
        os.chdir(folder)
        _ = Path("发票.pdf").write_bytes(papers.pdf())
        moments = asyncio.run(play(stage.SMALL))
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, lines in moments.items():
        text = "\n".join(lines) + "\n"
        _ = (KEPT / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
