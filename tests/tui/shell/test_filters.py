"""Filters: what an input method makes of them, and names that nothing has."""

from functools import partial
from pathlib import Path

import pytest
from textual import events

from fundledger.i18n import Language
from fundledger.tui.kit.fields import Prompt
from fundledger.tui.kit.near import near
from fundledger.tui.kit.text import folded
from tests.tui import stage
from tests.tui.shell.acting import at_work, keys

NAMES = ("独居老人助餐服务（第1期）", "儿童暑期课堂", "甲街道", "甲一社区", "2024-1-01")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("２０２４－００１", "2024-001"),
        ("１，２３０。５", "1,230.5"),
        ("Ｒainy", "rainy"),
    ],
)
def test_full_width_text_means_what_its_half_width_twin_does(
    typed: str, meant: str
) -> None:
    assert folded(typed) == meant


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("老人助参", NAMES[0]),
        ("甲壹社区", "甲一社区"),
        ("2024-1-10", "2024-1-01"),
        ("暑假课堂", NAMES[1]),
    ],
)
def test_a_name_that_nothing_has_is_near_to_one_that_something_has(
    typed: str, first: str
) -> None:
    assert near(typed, NAMES)[0] == first


@pytest.mark.parametrize("typed", ["", "xyz", "?", "完全不同的字"])
def test_nothing_is_near_to_what_is_like_nothing(typed: str) -> None:
    assert near(typed, NAMES) == []


async def test_full_width_text_finds_what_was_meant(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2", "slash")
        prompt = shown.screen.query_one(Prompt)
        for typed in ("２０２４－００８", "ＲＡＩＮＹ", "Rainy－day"):
            prompt.value = ""
            await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) > 1)
            _ = prompt.post_message(events.Paste(typed))
            await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == 1)
            assert stage.shows(shown, "Rainy-day 应急包")
            assert stage.shows(shown, f"/ {typed}")


async def test_full_width_text_finds_records(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8", "slash", *"ｃｏｒｒｅｃｔ")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == 1)


@pytest.mark.parametrize("sorts", [0, 1])
async def test_a_filter_that_fits_nothing_names_what_is_like_it(
    ledger_path: Path, sorts: int
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        await pilot.press(*["s"] * sorts, "slash", *"邻居节")
        await stage.until(pilot, stage.saying(shown, "没有符合“邻居节”的项目"))
        assert stage.shows(shown, "是不是要找")
        assert stage.shows(shown, "  邻里节")


async def test_a_person_that_nobody_is_has_near_names(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        await pilot.press("slash", *"clrek 2024-07")
        await stage.until(pilot, stage.saying(shown, "No record fits “clrek 2024-07”"))
        assert stage.shows(shown, "  Clerk")


async def test_the_palette_says_that_no_command_is_called_so(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("ctrl+p", *"zz")
        await stage.until(pilot, stage.saying(shown, "没有叫“zz”的命令"))
        await pilot.press("backspace", "backspace", *"ｃｓｖ")
        await stage.until(pilot, lambda: len(stage.table(shown).rows) == 1)
        assert not stage.shows(shown, "没有叫")


def has_text(prompt: Prompt) -> bool:
    return bool(prompt.value)


async def test_what_is_pasted_steers_no_terminal(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        for keys in (("2", "slash"), ("escape", "8", "slash"), ("escape", "ctrl+p")):
            await pilot.press(*keys)
            prompt = shown.screen.query_one(Prompt)
            _ = prompt.post_message(events.Paste("红\x1b[31m\u202e老\u200d人\x07"))
            await stage.until(pilot, partial(has_text, prompt))
            assert prompt.value == "红�[31m�老人�"


async def test_a_filter_is_completed_kept_under_a_name_and_found_again(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "cashier", stage.LARGE) as pilot:
        await keys(pilot, "2")
        every = len(stage.listed(pilot.app).rows or ())
        await keys(pilot, "slash")
        assert stage.shows(pilot.app, "Tab 代码:  名称:  社区:")
        await keys(pilot, "text:jd", "tab")
        assert stage.listed(pilot.app).typed == "街道:"
        assert len(stage.listed(pilot.app).rows or ()) == every, "nothing typed yet"
        assert stage.shows(pilot.app, "甲街道")
        await keys(pilot, "text:jj", "tab", "text: 阶段:zx", "tab", "enter")
        assert stage.listed(pilot.app).typed == "街道:甲街道 阶段:执行中"
        fitting = len(stage.listed(pilot.app).rows or ())
        assert 0 < fitting < every
        await keys(pilot, "ctrl+o", "enter", "text:甲街道在办", "enter", "escape")
        assert len(stage.listed(pilot.app).rows or ()) == every
        await keys(pilot, "ctrl+o", "enter")
        assert len(stage.listed(pilot.app).rows or ()) == fitting
        await keys(pilot, "escape", "3", "slash", "text:skr", "tab")
        assert stage.shows(pilot.app, "社区居民委员会")
        await keys(pilot, "escape", "ctrl+o")
        assert not stage.shows(pilot.app, "甲街道在办"), "it is of another list"
        await keys(pilot, "escape", "2", "f9", "slash", "text:stat", "tab")
        await keys(pilot, "text:district", "tab")
        assert stage.listed(pilot.app).typed == 'State:"district review"'
        assert stage.listed(pilot.app).rows
    async with at_work(demo_path, "cashier") as pilot:
        await keys(pilot, "2", "ctrl+p", "text:甲街道在办", "enter")
        assert stage.listed(pilot.app).typed == "街道:甲街道 阶段:执行中"
        await keys(pilot, "ctrl+o", "text:删除", "enter", "ctrl+o")
        assert not stage.shows(pilot.app, "甲街道在办")
