"""Keys that newcomers press: in a line of a table, in a name, on the last page."""

from pathlib import Path
from typing import Any

import pytest

from fundledger.tui.shell.desk import WriteDesk
from fundledger.tui.shell.line_dialog import LineDialog
from tests.tui import stage
from tests.tui.shell.acting import (
    at_work,
    box,
    confirmation,
    fill,
    form,
    go_on,
    keys,
    last_record,
    open_form,
)

RECEIPT = {"kind": "发票", "number": "A-1", "seller": "五金店"}


def nothing(*_asked: object) -> list[Any]:
    """Offer nothing, as where no attachment is stored yet."""
    return []


@pytest.mark.parametrize("key", ["enter", "ctrl+s"])
async def test_a_line_is_taken_where_its_last_field_has_nothing_to_offer(
    demo_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with at_work(demo_path, "admin") as pilot:
        await open_form(pilot, "draft_claim", project_no=1)
        box(pilot, "receipts").put([RECEIPT])
        monkeypatch.setattr(WriteDesk, "offers", nothing)
        _ = form(pilot).focusable_of(box(pilot, "receipts")).focus()
        await keys(pilot, "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, LineDialog)
        assert stage.shows(pilot.app, "Ctrl+S")
        _ = dialog.boxes[-1].editor.focus()
        await keys(pilot, "tab")
        assert dialog.focused in {each.editor for each in dialog.boxes}
        _ = dialog.boxes[-1].editor.focus()
        await keys(pilot, key)
        assert form(pilot).focused is not None
        assert box(pilot, "receipts").value() == [RECEIPT]


async def test_a_name_is_no_bad_number_while_typed_and_looked_up_by_the_key(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "admin") as pilot:
        await open_form(pilot, "draft_claim", project_no=1)
        assert stage.shows(pilot.app, "F1 帮助")
        assert not stage.shows(pilot.app, "? 帮助")
        project = box(pilot, "project_no")
        _ = project.editor.focus()
        project.put("没有这样的")
        await stage.still(pilot)
        assert not project.faults
        await go_on(pilot)
        await stage.until(pilot, stage.saying(pilot.app, "没有项目 没有这样的"))


async def test_the_key_turns_the_page_and_says_when_it_confirms(
    demo_path: Path,
) -> None:
    before = last_record(demo_path).seq
    async with at_work(demo_path, "accountant", stage.SMALL) as pilot:
        await open_form(pilot, "receive_donation")
        await fill(pilot, amount="100", party="某人", bank="main")
        await go_on(pilot)
        screen = confirmation(pilot)
        assert stage.shows(pilot.app, "看到末尾后按")
        for _ in range(9):
            await keys(pilot, screen.gesture)
            if screen.read:
                break
            assert stage.shows(pilot.app, "请先看到末尾")
        assert stage.shows(pilot.app, "已到末尾。再按一次")
        assert last_record(demo_path).seq == before
        await keys(pilot, screen.gesture)
    assert last_record(demo_path).seq == before + 1
