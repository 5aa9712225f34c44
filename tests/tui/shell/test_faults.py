"""Exports, faults, news, and every size there is."""

import csv
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from fundledger.i18n import Language
from fundledger.store.books import Fund, Ledger
from fundledger.tui.app import FundApp
from fundledger.tui.shell.reading import Door
from tests import lived, small
from tests.tui import stage


def files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.csv"))]


def has_files(folder: Path, count: int) -> bool:
    return len(files(folder)) == count


@pytest.mark.parametrize(
    ("keys", "heading", "expected"),
    [
        ("0", "指标", "银行存款"),
        ("2", "代码", "[red]x"),
        ("7", "指标", "检查"),
        ("8", "记录", "被拒绝"),
    ],
)
async def test_what_is_on_the_screen_is_exported_and_the_path_is_told(
    ledger_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
    heading: str,
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(200, 60)) as pilot:
        await stage.opened(pilot)
        await pilot.press(keys)
        await stage.until(pilot, stage.exportable(shown))
        for count in (1, 2):
            await pilot.press("E")
            await stage.until(pilot, partial(has_files, tmp_path, count))
        await stage.until(pilot, stage.saying(shown, "行已导出到", "行到"))
    first, second = files(tmp_path)
    assert first == second
    text = first.decode("utf-8-sig")
    rows = [*csv.reader(line for line in text.splitlines() if not line.startswith("#"))]
    assert heading in rows[0][0]
    assert any(expected in cell for row in rows for cell in row)


async def test_a_folder_one_may_not_write_is_said_in_one_line(
    ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("e")
        await stage.until(pilot, stage.saying(shown, "没有导出"))
        assert stage.shows(shown, "基金概览")


async def test_a_fault_is_shown_and_logged_without_a_word_of_anybody(
    ledger_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fall(_run: object) -> None:
        personal = "王芳 145,000.00"
        raise ValueError(personal)

    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        stage.screen(shown).work("figures", fall, lambda _: None)
        await stage.until(pilot, stage.saying(shown, "ValueError"))
        await pilot.press("d")
        assert stage.shows(shown, "test_faults.py")
        assert not stage.shows(shown, "王芳")
        await pilot.press("f5")
        await stage.opened(pilot)
    assert "ValueError" in caplog.text
    assert "王芳" not in caplog.text


class Falling(FundApp):
    """A workbench that is itself at fault as soon as it begins."""

    def on_mount(self) -> None:
        personal = "王芳 145,000.00"
        raise ValueError(personal)


def test_a_fault_of_the_frame_itself_ends_without_a_traceback(
    ledger_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shown = Falling(Door(str(ledger_path), None), Language.ZH)
    shown.run(headless=True)
    assert shown.stumbled
    assert shown.return_code == 1
    printed = "".join(capfd.readouterr())
    assert "王芳" not in printed
    assert "Traceback" not in printed


async def test_f5_shows_what_was_written_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "live.db"
    fund = stage.build(path)
    shown = stage.app(path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        small.donate(fund, 123_456, on=lived.LAST_DAY)
        shown.peek()
        await stage.until(pilot, stage.saying(shown, "1 条新记录"))
        assert not stage.shows(shown, "2,234.56")
        await pilot.press("f5")
        await stage.until(pilot, stage.saying(shown, "2,234.56"))
    fund.ledger.close()


async def test_every_screen_reads_either_database(
    small_fund: Fund, ledger: Ledger
) -> None:
    lived.live(small_fund)
    shown = stage.app(ledger.address, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        for keys in ("2", "enter", "5", "6", "7", "8", "enter"):
            await pilot.press(keys)
            await stage.still(pilot)
            assert stage.screen(shown).trouble is None
            assert stage.screen(shown).to_export() is not None
        assert stage.shows(shown, ledger.dialect.name)


@pytest.mark.parametrize("lang", Language)
async def test_every_screen_fits_every_size(ledger_path: Path, lang: Language) -> None:
    """Beside 80×24 and 120×40, which the golden grids have."""
    shown = stage.app(ledger_path, lang)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        for key in "25678":
            await pilot.press(key)
            await stage.until(pilot, stage.exportable(shown))
            for size in ((100, 30), (200, 60)):
                await pilot.resize_terminal(*size)
                await stage.until(pilot, stage.exportable(shown))
                assert len(stage.text(shown)) == size[1]
                assert "Ctrl+Q" in stage.text(shown)[-1]


async def test_typing_a_filter_takes_letters_that_are_keys_elsewhere(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2", "slash")
        await pilot.press(*"sejk12?")
        assert shown.screen.query_one(Input).value == "sejk12?"
        assert shown.current_mode == "projects"
