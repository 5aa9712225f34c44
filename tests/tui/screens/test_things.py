"""Home, lists and pages of every kind of thing, the search: over one demo fund."""

from functools import partial
from pathlib import Path

from textual.pilot import Pilot

from fundledger.i18n.nouns import Noun
from fundledger.queries.nouns import NOUNS
from fundledger.tui.kit.pinyin import initials
from fundledger.tui.kit.table import Table
from fundledger.tui.screens.things.listing import ListingScreen
from fundledger.tui.screens.things.thing import ThingScreen
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.form_screen import FormScreen
from fundledger.tui.shell.picker import Picker
from fundledger.tui.shell.routes import ObjectKey, Open
from fundledger.tui.shell.search import Search
from tests.tui import stage
from tests.tui.shell.acting import at_work, host, keys

OWN_PAGES = {"project", "record", "refusal", "voucher", "month"}
SEARCHES = {
    "2024-1-28": "2024-1-28 轮椅借用站",
    "lyjyz": "2024-1-28 轮椅借用站",
    "记3": "记-0003",
    "#12": "#12",
    "1170": "1,170.00",
    "会计一": "会计一 accountant",
    "平安建设补助": "区级平安建设补助 pingan",
}
"""What is typed, and what it finds."""


def is_listed(pilot: Pilot[None]) -> bool:
    """Tell whether a list has its rows."""
    screen = pilot.app.screen
    return isinstance(screen, ListingScreen) and screen.rows is not None


def is_shown(pilot: Pilot[None]) -> bool:
    """Tell whether the page of a thing shows it."""
    screen = pilot.app.screen
    return isinstance(screen, ThingScreen) and screen.view is not None


async def test_home_lists_what_waits_and_enter_opens_the_very_form(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "accountant", stage.SMALL) as pilot:
        assert stage.shows(pilot.app, "[待办]")
        assert stage.shows(pilot.app, "会计一 会计")
        assert stage.shows(pilot.app, "凭证待制单：")
        await keys(pilot, "slash", "text:凭证待制单：", "enter", "enter")
        assert stage.shows(pilot.app, "凭证 › 待制单")
        await keys(
            pilot, "escape", "slash", "ctrl+u", "text:核准报账", "enter", "enter"
        )
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.begun.deed == "admit_claim"
        await keys(pilot, "tab", "text:票据齐全", "escape")
        await keys(pilot, "f5")
        assert stage.shows(pilot.app, "草稿", "上次留下的草稿")


async def test_yes_and_no_are_conditions_too(demo_path: Path) -> None:
    async with at_work(demo_path, "admin") as pilot:
        host(pilot).open(Open(ScreenKind.LIST, "holiday"))
        await stage.until(pilot, partial(is_listed, pilot))
        every = len(stage.listed(pilot.app).rows or ())
        counts: list[int] = []
        for answer in ("是", "否"):
            await keys(pilot, "slash", "ctrl+u", f"text:上班:{answer}", "enter")
            counts.append(len(stage.listed(pilot.app).rows or ()))
        assert min(counts) > 0
        assert sum(counts) == every


async def test_a_list_takes_words_and_conditions_by_what_its_columns_are_called(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "cashier") as pilot:
        await keys(pilot, "3")
        whole = len(stage.listed(pilot.app).rows or ())
        await keys(pilot, "slash", "text:金额>2000 阶段:已确认", "enter")
        rows = stage.listed(pilot.app).rows or []
        assert 0 < len(rows) < whole
        for row in rows:
            assert isinstance(row, dict)
            assert row["amount_fen"] > 200_000
            assert row["state"] == "acknowledged"
        await keys(pilot, "slash", "text: 金额>一", "enter")
        assert stage.shows(pilot.app, "不是可比较的金额")
        await keys(pilot, "slash", "ctrl+u", "text:金客:2", "enter")
        assert stage.shows(pilot.app, "没有“金客”这一列")


async def test_every_kind_of_thing_has_a_list_and_a_page_that_leads_on(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "admin") as pilot:
        for noun in NOUNS:
            host(pilot).open(Open(ScreenKind.LIST, noun))
            await stage.until(pilot, partial(is_listed, pilot))
            rows = stage.listed(pilot.app).rows
            if rows and noun not in OWN_PAGES:
                await pilot.press("enter")
                await stage.until(pilot, partial(is_shown, pilot))
                _ = host(pilot).pop_screen()
            _ = host(pilot).pop_screen()
        host(pilot).open(Open(ScreenKind.OBJECT, ObjectKey(Noun.CLAIM, 5)))
        await stage.still(pilot)
        await keys(pilot, "enter")
        picker = pilot.app.screen
        assert isinstance(picker, Picker)
        assert {"项目", "票据"} <= {each.cells[0] for each in picker.picks}


async def test_one_search_finds_by_code_number_amount_name_and_initials(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, None) as pilot:
        await keys(pilot, "ctrl+k")
        search = pilot.app.screen
        assert isinstance(search, Search)
        for typed, answer in SEARCHES.items():
            await keys(pilot, "ctrl+u", f"text:{typed}")
            assert stage.shows(pilot.app, answer), typed
            assert search.query_one(Table).rows
        await keys(pilot, "ctrl+u", "text:2024-1-28", "enter")
        assert stage.shows(pilot.app, "[概览]")


def test_initials_are_those_of_each_character_and_letters_stay() -> None:
    assert initials("独居老人助餐A1") == "djlrzca1"


async def test_sources_are_listed_with_names_and_a_page_tells_what_became_of_one(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "supervisor", stage.SMALL) as pilot:
        await keys(pilot, "9")
        host(pilot).open(Open(ScreenKind.LIST, "source"))
        await stage.until(pilot, partial(is_listed, pilot))
        await stage.until(pilot, stage.saying(pilot.app, "非限定资金"))
        await keys(pilot, "j", "enter")
        await stage.until(pilot, partial(is_shown, pilot))
        screen = pilot.app.screen
        assert isinstance(screen, ThingScreen)
        assert stage.shows(pilot.app, "收到", "已支出", "= 净资产")
        assert {each.noun for each in screen.links()} >= {Noun.PROJECT, Noun.FUNDING}
        await keys(pilot, "f4")
        assert stage.shows(pilot.app, "支付管理费用")
        assert stage.shows(pilot.app, "变更资金来源")
