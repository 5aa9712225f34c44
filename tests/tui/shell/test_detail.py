"""A list beside the detail of its row: when it is filled, and where it has no room."""

from pathlib import Path

from textual.pilot import Pilot

from tests.tui import stage
from tests.tui.shell.acting import at_work, keys


async def comes(pilot: Pilot[None], text: str) -> None:
    """Wait for a text."""
    await stage.until(pilot, stage.saying(pilot.app, text))


async def test_the_row_on_which_the_cursor_rests_stands_beside_its_list(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "approver", stage.LARGE) as pilot:
        await keys(pilot, "2")
        await comes(pilot, "│ 2024-1-01")
        await pilot.press(*["j"] * 3)
        await comes(pilot, "│ 2024-1-04")
        await keys(pilot, "]", "]")
        assert stage.shows(pilot.app, "[预算]")
        await keys(pilot, "left", "left", "left")
        assert stage.shows(pilot.app, "[日志]")
        await keys(pilot, "enter")
        assert stage.shows(pilot.app, "项目 › 2024-1-04")
        await keys(pilot, "escape")
        await pilot.resize_terminal(*stage.SMALL)
        await stage.until(pilot, lambda: not stage.shows(pilot.app, "│ 2024-1-04"))
        await keys(pilot, "]")
        assert stage.shows(pilot.app, "110 列")
        await pilot.resize_terminal(*stage.LARGE)
        await comes(pilot, "│ 2024-1-04")
        await keys(pilot, "3")
        await comes(pilot, "│ 拨付 › ")
        await keys(pilot, "slash", "text:无人这样叫", "enter")
        await stage.until(pilot, lambda: not stage.shows(pilot.app, "│ 拨付 › "))


async def click_heading(pilot: Pilot[None], heading: str) -> object:
    """Click the heading of a column; give the key of the first row then."""
    table, at = stage.table(pilot.app), 0
    for span in table.line(0):
        if heading in span.text:
            break
        at += len(span.text.encode("gbk", "replace"))
    await pilot.click(table, offset=(at, 0))
    await stage.still(pilot)
    return stage.table(pilot.app).rows[0].key


async def test_a_click_on_a_heading_sorts_and_another_turns_it_around(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, None, stage.LARGE) as pilot:
        for place, heading in (("2", "核定含公示"), ("2", "代码"), ("4", "申报")):
            await keys(pilot, place)
            first = await click_heading(pilot, heading)
            assert stage.shows(pilot.app, heading + "▼", heading + "▲")
            assert await click_heading(pilot, heading) != first
        await keys(pilot, "2")
        _ = await click_heading(pilot, "名称")
        assert stage.shows(pilot.app, "不按这一列排序")
