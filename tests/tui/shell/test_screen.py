"""Modes, languages, themes, help, the palette."""

from pathlib import Path

import pytest

from fundledger.i18n import Language
from fundledger.tui.screens.audit.records import AuditScreen
from fundledger.tui.screens.projects.project import ProjectScreen
from tests.tui import stage


async def test_number_keys_change_the_screen_and_each_keeps_its_own_place(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        await pilot.press("j", "enter")
        await stage.until(pilot, stage.saying(shown, "[概览]"))
        for number, title in (("7", "对账"), ("8", "审计日志"), ("0", "基金概览")):
            await pilot.press(number)
            await stage.until(pilot, stage.saying(shown, title))
        await pilot.press("2")
        assert isinstance(shown.screen, ProjectScreen)


async def test_f9_changes_the_language_of_every_screen_at_once(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, stage.saying(shown, "✗ 被拒绝"))
        await pilot.press("f9")
        await stage.until(pilot, stage.saying(shown, "✗ refused"))
        assert not stage.shows(shown, "审计")
        await pilot.press("0")
        assert stage.shows(shown, "Fund at a glance")
        await pilot.press("f9")
        await stage.until(pilot, stage.saying(shown, "基金概览"))


async def test_f2_changes_between_dark_and_light(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await pilot.press("f2")
        assert not shown.current_theme.dark
        await pilot.press("f2")
        assert shown.current_theme.dark


@pytest.mark.parametrize("key", ["question_mark", "？"])
async def test_help_names_every_key_of_the_screen_and_what_every_deed_leaves(
    ledger_path: Path, key: str
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(100, 80)) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await pilot.press(key)
        await stage.until(pilot, stage.saying(shown, "先展示、经确认"))
        for name in (
            "筛选",
            "只看被拒绝的",
            "校验",
            "导出 CSV",
            "上移",
            "/ 、",
            "? ？",
        ):
            assert stage.shows(shown, name), name
        await pilot.press("escape")
        assert isinstance(shown.screen, AuditScreen)


@pytest.mark.parametrize("key", ["ctrl+p", "colon", "："])
async def test_the_palette_finds_an_action_by_typing_and_does_it(
    ledger_path: Path, key: str
) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press(key)
        await pilot.press(*"report")
        await stage.until(pilot, stage.saying(shown, "Command"))
        await pilot.press("enter")
        await stage.until(pilot, lambda: shown.current_mode == "reconciliation")


async def test_the_palette_moves_while_one_types(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("ctrl+p", "down", "down", "up")
        assert stage.table(shown).cursor == 1
        await pilot.press("escape")


async def test_a_mode_can_be_clicked(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        at = stage.text(shown)[0].index("8 Audit")
        await pilot.click("#modes", offset=(at + 2, 0))
        await stage.until(pilot, lambda: shown.current_mode == "audit")
