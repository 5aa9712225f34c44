"""What is seen before the books are open, and when they are not."""

import asyncio
import threading
from pathlib import Path

from fundledger.i18n import Language
from fundledger.i18n.nouns import Noun
from fundledger.store import migrate
from fundledger.store.books import Ledger
from fundledger.tui.app import FundApp
from fundledger.tui.shell.host import Host
from fundledger.tui.shell.reading import Door, Opened
from fundledger.tui.shell.routes import page_of
from tests import small
from tests.databases import frozen
from tests.tui import stage


class SlowDoor(Door):
    """A door that somebody holds shut."""

    def __init__(self, address: str) -> None:
        super().__init__(address, None)
        self.let_go = threading.Event()

    def open(self) -> Opened:
        self.let_go.wait(stage.DEADLINE)
        return super().open()


async def test_something_is_seen_before_the_books_are_open(ledger_path: Path) -> None:
    door = SlowDoor(str(ledger_path))
    shown = FundApp(door, Language.ZH)
    async with shown.run_test(size=stage.SMALL) as pilot:
        async with asyncio.timeout(stage.DEADLINE):
            while not stage.shows(shown, "正在读取账簿"):
                await pilot.pause()
        assert stage.shows(shown, "概览")
        assert shown.opened is None
        door.let_go.set()
        await stage.opened(pilot)
        assert stage.shows(shown, "社区基金")


async def test_a_missing_ledger_is_said_so_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    shown = stage.app(path, Language.EN)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(pilot, stage.saying(shown, "There is no ledger at"))
        assert stage.shows(shown, "fundledger init")
        await pilot.press("d")
        assert stage.shows(shown, "NoLedgerError")
        await pilot.press("2")
        await pilot.press("f5")
        await stage.until(pilot, stage.saying(shown, "There is no ledger at"))
    assert not path.exists()


async def test_a_ledger_of_another_schema_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    fund = stage.build(path)
    with fund.ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    fund.ledger.close()
    shown = stage.app(path, Language.EN)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(pilot, stage.saying(shown, "fundledger migrate"))


async def test_an_empty_ledger_says_what_to_do_first(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    ledger = Ledger(str(path))
    migrate.migrate(ledger)
    ledger.close()
    shown = stage.app(path, Language.EN)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(
            pilot, stage.saying(shown, "from a workbook: fundledger setup")
        )


async def test_among_several_funds_one_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    ledger = Ledger(str(path), frozen)
    migrate.migrate(ledger)
    for code in ("east", "west"):
        small.create(ledger, None, code)
    ledger.close()
    shown = stage.app(path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(pilot, stage.saying(shown, "请选择一个打开"))
        await pilot.press("down", "enter")
        await stage.opened(pilot)
        assert shown.opened is not None
        assert shown.opened.code == "west"
        await pilot.press("5")
        await stage.still(pilot)
        shown.open(page_of(Noun.PERSON, "admin"))
        await stage.still(pilot)
        before = {*shown.fund_screens()}
        await pilot.press("ctrl+f", "up", "enter")
        await stage.opened(pilot)
        assert shown.opened.code == "east"
        assert not before & {*shown.fund_screens()}, "no page of the fund before stays"
        assert shown.session_day is None


async def test_an_answer_that_comes_when_all_is_over_is_no_fault(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
    shown.on_host_peeked(Host.Peeked(9_999))
    shown.on_host_shut(Host.Shut(ValueError()))
    assert shown.screen_stack == []
