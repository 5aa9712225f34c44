"""The list of projects, and one project in its tabs."""

import asyncio
import threading
from pathlib import Path

import pytest

from fundledger.i18n import Language
from fundledger.tui.kit.table import Table
from fundledger.tui.kit.text import tidy
from fundledger.tui.screens.projects.pages import Tab
from fundledger.tui.screens.projects.project import ProjectScreen
from fundledger.tui.screens.projects.projects import ProjectsScreen, Sort
from fundledger.tui.shell.list_screen import PAGE
from tests.tui import stage


async def test_what_people_type_is_never_markup(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(400, 40)) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        for title in stage.TITLES:
            assert stage.shows(shown, tidy(title)[:80]), title


async def test_a_project_opens_on_its_tabs_and_esc_goes_back(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        await pilot.press("enter")
        await stage.until(pilot, stage.saying(shown, "一年一度的邻里节"))
        assert stage.shows(shown, "场次 [red]演出")
        for each, expected in (
            (Tab.REVIEW, "[/] 材料齐全，预算合理。"),
            (Tab.MONEY, "待追回"),
            (Tab.VOUCHERS, "备-0002"),
            (Tab.LOG, "[red]同意"),
        ):
            await pilot.press("]")
            await stage.until(pilot, stage.saying(shown, expected))
            assert stage.tab(shown) is each
        for key, each in (
            ("right", Tab.OVERVIEW),
            ("[", Tab.LOG),
            ("left", Tab.VOUCHERS),
        ):
            await pilot.press(key)
            assert stage.tab(shown) is each
        await pilot.press("escape")
        assert isinstance(shown.screen, ProjectsScreen)


@pytest.mark.parametrize("key", ["slash", "、"])
async def test_a_filter_is_applied_as_it_is_typed_and_esc_takes_it_away(
    ledger_path: Path, key: str
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        every = len(stage.listed(shown).rows or ())
        await pilot.press(key)
        await pilot.press(*"rainy")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == 1)
        await pilot.press("enter")
        assert isinstance(shown.focused, Table)
        assert stage.shows(shown, "/ rainy")
        await pilot.press("escape")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == every)


async def test_nothing_that_fits_says_how_to_go_on(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2", "slash")
        await pilot.press(*"[/]zz")
        await stage.until(pilot, stage.saying(shown, "没有符合“[/]zz”的项目"))
        await pilot.press("escape")
        await stage.until(pilot, stage.saying(shown, "邻里节"))


async def test_an_older_search_never_overwrites_a_newer_one(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        screen = stage.screen(shown)
        given: list[str] = []
        newer_came = threading.Event()

        def slow(_run: object) -> str:
            newer_came.wait(stage.DEADLINE)
            return "older"

        def fast(answers: str) -> None:
            given.append(answers)
            newer_came.set()

        screen.work("search", slow, given.append)
        screen.work("search", lambda _run: "newer", fast)
        await asyncio.to_thread(newer_came.wait, stage.DEADLINE)
        await stage.until(pilot, lambda: bool(given))
        assert given == ["newer"]


async def test_sorting_goes_round_and_says_by_what(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        for sort in [*list(Sort)[1:], Sort.NUMBER]:
            await pilot.press("s")
            await stage.until(pilot, stage.saying(shown, sort.value))


async def test_lists_are_asked_for_page_by_page(many_path: Path) -> None:
    shown = stage.app(many_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == PAGE)
        assert stage.shows(shown, "500 / > 500")
        await pilot.press("end")
        await stage.until(
            pilot, lambda: len(stage.listed(shown).rows or ()) == 2 * PAGE
        )
        await pilot.press("G")
        await stage.until(pilot, stage.saying(shown, "1,208"))
        await pilot.press("end")
        assert stage.shows(shown, "M-01299")
        await pilot.press("home")
        assert stage.shows(shown, "2024-001")


async def test_the_cursor_moves_by_keys_and_pages_and_opens_by_a_second_click(
    many_path: Path,
) -> None:
    shown = stage.app(many_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        for keys, at in (("j", 1), ("down", 2), ("k", 1), ("up", 0), ("pagedown", 17)):
            await pilot.press(keys)
            assert stage.table(shown).cursor == at
        await pilot.press("pageup")
        assert stage.table(shown).cursor == 0
        await pilot.click("#list", offset=(20, 5))
        assert stage.table(shown).cursor == 4
        await pilot.click("#list", offset=(20, 5))
        await stage.until(pilot, lambda: isinstance(shown.screen, ProjectScreen))
