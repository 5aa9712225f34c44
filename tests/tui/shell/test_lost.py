"""A ledger that was deleted, replaced or put back underneath is said at once."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.domain.ids import ProjectNo, Seq
from fundledger.i18n import Language
from fundledger.store.books import Ledger
from fundledger.tui.screens.audit.record import RecordScreen
from fundledger.tui.screens.projects.project import ProjectScreen
from fundledger.tui.shell import host
from tests import lived, small
from tests.tui import stage


async def test_a_ledger_that_was_deleted_is_said_on_every_screen_at_once(
    ledger_path: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(ledger_path, tmp_path / "gone.db"))
    shown = stage.app(path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        os.unlink(path)  # noqa: PTH108 - what a person's `rm` does
        shown.peek()
        await stage.until(pilot, stage.saying(shown, "未显示"))
        assert stage.shows(shown, str(path))
        assert not stage.shows(shown, "邻里节", "Traceback")
        for key in "168":
            await pilot.press(key)
            await stage.still(pilot)
            assert stage.shows(shown, "未显示")
            assert not stage.shows(shown, "611.00")


async def test_a_ledger_that_was_replaced_is_said_and_f5_opens_what_lies_there(
    ledger_path: Path, many_path: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(ledger_path, tmp_path / "live.db"))
    other = Path(shutil.copy(many_path, tmp_path / "other.db"))
    shown = stage.app(path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        os.replace(other, path)  # noqa: PTH105 - what a person's `mv` does
        shown.peek()
        await stage.until(pilot, stage.saying(shown, "未显示"))
        await pilot.press("f5")
        await stage.opened(pilot)
        assert not stage.shows(shown, "未显示")
        await pilot.press("2")
        await stage.until(pilot, stage.saying(shown, "500 / > 500"))


async def test_a_ledger_that_was_put_back_to_an_earlier_state_is_said(
    ledger_path: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(ledger_path, tmp_path / "live.db"))
    with closing(Ledger(str(path))) as ledger:
        small.donate(ledger.fund(), 123_456, on=lived.LAST_DAY)
    shown = stage.app(path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        assert stage.shows(shown, "1,845.56")
        shutil.copyfile(ledger_path, path)
        shown.peek()
        await stage.until(pilot, stage.saying(shown, "Not shown"))
        assert not stage.shows(shown, "1,845.56", "Traceback")


@pytest.mark.parametrize(
    "keys",
    [
        ("2", "enter"),
        ("8", "v"),
        ("8", "?"),
        ("ctrl+p",),
    ],
    ids=" ".join,
)
async def test_wherever_one_is_a_lost_ledger_is_said_without_asking(
    ledger_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[str, ...],
) -> None:
    """Nobody presses a key: the workbench looks by itself, here more often."""
    monkeypatch.setattr(host, "PEEK_SECONDS", 0.2)
    path = Path(shutil.copy(ledger_path, tmp_path / "gone.db"))
    shown = stage.app(path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        for key in keys:
            await pilot.press(key)
            await stage.still(pilot)
        os.unlink(path)  # noqa: PTH108 - what a person's `rm` does
        await stage.until(pilot, lambda: shown.lost)
        await stage.until(pilot, stage.saying(shown, "Not shown"))
        assert stage.shows(shown, str(path))
        await pilot.press("escape")
        await stage.until(pilot, stage.saying(shown, "Not shown"))


async def test_a_project_that_is_not_in_the_ledger_any_more_is_said(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        for screen in (ProjectScreen(ProjectNo(9_999)), RecordScreen(Seq(9_999))):
            _ = shown.push_screen(screen)
            await stage.until(pilot, stage.saying(shown, "not in the books that are"))
            await pilot.press("escape")
