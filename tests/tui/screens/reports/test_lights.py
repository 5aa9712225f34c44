"""Lights: what they say, and what is behind them."""

from contextlib import closing
from pathlib import Path

import pytest

from fundledger.commands import transfers
from fundledger.store.books import Ledger
from fundledger.tui.shell.sheet_screen import SheetScreen
from tests.commands import scene as scenes
from tests.commands.scene import AID, CASHIER, SUPERVISOR, yuan
from tests.commands.test_journal import two_banks
from tests.databases import Database
from tests.tui import stage


async def test_lights_say_in_words_and_signs_what_their_colour_says(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(140, 40)) as pilot:
        await stage.opened(pilot)
        await pilot.press("7")
        await stage.until(pilot, stage.saying(shown, "R23"))
        await stage.until(pilot, lambda: not stage.shows(shown, "正在检查"))
        assert stage.shows(shown, "✗ 不符")
        assert stage.shows(shown, "! 接近")
        assert stage.shows(shown, "✓ 相符")
        assert stage.shows(shown, "按街道汇总")


async def test_a_light_opens_on_what_is_behind_it(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("7")
        await stage.until(pilot, stage.saying(shown, "R23"))
        await stage.until(pilot, lambda: not stage.shows(shown, "正在检查"))
        for steps, expected in (
            (0, "指标明细"),
            (2, "合计"),
            (1, "净资产"),
            (1, "没有"),
        ):
            await pilot.press(*["j"] * steps, "enter")
            await stage.until(pilot, stage.saying(shown, expected))
            assert isinstance(shown.screen, SheetScreen)
            await pilot.press("escape")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_waits_to_be_done_is_no_check_that_did_not_run(
    database: Database,
) -> None:
    with closing(Ledger(database.address)) as ledger:
        scene = scenes.create(ledger, database.clerk)
        two_banks(scene)
        scene.source(AID, 300, bank="second")
        for who in (CASHIER, SUPERVISOR):
            transfers.transfer_money(
                scene.desk(who), yuan(100), from_bank="second", to_bank="main"
            )
    shown = stage.app(Path(database.address))
    async with shown.run_test(size=(140, 40)) as pilot:
        await stage.opened(pilot)
        await pilot.press("7")
        await stage.until(pilot, stage.saying(shown, "R24"))
        await stage.until(pilot, lambda: not stage.shows(shown, "正在检查"))
        assert stage.shows(shown, "! 没有不符，2 项待办"), "a transfer, and its papers"
